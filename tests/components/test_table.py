"""The data page: any table, the columns asked for, a row's card, and what can be taken away."""

import io
import re
from dataclasses import replace

import openpyxl
import pytest

from atlas.export import FORMATS, list_formats
from atlas.language.i18n import LANGUAGES
from atlas.selection.filter import Filter
from atlas.selection.row_filter import follow_filter
from atlas.store.schema import TABLES
from components.cached import load_snapshot, write_export
from components.data import table as panel
from tests.screen import MAP, Tags, open_app, page_hash, read_deck, read_html, read_url, show_failure, tick_row

DATA = "pages/analyse/table.py"


def say(app) -> str:
    """Give all words of the page's HTML."""
    return " ".join(Tags(body).words for body in read_html(app))


def count_line(app) -> list[int]:
    """Give the numbers of the line that counts the rows."""
    body = next(body for body in read_html(app) if 'class="placed"' in body)
    return sorted(int(number) for number in re.findall(r"\d+", Tags(body).words))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_table_opens_and_so_does_a_rows_card(snapshot, monkeypatch, table, lang):
    tick_row(monkeypatch, 0)
    app = open_app(DATA, table=table, lang=lang)
    assert show_failure(app) == ""
    assert count_line(app) == [len(snapshot[table])] * 2
    assert len(app.dataframe[0].value) == len(snapshot[table])
    assert any('class="facts fields"' in body for body in read_html(app))


def test_the_table_follows_the_selection(snapshot):
    app = open_app(DATA, area="110115")
    left = follow_filter(snapshot, Filter(area=("110115",)), "companies")
    assert len(app.dataframe[0].value) == len(left)
    assert set(app.dataframe[0].value["name_zh"]) == set(left["name_zh"])
    assert count_line(app) == [len(left), len(snapshot["companies"])]


def test_another_table_stands_in_the_url_and_brings_its_own_columns():
    app = open_app(DATA, cols="name_zh")
    app.selectbox(key="pick_table").select("policies").run()
    assert (read_url(app, "table"), read_url(app, "cols")) == ("policies", "")
    assert "policy_id" not in app.dataframe[0].value
    assert "status_code" in app.dataframe[0].value


def test_the_columns_asked_for_are_shown_and_no_other():
    app = open_app(DATA, cols="address_zh,name_zh")
    assert list(app.dataframe[0].value.columns) == ["name_zh", "address_zh"]


def test_a_choice_of_columns_is_written_into_the_url():
    app = open_app(DATA)
    pills = next(one for one in app.get("button_group") if str(one.key).startswith("pick_columns"))
    pills.set_value(["name_zh", "park_id"]).run()
    assert read_url(app, "cols") == "name_zh,park_id"
    assert list(app.dataframe[0].value.columns) == ["name_zh", "park_id"]


def test_a_column_that_the_table_does_not_have_is_named_in_a_notice():
    app = open_app(DATA, table="policies", cols="name_zh,park_id")
    assert any("cols=park_id" in body for body in read_html(app) if 'class="notice"' in body)
    assert list(app.dataframe[0].value.columns) == ["name_zh"]


def test_an_empty_table_says_what_to_take_away():
    app = open_app(DATA, table="products", kind="fund", area="110115", lang="en")
    assert show_failure(app) == ""
    assert not app.dataframe
    assert re.search(r"Without Kind: \d+ rows", say(app))
    assert all(one.proto.disabled for one in app.download_button)


@pytest.mark.parametrize("table", ["areas", "events"])
def test_every_format_of_a_table_can_be_taken_away(table):
    app = open_app(DATA, table=table)
    assert [one.key for one in app.download_button] == [f"download_{name}" for name in list_formats(table)]


def test_a_download_holds_what_the_page_shows(snapshot):
    content = write_export(snapshot, Filter(area=("110115",)), "companies", "xlsx", "zh")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.max_row - 1 == len(open_app(DATA, area="110115").dataframe[0].value)


def test_a_filter_that_the_table_does_not_hear_is_named_on_the_page_and_not_in_its_files():
    app = open_app(DATA, table="companies", kind="fund", **{"from": "2024"}, km="5")
    notice = next(body for body in read_html(app) if "起始日期" in body and 'class="notice"' in body)
    assert "类型" not in Tags(notice).words
    content = write_export(load_snapshot(), Filter(kind=("fund",), since="2024"), "companies", "xlsx", "zh")
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[-1]
    codes = [row[2] for row in about.iter_rows(min_row=2, values_only=True)]
    assert codes[0] == "kind=fund"
    assert not any(str(code).startswith(("from=", "km=")) for code in codes)


def test_a_format_that_cannot_hold_the_rows_is_not_offered_and_says_why(monkeypatch):
    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], most_rows=3))
    buttons = {one.key: one.proto for one in open_app(DATA, lang="en").download_button}
    assert [name for name, one in buttons.items() if one.disabled] == ["download_xlsx"]
    assert "holds 3 rows at most" in buttons["download_xlsx"].help


def test_no_file_is_written_until_it_is_asked_for(monkeypatch):
    def fail(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr("components.data.downloads.write_export", fail)
    assert show_failure(open_app(DATA)) == ""
    assert len(open_app(DATA).download_button) == len(FORMATS)


def test_a_card_leads_to_the_words_of_its_source(monkeypatch, snapshot):
    tick_row(monkeypatch, 2)
    body = next(body for body in read_html(open_app(DATA, table="indicators")) if 'class="proof"' in body)
    assert snapshot["indicators"]["as_printed"][2] in body


def test_a_card_shows_blank_and_zero_apart():
    column = TABLES["indicators"].column("value")
    assert panel.say_field(None, column, {"value": 0.0}) == "0"
    assert panel.say_field(None, column, {"value": float("nan")}) == ""


def test_a_firm_of_the_table_can_be_shown_on_the_map(monkeypatch, snapshot):
    tick_row(monkeypatch, 0)
    app = open_app(DATA, area="110115", lang="en")
    first = follow_filter(snapshot, Filter(area=("110115",)), "companies")["entity_id"][0]
    app.button(key="row_to_map").click().run()
    assert show_failure(app) == ""
    assert (read_url(app, "sel"), read_url(app, "area"), read_url(app, "lang")) == (first, "110115", "en")
    assert app.get("deck_gl_json_chart")


@pytest.mark.parametrize("table", ["sources", "codes"])
def test_what_is_about_nobody_on_the_map_is_not_offered_to_it(monkeypatch, table):
    tick_row(monkeypatch, 0)
    assert [one.key for one in open_app(DATA, table=table).button if one.key == "row_to_map"] == []


def test_a_product_can_be_shown_on_the_map(monkeypatch, snapshot):
    tick_row(monkeypatch, 0)
    app = open_app(DATA, table="products", area="110115")
    app.button(key="row_to_map").click().run()
    assert read_url(app, "sel") == follow_filter(snapshot, Filter(area=("110115",)), "products")["product_id"][0]
    assert "chosen-mark" in [layer["id"] for layer in read_deck(app)["layers"]]


def test_the_table_is_kept_while_the_reader_looks_at_the_map():
    app = open_app(DATA, table="policies", cols="name_zh")
    for page in (MAP, DATA):
        app._page_hash = page_hash(page)
        app.query_params.clear()
        app.run()
    assert (read_url(app, "table"), read_url(app, "cols")) == ("policies", "name_zh")


def test_the_page_names_the_filters_that_a_table_does_not_follow():
    notices = [Tags(body).words for body in read_html(open_app(DATA, table="policies", kind="fund", area="110108"))]
    assert any("以下筛选条件不影响本栏" in words and "机构类型" in words for words in notices)
    assert not any("不影响本栏" in Tags(body).words for body in read_html(open_app(DATA, kind="fund")))


def test_a_target_is_named_not_its_id():
    app = open_app(DATA, table="target_counts")
    assert not app.dataframe[0].value["target_id"].str.contains("frontier").any()
