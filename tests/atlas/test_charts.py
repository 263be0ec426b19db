"""Charts are plain specifications that tell actual, estimate and forecast apart."""

import json

import pandas as pd
import pytest

from atlas.charts import draw_bars, draw_columns
from tests.screen import walk_strings

INKS = {"color": "#0072B2", "ink": "#1C2733", "muted": "#5B6875"}
LABELS = {"actual": "报告值", "estimate": "估计", "forecast": "预测"}


@pytest.fixture
def columns():
    """Draw three years."""
    rows = pd.DataFrame(
        {"year": [2023, 2024, 2025], "value": [1.0, 2.0, 4.0], "value_kind_code": list(LABELS), "text": ["1", "2", "4"]}
    )
    return draw_columns(rows, **INKS, height=100, labels=LABELS)


@pytest.fixture
def bars():
    """Draw two stages and a rest."""
    rows = pd.DataFrame(
        {
            "name": ["Ⅰ期", "上市", "未注明"],
            "count": [3, 1, 2],
            "text": ["3项", "1项", "逾2项"],
            "is_rest": [False, False, True],
        }
    )
    return draw_bars(rows, **INKS)


def test_each_kind_of_figure_looks_different(columns):
    looks = [(value["opacity"], value["dash"]) for value in columns["data"]["values"]]
    assert len(set(looks)) == 3
    assert looks[0] == (1.0, 0)


def test_every_column_is_as_high_as_its_figure(columns):
    assert [value["value"] for value in columns["data"]["values"]] == [1.0, 2.0, 4.0]
    assert columns["encoding"]["y"]["scale"]["domain"][0] == 0


def test_there_is_room_above_the_highest_column(columns):
    assert columns["encoding"]["y"]["scale"]["domain"][1] > 4


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
    empty = pd.DataFrame(columns=["name", "count", "text", "is_rest"])
    assert draw_bars(empty, **INKS)["data"]["values"] == []
