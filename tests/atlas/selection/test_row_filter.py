"""Every table keeps the rows that are about what is chosen, and no other."""

from dataclasses import replace
from functools import reduce

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.selection.conditions import TITLES, drop_condition
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import Filter, find_points
from atlas.selection.focus import selectable_ids
from atlas.selection.row_filter import (
    AFTER,
    APART,
    RULES,
    count_rows,
    count_without,
    drop_idle,
    find_subject,
    follow_filter,
    list_idle,
)
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import to_rows
from tests.atlas.selection.test_filter import SNAPSHOT, filters
from tests.tables import make_snapshot

ENTITIES = [table.name for table in ENTITY_TABLES]
AREAS = [
    {"area_id": "110000", "kind_code": "city"},
    {"area_id": "110115", "kind_code": "district", "parent_ids": "110000"},
    {"area_id": "110105", "kind_code": "district", "parent_ids": "110000"},
    {"area_id": "daxing-base", "kind_code": "park", "parent_ids": "110115"},
    {"area_id": "310000", "kind_code": "city"},
]
SMALL = make_snapshot(
    codes=[{"vocabulary": "modality", "code": "til", "order": "1"}],
    areas=AREAS,
    companies=[
        {"entity_id": "here", "kind_code": "company", "area_id": "110115"},
        {"entity_id": "there", "kind_code": "company", "area_id": "110105", "modality_codes": "til"},
        {"entity_id": "elsewhere", "kind_code": "company", "area_id": "310000"},
    ],
    products=[
        {"product_id": "drug", "owner_id": "here", "modality_code": "car_t", "stage_code": "ind"},
        {
            "product_id": "trial",
            "owner_id": "elsewhere",
            "site_id": "there",
            "modality_code": "til",
            "stage_code": "ind",
        },
    ],
    indicators=[
        {"indicator_id": "district", "area_id": "110115"},
        {"indicator_id": "park", "area_id": "daxing-base"},
        {"indicator_id": "city", "area_id": "110000"},
        {"indicator_id": "firm", "entity_id": "there"},
        {
            "indicator_id": "aim",
            "area_id": "110000",
            "value_kind_code": "target",
            "policy_id": "of-city",
            "source_id": "one",
        },
    ],
    policies=[
        {"policy_id": "of-city", "area_id": "110000", "issued_date": "2023"},
        {"policy_id": "of-district", "area_id": "110115", "issued_date": "2025-03"},
        {"policy_id": "of-other", "area_id": "110105"},
    ],
    events=[
        {"event_id": "old", "date": "2021-05", "entity_ids": "here;there"},
        {"event_id": "new", "date": "2025", "area_ids": "daxing-base"},
        {"event_id": "of-drug", "date": "2024-01-02", "product_id": "drug"},
    ],
    relations=[{"relation_id": "both", "from_id": "here", "to_id": "elsewhere"}],
    policy_measures=[
        {"policy_measure_id": "dated", "policy_id": "of-city", "area_id": "110000", "source_id": "one"},
        {"policy_measure_id": "undated", "area_id": "110115", "source_id": "two"},
        {"policy_measure_id": "elsewhere", "area_id": "310000", "source_id": "two"},
    ],
    evidence=[
        {"evidence_id": "of-measure", "table": "policy_measures", "row_id": "undated", "source_id": "one"},
        {"evidence_id": "of-here", "table": "companies", "row_id": "here"},
        {"evidence_id": "of-market", "table": "market_size", "row_id": "all"},
    ],
    conflicts=[{"conflict_id": "named", "rows": "companies:there;indicators:park"}],
    market_size=[{"market_size_id": "all", "area_id": "310000"}],
)
DAXING, CHAOYANG = Filter(area=("110115",)), Filter(area=("110105",))


def keys(table: str, filter: Filter) -> list[str]:
    """Give the keys of the rows that a table of the small data keeps."""
    return list(follow_filter(SMALL, filter, table)[TABLES[table].primary_key[0]])


@given(filters())
def test_entity_tables_hold_just_the_entities_that_the_filter_leaves(filter):
    left = set(filter.apply(SNAPSHOT.entities, SNAPSHOT)["entity_id"])
    kept = {one for table in ENTITIES for one in follow_filter(SNAPSHOT, filter, table)["entity_id"]}
    everywhere = set(SNAPSHOT.all_entities["entity_id"])
    assert kept == (left if filter.is_narrowed else everywhere)


@given(filters(), st.sampled_from(list(TABLES)))
def test_what_is_kept_stands_in_the_table_as_it_is(filter, table):
    kept, key = follow_filter(SNAPSHOT, filter, table), list(TABLES[table].primary_key)
    assert list(kept.columns) == TABLES[table].column_names
    whole = SNAPSHOT[table].set_index(key)
    assert kept.set_index(key).equals(whole.loc[kept.set_index(key).index])


@given(filters(), st.sampled_from(list(TABLES)))
def test_a_table_that_is_about_nothing_local_stays_whole(filter, table):
    if table not in {**RULES, **AFTER}:
        assert len(follow_filter(SNAPSHOT, filter, table)) == len(SNAPSHOT[table])


@pytest.mark.parametrize("table", TABLES)
def test_without_a_choice_every_table_is_whole(table):
    assert len(follow_filter(SMALL, Filter(), table)) == len(SMALL[table])


def test_an_entity_outside_beijing_is_there_until_something_is_chosen():
    assert "elsewhere" in keys("companies", Filter())
    assert keys("companies", Filter(kind=("company",))) == ["here", "there"]


def test_a_product_belongs_to_its_owner_and_to_its_site():
    assert keys("products", DAXING) == ["drug"]
    assert keys("products", CHAOYANG) == ["trial"]


def test_figures_of_a_district_come_with_those_of_its_parks_but_not_of_the_city():
    assert keys("indicators", DAXING) == ["district", "park", "aim"]  # an aim is handed down


def test_figures_of_a_firm_come_with_the_firm():
    assert keys("indicators", CHAOYANG) == ["firm", "aim"]


def test_a_policy_of_the_city_holds_in_its_districts_too():
    assert keys("policies", DAXING) == ["of-city", "of-district"]


def test_a_choice_of_therapies_leaves_no_policy_out():
    assert len(keys("policies", Filter(modality=("car_t",)))) == 3


def test_measures_and_targets_of_the_city_hold_in_its_districts_too():
    assert keys("policy_measures", DAXING) == ["dated", "undated"]
    assert keys("policy_measures", CHAOYANG) == ["dated"]
    assert "aim" in keys("indicators", Filter(park=("daxing-base",)))
    assert "aim" not in keys("indicators", Filter(area=("310000",)))


@pytest.mark.parametrize("chosen", [Filter(modality=("car_t",)), Filter(kind=("company",)), Filter(q="x")])
def test_what_says_nothing_of_policies_leaves_no_measure_or_target_out(chosen):
    assert len(keys("policy_measures", chosen)) == 3
    assert "aim" in keys("indicators", chosen)


def test_the_time_window_looks_at_the_date_of_a_measures_policy():
    assert keys("policy_measures", Filter(since="2024")) == ["undated", "elsewhere"]
    assert "aim" not in keys("indicators", Filter(since="2024"))
    assert "aim" in keys("indicators", Filter(until="2023-06"))


def test_a_chosen_document_keeps_the_policy_rows_that_it_speaks_of():
    assert keys("policy_measures", Filter(source=("one",))) == ["dated", "undated"]
    assert keys("policy_measures", Filter(source=("two",))) == ["undated", "elsewhere"]
    assert keys("policies", Filter(source=("two",))) == []
    assert "aim" not in keys("indicators", Filter(source=("two",)))
    assert "of-measure" in keys("evidence", Filter(source=("one",)))


def test_areas_are_those_chosen_and_all_inside_them():
    assert keys("areas", DAXING) == ["110115", "daxing-base"]


def test_an_event_belongs_to_its_firms_its_areas_and_its_product():
    assert keys("events", DAXING) == ["old", "new", "of-drug"]
    assert keys("events", CHAOYANG) == ["old"]


def test_an_approval_does_not_reach_the_district_of_the_hospital_that_uses_the_product(snapshot):
    found = set(follow_filter(snapshot, Filter(area=("110102",)), "events")["event_id"])
    assert "ev-first-prescription" in found  # the hospital is named
    assert not {"ev-aimaituosai-approved", "ev-aimaituosai-phase3"} & found


def test_the_time_window_leaves_out_what_happened_outside_it():
    assert keys("events", Filter(since="2024")) == ["new", "of-drug"]


def test_a_policy_without_a_date_stays_in_any_time_window():
    assert keys("policies", Filter(since="2025")) == ["of-district", "of-other"]


def test_a_relation_belongs_to_either_end():
    assert keys("relations", DAXING) == ["both"]
    assert keys("relations", CHAOYANG) == []


def test_evidence_goes_with_the_row_that_it_is_about():
    assert keys("evidence", DAXING) == ["of-measure", "of-here"]
    assert keys("evidence", CHAOYANG) == []


def test_a_conflict_goes_with_any_of_its_rows():
    assert keys("conflicts", DAXING) == ["named"]
    assert keys("conflicts", CHAOYANG) == ["named"]


def test_the_kept_rows_can_be_changed_without_harm():
    kept = follow_filter(SMALL, DAXING, "companies")
    kept.loc[0, "name_zh"] = "x"
    assert follow_filter(SMALL, DAXING, "companies").loc[0, "name_zh"] != "x"


def test_every_filter_tells_how_many_rows_come_back_without_it():
    nobody = replace(CHAOYANG, q="nobody")
    assert count_without(SMALL, nobody, "companies") == {"area": 0, "q": 1}
    assert count_without(SMALL, replace(DAXING, modality=("til",)), "companies") == {"area": 1, "modality": 1}


def test_every_table_is_counted_as_it_is_kept():
    counts = count_rows(SMALL, DAXING)
    assert counts == {table: len(follow_filter(SMALL, DAXING, table)) for table in TABLES}


def test_every_rule_names_columns_that_its_table_has():
    apart = [(table, replace(rule, date=column)) for table, (column, _, rule) in APART.items()]
    for table, rule in [*RULES.items(), *apart]:
        named = {
            *rule.entities,
            *rule.products,
            *rule.areas,
            *rule.rows,
            *rule.sources,
            *filter(None, [rule.date, rule.policy]),
        }
        assert named <= set(TABLES[table].column_names)


@pytest.mark.parametrize(
    ("table", "column"),
    [("companies", "entity_id"), ("products", "product_id"), ("relations", "from_id"), ("areas", "area_id")],
)
def test_a_row_is_about_whom_the_map_can_show(snapshot, table, column):
    known = selectable_ids(snapshot)
    rows = to_rows(snapshot[table])
    for row in rows:
        if row[column] in known:
            assert find_subject(snapshot, table, row) == row[column]
        else:
            assert find_subject(snapshot, table, row) in known | {""}
    assert any(row[column] in known for row in rows)


def test_a_further_filter_never_brings_a_row_back(snapshot):
    for table in ("events", "indicators", "rankings", "pipeline_counts"):
        wide = follow_filter(snapshot, Filter(kind=("platform",)), table)
        narrow = follow_filter(snapshot, Filter(kind=("platform",), area=("110108",)), table)
        key = TABLES[table].primary_key[0]
        targets = narrow.get("value_kind_code", pd.Series(index=narrow.index, dtype=object)) == "target"
        assert set(narrow.loc[~targets, key]) <= set(wide[key])


def test_what_is_counted_beside_a_target_goes_with_the_target(snapshot):
    chosen = Filter(area=("110108",), source=("doc-003",))
    targets = follow_filter(snapshot, chosen, "indicators")["indicator_id"]
    assert set(follow_filter(snapshot, chosen, "target_counts")["target_id"]) <= set(targets)
    assert len(follow_filter(snapshot, Filter(), "target_counts")) == len(snapshot["target_counts"])


@given(filters(), st.sets(st.sampled_from(sorted(TITLES)), max_size=3))
@settings(max_examples=30)
def test_a_filter_that_is_named_as_idle_leaves_no_row_out(filter, kept):
    few = reduce(drop_condition, {*TITLES} - kept, filter)
    for table in TABLES:
        rows = follow_filter(SNAPSHOT, few, table)
        assert follow_filter(SNAPSHOT, drop_idle(few, table), table).equals(rows), table


@pytest.mark.parametrize("table", TABLES)
def test_a_filter_that_is_not_named_as_idle_leaves_rows_out_somewhere(snapshot, table):
    dates = ("2018", "2024-06", "2030")
    examples = {
        **{name: [Filter(**{name: (value,)}) for value in list_options(snapshot, name)] for name in DIMENSIONS},
        "q": [Filter(q="no such name")],
        "near": [Filter(near=next(iter(find_points(snapshot))), km="0.1")],
        "from": [Filter(since=date) for date in dates],
        "to": [Filter(until=date) for date in dates],
    }
    for name, chosen in examples.items():
        if not list_idle(chosen[0], table):
            counts = {len(follow_filter(snapshot, one, table)) for one in chosen}
            assert min(counts) < len(snapshot[table]), name


@pytest.mark.parametrize(
    ("table", "idle"),
    [
        ("companies", ["from"]),
        ("indicators", []),
        ("policies", ["kind"]),
        ("target_counts", ["kind"]),
        ("codes", ["kind", "area", "from"]),
    ],
)
def test_a_filter_that_says_nothing_of_a_table_is_named(table, idle):
    assert list_idle(Filter(kind=("fund",), area=("110108",), since="2024"), table) == idle
