"""What is written can be read back by other programs, row by row, and nothing in it is live."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pandas as pd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.errors import AtlasError
from atlas.export import FORMATS, NoPosition, TooManyRows, export_table, list_formats
from atlas.export.content import clean_text
from atlas.export.csv import LIVE
from atlas.export.xlsx import CellTooLong
from atlas.language.i18n import LANGUAGES
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import Filter
from atlas.selection.row_filter import follow_filter
from atlas.store.schema import MOST_TEXT, TABLES
from atlas.store.values import check_value, split_list
from tests.tables import make_snapshot

DAXING = Filter(area=("110115",))
PAIRS = [(table, name) for table in TABLES for name in list_formats(table)]
HOSTILE = [
    "=1+1",
    "＝cmd",
    "{=1+1}",
    "@x",
    "\tx",
    "-1",
    "+1",
    "＋1",
    "－1",
    "＠x",
    "http://a.invalid",
    "1",
    "true",
]


def read_csv(content: bytes) -> list[dict[str, str]]:
    """Read CSV as a program does that knows nothing of us."""
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False).to_dict("records")


def read_xlsx(content: bytes) -> list[dict[str, object]]:
    """Read the first sheet."""
    rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    head = next(rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def read_geojson(content: bytes) -> list[dict[str, object]]:
    """Read the pinned rows, and of the others the key."""
    found = json.loads(content)
    key = TABLES[found["table"]].primary_key[0]
    return [one["properties"] for one in found["features"]] + [{key: one} for one in found["unplaced"]]


READERS: dict[str, Callable] = {"csv": read_csv, "xlsx": read_xlsx, "geojson": read_geojson}


def make_hostile(**cells: str):
    """Make a company with the cells of an attacker."""
    row = {"entity_id": "firm", "kind_code": "company", "name_zh": "甲", "is_named": "true", **cells}
    return make_snapshot(companies=[row], sources=[{"source_id": "doc", "published_date": "2025-11-10"}])


def test_every_format_has_a_reader():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("filter", [Filter(), DAXING], ids=["all", "daxing"])
@pytest.mark.parametrize(("table", "name"), PAIRS)
def test_a_file_holds_the_rows_that_the_filter_leaves(snapshot, table, name, filter):
    export = export_table(snapshot, filter, table, name, lang="zh")
    wanted, key = follow_filter(snapshot, filter, table), list(TABLES[table].primary_key)
    found = [tuple(row[one] for one in key) for row in READERS[name](export.content)]
    assert sorted(found) == sorted(wanted[key].itertuples(index=False, name=None))


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_xlsx_hold_every_cell(snapshot, table):
    flat, book = (
        READERS[name](export_table(snapshot, Filter(), table, name, lang="en").content) for name in ("csv", "xlsx")
    )
    for line, cell in enumerate(snapshot[table].to_dict("records")):
        for column in TABLES[table].columns:
            value, text, native = cell[column.name], flat[line][column.name], book[line][column.name]
            if column.is_list:
                assert tuple(split_list(text)) == tuple(split_list(native or "")) == value
            elif column.type in ("integer", "number"):
                assert (text == "" and native is None) if pd.isna(value) else float(text) == native == value
            elif column.type == "boolean":
                assert (text == "true") == native == value
            elif column.type == "string":
                assert text.removeprefix("'") == (native or "") == value


@pytest.mark.parametrize(("table", "name"), PAIRS)
def test_the_same_content_gives_the_same_bytes(snapshot, table, name):
    first, second = (export_table(snapshot, DAXING, table, name, lang="en") for _ in range(2))
    assert first == second


def test_csv_begins_with_the_mark_by_which_excel_knows_its_letters(snapshot):
    content = export_table(snapshot, Filter(), "companies", "csv", lang="zh").content
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_or_link_in_excel(text):
    content = export_table(make_hostile(name_en=text), Filter(), "companies", "xlsx", lang="zh").content
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert read_xlsx(content)[0]["name_en"] == text


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.startswith(LIVE)])
def test_text_that_a_spreadsheet_might_run_gets_a_quotation_mark_in_csv(text):
    content = export_table(make_hostile(name_en=text), Filter(), "companies", "csv", lang="zh").content
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert row["name_en"] == f"'{text}"


def test_a_list_that_begins_dangerously_gets_a_quotation_mark_too():
    content = export_table(make_hostile(aliases="=1;x"), Filter(), "companies", "csv", lang="zh").content
    assert read_csv(content)[0]["aliases"] == "'=1;x"


def test_a_negative_number_stays_a_number():
    snapshot = make_snapshot(
        indicators=[{"indicator_id": "fall", "value": "-3.5"}, {"indicator_id": "none", "value": "0"}]
    )
    flat = read_csv(export_table(snapshot, Filter(), "indicators", "csv", lang="zh").content)
    book = read_xlsx(export_table(snapshot, Filter(), "indicators", "xlsx", lang="zh").content)
    assert [row["value"] for row in flat] == ["-3.5", "0"]
    assert [row["value"] for row in book] == [-3.5, 0]


@pytest.mark.parametrize("name", FORMATS)
def test_what_no_file_can_carry_is_replaced_visibly(name):
    bad = "a\x00b\x1bc\uffffd"
    placed = {"longitude": "116.3", "latitude": "39.7", "precision_code": "building"}
    export = export_table(make_hostile(name_en=bad, **placed), Filter(), "companies", name, lang="zh")
    assert READERS[name](export.content)[0]["name_en"] == "a\ufffdb\ufffdc\ufffdd"


def test_half_a_sign_is_replaced_too():
    assert clean_text("a\ud800b") == "a\ufffdb"


def test_a_text_that_excel_would_cut_is_refused_and_named():
    fits, too_long = "x" * MOST_TEXT, "x" * (MOST_TEXT + 1)
    export_table(make_hostile(description_en=fits), Filter(), "companies", "xlsx", lang="zh")
    with pytest.raises(CellTooLong, match=r"companies.*firm.*description_en") as caught:
        export_table(make_hostile(description_en=too_long), Filter(), "companies", "xlsx", lang="zh")
    assert isinstance(caught.value, AtlasError)


def test_full_dates_are_dates_and_partial_ones_text_in_excel():
    dates = ["2025-03-04", "2025-03", ""]
    snapshot = make_snapshot(events=[{"event_id": f"e{number}", "date": date} for number, date in enumerate(dates)])
    cells = [row["date"] for row in read_xlsx(export_table(snapshot, Filter(), "events", "xlsx", lang="zh").content)]
    assert cells == [pd.Timestamp("2025-03-04"), "2025-03", None]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_tells_columns_sources_filters_and_snapshot(snapshot, lang):
    content = export_table(snapshot, DAXING, "companies", "xlsx", lang=lang).content
    data, dictionary, sources, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert data.freeze_panes == "A2"
    assert data.auto_filter.ref
    assert [row[0].value for row in dictionary.iter_rows(min_row=2)] == TABLES["companies"].column_names
    meanings = {row[0].value: row[1].value for row in dictionary.iter_rows(min_row=2)}
    fund = snapshot.vocabulary.word("entity_kind", "fund", lang)
    told = [name for name, meaning in meanings.items() if fund in meaning]
    assert told == ["chain_step_code", "chain_basis_code", "modality_codes"]
    rows = follow_filter(snapshot, DAXING, "companies")
    named = {*rows["source_id"], *filter(None, rows["position_source_id"])}
    assert {row[0].value for row in sources.iter_rows(min_row=2)} == named
    said = {cell for row in about.iter_rows(values_only=True) for cell in row}
    assert {"area=110115", snapshot.snapshot_id, "2025-11-10", len(rows)} <= said


def test_gdal_reads_the_points(snapshot, tmp_path):
    export = export_table(snapshot, DAXING, "companies", "geojson", lang="zh")
    path = tmp_path / export.file_name
    path.write_bytes(export.content)
    read = pyogrio.read_dataframe(path)
    assert read.crs.to_epsg() == 4326
    assert len(read) == len(json.loads(export.content)["features"]) > 0
    assert (read.geometry.x - read["longitude"]).abs().max() < 1e-9


def test_what_may_not_be_drawn_as_a_pin_gets_no_point():
    companies = [
        {"entity_id": "pinned", "longitude": "116.3", "latitude": "39.7", "precision_code": "building"},
        {"entity_id": "counted", "area_id": "110115", "precision_code": "district"},
        {"entity_id": "nowhere"},
    ]
    found = json.loads(
        export_table(make_snapshot(companies=companies), Filter(), "companies", "geojson", lang="zh").content
    )
    assert [one["id"] for one in found["features"]] == ["pinned"]
    assert found["unplaced"] == ["counted", "nowhere"]


def test_points_carry_filters_snapshot_and_credit(snapshot):
    found = json.loads(export_table(snapshot, DAXING, "companies", "geojson", lang="zh").content)
    assert found["snapshot_id"] == snapshot.snapshot_id
    assert found["filters"] == [{"name": "area", "value": "110115", "word": "大兴区"}]
    assert snapshot.snapshot_id in found["credit"]
    assert "crs" not in found


def test_a_table_without_positions_is_not_offered_as_points(snapshot):
    assert "geojson" not in list_formats("events")
    with pytest.raises(NoPosition, match="events"):
        export_table(snapshot, Filter(), "events", "geojson", lang="zh")


def test_the_files_name_says_what_is_inside(snapshot):
    def name(table, form, lang, filter=DAXING):
        return export_table(snapshot, filter, table, form, lang=lang).file_name

    assert name("companies", "xlsx", "zh") == "北京CGT企业_大兴区_截至2025-11-10.xlsx"
    assert name("companies", "xlsx", "en") == "beijing-cgt-companies_daxing-district_2025-11-10.xlsx"
    assert name("events", "xlsx", "zh", Filter()) == "北京CGT事件_截至2025-11-10.xlsx"
    assert snapshot.snapshot_id in name("companies", "csv", "zh")


def test_a_files_name_holds_no_sign_that_a_disk_refuses(snapshot):
    everything = Filter(q='a/..\\b:*?"<>|\n', source=tuple(list_options(snapshot, "source")))
    name = export_table(snapshot, everything, "companies", "csv", lang="en").file_name
    assert not set('/\\:*?"<>|\n ') & set(name)
    assert len(name) < 160


@pytest.mark.parametrize("name", FORMATS)
def test_a_filter_that_says_nothing_of_a_table_stands_neither_in_the_file_nor_in_its_name(snapshot, name):
    heard, both = Filter(kind=("company",)), Filter(kind=("company",), since="2024")
    assert export_table(snapshot, both, "companies", name, lang="zh") == export_table(
        snapshot, heard, "companies", name, lang="zh"
    )


def test_a_filter_that_only_targets_hear_stands_in_the_file(snapshot):
    export = export_table(snapshot, Filter(since="2024"), "indicators", "xlsx", lang="en")
    about = openpyxl.load_workbook(io.BytesIO(export.content)).worksheets[-1]
    assert "from=2024" in {row[2] for row in about.iter_rows(values_only=True)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_excel_takes_the_names_of_the_sheets_in_every_language(snapshot, lang):
    book = openpyxl.load_workbook(io.BytesIO(export_table(snapshot, DAXING, "gaps", "xlsx", lang=lang).content))
    assert len({title.casefold() for title in book.sheetnames}) == 4
    assert [title for title in book.sheetnames if len(title) > 31 or set(title) & set("[]:*?/\\")] == []


def test_more_rows_than_excel_keeps_are_refused(snapshot, monkeypatch):
    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], most_rows=len(snapshot["gaps"]) - 1))
    with pytest.raises(TooManyRows, match="gaps"):
        export_table(snapshot, Filter(), "gaps", "xlsx", lang="zh")
    assert export_table(snapshot, Filter(), "gaps", "csv", lang="zh").content


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40) | st.from_regex(r"_x[0-9A-F]{4}_", fullmatch=True)
NUMBERS = st.from_regex(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", fullmatch=True)
DATES = st.dates().map(str) | st.from_regex(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", fullmatch=True)


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [("companies", "name_en", TEXTS), ("indicators", "value", NUMBERS), ("events", "date", DATES)],
)
@given(data=st.data())
@settings(max_examples=5)
def test_whatever_passes_the_check_comes_back_from_every_file(table, column, values, data):
    (key,), described = TABLES[table].primary_key, TABLES[table].column(column)
    drawn = data.draw(st.lists(values, min_size=20, max_size=60, unique=True))
    sound = [value for value in drawn if not value or check_value(described, value) is None]
    small = make_snapshot(**{table: [{key: f"row-{line}", column: value} for line, value in enumerate(sound)]})
    for name in ("csv", "xlsx"):
        rows = READERS[name](export_table(small, Filter(), table, name, lang="en").content)
        for value, found in zip(sound, (row[column] for row in rows), strict=True):
            if column == "value":
                assert float(found) == float(value)
            elif isinstance(found, dt.datetime):
                assert found.date().isoformat() == value
            else:
                assert (found or "") == (f"'{value}" if name == "csv" and value.startswith(LIVE) else value)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_a_disk_takes_the_longest_name_of_a_file(snapshot, table, lang):
    every = Filter(**{name: tuple(list_options(snapshot, name)) for name in DIMENSIONS})
    for name in list_formats(table):
        assert len(export_table(snapshot, every, table, name, lang=lang).file_name.encode()) <= 255
