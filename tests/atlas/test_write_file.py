"""A file is written whole or not at all, whatever happens meanwhile, and nothing of others is touched."""

import ast
import errno
import os
import resource
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from atlas.write_file import NotOrdinary, write_file, write_files
from tests.screen import ROOT

OLD, NEW = b"old", b"new" * 1000
ORPHAN = ".atlas-0123456789abcdef.part"
LOOKALIKES = (".out.csv.123", ".out.csv.tmp", "out.csv~", ".atlas-mine.part", "atlas-0123456789abcdef.part")
WRITER = "atlas/write_file.py"  # the one module that does it for all
LOG = "tools/drive/guard/sitecustomize.py"  # adds lines to its log, and knows nothing of ours
WRITING = {"write_text", "write_bytes", "to_csv", "to_excel", "to_json", "to_file", "touch"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give an old file."""
    path = tmp_path / "out.csv"
    path.write_bytes(OLD)
    return path


def fill_disk(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """Let a call of the system's say that the disk is full."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, function, refuse)


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let the system itself refuse every byte of a file beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_old_file_is_replaced(path):
    with path.open("rb") as reader:
        write_file(path, NEW)
        assert reader.read() == OLD  # who reads meanwhile sees one of both, whole
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("function", ["fsync", "open"])
def test_an_old_file_survives_a_full_disk(path, monkeypatch, function):
    fill_disk(monkeypatch, function)
    with pytest.raises(OSError, match="No space"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_an_old_file_survives_a_disk_that_ends_in_the_middle(path):
    with small_disk(1000), pytest.raises(OSError, match="large"):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_none_of_several_files_is_replaced_where_the_last_does_not_fit(path):
    with small_disk(1000), pytest.raises(OSError, match="large"):
        write_files({path: b"fits", path.with_name("second.csv"): NEW})
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_writer_that_is_killed_leaves_the_old_file_and_the_next_one_sweeps(path, step):
    code = f"""
import os, pathlib, signal, sys
from atlas.write_file import write_file
{step} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write_file(pathlib.Path(sys.argv[1]), b"half")
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == OLD
    assert len(list(path.parent.iterdir())) == 2
    write_file(path, NEW)
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_writer_that_is_interrupted_leaves_nothing(path, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, NEW)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_nothing_that_only_looks_like_ours_is_swept(path):
    for name in LOOKALIKES:
        path.with_name(name).write_bytes(b"of somebody else")
    os.mkfifo(path.with_name(ORPHAN))  # opening it must not wait for a writer either
    write_file(path, NEW)
    assert {one.name for one in path.parent.iterdir()} == {path.name, ORPHAN, *LOOKALIKES}


def test_what_another_writer_is_writing_is_not_swept(path, monkeypatch):
    fsync, inside = os.fsync, []

    def write_another(descriptor: int) -> None:
        if not inside:
            inside.append(True)
            write_file(path.with_name("another.csv"), NEW)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", write_another)
    write_file(path, NEW)
    assert path.read_bytes() == path.with_name("another.csv").read_bytes() == NEW


def test_a_file_keeps_its_mode(path):
    path.chmod(0o640)
    write_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_mode_that_the_mask_leaves(tmp_path):
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "new.csv", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_keeps_its_owner_when_root_writes_it(path):
    os.chown(path, 12345, 12345)
    write_file(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)


def test_a_protected_file_is_not_replaced_though_its_folder_would_let_it(path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)  # root may write everywhere
    with pytest.raises(PermissionError):
        write_file(path, NEW)
    assert path.read_bytes() == OLD


def make_link(path: Path) -> None:
    """Make a link to a file."""
    path.with_name("behind.csv").write_bytes(OLD)
    path.symlink_to("behind.csv")


def make_socket(path: Path) -> None:
    """Make a socket."""
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (make_link, "link"),
        (lambda path: path.symlink_to("nowhere"), "link"),
        (Path.mkdir, "folder"),
        (os.mkfifo, "other"),
        (make_socket, "other"),
    ],
    ids=["link", "dangling link", "folder", "pipe", "socket"],
)
def test_what_is_no_ordinary_file_is_refused_and_stays(tmp_path, make, kind):
    path = tmp_path / "out.csv"
    make(path)
    before = {one: one.lstat().st_mode for one in tmp_path.iterdir()}
    with pytest.raises(NotOrdinary) as caught:
        write_file(path, NEW)
    assert caught.value.kind == kind
    assert {one: one.lstat().st_mode for one in tmp_path.iterdir()} == before


def find_writes(tree: ast.Module) -> set[str]:
    """Name the calls of a module that write to a file by its name."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            is_method = isinstance(node.func, ast.Attribute)
            name = node.func.attr if is_method else getattr(node.func, "id", "")
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            modes = texts + [one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)]
            is_open = name == "open" and any(set(str(mode)) <= set("rwxabt+") & set("wxabt+") for mode in modes)
            is_path = name in ("screenshot", "save") and any(one.arg == "path" for one in node.keywords)
            # `to_csv()` without a place gives a text
            is_write = is_method and name in WRITING and (node.args or not name.startswith("to_"))
            if is_open or is_path or is_write:
                found.add(name)
    return found


def list_rooms() -> list[Path]:
    """List the modules of the atlas but its tests."""
    rooms = ("atlas", "components", "pages", "tools", "benchmarks")
    return sorted({path for room in rooms for path in (ROOT / room).rglob("*.py")} - {ROOT / WRITER, ROOT / LOG})


@pytest.mark.parametrize("path", list_rooms(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_writer_of_ours_writes_beside_and_replaces(path):
    assert find_writes(ast.parse(path.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize(
    "text",
    [
        'path.open("wb")',
        'open(path, "w")',
        'path.open(mode="a")',
        'path.write_text("x")',
        "path.write_bytes(x)",
        "frame.to_csv(path)",
        "page.screenshot(path=out)",
    ],
)
def test_a_bare_write_is_seen(text):
    assert find_writes(ast.parse(text))


@pytest.mark.parametrize("text", ['path.open("rb")', "open(path)", "frame.to_csv()", "page.screenshot()"])
def test_a_read_is_none(text):
    assert find_writes(ast.parse(text)) == set()
