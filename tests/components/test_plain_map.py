"""The plain map: by choice in the address, with everything that a click can choose in its list."""

import pytest

from components.map.plain_map import list_groups, write_svg
from components.state import NO_WEBGL
from tests.atlas.pictures.sheets import make_sheet
from tests.screen import open_app, read_html, show_failure
from tests.tables import add_companies


@pytest.fixture(autouse=True)
def in_chinese(monkeypatch):
    """Read the words as a Chinese reader."""
    monkeypatch.setattr("components.words.read_lang", lambda: "zh")


def test_the_list_holds_all_that_the_drawing_can_choose(snapshot):
    sheet = make_sheet(snapshot)
    listed = {item["id"] for group in list_groups(sheet) for item in group["items"]}
    drawn = {part.split('"')[0] for part in write_svg(sheet).split('data-id="')[1:]}
    assert drawn == listed


def test_in_a_city_of_many_the_clusters_are_listed_with_their_districts(snapshot):
    sheet = make_sheet(add_companies(snapshot, 400), is_choice=True)
    listed = {item["id"]: item["text"] for group in list_groups(sheet) for item in group["items"]}
    drawn = {part.split('"')[0] for part in write_svg(sheet).split('data-id="')[1:]}
    assert drawn == set(listed)
    assert any("家机构位置相近 · " in text and text.endswith("区") for text in listed.values())


def test_a_mark_of_several_says_where_they_are(snapshot):
    texts = [item["text"] for group in list_groups(make_sheet(snapshot)) for item in group["items"]]
    assert "此处共11家机构 · 大兴生物医药产业基地" in texts


def test_the_address_asks_for_the_drawing_and_a_browser_without_webgl_gets_it():
    assert open_app().get("deck_gl_json_chart")
    asked = open_app(map="svg")
    assert not asked.get("deck_gl_json_chart")
    assert any(button.label == "互动地图" for button in asked.button)
    poor = open_app()
    poor.session_state[NO_WEBGL] = True
    poor.run()
    assert not poor.get("deck_gl_json_chart")
    assert not [button for button in poor.button if button.label in ("互动地图", "简图")]
    assert show_failure(asked) == show_failure(poor) == ""


def test_any_other_way_to_draw_the_map_is_named_and_left_out():
    app = open_app(map="globe")
    assert app.get("deck_gl_json_chart")
    assert any("map=globe" in body for body in read_html(app))


@pytest.mark.parametrize("page", ["map", "compare"])
def test_an_audience_sees_the_drawing_too(page):
    pages = {"map": "pages/explore/map.py", "compare": "pages/explore/compare.py"}
    app = open_app(pages[page], present="true", map="svg")
    assert show_failure(app) == ""
    assert not app.get("deck_gl_json_chart")
