"""The last sound version is shown, whatever happens to the files; a new one is checked once, beside its readers."""

import gc
import logging
import os
import threading
import weakref

import pytest

from atlas.errors import DataError
from atlas.selection.dimensions import beijing_areas
from atlas.store import watch as watch_module
from atlas.store.folder_store import FolderStore
from atlas.store.watch import Watch
from tests.tables import find_line, rest, set_cell, table_path


@pytest.fixture
def watch(folder):
    """Give a watch over a copy of the data that has shown them once."""
    watch = Watch(FolderStore(folder))
    watch.give_snapshot()
    rest()
    watch.look()
    return watch


def rename_firm(folder, name: str) -> None:
    """Edit a fact."""
    line = find_line(folder, "companies", lambda row: row["entity_id"] == "bosheng-zhuoyue")
    set_cell(folder, "companies", line, "name_en", name)


def break_file(folder) -> bytes:
    """Cut a table; give what it was."""
    path = table_path(folder, "companies")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return whole


def test_a_new_version_is_shown_after_a_look(watch):
    before = watch.give_snapshot()
    rename_firm(watch.store.folder, "New Name")
    assert watch.give_snapshot() is before  # nobody waits for the files
    watch.look()
    assert watch.give_snapshot().name("bosheng-zhuoyue", "en") == "New Name"


def test_a_broken_file_never_takes_the_last_sound_data_away(watch):
    before = watch.give_snapshot()
    whole = break_file(watch.store.folder)
    watch.look()
    assert watch.give_snapshot() is before
    assert watch.trouble.problems[0].file == "companies.csv"
    table_path(watch.store.folder, "companies").write_bytes(whole)
    watch.look()
    assert (watch.give_snapshot() is before, watch.trouble) == (True, None)


def test_trouble_that_goes_on_is_told_since_it_began(watch):
    break_file(watch.store.folder)
    watch.look()
    since = watch.trouble.since
    table_path(watch.store.folder, "gaps").write_bytes(b"")
    watch.look()
    assert watch.trouble.since == since
    assert {problem.file for problem in watch.trouble.problems} >= {"companies.csv", "gaps.csv"}


def test_data_that_were_never_sound_are_refused_without_being_read_again(folder, monkeypatch):
    break_file(folder)
    watch = Watch(FolderStore(folder))
    with pytest.raises(DataError):
        watch.give_snapshot()
    monkeypatch.setattr(FolderStore, "read", lambda _: pytest.fail("read again"))
    with pytest.raises(DataError) as caught:
        watch.give_snapshot()
    assert caught.value.problems[0].file == "companies.csv"


def test_a_mere_touch_checks_nothing(watch, monkeypatch):
    monkeypatch.setattr(watch_module, "build_snapshot", lambda _: pytest.fail("checked again"))
    os.utime(table_path(watch.store.folder, "companies"))
    watch.look()
    assert watch.trouble is None


def test_files_at_rest_are_not_read_again(watch, monkeypatch):
    monkeypatch.setattr(FolderStore, "read", lambda _: pytest.fail("read again"))
    watch.look()


def test_a_version_is_checked_once_however_many_look(watch, monkeypatch):
    checked = []
    plain = watch_module.build_snapshot

    def count(reading):
        checked.append(reading.version)
        return plain(reading)

    monkeypatch.setattr(watch_module, "build_snapshot", count)
    rename_firm(watch.store.folder, "New Name")
    threads = [threading.Thread(target=watch.look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(checked) == 1


def test_nobody_waits_while_a_version_is_checked(watch, monkeypatch):
    begun, free = threading.Event(), threading.Event()
    plain = watch_module.build_snapshot

    def check_slowly(reading):
        begun.set()
        free.wait(20)
        return plain(reading)

    monkeypatch.setattr(watch_module, "build_snapshot", check_slowly)
    before = watch.give_snapshot()
    rename_firm(watch.store.folder, "New Name")
    looking = threading.Thread(target=watch.look)
    looking.start()
    assert begun.wait(20)
    assert watch.give_snapshot() is before
    free.set()
    looking.join()
    assert watch.give_snapshot() is not before


def test_a_started_watch_sees_a_change_by_itself(watch):
    seen = threading.Event()
    watch._settle = lambda _: seen.set()
    watch.start()
    try:
        rename_firm(watch.store.folder, "New Name")
        assert seen.wait(20)
    finally:
        watch.stop()


def test_what_nobody_foresaw_does_not_end_the_watch_and_stands_in_the_log(watch, monkeypatch, caplog):
    def fail(*_):
        message = "nobody foresaw this"
        raise RuntimeError(message)

    before = watch.give_snapshot()
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr(watch_module, "build_snapshot", fail)
        rename_firm(watch.store.folder, "New Name")
        watch.look()
    assert watch.give_snapshot() is before
    assert watch.trouble.problems[0].code == "not_understood"
    assert watch.trouble.incident in caplog.text
    assert "nobody foresaw this" in caplog.text


def test_a_version_that_somebody_still_shows_is_found_and_goes_with_its_last_reader(watch):
    held = watch.give_snapshot()
    number, gone = held.snapshot_id, weakref.ref(held)
    rename_firm(watch.store.folder, "New Name")
    watch.look()
    assert watch.find_snapshot(number) is held
    del held
    gc.collect()
    assert gone() is None
    assert watch.find_snapshot(number) is None


def test_a_version_that_is_no_longer_the_newest_keeps_only_its_tables_and_still_answers(watch):
    held = watch.give_snapshot()
    names, areas = len(held.entities), beijing_areas(held)
    rename_firm(watch.store.folder, "New Name")
    watch.look()
    assert not held.kept
    assert not {"entities", "rows", "masks"} & set(vars(held))
    assert len(held.entities) == names
    assert list(beijing_areas(held)["area_id"]) == list(areas["area_id"])


def test_a_version_shares_the_tables_that_did_not_change(watch):
    before = watch.give_snapshot()
    rename_firm(watch.store.folder, "New Name")
    watch.look()
    after = watch.give_snapshot()
    assert {name for name in before.tables if after[name] is not before[name]} == {"companies"}
    assert after.geometry["districts"] is before.geometry["districts"]
    assert after.rows["areas"] is before.rows["areas"]
    assert after.find_row("companies", "bosheng-zhuoyue")["name_en"] == "New Name"


def test_content_that_comes_back_is_the_snapshot_that_is_still_held(watch):
    before, path = watch.give_snapshot(), table_path(watch.store.folder, "companies")
    whole = path.read_bytes()
    rename_firm(watch.store.folder, "New Name")
    watch.look()
    path.write_bytes(whole)
    watch.look()
    assert watch.give_snapshot() is before
