"""A file that lost rows is named, and it alone; a file that was edited is taken as it is."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.__main__ import main
from atlas.store.files import PATHS, RECORD
from atlas.store.folder_store import FolderStore
from atlas.store.record import count_rows, read_record
from atlas.store.schema import TABLES
from atlas.store.store import find_problems
from tests.frozen import FROZEN
from tests.tables import read_rows, record_files, set_cell, table_path, write_rows

SMALL = "market_size"


@pytest.fixture
def recorded(folder: Path) -> Path:
    """Give a copy of the data with its record."""
    record_files(folder)
    return folder


def cut(path: Path, kept: int) -> None:
    """Leave the header and so many lines."""
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[: kept + 1]))


def count(path: Path) -> int | None:
    """Count a file's rows or features."""
    return count_rows(path.read_bytes(), path.name)


def find_blamed(folder: Path) -> list[tuple[str, str]]:
    """Name the problems found and their files."""
    return [(one.code, one.file) for one in find_problems(FolderStore(folder).read())]


def test_a_small_table_cut_at_any_line_end_is_the_only_one_blamed(recorded):
    whole = table_path(recorded, SMALL).read_bytes()
    for kept in range(whole.count(b"\n") - 1):
        table_path(recorded, SMALL).write_bytes(whole)
        cut(table_path(recorded, SMALL), kept)
        assert find_blamed(recorded) == [("rows_missing", f"{SMALL}.csv")], kept


@pytest.mark.parametrize("name", TABLES)
def test_any_table_without_its_last_half_is_the_only_one_blamed(recorded, name):
    cut(table_path(recorded, name), count(table_path(recorded, name)) // 2)
    assert find_blamed(recorded) == [("rows_missing", f"{name}.csv")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.data())
def test_any_table_cut_anywhere_is_named_first(recorded, data):
    name = data.draw(st.sampled_from(list(TABLES)))
    path = table_path(recorded, name)
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 2))])
    try:
        assert find_blamed(recorded)[0][1] == path.name
    finally:
        path.write_bytes(whole)


def test_a_cut_file_goes_before_what_is_wrong_elsewhere(recorded):
    set_cell(recorded, "codes", 2, "color_light", "red")
    cut(table_path(recorded, "relations"), 3)
    assert find_blamed(recorded) == [("rows_missing", "relations.csv"), ("pattern", "codes.csv")]


def test_a_reference_to_no_row_of_a_whole_table_is_still_blamed(recorded):
    set_cell(recorded, "products", 2, "owner_id", "nobody")
    assert find_blamed(recorded) == [("dangling", "products.csv")]


def test_a_map_without_one_of_its_shapes_is_blamed(recorded):
    path = recorded / PATHS["rivers"]
    collection = json.loads(path.read_text(encoding="utf-8"))
    del collection["features"][3]
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert find_blamed(recorded) == [("rows_missing", "rivers.geojson")]


def test_edited_cells_and_further_rows_are_no_problem(recorded):
    set_cell(recorded, "companies", 2, "description_zh", "一家企业")
    rows = read_rows(recorded, "omissions")
    write_rows(recorded, "omissions", [*rows, {**rows[-1], "omission_id": "one-more"}])
    assert find_blamed(recorded) == []


def test_without_a_record_nothing_is_missed(folder):
    cut(table_path(folder, "gaps"), 1)
    assert ("rows_missing", "gaps.csv") not in find_blamed(folder)


def test_a_record_that_cannot_be_read_is_a_problem(recorded):
    path = recorded / RECORD
    path.write_bytes(path.read_bytes()[:-20])
    assert find_blamed(recorded) == [("unreadable", RECORD)]


def test_a_record_is_read_as_it_was_written(recorded):
    assert read_record(recorded) == ({name: count(recorded / place) for name, place in PATHS.items()}, [])
    assert read_record(recorded) == read_record(FROZEN)


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *command: str) -> int:
    """Run the command line."""
    monkeypatch.setattr("sys.argv", ["atlas", "--data", str(folder), "--lang", "en", *command])
    return main()


def test_rows_that_were_meant_to_go_are_recorded_and_told(recorded, monkeypatch, capsys):
    write_rows(recorded, "gaps", read_rows(recorded, "gaps")[:-1])
    left = count(table_path(recorded, "gaps"))
    assert run(recorded, monkeypatch, "validate") == 1
    assert f"gaps.csv - The file is cut short; rows found / rows recorded: {left} / {left + 1}." in (
        capsys.readouterr().out
    )
    assert run(recorded, monkeypatch, "datapackage") == 0
    assert capsys.readouterr().out == f"entities/gaps.csv: {left} rows, {left + 1} before. Was that meant?\n"
    assert run(recorded, monkeypatch, "validate") == 0


def test_a_record_that_is_a_folder_is_a_problem_not_a_crash(recorded):
    (recorded / RECORD).unlink()
    (recorded / RECORD).mkdir()
    assert find_blamed(recorded) == [("not_a_file", RECORD)]
