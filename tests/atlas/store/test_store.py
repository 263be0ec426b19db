"""Whatever keeps the data: it is read at one moment, checked whole, watched, and the same content has one number."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from atlas.errors import DataError, Problem
from atlas.store.files import PATHS
from atlas.store.folder_store import FolderStore
from atlas.store.snapshot import Snapshot
from atlas.store.store import Part, Reading, Store, find_problems, load
from atlas.store.watch import Watch
from tests.frozen import FROZEN
from tests.tables import rest, set_cell


class MemoryStore:
    """A store without files: holds a reading, which a test may change."""

    name = "memory"

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.reads = 0
        self._seen: Reading | None = None

    def has_changed(self) -> bool:
        """Tell whether it holds another reading than the one that was read."""
        return self._seen is not self.reading

    def read(self) -> Reading:
        """Give what it holds."""
        self.reads += 1
        self._seen = self.reading
        return self.reading

    def change(self, version: str, **rows: pd.DataFrame) -> None:
        """Hold other rows of some tables."""
        parts = {**self.reading.parts, **{name: Part(name, table) for name, table in rows.items()}}
        self.reading = replace(self.reading, version=version, snapshot_id=version, parts=parts)


@pytest.fixture
def memory() -> MemoryStore:
    """Hold the frozen data without their files."""
    return MemoryStore(FolderStore(FROZEN).read())


@pytest.fixture(params=["folder", "memory"])
def store(request, folder, memory) -> Iterator[Store]:
    """Give each store that there is."""
    return FolderStore(folder) if request.param == "folder" else memory


def test_a_store_is_read_whole(store: Store, snapshot: Snapshot) -> None:
    reading = store.read()
    assert set(reading.parts) == set(PATHS)
    assert find_problems(reading) == []
    assert load(store).snapshot_id == snapshot.snapshot_id


def test_nothing_has_changed_after_a_reading(store: Store) -> None:
    rest()
    store.read()
    assert not store.has_changed()


def test_a_watch_shows_any_store(store: Store, snapshot: Snapshot) -> None:
    watch = Watch(store)
    assert len(watch.give_snapshot().entities) == len(snapshot.entities)
    assert watch.trouble is None


def test_a_watch_keeps_the_last_sound_content_of_a_store_without_files(memory: MemoryStore) -> None:
    watch, codes = Watch(memory), memory.reading.parts["codes"].rows
    before = watch.give_snapshot()
    memory.change("broken", codes=codes.iloc[:0])
    watch.look()
    assert watch.give_snapshot() is before
    assert watch.trouble is not None
    memory.change("whole", codes=codes)
    watch.look()
    assert watch.trouble is None
    assert watch.give_snapshot().snapshot_id == "whole"
    reads = memory.reads
    watch.look()
    assert memory.reads == reads


def test_what_a_store_has_lost_is_told_first(memory: MemoryStore) -> None:
    lost = Problem("rows_missing", "companies.csv", detail="1 / 2")
    memory.reading = replace(memory.reading, lost=(lost,))
    with pytest.raises(DataError) as caught:
        load(memory)
    assert caught.value.problems[0] == lost


def test_a_change_of_a_file_is_seen(folder) -> None:
    store = FolderStore(folder)
    store.read()
    set_cell(folder, "companies", 2, "name_en", "New Name")
    assert store.has_changed()
    assert load(store).all_entities["name_en"].eq("New Name").any()
