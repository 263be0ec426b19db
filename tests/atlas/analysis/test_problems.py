"""Problems stand beside what their sources set against them, and never among the measures."""

import pytest

from atlas.analysis.policy import PROBLEM, STRENGTH, compare_support, list_answers, list_stated
from atlas.selection.filter import Filter
from tests.tables import make_snapshot

CODES = [
    {"vocabulary": "measure_kind", "code": code, "order": str(order), "roles": roles}
    for order, (code, roles) in enumerate(
        {"measure": "", "advice": "", "lack": "problem", "asset": "strength"}.items(), start=1
    )
] + [
    {"vocabulary": "purpose", "code": "access", "order": "2"},
    {"vocabulary": "purpose", "code": "space", "order": "1"},
    {"vocabulary": "policy_status", "code": "issued", "order": "1"},
]
AREAS = [
    {"area_id": "100000", "kind_code": "country"},
    {"area_id": "110000", "kind_code": "city", "parent_ids": "100000"},
    {"area_id": "310000", "kind_code": "city", "parent_ids": "100000"},
]


def measure(name: str, kind: str, area: str, answers: str = "", purpose: str = "access") -> dict[str, str]:
    """Make a row of the table."""
    cells = {"kind_code": kind, "area_id": area, "answers_ids": answers, "purpose_code": purpose}
    return {"policy_measure_id": name, "status_code": "issued", **cells}


SNAPSHOT = make_snapshot(
    codes=CODES,
    areas=AREAS,
    policy_measures=[
        measure("far", "lack", "310000"),
        measure("wide", "lack", "100000"),
        measure("near", "lack", "110000"),
        measure("narrow", "lack", "110000", purpose="space"),
        measure("told", "advice", "310000", "wide;near"),
        measure("set", "measure", "110000", "near"),
        measure("fine", "asset", "110000"),
    ],
)


def ids(rows: list[dict]) -> list[str]:
    """Name rows."""
    return [row["policy_measure_id"] for row in rows]


def test_problems_of_the_home_area_come_first_by_purpose():
    assert ids(list_stated(SNAPSHOT, Filter(), PROBLEM)) == ["narrow", "near", "wide", "far"]
    assert ids(list_stated(SNAPSHOT, Filter(), STRENGTH)) == ["fine"]


@pytest.mark.parametrize(("problem", "answers"), [("near", ["set", "told"]), ("wide", ["told"]), ("far", [])])
def test_a_problem_has_the_answers_that_name_it_whoever_gives_them(problem, answers):
    assert ids(list_answers(SNAPSHOT, problem)) == answers


def test_a_problem_is_no_measure():
    assert set(compare_support(SNAPSHOT)["policy_measure_id"]) == {"told", "set"}
