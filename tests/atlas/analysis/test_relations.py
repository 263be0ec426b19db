"""Relations are those of what is left or selected; an arc needs two places that are known and apart."""

import pytest

from atlas.analysis.relations import find_ends, list_relations
from atlas.selection.filter import Filter
from atlas.selection.view import View
from tests.tables import make_snapshot

CODES = [
    {"vocabulary": "relation", "code": "partner", "order": "1"},
    {"vocabulary": "relation", "code": "in_park", "order": "2", "roles": "tenancy"},
]
AREAS = [
    {"area_id": "110000", "kind_code": "city"},
    {
        "area_id": "park",
        "kind_code": "park",
        "parent_ids": "110000",
        "longitude": "116.3",
        "latitude": "39.7",
        "precision_code": "park",
    },
]
PINNED = {"area_id": "110000", "longitude": "116.4", "latitude": "39.9", "precision_code": "campus"}
FIRMS = [
    {"entity_id": "a", **PINNED, "park_id": "park"},
    {"entity_id": "b", **PINNED, "longitude": "116.5"},
    {"entity_id": "beside", **PINNED},
    {"entity_id": "lost", "area_id": "110000"},
]
TIES = [
    {"relation_id": f"{one}-{other}", "kind_code": "partner", "from_id": one, "to_id": other}
    for one, other in (("a", "b"), ("a", "beside"), ("b", "lost"))
]
SNAPSHOT = make_snapshot(codes=CODES, areas=AREAS, companies=FIRMS, relations=TIES)


def names(filter: Filter, focus: str = "") -> list[str]:
    shown = filter.apply(SNAPSHOT.entities, SNAPSHOT)
    return [f"{one.from_id}-{one.to_id}" for one in list_relations(SNAPSHOT, View(filter, focus), shown)]


def test_everything_stated_and_every_park_is_a_relation():
    assert names(Filter()) == ["a-b", "a-beside", "b-lost", "a-park"]


def test_what_is_selected_shows_its_own_only():
    assert names(Filter(), "b") == ["a-b", "b-lost"]
    assert names(Filter(), "park") == ["a-park"]


def test_a_filter_keeps_the_relations_that_one_end_of_it_has():
    assert names(Filter(q="lost")) == []
    assert names(Filter(park=("park",))) == ["a-b", "a-beside", "a-park"]


@pytest.mark.parametrize(("tie", "is_drawn"), [("a-b", True), ("a-beside", False), ("b-lost", False), ("a-park", True)])
def test_an_arc_needs_two_places_that_are_known_and_apart(tie, is_drawn):
    relations = list_relations(SNAPSHOT, View(), SNAPSHOT.entities)
    one = next(one for one in relations if f"{one.from_id}-{one.to_id}" == tie)
    assert (find_ends(SNAPSHOT, one) is not None) == is_drawn
