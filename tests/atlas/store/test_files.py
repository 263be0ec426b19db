"""The files of a data folder are read once, whole and at one moment; what stands in a file's place is told."""

import os
import threading
import time
from pathlib import Path

import pytest

from atlas.store import files as data_files
from atlas.store.files import (
    PATHS,
    RECORD,
    DataFiles,
    FolderReader,
    is_settled,
    look_at_files,
    read_file,
)
from atlas.store.folder_store import FolderStore, load_folder
from atlas.store.store import build_snapshot, find_problems
from tests.frozen import FROZEN
from tests.tables import table_path


def test_a_file_is_opened_once_however_often_it_is_used(folder, monkeypatch):
    opened: list[str] = []
    plain = os.open

    def note(path, *options, **named):
        opened.append(Path(path).name)
        return plain(path, *options, **named)

    monkeypatch.setattr(os, "open", note)
    monkeypatch.setattr(Path, "open", lambda path, *_, **__: pytest.fail(f"{path} is read by another way"))
    load_folder(folder)
    data = sorted([*(Path(place).name for place in PATHS.values()), RECORD])
    assert sorted(opened) == data


@pytest.mark.parametrize("change", [b"", b"entity_id,name\n", b"\xff\xfe"], ids=["empty", "header", "binary"])
def test_what_changes_after_the_reading_is_not_in_the_snapshot(folder, snapshot, change):
    store = FolderStore(folder)
    reading = store.read()
    table_path(folder, "companies").write_bytes(change)
    loaded = build_snapshot(reading)
    assert (loaded.snapshot_id, len(loaded["companies"])) == (snapshot.snapshot_id, len(snapshot["companies"]))


def test_a_file_that_changes_between_two_readings_makes_the_reading_start_again(folder, monkeypatch):
    """An editor saves two files one after the other; they are read together or not at all."""
    plain, read = data_files._read, []
    first, last = table_path(folder, "codes"), table_path(folder, "views")

    def read_and_be_disturbed(path: Path) -> object:
        found = plain(path)
        read.append(path)
        if len(read) == 5:
            for one in (first, last):
                one.write_bytes(one.read_bytes() + b"\n")
        return found

    monkeypatch.setattr(data_files, "_read", read_and_be_disturbed)
    files = FolderReader(folder).read()
    assert files.contents["codes"] == first.read_bytes()
    assert files.contents["views"] == last.read_bytes()


def test_files_that_never_rest_are_told_and_nothing_of_them_is_shown(folder, monkeypatch):
    monkeypatch.setattr(data_files, "TRIES", 3)
    monkeypatch.setattr(data_files, "is_settled", lambda *_: False)
    files = FolderReader(folder).read()
    assert not files.contents
    assert {problem.code for problem in find_problems(FolderStore(folder).read())} == {"unsettled"}


def test_two_changes_within_one_tick_of_the_clock_are_told_apart(folder):
    """A state as young as the clock's tick may hide a second change of the same length."""
    path = table_path(folder, "gaps")
    path.write_bytes(path.read_bytes())
    states = look_at_files(folder)
    changed, tick = max(state[-1] for state in states.values() if state), data_files.SETTLE_NANOSECONDS
    assert not is_settled(states, changed + tick // 2)
    assert is_settled(states, changed + tick + 1)


def test_a_change_after_the_moment_is_seen_however_late_one_looks(folder):
    moment = time.time_ns()
    path = table_path(folder, "gaps")
    path.write_bytes(path.read_bytes())
    time.sleep(data_files.SETTLE_SECONDS * 1.5)
    assert not is_settled(look_at_files(folder), moment)


def test_a_time_far_ahead_does_not_keep_the_files_from_being_read(folder, snapshot):
    os.utime(table_path(folder, "gaps"), (4e9, 4e9))
    assert load_folder(folder).snapshot_id == snapshot.snapshot_id


def test_only_what_has_changed_is_opened_again(folder, monkeypatch):
    reader = FolderReader(folder)
    before = reader.read()
    path = table_path(folder, "gaps")
    path.write_bytes(path.read_bytes() + b"\n")
    assert reader.has_changed()
    plain, read = data_files._read, []
    monkeypatch.setattr(data_files, "_read", lambda path: read.append(path.stem) or plain(path))
    after = reader.read()
    assert read == ["gaps"]
    assert {name for name in PATHS if after.contents[name] is not before.contents[name]} == {"gaps"}
    assert not reader.has_changed()


def test_readings_under_constant_writing_are_each_of_one_moment(folder):
    """A writer raises the number in two files, the first before the second: the second is never ahead of it."""
    paths = [table_path(folder, "gaps"), table_path(folder, "views")]
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.wait(0.08):
            number += 1
            for path in paths:
                path.write_bytes(b"%06d\n" % number)

    writer = threading.Thread(target=write)
    for path in paths:
        path.write_bytes(b"000000\n")
    writer.start()
    seen, deadline = [], time.monotonic() + 20
    try:
        while len({one["gaps"] for one in seen}) < 5 and time.monotonic() < deadline:
            seen.append(FolderReader(folder).read().contents)
    finally:
        done.set()
        writer.join()
    # a file that is being written is empty for a moment, and a writer may be slow between the two
    pairs = [(one["gaps"], one["views"]) for one in seen if one["gaps"] and one["views"]]
    assert [pair for pair in pairs if not 0 <= int(pair[0]) - int(pair[1]) <= 1] == []
    assert len({one["gaps"] for one in seen}) == 5


def test_editors_leftovers_and_folders_beside_the_files_are_nobodys_business(folder, snapshot):
    entities = folder / "entities"
    (entities / ".#companies.csv").symlink_to("editor@host.1234:1")
    (entities / "old.csv").mkdir()
    (entities / "companies.csv~").write_text("x", encoding="utf-8")
    (entities / "~$companies.csv").write_bytes(b"\xff")
    os.mkfifo(folder / "geo" / "pipe.geojson")
    before = look_at_files(folder)
    assert load_folder(folder).snapshot_id == snapshot.snapshot_id
    assert look_at_files(folder) == before


@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "denied"), "not_permitted"), (OSError(5, "Input/output error"), "not_read")],
)
def test_a_file_that_the_system_will_not_give_is_told(monkeypatch, error, code):
    def refuse(*_: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", refuse)
    found = read_file(FROZEN / "entities" / "companies.csv")
    assert (found.code, found.file) == (code, "companies.csv")


def test_a_file_name_that_the_system_cannot_take_is_told(tmp_path):
    assert read_file(tmp_path / "a\0b.csv").code == "not_read"


def test_what_moves_from_one_file_to_the_next_is_another_content():
    one = DataFiles({"codes": b"ab", "sources": b"c"}, {})
    other = DataFiles({"codes": b"a", "sources": b"bc"}, {})
    assert one.snapshot_id != other.snapshot_id


def test_the_record_is_part_of_what_is_checked_and_not_of_what_is_shown():
    one, other = (DataFiles({"codes": b"a", RECORD: record}, {}) for record in (b"1", b"2"))
    assert one.snapshot_id == other.snapshot_id
    assert one.version != other.version
