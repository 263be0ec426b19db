"""What is chosen survives the URL, and every count is the plain count of what it stands for."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from atlas.geo.geometry import place_id
from atlas.selection.dimensions import DIMENSIONS, beijing_areas, list_options
from atlas.selection.filter import PARAMETERS, SINGLE, Filter, count_facet, find_points
from atlas.selection.focus import find_holder, list_holders, selectable_ids
from atlas.store.folder_store import load_folder
from tests.frozen import FROZEN
from tests.tables import make_snapshot

SNAPSHOT = load_folder(FROZEN)
OPTIONS = {dimension: list_options(SNAPSHOT, dimension) for dimension in DIMENSIONS}
PRODUCTS = SNAPSHOT["products"].to_dict("records")
EVIDENCE = SNAPSHOT["evidence"].to_dict("records")
BROADER = {
    row["code"]: row["parent_code"]
    for row in SNAPSHOT["codes"].to_dict("records")
    if row["vocabulary"] in ("modality", "disease_field") and row["parent_code"]
}
MENTIONED = {
    row[column] for row in SNAPSHOT["mentions"].to_dict("records") for column in ("modality_code", "field_code")
}
GEOD = Geod(ellps="WGS84")
BDA = "bda"


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Draw any filter that the options allow."""
    chosen = {}
    for dimension, options in OPTIONS.items():
        wanted = draw(st.sets(st.sampled_from(options), max_size=3))
        chosen[dimension] = tuple(value for value in options if value in wanted)
    near = draw(st.sampled_from(["", "", *find_points(SNAPSHOT)]))
    return Filter(
        **chosen,
        q=draw(st.sampled_from(["", "", "生物", "医院", "bio"])),
        near=near,
        km=draw(st.sampled_from(["3", "10", "25.5"])) if near else "",
        since=draw(st.sampled_from(["", "2024", "2025-06"])),
    )


def climb(codes: Iterable[str]) -> set[str]:
    """Give some therapies or fields and all that are broader."""
    found = set(codes)
    while broader := {BROADER[code] for code in found if code in BROADER} - found:
        found |= broader
    return found


def fits(row: dict, filter: Filter) -> bool:
    """Tell whether an entity fits a filter, by plain reading of its row."""
    products = [one for one in PRODUCTS if row["entity_id"] in (one["owner_id"], one["site_id"])]
    steps = {row["chain_step_code"]}
    if row["chain_step_code"]:
        steps.add(SNAPSHOT.vocabulary.parent("chain_step", row["chain_step_code"]))
    own = {
        "kind": {row["kind_code"], row["subkind_code"]} - {""},
        "area": set(row["area_ids"]),
        "park": set(row["area_ids"]),
        "step": steps,
        "modality": climb(row["modality_codes"]),
        "field": climb({*row["field_codes"], *(code for one in products for code in one["field_codes"])}),
        "stage": {one["stage_code"] for one in products},
        "source": {row["source_id"]}
        | {one["source_id"] for one in products}
        | {one["source_id"] for one in EVIDENCE if (one["table"], one["row_id"]) == (row["table"], row["entity_id"])},
    }
    names = [row["name_zh"], row["name_en"], row["full_name_zh"], *row["aliases"]]
    if filter.q and not any(filter.q.lower() in name.lower() for name in names):
        return False
    if filter.near:
        where = find_points(SNAPSHOT).get(row["entity_id"])
        if where is None or GEOD.inv(*find_points(SNAPSHOT)[filter.near], *where)[2] > 1000 * float(filter.km):
            return False
    return all(not filter[name] or own[name] & set(filter[name]) for name in DIMENSIONS)


@given(filters())
def test_a_filter_survives_the_url(filter):
    assert Filter.from_url(filter.to_url(), SNAPSHOT) == (filter, ())


@given(filters())
def test_the_url_names_only_what_is_set(filter):
    url = filter.to_url()
    assert set(url) <= set(PARAMETERS)
    assert all(url.values())


@given(filters())
def test_a_filter_leaves_the_entities_that_a_plain_reading_leaves(filter):
    left = filter.apply(SNAPSHOT.entities, SNAPSHOT)["entity_id"]
    rows = SNAPSHOT.entities.to_dict("records")
    assert list(left) == [row["entity_id"] for row in rows if fits(row, filter)]


@given(filters(), st.sampled_from(list(DIMENSIONS)))
def test_a_facet_counts_what_choosing_its_value_alone_would_leave(filter, dimension):
    counts = count_facet(SNAPSHOT, filter, dimension)
    assert list(counts) == OPTIONS[dimension]
    rows = SNAPSHOT.entities.to_dict("records")
    for value, count in counts.items():
        alone = replace(filter, **{dimension: (value,)})
        assert count == sum(fits(row, alone) for row in rows)


@given(filters(), st.sampled_from(list(DIMENSIONS)))
def test_taking_a_dimension_away_leaves_the_others(filter, dimension):
    left = filter.without(dimension)
    assert left[dimension] == ()
    assert all(left[name] == filter[name] for name in DIMENSIONS if name != dimension)
    assert all(getattr(left, name) == getattr(filter, name) for name in SINGLE.values())


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=20)))
def test_any_url_gives_a_filter(parameters):
    filter, dropped = Filter.from_url(parameters, SNAPSHOT)
    assert Filter.from_url(filter.to_url(), SNAPSHOT) == (filter, ())
    assert all("=" in one for one in dropped)


def test_unknown_values_are_dropped_and_named():
    filter, dropped = Filter.from_url({"kind": "company,robot", "area": "999999"}, SNAPSHOT)
    assert filter == Filter(kind=("company",))
    assert dropped == ("kind=robot", "area=999999")


def test_an_empty_url_chooses_nothing():
    assert Filter.from_url({}, SNAPSHOT) == (Filter(), ())


def test_an_empty_filter_leaves_all():
    assert len(Filter().apply(SNAPSHOT.entities, SNAPSHOT)) == len(SNAPSHOT.entities)


def test_every_option_counts_something_or_is_named_for_an_area():
    counts = [pair for name in DIMENSIONS for pair in count_facet(SNAPSHOT, Filter(), name).items()]
    nobody = {value for value, count in counts if not count}
    assert nobody
    assert nobody <= climb(MENTIONED)


def test_a_group_of_chain_steps_counts_its_steps():
    counts = count_facet(SNAPSHOT, Filter(), "step")
    for group in SNAPSHOT.vocabulary.codes("chain_group"):
        steps = [code for code in counts if SNAPSHOT.vocabulary.codes("chain_step").count(code)]
        own = [code for code in steps if SNAPSHOT.vocabulary.parent("chain_step", code) == group]
        assert counts.get(group, 0) == sum(counts[code] for code in own)


def test_yizhuang_counts_in_no_district():
    districts = {area for area in OPTIONS["area"] if area.startswith("1101")}
    here = SNAPSHOT.entities[SNAPSHOT.entities["area_id"] == BDA]
    assert len(here) > 0
    assert [row["entity_id"] for row in here.to_dict("records") if districts & set(row["area_ids"])] == []


def test_yizhuang_counts_its_own_and_no_one_elses():
    counts = count_facet(SNAPSHOT, Filter(), "area")
    parks = {area for area in SNAPSHOT["areas"]["area_id"] if BDA in SNAPSHOT.ancestors[area]}
    rows = SNAPSHOT.entities
    assert counts[BDA] == (rows["area_id"].isin(parks) | rows["park_id"].isin(parks)).sum()


def area(area_id: str, kind: str, parents: str) -> dict[str, str]:
    """Make one area."""
    return {"area_id": area_id, "kind_code": kind, "parent_ids": parents}


AREAS = [
    area("world", "world", ""),
    area("110000", "province", "world"),
    area("110112", "district", "110000"),
    area("110115", "district", "110000"),
    area("bda", "zone", "110112;110115"),
    area("in-daxing", "park", "110115"),
    area("in-bda", "park", "bda"),
    area("in-both", "park", "110115;bda"),
]


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("110115", {"110115", "110000", "world"}),
        ("in-daxing", {"in-daxing", "110115", "110000", "world"}),
        ("bda", {"bda", "110000", "world"}),
        ("in-bda", {"in-bda", "bda", "110000", "world"}),
        ("in-both", {"in-both", "bda", "110000", "world"}),
    ],
)
def test_an_area_counts_only_in_what_it_surely_lies_in(name, above):
    assert make_snapshot(areas=AREAS).ancestors[name] == above


def test_beijings_areas_lie_in_beijing():
    areas = beijing_areas(SNAPSHOT)
    assert {"110101", BDA} <= set(areas["area_id"])
    assert not {"110000", "100000", "310000"} & set(areas["area_id"])


def test_a_place_is_named_by_its_coordinates():
    assert place_id(116.5, 39.75) == "at_116.50000_39.75000"


def test_every_pin_can_be_selected_as_a_place():
    pins = SNAPSHOT.entities.dropna(subset=["longitude"])
    assert set(map(place_id, pins["longitude"], pins["latitude"])) <= selectable_ids(SNAPSHOT)


def test_a_radius_reaches_ten_kilometres_unless_it_is_said():
    assert Filter.from_url({"near": "tiantan"}, SNAPSHOT)[0].km == "10"
    assert Filter.from_url({"km": "5"}, SNAPSHOT) == (Filter(), ())


@pytest.mark.parametrize("wrong", [{"km": "-1"}, {"km": "1e9"}, {"from": "soon"}, {"near": "110115"}])
def test_a_single_parameter_that_means_nothing_is_dropped_and_named(wrong):
    ((name, value),) = wrong.items()
    assert Filter.from_url(wrong, SNAPSHOT) == (Filter(), (f"{name}={value}",))


@pytest.mark.parametrize(
    ("since", "until", "date", "inside"),
    [
        ("2025", "", "2025-03-01", True),
        ("2025", "", "2024-12", False),
        ("2025-06", "", "2025", True),
        ("", "2025-06", "2025-06-10", True),
        ("", "2025-06", "2025-07", False),
        ("2025-03", "2025-03", "2025-03-31", True),
    ],
)
def test_a_time_window_keeps_what_may_have_happened_in_it(since, until, date, inside):
    assert Filter(since=since, until=until).covers(date) is inside


def test_a_narrower_therapy_counts_under_the_broader_one():
    codes = [
        {"vocabulary": "modality", "code": "car_t", "order": "1"},
        {"vocabulary": "modality", "code": "in_vivo", "order": "2", "parent_code": "car_t"},
    ]
    firm = {"entity_id": "firm", "area_id": "110000", "modality_codes": "in_vivo"}
    snapshot = make_snapshot(codes=codes, areas=[{"area_id": "110000"}], companies=[firm])
    assert count_facet(snapshot, Filter(), "modality") == {"car_t": 1, "in_vivo": 1}


def test_a_product_stands_where_its_owner_does_and_without_one_where_its_site_does():
    assert find_holder(SNAPSHOT, "im19") == "yimiao-shenzhou"
    assert find_holder(SNAPSHOT, "tiantan-tris-cart") == "tiantan"
    assert find_holder(SNAPSHOT, "110115") == "110115"
    assert set(list_holders(SNAPSHOT)) <= selectable_ids(SNAPSHOT)
