"""Measures stand side by side without being added; a target stands beside what is known, strictly."""

import pandas as pd
import pytest
from hypothesis import given, settings

from atlas.analysis.policy import (
    compare_support,
    has_figure,
    list_idle,
    list_support_areas,
    list_support_stages,
    list_targets,
)
from atlas.selection.conditions import drop_condition
from atlas.selection.filter import Filter
from atlas.store.folder_store import FolderStore
from atlas.store.store import find_problems
from tests.atlas.selection.test_filter import SNAPSHOT, filters
from tests.tables import find_line, make_snapshot, set_cell

CODES = [
    {"vocabulary": vocabulary, "code": code, "order": str(order)}
    for vocabulary, codes in {
        "stage": ("iit", "phase_3"),
        "policy_status": ("issued", "draft"),
        "measure": ("firms", "trials"),
    }.items()
    for order, code in enumerate(codes, start=1)
]
AREAS = [{"area_id": "110000"}, {"area_id": "310000"}]
PLAN = {"policy_id": "plan", "name_zh": "方案"}
TARGET = {
    "indicator_id": "t",
    "area_id": "110000",
    "measure_code": "firms",
    "value": "20",
    "value_kind_code": "target",
    "policy_id": "plan",
}


def measure(key: str, **cells: str) -> dict[str, str]:
    return {
        "policy_measure_id": key,
        "area_id": "110000",
        "purpose_code": "trial",
        "status_code": "issued",
        **cells,
    }


def make_measures(*rows: dict[str, str]):
    return make_snapshot(codes=CODES, areas=AREAS, policy_measures=list(rows))


def make_targets(*indicators: dict[str, str], **tables: list[dict[str, str]]):
    return make_snapshot(codes=CODES, areas=AREAS, policies=[PLAN], indicators=[TARGET, *indicators], **tables)


def rule(**cells: str) -> dict[str, str]:
    return {"target_count_id": "r", "target_id": "t", "comparability_code": "related", **cells}


def keys(measures: pd.DataFrame) -> list[str]:
    return list(measures["policy_measure_id"])


def test_measures_stand_by_stage_place_and_status():
    snapshot = make_measures(
        measure("unstaged"),
        measure("draft", stage_code="iit", status_code="draft"),
        measure("shanghai", stage_code="iit", area_id="310000"),
        measure("late", stage_code="phase_3"),
        measure("issued", stage_code="iit"),
    )
    assert keys(compare_support(snapshot)) == ["issued", "draft", "shanghai", "late", "unstaged"]


def test_only_the_wanted_purposes_and_places_are_compared():
    snapshot = make_measures(measure("a"), measure("b", area_id="310000"), measure("c", purpose_code="land"))
    assert keys(compare_support(snapshot, ["trial"], ["110000"])) == ["a"]


def test_a_measure_without_a_stage_stays_beside_the_wanted_stage():
    snapshot = make_measures(measure("iit", stage_code="iit"), measure("late", stage_code="phase_3"), measure("any"))
    assert keys(compare_support(snapshot, stage="phase_3")) == ["late", "any"]


def test_a_stated_zero_is_a_figure_and_a_blank_is_none():
    snapshot = make_measures(measure("zero", amount="0"), measure("blank"), measure("rate", rate_pct="30"))
    assert list(has_figure(compare_support(snapshot))) == [True, False, True]


def test_amounts_of_different_currencies_stay_as_they_are_stated():
    snapshot = make_measures(
        measure("yuan", amount="50", unit_code="cny_10k", qualifier_code="at_most"),
        measure("dollars", amount="50", unit_code="usd_10k", qualifier_code="exact"),
    )
    rows = compare_support(snapshot)
    assert list(rows["unit_code"]) == ["cny_10k", "usd_10k"]
    assert list(rows["qualifier_code"]) == ["at_most", "exact"]


def test_places_are_counted_at_the_wanted_purpose_and_stage():
    snapshot = make_measures(measure("a"), measure("b", area_id="310000", stage_code="iit"), measure("c"))
    assert list_support_areas(snapshot, ["trial"], "phase_3") == {"110000": 2}
    assert list_support_areas(snapshot) == {"110000": 2, "310000": 1}
    assert list_support_stages(snapshot) == ["iit"]


def test_a_place_stands_right_after_what_it_lies_in():
    rows = [measure("shanghai", area_id="310000"), measure("haidian", area_id="haidian"), measure("beijing")]
    areas = [*AREAS, {"area_id": "haidian", "parent_ids": "110000"}]
    snapshot = make_snapshot(codes=CODES, areas=areas, policy_measures=rows)
    assert keys(compare_support(snapshot)) == ["beijing", "haidian", "shanghai"]
    assert list(list_support_areas(snapshot)) == ["110000", "haidian", "310000"]


def test_measures_follow_place_document_and_time():
    areas = [*AREAS, {"area_id": "haidian", "parent_ids": "110000"}]
    rows = [
        measure("city", policy_id="plan", source_id="one"),
        measure("haidian", area_id="haidian", source_id="two"),
        measure("shanghai", area_id="310000", source_id="one"),
    ]
    plan = [{**PLAN, "issued_date": "2024-12"}]
    snapshot = make_snapshot(codes=CODES, areas=areas, policies=plan, policy_measures=rows)

    def left(*wanted: str, **chosen) -> list[str]:
        return keys(compare_support(snapshot, areas=wanted, filter=Filter(**chosen)))

    assert left(area=("haidian",)) == ["city", "haidian"]
    assert left(area=("haidian",), source=("one",)) == ["city"]
    assert left(until="2024-11") == ["haidian", "shanghai"]
    assert left("310000", area=("haidian",)) == ["shanghai"]  # what is picked stands
    assert left("310000", area=("haidian",), source=("two",)) == []
    counts = list_support_areas(snapshot, filter=Filter(area=("haidian",), source=("one",)))
    assert counts == {"110000": 1, "310000": 1}


def test_targets_follow_place_document_and_time():
    report = {**TARGET, "indicator_id": "now", "value_kind_code": "actual", "source_id": "two"}
    far = {**TARGET, "indicator_id": "far", "area_id": "310000", "source_id": "two"}
    firm = {"entity_id": "here", "area_id": "110000"}
    snapshot = make_targets(far, report, companies=[firm])

    def left(**chosen) -> list[str]:
        return [target.row["indicator_id"] for target in list_targets(snapshot, Filter(**chosen))]

    assert left(area=("310000",)) == ["far"]
    assert left(source=("two",)) == ["far"]
    assert left(kind=("company",), since="2025") == ["t", "far"]  # the plan has no date
    (target,) = list_targets(snapshot, Filter(area=("110000",)))
    assert list(target.reported["indicator_id"]) == ["now"]


def test_only_what_is_reported_of_the_same_thing_in_the_same_unit_is_set_beside_a_target():
    report = {**TARGET, "value_kind_code": "actual", "policy_id": ""}
    rows = [
        {**report, "indicator_id": "like"},
        {**report, "indicator_id": "unit", "unit_code": "items"},
        {**report, "indicator_id": "kind", "value_kind_code": "forecast"},
        {**report, "indicator_id": "firm", "entity_id": "f"},
        {**report, "indicator_id": "elsewhere", "area_id": "310000"},
        {**TARGET, "indicator_id": "later", "as_of_date": "2030"},
    ]
    target = list_targets(make_targets(*rows))[0]
    assert target.row["indicator_id"] == "t"
    assert list(target.reported["indicator_id"]) == ["like"]
    assert sorted(target.apart["indicator_id"]) == ["kind", "unit"]
    assert not list_targets(make_targets(rows[1]))[0].is_measurable


def test_the_target_of_a_firm_stands_beside_its_own_figures_and_products_only():
    own = {**TARGET, "area_id": "", "entity_id": "f"}
    reports = [{**own, "indicator_id": one, "entity_id": one, "value_kind_code": "actual"} for one in ("f", "g")]
    products = [{"product_id": f"of-{one}", "owner_id": one} for one in ("f", "g")]
    snapshot = make_snapshot(
        codes=CODES,
        policies=[PLAN],
        indicators=[own, *reports],
        products=products,
        target_counts=[rule(counted_table="products")],
    )
    (target,) = list_targets(snapshot)
    assert list(target.reported["indicator_id"]) == ["f"]
    assert list(target.counts[0].rows["product_id"]) == ["of-f"]


@settings(max_examples=20)
@given(filters())
def test_only_filters_that_leave_nothing_out_are_called_idle(filter):
    def show(chosen: Filter, *areas: str) -> tuple[list[str], list[str]]:
        targets = [] if areas else [target.row["indicator_id"] for target in list_targets(SNAPSHOT, chosen)]
        return targets, keys(compare_support(SNAPSHOT, areas=areas, filter=chosen))

    for areas in ((), ("110000",)):
        for name in list_idle(filter, areas):
            assert show(drop_condition(filter, name), *areas) == show(filter, *areas)


def test_every_set_filter_but_those_of_policies_is_called_idle():
    chosen = Filter(kind=("company",), area=("110108",), source=("doc",), q="x", near="p", km="10", since="2024")
    assert list_idle(chosen) == ["kind", "q", "near"]
    assert list_idle(chosen, ("310000",)) == ["kind", "area", "q", "near"]


def test_a_target_without_any_count_cannot_be_measured():
    (target,) = list_targets(make_targets())
    assert not target.is_measurable
    assert target.policy["name_zh"] == "方案"


@pytest.mark.parametrize(
    ("cells", "known"),
    [
        ({}, True),
        ({"area_id": "310000"}, False),
        ({"measure_code": "trials"}, False),
        ({"value_kind_code": "estimate"}, False),
    ],
    ids=["same", "another area", "another measure", "no report"],
)
def test_only_a_report_of_the_same_measure_and_area_stands_beside_a_target(cells, known):
    report = {**TARGET, "indicator_id": "now", "value": "7", "value_kind_code": "actual", **cells}
    targets = list_targets(make_targets(report))
    assert [target.is_measurable for target in targets] == [known]


def test_related_rows_are_listed_and_still_measure_nothing():
    firms = [
        {"entity_id": "here", "area_id": "110000", "is_named": "true"},
        {"entity_id": "nameless", "area_id": "110000", "is_named": "false"},
        {"entity_id": "elsewhere", "area_id": "310000", "is_named": "true"},
    ]
    counted = rule(counted_table="companies", counted_column="is_named", counted_values="true")
    (target,) = list_targets(make_targets(companies=firms, target_counts=[counted]))
    assert list(target.counts[0].rows["entity_id"]) == ["here"]
    assert not target.is_measurable


def test_rows_that_are_the_same_thing_measure_a_target():
    counted = rule(comparability_code="same", counted_table="companies")
    (target,) = list_targets(make_targets(target_counts=[counted]))
    assert target.is_measurable


def test_products_are_counted_in_the_area_of_their_owner():
    firms = [{"entity_id": "here", "area_id": "110000"}, {"entity_id": "there", "area_id": "310000"}]
    products = [
        {"product_id": "ours", "owner_id": "here", "stage_code": "iit"},
        {"product_id": "later", "owner_id": "here", "stage_code": "phase_3"},
        {"product_id": "theirs", "owner_id": "there", "stage_code": "iit"},
    ]
    counted = rule(counted_table="products", counted_column="stage_code", counted_values="iit")
    (target,) = list_targets(make_targets(companies=firms, products=products, target_counts=[counted]))
    assert list(target.counts[0].rows["product_id"]) == ["ours"]


def test_the_three_targets_of_2027_come_first_and_none_can_be_measured(snapshot):
    targets = list_targets(snapshot)
    assert {(target.row["value"], target.row["measure_code"]) for target in targets[:3]} == {
        (20, "cgt_frontier_firms"),
        (15, "cgt_trial_approvals"),
        (3, "cgt_listed_firms"),
    }
    assert [target.row["as_of_date"] for target in targets[:3]] == ["2027"] * 3
    assert not any(target.is_measurable for target in targets)


def test_every_target_says_what_may_be_set_beside_it(snapshot):
    assert all(target.counts for target in list_targets(snapshot))


def test_haidian_pays_up_to_half_a_million_a_project(snapshot):
    rows = compare_support(snapshot, ["clinical_trial"], ["110108"], "iit")
    row = rows[rows["per_code"] == "project"].iloc[0]
    assert (row["amount"], row["unit_code"], row["qualifier_code"]) == (50, "cny_10k", "at_most")


@pytest.mark.parametrize(("column", "value"), [("counted_table", "no_table"), ("counted_column", "no_column")])
def test_a_count_of_what_does_not_exist_is_a_problem(folder, column, value):
    line = find_line(folder, "target_counts", lambda row: row["counted_table"])
    set_cell(folder, "target_counts", line, column, value)
    problems = find_problems(FolderStore(folder).read())
    assert [(problem.row, problem.column, problem.value) for problem in problems] == [(line, column, value)]
