"""One snapshot serves everybody, and changed files make another."""

import time

from atlas.selection import DIMENSIONS, Selection, count_facet
from components.cached import MOMENTS, count_facets, load_snapshot
from tests.tables import find_line, set_cell


def test_the_same_files_give_the_same_snapshot():
    assert load_snapshot() is load_snapshot()


def test_changed_files_give_another_snapshot(folder, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    before = load_snapshot()
    line = find_line(folder, "companies", lambda row: row["name_en"] == "")
    set_cell(folder, "companies", line, "name_en", "A Firm With A New Name")
    time.sleep(1 / MOMENTS)
    after = load_snapshot()
    assert before.snapshot_id != after.snapshot_id
    assert "A Firm With A New Name" in set(after["companies"]["name_en"])


def test_a_blank_folder_name_means_the_atlass_own_data(snapshot, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", "")
    assert load_snapshot().snapshot_id == snapshot.snapshot_id


def test_cached_counts_are_the_counts(snapshot):
    selection = Selection(kind=("company",))
    counts = count_facets(snapshot, selection)
    assert counts == {dimension: count_facet(snapshot, selection, dimension) for dimension in DIMENSIONS}


def test_two_selections_do_not_share_their_counts(snapshot):
    one = count_facets(snapshot, Selection(kind=("company",)))
    other = count_facets(snapshot, Selection(kind=("platform",)))
    assert one != other
