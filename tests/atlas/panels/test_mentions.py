"""What is named for an area or group is said beside the filter's organisations and counted as nobody's."""

import pytest

from atlas.panels.mentions import say_mentions
from atlas.selection.dimensions import list_options
from atlas.selection.filter import Filter, count_facet
from atlas.selection.possible import find_unstated
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from tests.tables import make_snapshot, make_table

TREE = {"cell": "", "immune": "cell", "til": "immune", "car_t": "immune", "gene": ""}
CODES = [
    {"vocabulary": "modality", "code": code, "order": str(order), "parent_code": parent, "word_en": code}
    for order, (code, parent) in enumerate(TREE.items(), start=1)
] + [{"vocabulary": "mention_kind", "code": "pursued", "order": "1", "word_en": "worked on"}]
AREAS = [
    {"area_id": "110000", "kind_code": "city", "name_en": "Beijing"},
    {"area_id": "110115", "kind_code": "district", "parent_ids": "110000", "name_en": "Daxing"},
    {"area_id": "320500", "kind_code": "city", "name_en": "Suzhou"},
]
FIRMS = [
    {"entity_id": "known", "area_id": "110115", "modality_codes": "car_t"},
    {"entity_id": "broad", "area_id": "110115", "modality_codes": "immune"},
    {"entity_id": "else", "area_id": "110115", "modality_codes": "gene"},
]
SAID = [
    {
        "mention_id": area,
        "kind_code": "pursued",
        "area_id": area,
        "modality_code": "til",
        "source_id": "doc",
        "locator": "1",
    }
    for area in ("110115", "320500")
]
SNAPSHOT = make_snapshot(
    ["110115"],
    codes=CODES,
    areas=AREAS,
    companies=FIRMS,
    mentions=SAID,
    sources=[{"source_id": "doc"}],
    locators=[{"source_id": "doc", "locator": "1"}],
)


def say(**chosen: tuple[str, ...]) -> list[str]:
    panel = say_mentions(SNAPSHOT, View(Filter(**chosen)), "en")
    return ["".join(span.text for span in line) for line, _ in panel.lines] if panel else []


@pytest.mark.parametrize("asked", ["til", "immune", "cell"])
def test_a_therapy_and_all_that_are_broader_find_the_area_that_is_named_for_it(asked):
    assert say(modality=(asked,)) == ["til Daxing · worked on"]  # Suzhou is not the home area


def test_nothing_is_said_where_no_therapy_is_asked_for_or_another():
    assert say() == say(modality=("gene",)) == say(area=("110115",)) == []


def test_the_therapy_is_offered_but_counts_nobody():
    assert list_options(SNAPSHOT, "modality") == ["cell", "immune", "til", "car_t", "gene"]
    assert count_facet(SNAPSHOT, Filter(), "modality") == {"cell": 2, "immune": 2, "til": 0, "car_t": 1, "gene": 1}


def test_who_has_a_broader_therapy_alone_may_have_it_however_far_up():
    assert find_unstated(SNAPSHOT, Filter())["modality"] == {"til"}


def test_a_group_of_the_city_is_named_in_the_district_of_any_firm_that_it_holds():
    group = {**SAID[0], "mention_id": "group", "area_id": "110000", "group_en": "ten firms", "entity_ids": "else"}
    there = [{"area_id": "110108", "kind_code": "district", "parent_ids": "110000", "name_en": "Haidian"}]
    tables = {name: table for name, table in SNAPSHOT.tables.items() if name not in ("areas", "mentions")}
    grouped = Snapshot(
        "grouped",
        {**tables, "areas": make_table("areas", [*AREAS, *there]), "mentions": make_table("mentions", [group])},
        SNAPSHOT.geometry,
    )

    def count(area: str) -> int:
        panel = say_mentions(grouped, View(Filter(modality=("til",), area=(area,))), "en")
        return len(panel.lines) if panel else 0

    assert count("110115") == 1
    assert count("110108") == 0
