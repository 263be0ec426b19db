"""Pipeline counts stand with their like; what is added up adds up, and every title is true."""

import pandas as pd
import pytest

from atlas.analysis.pipeline import COUNTRY, list_pipeline_scopes, list_series
from atlas.wording.pipeline import say_series, say_title
from tests.tables import make_snapshot

STAGES = {
    "phase_1": "Ⅰ期",
    "phase_2": "Ⅱ期",
    "clinical": "临床",
    "marketed": "上市",
    "not_stated": "未注明",
    "total": "合计",
}
UNITS = {"pipelines": "项", "projects": "项", "approvals": "个", "products": "款"}
QUALIFIERS = {"exact": "准确值", "at_least": "逾", "nearly": "近"}
CODES = [
    {"vocabulary": vocabulary, "code": code, "order": str(place), "word_zh": word, "word_en": code}
    for vocabulary, words in {"stage": STAGES, "unit": UNITS, "qualifier": QUALIFIERS}.items()
    for place, (code, word) in enumerate(words.items(), start=1)
]
AREAS = [{"area_id": COUNTRY, "name_zh": "中国"}, {"area_id": "a-park", "name_zh": "园"}]
FIRMS = [{"entity_id": "f", "kind_code": "company", "name_zh": "甲"}]
SOURCES = [{"source_id": one, "title_zh": f"文{one}", "title_en": one} for one in ("doc", "another")]


def count(scope: str, stage: str, number: int, *, nested: bool = False, **cells: str) -> dict[str, str]:
    """Make one exact pipeline count; a scope of digits is an area."""
    where = "area_id" if scope[0].isdigit() or scope.endswith("park") else "entity_id"
    return {
        "pipeline_count_id": f"{scope}-{stage}-{number}-{len(cells)}",
        where: scope,
        "stage_code": stage,
        "count": str(number),
        "unit_code": "pipelines",
        "qualifier_code": "exact",
        "is_part_of_total": "false" if nested or stage == "total" else "true",
        "as_of_date": "2024",
        "source_id": "doc",
        **cells,
    }


def with_counts(*rows: dict[str, str]):
    """Make a snapshot of pipeline counts."""
    return make_snapshot(codes=CODES, areas=AREAS, companies=FIRMS, sources=SOURCES, pipeline_counts=list(rows))


def find_only(*rows: dict[str, str]):
    """Give the one series of the country."""
    (series,) = list_series(with_counts(*rows), COUNTRY)
    return series


def say(*rows: dict[str, str]) -> str:
    """Give the title of the country's counts."""
    small = with_counts(*rows)
    return say_title(small, list_series(small, COUNTRY), "en")


def test_the_countrys_rest_is_fifty_and_a_lower_bound(snapshot):
    (series,) = list_series(snapshot, COUNTRY)
    assert series.unexplained == 50
    assert [(row["count"], row["qualifier_code"]) for row in series.totals] == [(647, "at_least")]
    assert say_title(snapshot, [series], "en") == "Phase I + Phase II: 87% of staged pipeline"


def test_the_rest_is_the_total_less_all_stages():
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "phase_1", 3), count(COUNTRY, "marketed", 2)]
    assert find_only(*rows).unexplained == 5


def test_a_parks_nested_counts_leave_no_rest():
    small = with_counts(count("a-park", "total", 190), count("a-park", "clinical", 80, nested=True))
    assert [one.unexplained for one in list_series(small, "a-park")] == [None]


@pytest.mark.parametrize("scope", ["zgc-life-park", "daxing-cgt-park", "beilai-shengwu", "hanshi-lianhe"])
def test_no_park_or_firm_of_the_atlas_has_a_rest(snapshot, scope):
    assert {one.unexplained for one in list_series(snapshot, scope)} == {None}


def test_approvals_do_not_stand_on_the_scale_of_pipelines(snapshot):
    series = list_series(snapshot, "zgc-life-park")
    assert [{row["unit_code"] for row in one.rows} for one in series] == [{"pipelines"}, {"approvals"}]


def test_what_its_document_counts_into_the_total_stays_with_it_in_whatever_unit():
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "marketed", 2, unit_code="products")]
    assert find_only(*rows).unexplained == 8


@pytest.mark.parametrize("cells", [{"source_id": "another"}, {"as_of_date": "2025"}, {"area_id": "a-park"}])
def test_counts_of_another_document_date_or_area_stand_apart(cells):
    area = {"area_id": COUNTRY}
    small = with_counts(count("f", "total", 10, **area), count("f", "phase_1", 3, **{**area, **cells}))
    series = list_series(small, "f")
    assert [len(one.rows) for one in series] == [1, 1]
    assert {one.unexplained for one in series} == {None}
    headings = [one.heading for one in say_series(small, series, "zh")]
    assert len(set(headings)) == 2


def test_units_of_one_word_have_headings_that_tell_them_apart():
    small = with_counts(count("f", "phase_1", 1), count("f", "phase_1", 2, unit_code="projects"))
    headings = [one.heading for one in say_series(small, list_series(small, "f"), "zh")]
    assert headings == ["单位：项 · 截至2024年", "单位：项 · 截至2024年（2）"]


def test_a_firms_counts_in_the_country_are_not_the_countrys():
    small = with_counts(count(COUNTRY, "phase_1", 9), count("f", "phase_1", 3, area_id=COUNTRY))
    assert list_pipeline_scopes(small) == [COUNTRY, "f"]
    assert [row["count"] for row in find_only(*[count(COUNTRY, "phase_1", 9)]).rows] == [9]
    assert [[row["count"] for row in one.rows] for one in list_series(small, COUNTRY)] == [[9]]


def test_the_latest_counts_come_first():
    dates = ("", "2019", "2025-03", "2024")
    small = with_counts(*(count("f", "phase_1", 1, as_of_date=date) for date in dates))
    assert [one.rows[0]["as_of_date"] for one in list_series(small, "f")] == ["2025-03", "2024", "2019", ""]


def test_two_totals_that_differ_leave_no_rest_and_are_both_said():
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "total", 12), count(COUNTRY, "phase_1", 3)]
    assert find_only(*rows).unexplained is None
    small = with_counts(*rows)
    (said,) = say_series(small, list_series(small, COUNTRY), "zh")
    assert "10项；12项" in said.caption


@pytest.mark.parametrize("qualifier", ["at_least", "nearly"])
def test_bounds_are_not_subtracted(qualifier):
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "phase_1", 3, qualifier_code=qualifier)]
    assert find_only(*rows).unexplained is None


def test_stages_of_more_than_the_total_leave_no_rest_and_the_caption_says_why():
    rows = [count(COUNTRY, "total", 3), count(COUNTRY, "phase_1", 3), count(COUNTRY, "phase_2", 2)]
    assert find_only(*rows).unexplained is None
    small = with_counts(*rows)
    (said,) = say_series(small, list_series(small, COUNTRY), "en")
    assert "more than the total" in said.caption
    assert all(bar["count"] >= 0 for bar in said.bars)


def test_a_stage_that_stands_twice_is_drawn_twice_and_not_added():
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "phase_1", 3), count(COUNTRY, "phase_1", 4)]
    assert find_only(*rows).unexplained is None
    small = with_counts(*rows)
    (said,) = say_series(small, list_series(small, COUNTRY), "zh")
    assert [bar["name"] for bar in said.bars] == ["Ⅰ期", "Ⅰ期（2）"]


def test_a_rest_and_what_the_source_itself_leaves_without_a_stage_are_two_bars():
    small = with_counts(count(COUNTRY, "total", 10), count(COUNTRY, "phase_1", 3), count(COUNTRY, "not_stated", 2))
    (said,) = say_series(small, list_series(small, COUNTRY), "zh")
    assert [(bar["name"], bar["count"], bar["is_rest"]) for bar in said.bars] == [
        ("Ⅰ期", 3, False),
        ("未注明", 2, False),
        ("未注明（2）", 5, True),
    ]


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ({}, "Pipeline stages"),
        ({"phase_1": 5}, "Pipeline stages"),
        ({"phase_1": 0}, "Pipeline stages"),
        ({"phase_1": 0, "phase_2": 0, "marketed": 0}, "Pipeline stages"),
        ({"phase_1": 5, "phase_2": 5}, "Pipeline stages"),
        ({"phase_1": 6, "phase_2": 2}, "phase_1: 75% of staged pipeline"),
        ({"phase_1": 6, "phase_2": 2, "marketed": 2}, "phase_1: 60% of staged pipeline"),
        ({"phase_1": 2, "phase_2": 2, "marketed": 2}, "Pipeline stages"),
        ({"phase_1": 2, "phase_2": 5, "marketed": 1}, "phase_1 + phase_2: 88% of staged pipeline"),
        ({"phase_1": 2, "phase_2": 500, "marketed": 1}, "phase_1 + phase_2: 99% of staged pipeline"),
    ],
)
def test_a_title_names_the_stages_that_lead_if_any_do(counts, title):
    rows = [count(COUNTRY, stage, number) for stage, number in counts.items()]
    assert say(count(COUNTRY, "total", 1000), *rows) == title


def test_a_title_names_nobody_where_nothing_adds_up_or_several_series_stand_beside_each_other():
    rows = [count(COUNTRY, "total", 10), count(COUNTRY, "phase_1", 6), count(COUNTRY, "phase_2", 2)]
    assert say(*rows) != "Pipeline stages"
    assert say(*rows[1:]) == "Pipeline stages"
    assert say(*rows, count(COUNTRY, "phase_1", 9, as_of_date="2019")) == "Pipeline stages"
    assert say() == "Pipeline stages"


def test_stages_come_in_the_order_of_progress_and_the_total_last():
    small = with_counts(count("f", "marketed", 1), count("f", "total", 9), count("f", "phase_1", 3))
    (series,) = list_series(small, "f")
    assert [row["stage_code"] for row in series.rows] == ["phase_1", "marketed", "total"]


def test_the_country_comes_first_among_the_scopes():
    small = with_counts(count("f", "phase_1", 1), count(COUNTRY, "total", 9), count("a-park", "total", 3))
    assert list_pipeline_scopes(small) == [COUNTRY, "f", "a-park"]


def test_a_scope_without_counts_has_no_series():
    assert list_series(with_counts(count("f", "phase_1", 3)), "g") == []


def test_series_do_not_change_the_tables(snapshot):
    before = snapshot["pipeline_counts"].copy()
    list_series(snapshot, COUNTRY)
    pd.testing.assert_frame_equal(snapshot["pipeline_counts"], before)
