"""The panels' figures: nothing is added up that does not add up, nothing rescaled."""

import pytest

from atlas.analysis.dossier import (
    HEADLINES,
    find_headlines,
    gather,
    gather_area,
    list_inside,
    list_products,
    list_source_ids,
    list_trail,
    rank_gaps,
)
from atlas.geo.geometry import place_id
from atlas.selection.view import View
from tests.tables import make_snapshot

STAGES = ("phase_1", "phase_2", "marketed")
CODES = [{"vocabulary": "stage", "code": code, "order": str(place)} for place, code in enumerate(STAGES, start=1)]


def test_products_are_listed_for_their_owner_and_their_site_furthest_first():
    small = make_snapshot(
        codes=CODES,
        products=[
            {"product_id": "p1", "owner_id": "firm", "stage_code": "phase_1"},
            {"product_id": "p2", "site_id": "firm", "stage_code": "marketed"},
            {"product_id": "p3", "owner_id": "other", "stage_code": "phase_2"},
        ],
    )
    assert list(list_products(small, ["firm"])["product_id"]) == ["p2", "p1"]


def test_nothing_selected_has_no_card(snapshot):
    assert gather(snapshot, View(), snapshot.entities) is None


def test_a_selected_entity_has_its_row_and_its_relations(snapshot):
    relation = snapshot["relations"].iloc[0]
    chosen = next(one for one in (relation["from_id"], relation["to_id"]) if one in set(snapshot.entities["entity_id"]))
    dossier = gather(snapshot, View(focus=chosen), snapshot.entities)
    assert dossier.kind == "entity"
    assert dossier.row["entity_id"] == chosen
    assert relation["relation_id"] in set(dossier.tables["relations"]["relation_id"])


def test_a_selected_entity_is_known_even_where_the_filters_leave_it_out(snapshot):
    chosen = snapshot.entities["entity_id"].iloc[0]
    assert gather(snapshot, View(focus=chosen), snapshot.entities.iloc[:0]).row["entity_id"] == chosen


def test_a_selected_districts_members_are_those_that_the_filters_leave(snapshot):
    shown = snapshot.entities[snapshot.entities["kind_code"] == "company"]
    dossier = gather(snapshot, View(focus="110115"), shown)
    assert dossier.kind == "area"
    assert len(dossier.members) > 0
    assert set(dossier.members["kind_code"]) == {"company"}
    assert all("110115" in areas for areas in dossier.members["area_ids"])


def test_a_selected_place_holds_all_that_share_its_point(snapshot):
    pinned = snapshot.entities.dropna(subset=["longitude"])
    point = pinned.groupby(["longitude", "latitude"]).size().idxmax()
    dossier = gather(snapshot, View(focus=place_id(*point)), snapshot.entities)
    assert dossier.kind == "place"
    assert len(dossier.members) == pinned.groupby(["longitude", "latitude"]).size().max()


def test_everything_that_can_be_selected_has_a_card(snapshot):
    for chosen in [*snapshot.entities["entity_id"], *snapshot["areas"].query("kind_code == 'park'")["area_id"]]:
        assert gather(snapshot, View(focus=chosen), snapshot.entities) is not None


def test_headlines_are_at_most_four_and_of_the_chosen_area(snapshot):
    found = find_headlines(snapshot, ["110108"])
    assert 0 < len(found.rows) <= HEADLINES
    assert {found.area_id} == {row["area_id"] for row in found.rows} == {"110108"}


def test_the_selected_area_comes_before_the_filtered_one(snapshot):
    found = find_headlines(snapshot, ["110115", "110108"])
    assert all("110115" in snapshot.ancestors[row["area_id"]] for row in found.rows)


def headline(key: str, area: str = "110000", value: str = "3", date: str = "2024", **cells: str) -> dict[str, str]:
    """Make a published figure."""
    figure = {"indicator_id": key, "area_id": area, "measure_code": "firms", "value": value, "as_of_date": date}
    return figure | cells


def find_keys(*indicators: dict[str, str], chosen: tuple[str, ...] = ()) -> tuple[str, list[str], list[str]]:
    """Tell whose headlines are shown, which, and which are only named."""
    small = make_snapshot(
        codes=[{"vocabulary": "measure", "code": code, "order": "1"} for code in ("firms", "trials")],
        areas=[
            {"area_id": "110000", "kind_code": "province"},
            {"area_id": "zone", "parent_ids": "110000"},
            {"area_id": "park", "parent_ids": "zone"},
            {"area_id": "silent", "parent_ids": "110000"},
        ],
        indicators=list(indicators),
    )
    found = find_headlines(small, chosen)
    return found.area_id, *([row["indicator_id"] for row in rows] for rows in (found.rows, found.apart))


def test_an_area_without_figures_of_its_own_shows_those_of_what_lies_in_it():
    assert find_keys(headline("i", "park"), chosen=("zone",)) == ("zone", ["i"], [])


def test_the_headlines_name_the_area_whose_they_are_and_not_one_without_figures():
    rows = (headline("i", "park"), headline("city"))
    assert find_keys(*rows, chosen=("silent", "zone")) == ("zone", ["i"], [])
    assert find_keys(*rows, chosen=("silent",)) == ("110000", ["city"], [])
    assert find_keys(rows[0], chosen=("silent",)) == ("110000", ["i"], [])


def test_a_headline_is_the_latest_of_its_unit_and_kind_and_an_earlier_one_is_only_named():
    rows = [headline("old", date="2019"), headline("new"), headline("undated", date="")]
    assert find_keys(*rows) == ("110000", ["new"], ["old", "undated"])
    assert find_keys(*rows, headline("aim", value_kind_code="target"))[1] == ["new", "aim"]
    assert find_keys(*rows, headline("other", unit_code="items"))[1] == ["new", "other"]


def test_headlines_on_which_the_sources_differ_stand_both():
    assert find_keys(headline("one"), headline("other", value="4"))[1] == ["one", "other"]
    assert find_keys(headline("one"), headline("again"))[1:] == (["one"], ["again"])


def test_a_firms_figure_is_not_the_headline_of_its_area():
    assert find_keys(headline("firm", entity_id="f"), headline("own"))[1] == ["own"]


def test_without_any_figure_the_strip_is_empty():
    assert find_keys() == ("110000", [], [])


@pytest.mark.parametrize(
    ("chosen", "trail"),
    [
        ("110115", ["110000"]),
        ("bda", ["110000"]),
        ("daxing-base", ["110000", "110115"]),
        ("bosheng-zhuoyue", ["110000", "bda", "yizhuang-biomed"]),
        ("tiantan", ["110000", "110106"]),
    ],
)
def test_the_trail_leads_from_the_city_down_and_yizhuang_lies_in_no_district(snapshot, chosen, trail):
    assert list_trail(snapshot, chosen) == trail


def test_what_would_change_most_views_is_missing_first():
    codes = [{"vocabulary": "view", "code": code, "order": "1"} for code in ("map", "card")]
    gaps = [{"gap_id": "one", "view_codes": "map"}, {"gap_id": "two", "view_codes": "map;card"}]
    assert [row["gap_id"] for row in rank_gaps(make_snapshot(codes=codes, gaps=gaps))] == ["two", "one"]


def test_above_a_product_stands_its_owner_and_all_above_it(snapshot):
    assert list_trail(snapshot, "aimaituosai") == [*list_trail(snapshot, "bosheng-zhuoyue"), "bosheng-zhuoyue"]


def test_a_products_card_holds_the_rows_that_name_it(snapshot):
    dossier = gather(snapshot, View(focus="aimaituosai"), snapshot.entities)
    for name in ("events", "relations", "rankings"):
        assert len(dossier.tables[name]) == (snapshot[name]["product_id"] == "aimaituosai").sum() > 0


def test_the_policies_that_reach_a_place_come_nearest_first(snapshot):
    policies = gather(snapshot, View(focus="110115"), snapshot.entities).tables["policies"]
    assert list(policies["area_id"].unique()) == ["110115", "110000", "100000"]
    firm = gather(snapshot, View(focus="bosheng-zhuoyue"), snapshot.entities).tables["policies"]
    assert {"110000", "100000"} <= set(firm["area_id"])
    assert "110115" not in set(firm["area_id"])


def test_the_steps_down_are_those_that_the_trail_climbs(snapshot):
    for area in ("110000", "110115", "daxing-base", "bda"):
        assert all(list_trail(snapshot, one)[-1] == area for one in list_inside(snapshot, area))
    assert set(list_inside(snapshot, "bda")) == {"yizhuang-biomed", "biopark"}
    assert {"110115", "bda"} <= set(list_inside(snapshot, "110000"))


def test_the_citys_card_holds_everybody_and_names_each_document_once(snapshot):
    dossier = gather_area(snapshot, "110000", snapshot.entities)
    assert len(dossier.members) == len(snapshot.entities)
    named = list_source_ids(dossier)
    assert len(named) == len(set(named))
    assert set(dossier.members["source_id"]) <= set(named)
