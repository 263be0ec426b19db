"""The parameters of single pages: what is known is kept, the rest is named."""

import pytest

from atlas.links.parameters import AREAS, COLUMNS, PAGES, PARAMETERS, TABLE, read_all, read_values
from tests.screen import list_paths


def test_known_values_keep_the_readers_order_and_stand_once(snapshot):
    assert read_values(AREAS, {AREAS: "110115,110108,110115"}, snapshot) == (("110115", "110108"), ())


def test_what_means_nothing_or_is_too_many_is_named(snapshot):
    asked = "110108,nowhere,110114,110115,bda,110105"
    known, dropped = read_values(AREAS, {AREAS: asked}, snapshot)
    assert known == ("110108", "110114", "110115", "bda")
    assert dropped == ("areas=nowhere", "areas=110105")


def test_columns_mean_something_in_their_own_table_only(snapshot):
    url = {TABLE: "policies", COLUMNS: "issuer_zh,entity_id"}
    assert read_values(COLUMNS, url, snapshot) == (("issuer_zh",), ("cols=entity_id",))


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_wrong_value_is_named_on_whichever_page(snapshot, name):
    assert read_all({name: "no-such-thing"}, snapshot)[1] == (f"{name}=no-such-thing",)


def test_every_page_of_the_front_door_says_which_parameters_it_has():
    assert {path.strip("/") or "map" for path in list_paths()} == set(PAGES)


def test_a_parameter_belongs_to_one_page_or_to_all():
    owned = [name for names in PAGES.values() for name in names]
    assert len(owned) == len(set(owned))
    assert set(owned) < set(PARAMETERS)
