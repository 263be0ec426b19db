"""Charts are plain specifications that tell actual, estimate and forecast apart."""

import json

import pandas as pd
import pytest

from atlas.pictures.charts import STYLE_OPACITY, draw_bars, draw_columns
from tests.screen import walk_strings

INKS = {"color": "#0072B2", "ink": "#1C2733", "muted": "#5B6875"}
YEARS = {
    "year": [2023, 2024, 2025],
    "value": [1.0, 2.0, 4.0],
    "text": ["1", "2", "4"],
    "qualifier": ["约", "", ""],
    "kind": ["报告值", "估计", "预测"],
    "style": list(STYLE_OPACITY),
    "publisher": ["甲", "甲", "乙"],
    "code": ["doc-a", "doc-a", "doc-b"],
}
STAGES = {
    "name": ["Ⅰ期", "上市", "未注明"],
    "count": [3, 1, 2],
    "text": ["3项", "1项", "逾2项"],
    "is_rest": [False, False, True],
    "code": ["first", "second", "rest"],
}


@pytest.fixture
def columns():
    """Draw three years."""
    return draw_columns(pd.DataFrame(YEARS), **INKS, height=100)


@pytest.fixture
def bars():
    """Draw two stages and a rest."""
    return draw_bars(pd.DataFrame(STAGES), **INKS)


def test_each_kind_of_figure_looks_different(columns):
    looks = [(value["opacity"], value["dash"]) for value in columns["data"]["values"]]
    assert len(set(looks)) == 3
    assert looks[0] == (1.0, 0)


def test_a_column_that_is_clicked_tells_its_document(columns):
    (picked,) = columns["layer"][0]["params"]
    assert picked["select"]["fields"] == ["code"]
    assert [value["code"] for value in columns["data"]["values"]] == YEARS["code"]


def test_every_column_is_as_high_as_its_figure(columns):
    assert [value["value"] for value in columns["data"]["values"]] == [1.0, 2.0, 4.0]
    assert {"y": columns["layer"][0]["encoding"]["y"]["field"], "y2": columns["layer"][0]["encoding"]["y2"]} == {
        "y": "value",
        "y2": {"datum": 0},
    }


def test_columns_of_two_publishers_stand_apart_each_over_its_publishers_name(columns):
    lefts = [value["left"] for value in columns["data"]["values"]]
    assert lefts[2] - lefts[1] > lefts[1] - lefts[0]
    named = next(layer["data"]["values"] for layer in columns["layer"] if layer.get("data"))
    assert [(one["lines"], one["columns"]) for one in named] == [(["甲"], 2), (["乙"], 1)]


@pytest.mark.parametrize("name", ["弗若斯特沙利文", "Zhongshang Chanye Yanjiuyuan"])
def test_a_long_name_of_a_publisher_breaks_and_loses_nothing(name):
    drawn = draw_columns(pd.DataFrame(YEARS | {"publisher": [name] * 3}).iloc[:1], **INKS, height=100)
    lines = next(layer["data"]["values"] for layer in drawn["layer"] if layer.get("data"))[0]["lines"]
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")


def test_there_is_room_above_the_highest_column(columns):
    assert columns["layer"][0]["encoding"]["y"]["scale"]["domain"][1] > 4


def test_bars_keep_the_order_of_the_stages(bars):
    assert bars["encoding"]["y"]["sort"] == ["Ⅰ期", "上市", "未注明"]


def test_only_the_rest_is_outlined(bars):
    assert [value["rest"] for value in bars["data"]["values"]] == [False, False, True]


@pytest.mark.parametrize("chart", ["columns", "bars"])
def test_a_chart_is_plain_json_that_fetches_nothing(chart, request):
    spec = request.getfixturevalue(chart)
    assert json.loads(json.dumps(spec)) == spec
    assert [text for text in walk_strings(spec) if "://" in text or text.startswith("//")] == []


def test_no_rows_give_an_empty_chart():
    assert draw_bars(pd.DataFrame(columns=list(STAGES)), **INKS)["data"]["values"] == []
