"""Whatever lies in a table's place, every command names it as what it could not read, and ends well."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.commands.arguments import COMMANDS
from tests.tables import table_path


def replace_by_folder(path: Path) -> None:
    """Put a folder in a file's place."""
    path.unlink()
    path.mkdir()


def replace_by_link(path: Path) -> None:
    """Put a link to nothing in a file's place."""
    path.unlink()
    path.symlink_to("nowhere.csv")


ODD = {
    "missing": Path.unlink,
    "folder": replace_by_folder,
    "dangling link": replace_by_link,
    "pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(bytes(range(256))),
}


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    """End a test that waits for ever, as one that opens a pipe does."""
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("it waits for ever"))
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_entry_is_named_and_nothing_is_said_to_be_unwritable(run, folder, capsys, command, odd):
    ODD[odd](table_path(folder, "companies"))
    further = {"verify-sources": ["."], "export": ["companies", "-o", "out.csv"]}.get(command, [])
    code = run("--data", folder, "--lang", "en", command, *further)
    said = "".join(capsys.readouterr())
    assert code == (0 if (command, odd) == ("datapackage", "empty") else 1)  # a table may lose all its rows
    assert odd == "empty" or "companies.csv - " in said
    assert "written" not in said
    assert not Path("out.csv").exists()


def test_files_that_only_lie_beside_the_tables_disturb_no_command(run, folder, capsys):
    companies = table_path(folder, "companies")
    companies.with_name(".#companies.csv").symlink_to("somebody@somewhere.1:1")  # an editor's lock
    shutil.copy(companies, companies.with_name("companies.csv~"))
    assert run("--data", folder, "--lang", "en", "datapackage") == 0
    assert "written" not in "".join(capsys.readouterr())
