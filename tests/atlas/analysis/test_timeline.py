"""The timeline keeps partial dates as spans, and shows what concerns the chosen place and time."""

import datetime as dt

import pytest

from atlas.analysis.timeline import arrange_lanes, list_timeline, span_date
from atlas.selection.filter import Filter
from tests.tables import make_snapshot

CODES = [
    {"vocabulary": "policy_level", "code": "national", "order": "1"},
    {"vocabulary": "event_kind", "code": "trial", "order": "1"},
]
AREAS = [
    {"area_id": "100000"},
    {"area_id": "110000", "parent_ids": "100000"},
    {"area_id": "haidian", "parent_ids": "110000"},
    {"area_id": "daxing", "parent_ids": "110000"},
    {"area_id": "park", "parent_ids": "daxing"},
]
FIRM = {"entity_id": "firm", "area_id": "haidian", "kind_code": "company"}


def event(key: str, date: str, **cells: str) -> dict[str, str]:
    return {"event_id": key, "date": date, "date_precision_code": "year", "kind_code": "trial", **cells}


def policy(key: str, date: str = "", **cells: str) -> dict[str, str]:
    return {"policy_id": key, "issued_date": date, "level_code": "national", "area_id": "100000", **cells}


def make_timeline(*events: dict[str, str], policies=(), **chosen):
    snapshot = make_snapshot(codes=CODES, areas=AREAS, companies=[FIRM], events=list(events), policies=list(policies))
    return snapshot, list_timeline(snapshot, Filter(**chosen))


def keys(timeline) -> list[str]:
    return list(timeline.dated["key"])


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2025-06-10", (2025, 6, 10), (2025, 6, 10)),
    ],
)
def test_a_partial_date_is_the_span_that_it_leaves_open(date, first, last):
    assert span_date(date) == (dt.date(*first), dt.date(*last))


def test_items_stand_by_date_and_undated_policies_apart():
    _, timeline = make_timeline(
        event("late", "2025-03"), event("early", "2024"), policies=[policy("first", "2024-01"), policy("none")]
    )
    assert keys(timeline) == ["first", "early", "late"]
    assert list(timeline.undated["key"]) == ["none"]


def test_a_year_stays_when_a_month_of_it_is_chosen_since_it_may_have_been_then():
    _, timeline = make_timeline(
        event("year", "2025"), event("march", "2025-03"), event("april", "2025-04"), since="2025-04", until="2025-04"
    )
    assert keys(timeline) == ["year", "april"]


def test_the_years_are_counted_whatever_the_time_window():
    _, timeline = make_timeline(event("a", "2024"), event("b", "2025-04"), since="2025")
    assert timeline.years == {"2024": 1, "2025": 1}


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"area_ids": "haidian"}, True),
        ({"area_ids": "110000"}, False),
        ({"area_ids": "daxing"}, False),
        ({"area_ids": "daxing", "entity_ids": "firm"}, True),
        ({}, False),
    ],
    ids=["the place itself", "the city", "its neighbour", "its firm elsewhere", "nowhere"],
)
def test_a_chosen_place_keeps_what_happened_there_or_to_its_firms(cells, kept):
    _, timeline = make_timeline(event("e", "2025", **cells), area=("haidian",))
    assert keys(timeline) == (["e"] if kept else [])


@pytest.mark.parametrize(("area", "kept"), [("100000", True), ("110000", True), ("haidian", True), ("daxing", False)])
def test_a_chosen_place_keeps_the_policies_that_reach_it(area, kept):
    _, timeline = make_timeline(policies=[policy("p", "2025", area_id=area)], area=("haidian",))
    assert keys(timeline) == (["p"] if kept else [])


def test_every_filter_narrows_what_happened():
    events = [event("its", "2025", entity_ids="firm"), event("other", "2025", area_ids="daxing")]
    _, timeline = make_timeline(*events, kind=("company",))
    assert keys(timeline) == ["its"]


def test_a_chosen_district_keeps_what_happened_in_its_park():
    _, timeline = make_timeline(event("e", "2025", area_ids="park"), area=("daxing",))
    assert keys(timeline) == ["e"]


def test_spans_that_overlap_stand_in_rows_of_their_own():
    snapshot, timeline = make_timeline(event("year", "2025"), event("march", "2025-03"), event("next", "2026"))
    ((vocabulary, code, rows),) = arrange_lanes(snapshot, timeline.dated)
    assert (vocabulary, code) == ("event_kind", "trial")
    assert [[keys(timeline)[place] for place in row] for row in rows] == [["year", "next"], ["march"]]


def test_policies_stand_over_events():
    snapshot, timeline = make_timeline(event("e", "2024"), policies=[policy("p", "2025")])
    assert [code for _, code, _ in arrange_lanes(snapshot, timeline.dated)] == ["national", "trial"]


def test_every_dated_policy_event_and_financing_round_of_the_data_is_there(snapshot):
    timeline = list_timeline(snapshot, Filter())
    assert len(timeline.dated) + len(timeline.undated) == sum(
        len(snapshot[table]) for table in ("policies", "events", "financings")
    )
    drawn = sum(len(row) for _, _, rows in arrange_lanes(snapshot, timeline.dated) for row in rows)
    assert drawn == len(timeline.dated)
