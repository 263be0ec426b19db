"""What a row does not state rules nobody out: whatever the blanks stand for, nobody else fits."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.selection.blanks import count_known
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import Filter, count_facet, find_points
from atlas.selection.possible import find_possible, find_unstated
from atlas.store.folder_store import load_folder
from tests.frozen import FROZEN
from tests.tables import make_snapshot

SNAPSHOT = load_folder(FROZEN)
OPTIONS = {dimension: list_options(SNAPSHOT, dimension) for dimension in DIMENSIONS}
CODES = [
    {"vocabulary": "modality", "code": "car_t", "order": "1"},
    {"vocabulary": "modality", "code": "in_vivo", "order": "2", "parent_code": "car_t"},
    {"vocabulary": "modality", "code": "msc", "order": "3"},
    {"vocabulary": "chain_group", "code": "up", "order": "1"},
    {"vocabulary": "chain_group", "code": "down", "order": "2"},
    {"vocabulary": "chain_step", "code": "making", "order": "1", "parent_code": "up"},
    {"vocabulary": "chain_step", "code": "giving", "order": "2", "parent_code": "down"},
    {"vocabulary": "stage", "code": "late", "order": "1"},
    {"vocabulary": "stage", "code": "not_stated", "order": "2"},
]
AREAS = [
    {"area_id": "110000", "kind_code": "province"},
    {"area_id": "east", "kind_code": "district", "parent_ids": "110000"},
    {"area_id": "west", "kind_code": "district", "parent_ids": "110000"},
    {"area_id": "park", "kind_code": "park", "parent_ids": "east"},
    {"area_id": "zone", "kind_code": "zone", "parent_ids": "east;west"},
]
# one of each value, so that every value is known
KNOWN = [
    {
        "entity_id": "one",
        "area_id": "east",
        "park_id": "park",
        "modality_codes": "in_vivo",
        "chain_step_code": "making",
    },
    {"entity_id": "two", "area_id": "zone", "modality_codes": "msc", "chain_step_code": "giving"},
    {"entity_id": "three", "area_id": "west", "modality_codes": "car_t"},
]


def make_firms(*firms: dict[str, str], **tables: list[dict[str, str]]):
    """Make a snapshot of some firms and those of KNOWN."""
    named = [{"entity_id": f"firm-{number}", "area_id": "110000", **firm} for number, firm in enumerate(firms)]
    return make_snapshot(codes=CODES, areas=AREAS, companies=[*KNOWN, *named], **tables)


def list_possible(snapshot, **chosen: str) -> set[str]:
    """List who may fit one value of each dimension."""
    filter = Filter(**{name: (value,) for name, value in chosen.items()})
    return set(snapshot.entities.loc[find_possible(snapshot, filter), "entity_id"])


@pytest.mark.parametrize(
    ("firm", "chosen", "may_fit"),
    [
        ({}, {"modality": "msc"}, True),
        ({"modality_codes": "car_t"}, {"modality": "msc"}, False),
        ({"modality_codes": "car_t"}, {"modality": "in_vivo"}, True),
        ({"modality_codes": "in_vivo"}, {"modality": "car_t"}, True),
        ({}, {"step": "up"}, True),
        ({"chain_step_code": "giving"}, {"step": "up"}, False),
        ({}, {"area": "east"}, True),
        ({"area_id": "west"}, {"area": "east"}, False),
        ({"area_id": "east"}, {"park": "park"}, True),
        ({"area_id": "west"}, {"park": "park"}, False),
        ({"area_id": "west"}, {"area": "zone"}, True),
        ({"area_id": "east", "park_id": "park"}, {"area": "zone"}, False),
        ({"area_id": "zone"}, {"area": "west"}, True),
        ({}, {"stage": "late"}, True),
        ({"chain_step_code": "making"}, {"modality": "msc", "step": "down"}, False),
        ({"modality_codes": "msc;car_t"}, {"modality": "in_vivo"}, True),
    ],
)
def test_only_what_a_row_states_rules_it_out(firm, chosen, may_fit):
    assert ("firm-0" in list_possible(make_firms(firm), **chosen)) is may_fit


@pytest.mark.parametrize(("stage", "may_fit"), [("not_stated", True), ("early", False)])
def test_a_product_whose_stage_is_not_stated_rules_nothing_out(stage, may_fit):
    products = [
        {"product_id": "known", "owner_id": "one", "stage_code": "late"},
        {"product_id": "own", "owner_id": "two", "stage_code": stage},
    ]
    assert ("two" in list_possible(make_firms(products=products), stage="late")) is may_fit


def test_what_does_not_apply_to_a_kind_is_ruled_out():
    kinds = [
        {"vocabulary": "entity_kind", "code": "firm", "order": "1"},
        {"vocabulary": "entity_kind", "code": "fund", "order": "2", "inapplicable": "modality_codes;stage_code"},
    ]
    named = [{"entity_id": kind["code"], "area_id": "110000", "kind_code": kind["code"]} for kind in kinds]
    known = [{**firm, "kind_code": "firm"} for firm in KNOWN]
    small = make_snapshot(codes=[*CODES, *kinds], areas=AREAS, companies=[*known, *named])
    assert "fund" not in list_possible(small, modality="msc")
    assert {"fund", "firm"} <= list_possible(small, step="up")


BLANKS = {"modality_codes": ["", "car_t", "in_vivo", "msc"], "chain_step_code": ["", "making", "giving"]}
firms = st.lists(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in BLANKS.items()}), max_size=5)
asked = st.builds(
    Filter,
    modality=st.sets(st.sampled_from(["car_t", "in_vivo", "msc"])).map(tuple),
    step=st.sets(st.sampled_from(["up", "down", "making"])).map(tuple),
)


@given(firms, firms, asked)
def test_whatever_the_blanks_stand_for_nobody_else_fits(stated, meant, filter):
    meant = [*meant, *({} for _ in stated)]
    filled = [
        {name: value or truth.get(name, "") for name, value in firm.items()}
        for firm, truth in zip(stated, meant, strict=False)
    ]
    possible = find_possible(make_firms(*stated), filter)
    assert not (filter.mask(make_firms(*filled)) & ~possible).any()


filters = st.builds(
    Filter,
    near=st.sampled_from(["", *find_points(SNAPSHOT)]),
    km=st.sampled_from(["3", "20"]),
    q=st.sampled_from(["", "生物"]),
    **{name: st.lists(st.sampled_from(values), max_size=2).map(tuple) for name, values in OPTIONS.items()},
)


@given(filters)
def test_whoever_fits_may_fit(filter):
    assert not (filter.mask(SNAPSHOT) & ~find_possible(SNAPSHOT, filter)).any()


@given(filters, st.sampled_from(list(DIMENSIONS)))
def test_a_filter_that_is_taken_away_leaves_at_least_as_many(filter, dimension):
    narrow, wide = (find_possible(SNAPSHOT, one) for one in (filter, filter.without(dimension)))
    assert not (narrow & ~wide).any()


@pytest.mark.parametrize("dimension", ["kind", "source"])
def test_what_every_row_states_leaves_nothing_open(dimension):
    for value in OPTIONS[dimension]:
        chosen = Filter().choose(dimension, (value,))
        assert np.array_equal(chosen.mask(SNAPSHOT), find_possible(SNAPSHOT, chosen)), value


def test_a_firm_known_by_district_may_be_near_only_if_its_district_is():
    around = Filter(near="daxing-base", km="10")
    possible = set(SNAPSHOT.entities.loc[find_possible(SNAPSHOT, around), "entity_id"])
    assert "shudi" not in possible  # Tongzhou
    assert "shudi" in set(SNAPSHOT.entities.loc[find_possible(SNAPSHOT, replace(around, km="50")), "entity_id"])


@pytest.mark.parametrize(
    ("named", "fits", "may_fit", "known"),
    [(0, 0, 0, None), (3, 2, 3, 2), (3, 0, 0, 0), (3, 0, 1, None)],
)
def test_zero_is_said_only_where_everybody_is_ruled_out(named, fits, may_fit, known):
    assert count_known(named, fits, may_fit) == known


def test_a_value_that_nobody_surely_has_is_zero_only_if_the_rows_rule_everybody_out():
    chosen = Filter(modality=("msc",))  # firm "two" alone, which stands at another step
    silent = make_firms({})  # states neither therapy nor step
    assert count_facet(make_firms(), chosen, "step")["making"] == count_facet(silent, chosen, "step")["making"] == 0
    assert "making" not in find_unstated(make_firms(), chosen)["step"]
    assert "making" in find_unstated(silent, chosen)["step"]


@pytest.mark.parametrize("chosen", [Filter(modality=("car_t",)), Filter(near="tiantan", km="10")], ids=str)
def test_an_unstated_value_counts_nobody_surely_and_somebody_maybe(chosen):
    for dimension, values in find_unstated(SNAPSHOT, chosen).items():
        others = chosen.without(dimension)
        for value in values:
            alone = replace(others, **{dimension: (value,)})
            assert not alone.mask(SNAPSHOT).any()
            assert find_possible(SNAPSHOT, alone).any()


def test_whom_no_distance_reaches_is_not_zero_within_a_radius():
    assert "110105" in find_unstated(SNAPSHOT, Filter(near="tiantan", km="10"))["area"]


def test_before_anything_is_chosen_only_what_is_named_for_areas_is_unstated():
    unstated = {value for values in find_unstated(SNAPSHOT, Filter()).values() for value in values}
    assert unstated == {"rare_disease", "til"}
