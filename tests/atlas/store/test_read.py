"""Files are read as they stand, and whatever is wrong with a file is a problem, never a crash."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.errors import DataError
from atlas.store.files import GEO_NAMES
from atlas.store.folder_store import FolderStore, load_folder
from atlas.store.read import parse_geometry, parse_text_table
from atlas.store.schema import TABLES, Column, Table
from atlas.store.store import find_problems
from tests.frozen import FROZEN

PAIRS = Table("pairs", "Pairs", (Column("key", "Key."), Column("text", "Text.")), ("key",))
FILES = [*(f"entities/{name}.csv" for name in TABLES), *(f"geo/{name}.geojson" for name in GEO_NAMES)]
CUTS = 20  # places at which each file is cut


def read_pairs(path, content: bytes):
    """Write a small file and read it."""
    path.write_bytes(content)
    return parse_text_table(path.read_bytes(), path.name, PAIRS)


@pytest.fixture
def path(tmp_path):
    """Give the path of a small file."""
    return tmp_path / "pairs.csv"


def test_cells_keep_what_stands_in_the_file(path):
    rows, problems = read_pairs(path, b'key,text\na,"01, ""x"""\nNA,\n')
    assert problems == []
    assert rows.to_dict("records") == [{"key": "a", "text": '01, "x"'}, {"key": "NA", "text": ""}]


def test_rows_are_numbered_by_the_lines_of_the_file(path):
    rows, _ = read_pairs(path, b"key,text\na,1\n\nb,2\n")
    assert list(rows.index) == [2, 4]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(path):
    rows, problems = read_pairs(path, b"\xef\xbb\xbfkey,text\r\na,1\r\n")
    assert problems == []
    assert rows.to_dict("records") == [{"key": "a", "text": "1"}]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \n\n", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\xff\xfe\x00", "unreadable"),
        (b'key,text\na,"1\n', "unreadable"),
        (b"\n\n,\n", "wrong_header"),
        (b"text,key\n", "wrong_header"),
        (b"key,text,more\n", "wrong_header"),
        (b"key,text\na\n", "wrong_width"),
        (b"key,text\na,1", "cut_off"),
    ],
)
def test_a_file_that_is_no_table_is_a_problem(path, content, code):
    assert [problem.code for problem in read_pairs(path, content)[1]] == [code]


def test_a_cell_of_a_megabyte_is_a_problem_not_a_crash(path):
    _, problems = read_pairs(path, b"key,text\na," + b"x" * 1_000_000 + b"\n")
    assert [problem.code for problem in problems] == ["unreadable"]


@given(content=st.binary(max_size=60) | st.text(alphabet='key,text\n\r"a\ufeff\x00', max_size=40).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
def test_any_bytes_are_rows_or_problems(path, content):
    rows, problems = read_pairs(path, content)
    assert list(rows.columns) == ["key", "text"] or problems


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_anywhere_is_read_or_told(tmp_path, name):
    path, whole = tmp_path / name.split("/")[1], (FROZEN / name).read_bytes()
    for cut in {*range(16), *(len(whole) * step // CUTS for step in range(CUTS))}:
        path.write_bytes(whole[:cut])
        if path.suffix == ".csv":
            rows, problems = parse_text_table(path.read_bytes(), path.name, TABLES[path.stem])
            assert problems or list(rows.columns) == TABLES[path.stem].column_names
        else:
            assert parse_geometry(path.read_bytes(), path.name)[1]


@pytest.mark.parametrize("name", FILES)
def test_data_with_a_cut_file_are_shown_or_refused(folder, name):
    path = folder / name
    whole = path.read_bytes()
    for cut in (3, len(whole) // 2):
        path.write_bytes(whole[:cut])
        with contextlib.suppress(DataError):
            load_folder(folder)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith("csv")])
def test_a_table_cut_inside_a_line_is_told(folder, name):
    path = folder / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2].rstrip(b"\n"))
    with pytest.raises(DataError) as caught:
        load_folder(folder)
    assert path.name in {problem.file for problem in caught.value.problems}


BAD_SHAPES = {
    "no JSON": "{",
    "a list": "[]",
    "nothing": "null",
    "no features": '{"type": "FeatureCollection"}',
    "null features": '{"features": null}',
    "a number among the features": '{"features": [1]}',
    "a feature without geometry": '{"features": [{"type": "Feature", "properties": {"adcode": "1"}}]}',
    "an empty collection": '{"features": []}',
    "a null geometry": '{"features": [{"type": "Feature", "properties": {"adcode": "1"}, "geometry": null}]}',
    "an unknown kind": (
        '{"features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Blob", "coordinates": []}}]}'
    ),
    "a ring of two points": (
        '{"features": [{"type": "Feature", "properties": {}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[116, 39], [117, 40]]]}}]}'
    ),
    "text as coordinates": (
        '{"features": [{"type": "Feature", "properties": {}, '
        '"geometry": {"type": "Point", "coordinates": ["east", "north"]}}]}'
    ),
    "no number": (
        '{"features": [{"type": "Feature", "properties": {}, '
        '"geometry": {"type": "Polygon", "coordinates": [[[NaN, 39], [117, 40], [117, 39], [NaN, 39]]]}}]}'
    ),
    "null properties": (
        '{"features": [{"type": "Feature", "properties": null, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}'
    ),
    "brackets without end": "[" * 100_000,
    "a picture": "\x89PNG",
}


@pytest.mark.parametrize("name", BAD_SHAPES)
def test_a_file_that_is_no_geometry_is_told(folder, name):
    (folder / "geo" / "districts.geojson").write_text(BAD_SHAPES[name], encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_folder(folder)
    assert {problem.file for problem in caught.value.problems} == {"districts.geojson"}


def test_a_code_written_as_a_number_is_told(folder):
    path = folder / "geo" / "districts.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    for feature in collection["features"]:
        feature["properties"]["adcode"] = int(feature["properties"]["adcode"])
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert [problem.file for problem in find_problems(FolderStore(folder).read())]


@pytest.mark.parametrize("name", GEO_NAMES)
def test_the_shapes_on_disk_are_read_without_a_problem(name):
    path = FROZEN / "geo" / f"{name}.geojson"
    shapes, problems = parse_geometry(path.read_bytes(), path.name)
    assert problems == []
    assert len(shapes) > 0


def test_no_folder_at_all_is_told(tmp_path):
    problems = find_problems(FolderStore(tmp_path / "nowhere").read())
    assert {problem.code for problem in problems} == {"missing_file"}
    assert len(problems) == len(FILES)
