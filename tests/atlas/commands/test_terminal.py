"""The command line speaks in any encoding, to anybody or nobody, and ends without a traceback."""

import io
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.commands import arguments
from atlas.commands.terminal import INTERRUPTED, NOBODY_LISTENS, say
from tests.screen import ROOT
from tests.tables import set_cell

FULL = Path("/dev/full")
ENCODINGS = ("ascii", "cp1252", "gbk", "utf-8")
COMMAND = [sys.executable, "-m", "atlas"]
# interrupts itself when the slow imports begin
INTERRUPTED_IMPORT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # tests that a shell runs in the background ignore it
from importlib.abc import MetaPathFinder
class Finder(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "atlas.commands.arguments":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from atlas.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def broken(folder: Path) -> Path:
    """Give data of which a cell is wrong, in Chinese and with a sign of no code page."""
    set_cell(folder, "companies", 2, "is_named", "是\U0001f9ec")
    return folder


def redirect(monkeypatch: pytest.MonkeyPatch, encoding: str) -> tuple[io.BytesIO, io.BytesIO]:
    """Let the process speak in an encoding, as strictly as a redirected stream does."""
    out, err = io.BytesIO(), io.BytesIO()
    for name, raw in (("stdout", out), ("stderr", err)):
        stream = io.TextIOWrapper(raw, encoding=encoding, errors="strict", newline="\n")
        monkeypatch.setattr(sys, name, stream)
    return out, err


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run the command line."""
    monkeypatch.setattr(sys, "argv", ["atlas", *map(str, words)])
    return main()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_problems_are_said_in_any_encoding(broken, monkeypatch, encoding):
    out, _ = redirect(monkeypatch, encoding)
    assert run(monkeypatch, "--data", broken, "validate") == 1
    said = out.getvalue().decode(encoding)
    wanted = "companies.csv : 2 : is_named : '是\U0001f9ec' (baitu) - 该值"
    assert said.startswith(wanted.encode(encoding, "backslashreplace").decode(encoding))
    assert said.count("\n") == 2


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["frob\U0001f9ec"], 2),
        (["export", "companies", "-o", "\U0001f9ec/\udcff.csv"], 1),
        (["export", "\udcff", "-o", "x.csv"], 2),
    ],
    ids=["help", "an unknown command", "no such folder", "no such table"],
)
def test_what_is_not_understood_is_said_in_any_encoding(monkeypatch, encoding, words, code):
    out, err = redirect(monkeypatch, encoding)
    assert run(monkeypatch, *words) == code
    assert (out.getvalue() + err.getvalue()).decode(encoding).strip()


@pytest.mark.parametrize("sign", ["\x1b[2J", "\r", "\n", "\x07", "\u202e", "\u200b", "\udcff", "\x9b"])
def test_a_line_is_one_line_and_moves_no_cursor(capsys, sign):
    say(f"a{sign}b")
    assert re.fullmatch(r"a\\[rnux][0-9a-f\[2J]*b\n", capsys.readouterr().out)


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", [["validate"], ["--help"]], ids=" ".join)
def test_an_answer_that_does_not_fit_on_the_disk_is_told(monkeypatch, capsys, words):
    with FULL.open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert run(monkeypatch, "--lang", "en", *words) == 1
        assert capsys.readouterr().err == "The answer cannot be written: the disk is full\n"
        monkeypatch.setattr(sys, "stderr", full)
        assert run(monkeypatch, "frob") != 0


def test_who_has_closed_both_streams_gets_the_code_alone(broken, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert run(monkeypatch, "--data", broken, "validate") == 1
    assert run(monkeypatch, "frob") == 2
    assert run(monkeypatch, "--help") == 0


def test_ctrl_c_ends_a_command_without_a_word(monkeypatch, capsys):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(arguments, "choose_folder", interrupt)
    assert run(monkeypatch, "validate") == INTERRUPTED == 130
    assert capsys.readouterr() == ("", "")


def test_ctrl_c_while_the_atlas_is_imported_ends_without_a_word():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED_IMPORT], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_ctrl_c_stays_ignored_where_it_was(monkeypatch, capsys):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert run(monkeypatch, "frob") == 2
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err


def test_ctrl_c_is_heard_as_before_after_a_command(monkeypatch, capsys):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        run(monkeypatch, "frob")
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err


def test_a_reader_who_has_gone_ends_a_real_command_without_a_word():
    command = subprocess.Popen([*COMMAND, "validate"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    command.stdout.close()  # as `| head -0` does
    _, err = command.communicate()
    assert (command.returncode, err) == (NOBODY_LISTENS, b"")
    assert NOBODY_LISTENS == 141


def test_a_real_terminal_without_chinese_gets_code_points_and_the_right_code(broken):
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [*COMMAND, "--data", broken, "validate"]
    done = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr == b""
    assert done.stdout.decode("ascii").startswith(r"companies.csv : 2 : is_named : '\u662f\U0001f9ec' (baitu) - ")
