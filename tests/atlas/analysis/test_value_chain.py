"""The value chain by area: counts that recount, gaps that are gaps of the documents, distances that say from where."""

import math

import pytest
from pyproj import Geod

from atlas.analysis.value_chain import (
    NOWHERE,
    OUTLINE,
    POINT,
    build_matrix,
    find_origin,
    list_cells,
    list_chain_areas,
    list_class_conflicts,
    list_members,
    list_missing,
    list_outside,
    list_steps,
    nearest_provider,
)
from atlas.selection.dimensions import find_masks
from atlas.selection.filter import Filter
from atlas.store.snapshot import BEIJING
from tests.tables import make_snapshot

CODES = [
    {"vocabulary": "chain_group", "code": "upstream", "order": "1"},
    {"vocabulary": "chain_group", "code": "downstream", "order": "2"},
    {"vocabulary": "chain_step", "code": "delivery", "order": "1", "parent_code": "downstream"},
    {"vocabulary": "chain_step", "code": "reagents", "order": "2", "parent_code": "upstream"},
]
AREAS = [
    {"area_id": "110000", "kind_code": "province", "name_zh": "北京市"},
    {"area_id": "east", "kind_code": "district", "name_zh": "东区", "parent_ids": "110000"},
    {"area_id": "west", "kind_code": "district", "name_zh": "西区", "parent_ids": "110000"},
    {"area_id": "valley", "kind_code": "zone", "name_zh": "谷", "parent_ids": "east"},
    {
        "area_id": "town",
        "kind_code": "zone",
        "name_zh": "镇",
        "parent_ids": "west",
        "longitude": "116.4",
        "latitude": "39.8",
        "precision_code": "park",
    },
]


def firm(name: str, area: str, step: str, place: tuple[str, str] | None = None) -> dict[str, str]:
    """Make an organisation, pinned if a place is given."""
    row = {"entity_id": name, "name_zh": name, "area_id": area, "chain_step_code": step}
    return row | ({"longitude": place[0], "latitude": place[1], "precision_code": "building"} if place else {})


def make(*firms: dict[str, str]):
    """Make a snapshot of two square districts and some organisations."""
    return make_snapshot(("east", "west"), codes=CODES, areas=AREAS, companies=list(firms))


def test_steps_run_from_upstream_to_downstream():
    assert list_steps(make()) == ["reagents", "delivery"]


def test_the_matrix_counts_what_is_left_and_remembers_what_is_named():
    small = make(firm("a", "east", "reagents"), firm("b", "east", "reagents"), firm("c", "west", ""))
    matrix = build_matrix(small, small.entities.iloc[[1, 2]])
    assert matrix.counts.loc["east", "reagents"] == 1
    assert matrix.named.loc["east", "reagents"] == 2
    assert (matrix.without_step, matrix.apart) == (1, 0)


def test_to_a_fund_no_step_applies(snapshot):
    funds = snapshot.entities[snapshot.entities["kind_code"] == "fund"]
    matrix = build_matrix(snapshot, funds)
    assert (matrix.without_step, matrix.apart) == (0, len(funds))


def test_areas_where_nobody_is_named_are_left_out_and_beijing_comes_last():
    assert list_chain_areas(make(firm("a", "west", "reagents"))) == ("west", BEIJING)


def test_a_zone_counts_in_the_district_around_it():
    small = make(firm("a", "valley", "reagents"))
    counts = build_matrix(small, small.entities).counts["reagents"]
    assert (counts["valley"], counts["east"]) == (1, 1)


def test_the_missing_steps_are_those_nobody_is_named_for():
    assert list_missing(make(firm("a", "east", "reagents")), "east") == ["delivery"]


def test_the_nearest_provider_stands_outside_and_is_measured_from_the_outline():
    small = make(
        firm("inside", "east", "delivery", ("115.5", "39.5")),
        firm("near", "west", "delivery", ("116.5", "39.5")),
        firm("far", "west", "delivery", ("116.9", "39.5")),
        firm("nowhere", "", "delivery"),
    )
    nearest = nearest_provider(small, "east", "delivery")
    assert (nearest.origin, list(nearest.providers["entity_id"])) == (OUTLINE, ["near"])
    _, longitude, latitude = find_origin(small, "east")
    metres = Geod(ellps="WGS84").inv(longitude, latitude, 116.5, 39.5)[2]
    assert nearest.distance_km == pytest.approx(metres / 1000)
    assert list(nearest.unplaced["entity_id"]) == ["nowhere"]


def test_a_published_point_goes_before_an_outline():
    small = make(firm("a", "east", "delivery", ("116.4", "39.8")))
    nearest = nearest_provider(small, "town", "delivery")
    assert nearest.origin == POINT
    assert nearest.distance_km == pytest.approx(0, abs=1e-6)


def test_without_point_and_outline_nothing_is_measured_and_all_are_listed():
    small = make(firm("a", "west", "delivery", ("116.5", "39.5")), firm("b", "west", "delivery", ("116.6", "39.5")))
    nearest = nearest_provider(small, "valley", "delivery")
    assert nearest.origin == NOWHERE
    assert math.isnan(nearest.distance_km)
    assert list(nearest.providers["entity_id"]) == ["a", "b"]


def test_providers_at_one_place_are_named_together():
    small = make(*(firm(name, "west", "delivery", ("116.5", "39.5")) for name in "ab"))
    assert list(nearest_provider(small, "east", "delivery").providers["entity_id"]) == ["a", "b"]


def test_a_step_without_any_pinned_provider_has_no_distance():
    nearest = nearest_provider(make(firm("a", "", "delivery")), "east", "delivery")
    assert nearest.providers.empty
    assert list(nearest.unplaced["entity_id"]) == ["a"]


def test_rows_and_cells_of_the_matrix_can_be_opened_and_nothing_else():
    cells = list_cells(make(firm("a", "east", "reagents")))
    assert {"east", "east:reagents"} <= set(cells)
    assert {"", "reagents", "west", "west:reagents", "east:nothing"} & set(cells) == set()


@pytest.mark.parametrize("chosen", [Filter(), Filter(kind=("company",)), Filter(modality=("car_t",))])
def test_every_count_of_the_atlas_equals_a_plain_recount(snapshot, chosen):
    shown = chosen.apply(snapshot.entities, snapshot)
    matrix = build_matrix(snapshot, shown)
    for area in matrix.counts.index:
        for step in matrix.counts.columns:
            names = [
                row["entity_id"]
                for row in shown.to_dict("records")
                if area in row["area_ids"] and row["chain_step_code"] == step
            ]
            assert matrix.counts.loc[area, step] == len(names)
            assert list(list_members(snapshot, shown, area, step)["entity_id"]) == names
    assert matrix.counts.loc[BEIJING].sum() + matrix.without_step + matrix.apart == len(shown)


def test_everyone_with_a_step_is_in_the_matrix_or_below_it(snapshot):
    everyone = snapshot.all_entities
    with_step = int((everyone["chain_step_code"] != "").sum())
    named = build_matrix(snapshot, snapshot.entities).named.loc[BEIJING].sum()
    assert named + len(list_outside(snapshot)) == with_step


def test_the_documents_disagree_on_where_contract_makers_stand(snapshot):
    assert list(list_class_conflicts(snapshot)["conflict_id"]) == ["cf-cro-cdmo"]


def test_a_step_of_no_group_stands_last_and_makes_no_blank_choice():
    steps = [
        {"vocabulary": "chain_step", "code": code, "order": str(order), "parent_code": group}
        for order, (code, group) in enumerate([("bare", ""), ("late", "down"), ("early", "up")], start=1)
    ]
    groups = [
        {"vocabulary": "chain_group", "code": code, "order": str(order)}
        for order, code in enumerate(["up", "down"], start=1)
    ]
    firm = {"entity_id": "firm", "area_id": "110000", "chain_step_code": "bare"}
    snapshot = make_snapshot(codes=[*steps, *groups], areas=[{"area_id": "110000"}], companies=[firm])
    assert list_steps(snapshot) == ["early", "late", "bare"]
    assert set(find_masks(snapshot, "step")) == {"bare"}
