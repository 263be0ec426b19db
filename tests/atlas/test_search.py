"""Everything that the map can select can be found by name."""

import pytest

from atlas.search import list_findable
from atlas.selection import selectable_ids


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_that_can_be_selected_by_name_can_be_found(snapshot, lang):
    named = {one for one in selectable_ids(snapshot) if not one.startswith("at_")}
    assert set(list_findable(snapshot, lang)) == named


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_find_shows_all_names_and_what_it_is(snapshot, lang):
    row = snapshot.entities[snapshot.entities["aliases"].map(bool)].iloc[0]
    found = list_findable(snapshot, lang)[row["entity_id"]]
    assert all(name in found for name in (row["name_zh"], row["name_en"], *row["aliases"]))
    assert snapshot.vocabulary.word("entity_kind", row["kind_code"], lang) in found


def test_districts_come_first(snapshot):
    assert [one[:4] for one in list(list_findable(snapshot, "zh"))[:16]] == ["1101"] * 16


def test_no_two_finds_look_the_same(snapshot):
    for lang in ("zh", "en"):
        found = list(list_findable(snapshot, lang).values())
        assert sorted({one for one in found if found.count(one) > 1}) == []
