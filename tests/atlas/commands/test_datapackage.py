"""`datapackage` writes a whole record or leaves the old one, and records nothing of what it cannot read."""

import errno
import json
import os
import resource
import stat
from pathlib import Path

import pytest

from atlas.store.files import RECORD
from tests.tables import read_rows, record_files, table_path, write_rows


@pytest.fixture
def recorded(folder: Path) -> Path:
    """Give a copy of the data with its record, of which a row has gone since."""
    record_files(folder)
    write_rows(folder, "gaps", read_rows(folder, "gaps")[:-1])
    return folder


def count_recorded(folder: Path, name: str) -> int:
    """Tell how many rows of a table are recorded."""
    resources = json.loads((folder / RECORD).read_text(encoding="utf-8"))["resources"]
    return next(one["rows"] for one in resources if one["name"] == name)


def test_a_full_disk_leaves_the_old_record(run, recorded, monkeypatch, capsys):
    before = (recorded / RECORD).read_bytes()

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    assert run("--data", recorded, "datapackage") == 1
    assert capsys.readouterr().err.endswith("：磁盘已满\n")
    assert (recorded / RECORD).read_bytes() == before
    assert [path.name for path in recorded.iterdir() if path.is_file()] == [RECORD]


def test_a_disk_that_ends_in_the_middle_leaves_the_old_record(run, recorded, capsys):
    before, limit = (recorded / RECORD).read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limit[1]))
    try:
        assert run("--data", recorded, "--lang", "en", "datapackage") == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert "larger than is allowed here" in capsys.readouterr().err
    assert (recorded / RECORD).read_bytes() == before
    assert [path.name for path in recorded.iterdir() if path.is_file()] == [RECORD]


def test_a_record_behind_a_link_is_written_where_it_lies(run, recorded, tmp_path):
    (recorded / RECORD).rename(tmp_path / "elsewhere.json")
    (recorded / RECORD).symlink_to(tmp_path / "elsewhere.json")
    assert run("--data", recorded, "datapackage") == 0
    assert (recorded / RECORD).is_symlink()
    assert count_recorded(recorded, "gaps") == len(read_rows(recorded, "gaps"))


def test_a_record_keeps_its_mode(run, recorded):
    (recorded / RECORD).chmod(0o640)
    assert run("--data", recorded, "datapackage") == 0
    assert stat.S_IMODE((recorded / RECORD).stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("make", "said"),
    [(Path.mkdir, "folder"), (os.mkfifo, "pipe"), (lambda path: path.symlink_to(path.name), "link")],
    ids=["folder", "pipe", "link to itself"],
)
def test_a_record_that_is_no_ordinary_file_is_named_and_left(run, folder, capsys, make, said):
    make(folder / RECORD)
    before = (folder / RECORD).lstat().st_mode
    assert run("--data", folder, "--lang", "en", "datapackage") == 2
    assert said in capsys.readouterr().err.splitlines()[-1]
    assert (folder / RECORD).lstat().st_mode == before


def test_a_record_that_cannot_be_read_is_named_and_replaced(run, recorded, capsys):
    (recorded / RECORD).write_bytes(b"\xff{")
    assert run("--data", recorded, "--lang", "en", "validate") == 1
    assert capsys.readouterr().out.startswith(f"{RECORD} - The file cannot be read as JSON")
    assert run("--data", recorded, "--lang", "en", "datapackage") == 0
    assert capsys.readouterr().err.startswith(f"{RECORD} - The file cannot be read as JSON")
    assert run("--data", recorded, "validate") == 0


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda path: path.write_bytes("企业".encode("gbk")),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.symlink_to("nowhere.csv")),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
    ids=["missing", "gbk", "folder", "dangling link", "pipe"],
)
def test_nothing_is_recorded_while_a_file_cannot_be_read(run, recorded, capsys, spoil):
    before = (recorded / RECORD).read_bytes()
    spoil(table_path(recorded, "companies"))
    assert run("--data", recorded, "--lang", "en", "datapackage") == 1
    assert "companies.csv - " in capsys.readouterr().err
    assert (recorded / RECORD).read_bytes() == before
