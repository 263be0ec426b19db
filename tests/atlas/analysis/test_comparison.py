"""Areas side by side: what is counted is recounted, what is bounded is never subtracted, blanks keep their meaning."""

import pytest

from atlas.analysis.choropleth import fill_districts
from atlas.analysis.comparison import KEY_PLACES, LEAST, MOST, choose_areas, compare, list_comparable, subtract
from atlas.analysis.measures import COUNTS, PIPELINE, PRODUCTS, PUBLISHED
from atlas.selection.filter import Filter
from atlas.selection.metrics import district_ids
from atlas.selection.possible import find_possible
from atlas.wording.sentences import write_sentence
from tests.tables import make_snapshot

CODES = [
    {"vocabulary": "entity_kind", "code": "company", "order": "1"},
    {"vocabulary": "entity_kind", "code": "platform", "order": "2"},
    {"vocabulary": "modality", "code": "msc", "order": "1"},
    {"vocabulary": "stage", "code": "phase_1", "order": "1"},
    {"vocabulary": "stage", "code": "total", "order": "2"},
    {"vocabulary": "measure", "code": "firms", "order": "1"},
]
AREAS = [
    {"area_id": "110000", "kind_code": "province", "name_zh": "北京市"},
    {"area_id": "east", "kind_code": "district", "name_zh": "东区", "name_en": "East", "parent_ids": "110000"},
    {"area_id": "west", "kind_code": "district", "name_zh": "西区", "name_en": "West", "parent_ids": "110000"},
    {"area_id": "park", "kind_code": "park", "name_zh": "园", "name_en": "Park", "parent_ids": "east"},
    {"area_id": "far", "kind_code": "city", "name_zh": "远市", "name_en": "Far"},
    {"area_id": "silent", "kind_code": "city", "name_zh": "静市"},
]
FIRMS = [
    {"entity_id": "a", "kind_code": "company", "name_zh": "甲", "area_id": "east", "source_id": "doc"},
    {"entity_id": "b", "kind_code": "company", "name_zh": "乙", "area_id": "west", "source_id": "doc"},
    {"entity_id": "c", "kind_code": "company", "name_zh": "丙", "area_id": "far", "source_id": "doc"},
]
PLATFORMS = [{"entity_id": "p", "kind_code": "platform", "name_zh": "台", "area_id": "east", "source_id": "doc"}]
SOURCES = [{"source_id": "doc", "published_date": "2025-11-10", "title_zh": "文", "title_en": "Text"}]
BASIC = {"codes": CODES, "areas": AREAS, "companies": FIRMS, "platforms": PLATFORMS, "sources": SOURCES}


def figure(area: str, value: str, date: str = "2024", qualifier: str = "exact", kind: str = "actual") -> dict[str, str]:
    """Make one published figure."""
    return {
        "indicator_id": f"{area}-{value}-{date}-{kind}",
        "area_id": area,
        "measure_code": "firms",
        "value": value,
        "unit_code": "firms",
        "qualifier_code": qualifier,
        "value_kind_code": kind,
        "as_of_date": date,
        "source_id": "doc",
    }


def compare_figures(*rows: dict[str, str], areas: tuple[str, ...] = ("east", "west")):
    """Compare areas by published figures; give the first such measure."""
    comparison = compare(make_snapshot(**BASIC, indicators=list(rows)), areas, Filter())
    return next(measure for measure in comparison.measures if measure.group == PUBLISHED)


def read_counts(comparison, group: str = COUNTS) -> dict[str, list[float | None]]:
    """Give a group's figures by code; None where there is none."""
    return {
        one.code: [cell.figure.value if cell.figure else None for cell in one.cells]
        for one in comparison.measures
        if one.group == group
    }


def test_organisations_are_counted_in_all_and_by_kind():
    counts = read_counts(compare(make_snapshot(**BASIC), ("east", "west"), Filter()))
    assert counts == {"": [2, 1], "company": [1, 1], "platform": [1, None]}


def test_a_date_of_publication_is_no_date_that_two_figures_share():
    for date, is_shared in (("2025-11-10", False), ("2024", True)):
        cells = compare_figures(figure("east", "3", date), figure("west", "5", date)).cells
        assert subtract(cells[1], cells[0]).is_same_date is is_shared


def test_a_filter_narrows_the_counts_and_tells_how_many_there_are_without_it():
    comparison = compare(make_snapshot(**BASIC), ("east", "west"), Filter(kind=("platform",)))
    assert read_counts(comparison)["company"] == [0, 0]
    assert [cell.named for cell in comparison.find("counts:company::institutions").cells] == [1, 1]
    assert comparison.is_filtered


def test_a_filter_reaches_areas_outside_beijing_too():
    comparison = compare(make_snapshot(**BASIC), ("east", "far"), Filter(kind=("platform",)))
    assert read_counts(comparison)[""] == [1, 0]


def test_who_does_not_state_what_is_asked_is_not_counted_as_zero():
    firms = [{**firm, "modality_codes": "msc" if firm["entity_id"] == "c" else ""} for firm in FIRMS]
    areas = ("east", "west", "far")
    comparison = compare(make_snapshot(**{**BASIC, "companies": firms}), areas, Filter(modality=("msc",)))
    assert read_counts(comparison)["company"] == [None, None, 1]
    assert [(cell.named, cell.unstated) for cell in comparison.find("counts:company::institutions").cells] == [
        (1, 1),
        (1, 1),
        (1, 0),
    ]


@pytest.mark.parametrize(
    "chosen",
    [Filter(), Filter(modality=("car_t",)), Filter(step=("upstream",)), Filter(park=("biopark",))],
)
def test_compare_and_the_map_say_the_same_of_every_district(snapshot, chosen):
    left, possible = chosen.apply(snapshot.entities, snapshot), find_possible(snapshot, chosen)
    adcodes = district_ids(snapshot)
    counts = read_counts(compare(snapshot, tuple(adcodes), chosen))
    for kind in ("company", "platform", "agency"):
        fill = fill_districts(snapshot, left, f"count_{kind}", possible=possible)
        said = dict(zip(adcodes, counts.get(kind, [None] * len(adcodes)), strict=True))
        assert {area: count for area, count in said.items() if count is not None} == fill.values


def test_the_latest_figure_is_shown_and_the_earlier_ones_are_kept():
    cell = compare_figures(figure("east", "3", "2023"), figure("east", "5", "2024-12"), figure("east", "4", "")).cells[
        0
    ]
    assert cell.figure.value == 5
    assert [one.value for one in cell.earlier] == [3, 4]


def test_a_target_is_never_mixed_with_a_reported_figure():
    rows = [figure("east", "3"), figure("east", "20", "2030", kind="target")]
    comparison = compare(make_snapshot(**BASIC, indicators=rows), ("east", "west"), Filter())
    published = [one for one in comparison.measures if one.group == PUBLISHED]
    assert [(one.value_kind_code, one.cells[0].figure.value) for one in published] == [("actual", 3), ("target", 20)]


def test_an_area_without_a_figure_is_blank_and_not_zero():
    assert compare_figures(figure("east", "3")).cells[1].figure is None


def test_a_parks_figure_is_shown_as_a_part_and_never_as_the_districts():
    cell = compare_figures(figure("park", "7")).cells[0]
    assert cell.figure is None
    assert [(one.area_id, one.value) for one in cell.parts] == [("park", 7)]


def test_exact_figures_are_subtracted():
    base, cell = compare_figures(figure("east", "3"), figure("west", "5")).cells
    difference = subtract(cell, base)
    assert (difference.value, difference.is_same_date) == (2, True)


@pytest.mark.parametrize("bounded", ["east", "west"])
def test_a_bound_is_never_subtracted(bounded):
    rows = [figure(area, "3", qualifier="at_least" if area == bounded else "exact") for area in ("east", "west")]
    base, cell = compare_figures(*rows).cells
    assert subtract(cell, base).value is None


@pytest.mark.parametrize(("one", "other"), [("2023", "2024"), ("2024", ""), ("", "")])
def test_figures_that_are_not_of_one_stated_date_are_said_to_be_so(one, other):
    base, cell = compare_figures(figure("east", "3", one), figure("west", "5", other)).cells
    assert not subtract(cell, base).is_same_date


def test_nothing_is_subtracted_from_a_blank():
    base, cell = compare_figures(figure("east", "3")).cells
    assert subtract(cell, base) is None


def test_pipelines_of_different_units_stand_in_rows_of_their_own():
    rows = [
        {"pipeline_count_id": unit, "area_id": "east", "stage_code": "total", "count": "2", "unit_code": unit}
        for unit in ("pipelines", "approvals")
    ]
    comparison = compare(make_snapshot(**BASIC, pipeline_counts=rows), ("east", "west"), Filter())
    assert [one.unit_code for one in comparison.measures if one.group == PIPELINE] == ["approvals", "pipelines"]


def test_the_areas_asked_for_stand_side_by_side_in_the_readers_order():
    assert choose_areas(make_snapshot(**BASIC), ("west", "east")) == ("west", "east")


@pytest.mark.parametrize("asked", [(), ("110108",)])
def test_fewer_than_two_areas_give_the_key_places(snapshot, asked):
    assert choose_areas(snapshot, asked) == KEY_PLACES


def test_a_city_of_which_nothing_is_known_cannot_be_compared():
    comparable = list_comparable(make_snapshot(**BASIC))
    assert "far" in comparable
    assert "silent" not in comparable


def test_the_key_places_are_areas_of_the_atlas(snapshot):
    assert set(KEY_PLACES) <= set(list_comparable(snapshot))
    assert LEAST <= len(KEY_PLACES) <= MOST


@pytest.mark.parametrize("chosen", [Filter(), Filter(kind=("platform",)), Filter(q="生物", step=("midstream",))])
def test_every_count_equals_a_plain_recount(snapshot, chosen):
    left = chosen.apply(snapshot.entities, snapshot)
    for area in KEY_PLACES:
        here = left[[area in areas for areas in left["area_ids"]]]
        comparison = compare(snapshot, (area, "110000"), chosen)
        counts = {code: values[0] for code, values in read_counts(comparison).items()}
        assert counts.pop("") == len(here)
        recount = {code: int((here["kind_code"] == code).sum()) for code in counts}
        assert {code: count or 0 for code, count in counts.items()} == recount
        owned = snapshot["products"]
        own = owned[owned["owner_id"].isin(here["entity_id"]) | owned["site_id"].isin(here["entity_id"])]
        assert (read_counts(comparison, PRODUCTS)[""][0] or 0) == len(own)


def test_every_published_figure_of_an_area_is_in_its_column(snapshot):
    for area in list_comparable(snapshot):
        cells = [one.cells[0] for one in compare(snapshot, (area, "bda"), Filter()).measures if one.group == PUBLISHED]
        shown = [
            row["indicator_id"]
            for cell in cells
            if cell.figure
            for one in (cell.figure, *cell.earlier)
            for row in one.rows
        ]
        given = snapshot["indicators"]
        assert sorted(shown) == sorted(given.loc[given["area_id"] == area, "indicator_id"])


def pipeline(key: str, stage: str, **cells: str) -> dict[str, str]:
    """Make one published count of products."""
    given = {"stage_code": stage, "count": "8", "unit_code": "products", "qualifier_code": "exact", "source_id": "doc"}
    return {"pipeline_count_id": key, **given, **cells}


def read_unnamed(snapshot, **chosen) -> dict[str, list[list[str]]]:
    """Give for each stage the keys of the counts that stand apart, by area."""
    measures = compare(snapshot, ("east", "west"), Filter(**chosen)).measures
    return {
        one.code: [[figure.rows[0]["pipeline_count_id"] for figure in cell.unnamed] for cell in one.cells]
        for one in measures
        if one.group == PRODUCTS
    }


def test_what_a_source_counts_of_a_firm_stands_apart_and_is_never_added():
    rows = [pipeline("staged", "phase_1", entity_id="a"), pipeline("all", "total", entity_id="a")]
    product = {"product_id": "x", "owner_id": "a", "stage_code": "phase_1", "source_id": "doc"}
    snapshot = make_snapshot(**BASIC, products=[product], pipeline_counts=rows)
    assert read_unnamed(snapshot) == {"": [["all"], []], "phase_1": [["staged"], []]}
    assert read_counts(compare(snapshot, ("east", "west"), Filter()), PRODUCTS)["phase_1"] == [1, None]


def test_a_stage_of_which_no_product_is_named_has_its_row_for_what_stands_apart():
    snapshot = make_snapshot(**BASIC, pipeline_counts=[pipeline("staged", "phase_1", entity_id="b")])
    assert read_unnamed(snapshot)["phase_1"] == [[], ["staged"]]
    measure = compare(snapshot, ("east", "west"), Filter()).find("products:phase_1::products")
    assert [cell.figure for cell in measure.cells] == [None, None]


def test_an_areas_own_count_stands_with_the_pipelines_only():
    rows = [pipeline("district", "phase_1", area_id="east"), pipeline("park", "phase_1", area_id="park")]
    snapshot = make_snapshot(**BASIC, pipeline_counts=rows)
    assert "phase_1" not in read_unnamed(snapshot)
    assert read_counts(compare(snapshot, ("east", "west"), Filter()), PIPELINE)["phase_1"] == [8, None]


def test_what_stands_apart_is_of_firms_that_fit_or_may_fit_the_filters():
    snapshot = make_snapshot(**BASIC, pipeline_counts=[pipeline("staged", "phase_1", entity_id="a")])
    assert "phase_1" not in read_unnamed(snapshot, kind=("platform",))
    assert read_unnamed(snapshot, stage=("phase_1",))["phase_1"] == [["staged"], []]


def test_the_sentence_leaves_out_what_stands_apart():
    basic = {**BASIC, "codes": [*CODES, {"vocabulary": "unit", "code": "products", "word_zh": "款"}]}
    product = {"product_id": "x", "owner_id": "b", "stage_code": "phase_1", "source_id": "doc"}
    counted = {"pipeline_counts": [pipeline("staged", "phase_1", entity_id="a")]}
    said = set()
    for more in ({}, counted):
        snapshot = make_snapshot(**basic, products=[product], **more)
        comparison = compare(snapshot, ("east", "west"), Filter())
        said.add(write_sentence(snapshot, comparison, "products:phase_1::products", "zh"))
    assert len(said) == 1


def test_figures_of_one_date_that_differ_stand_side_by_side_and_are_not_subtracted():
    cells = compare_figures(figure("east", "3"), figure("east", "4"), figure("west", "5")).cells
    assert [one.value for one in (cells[0].figure, *cells[0].also)] == [3, 4]
    assert cells[0].earlier == ()
    difference = subtract(cells[1], cells[0])
    assert (difference.value, difference.is_settled) == (None, False)


def test_a_year_is_not_earlier_than_its_months_and_an_undated_figure_is_never_the_latest():
    cell = compare_figures(figure("east", "3", "2024"), figure("east", "3", "2024-03"), figure("east", "9", "")).cells[
        0
    ]
    assert (cell.figure.value, [one.as_of_date for one in cell.also]) == (3, ["2024"])
    assert cell.is_settled
    assert [one.value for one in cell.earlier] == [9]


def test_a_firms_figure_in_an_area_is_not_the_areas():
    own, firms = figure("east", "3"), figure("east", "70", "2025") | {"entity_id": "a"}
    cell = compare_figures(own, firms).cells[0]
    assert cell.figure.value == 3
    assert [(one.area_id, one.value) for one in cell.parts] == [("a", 70)]
