"""A step that the atlas makes holds, whatever the browser sends before it has heard of it."""

import pytest

from components.navigation import TRAIL, Address, Trail, address, locate, redirect
from components.streamlit_internals import Said

QUERY = {"lang": "zh", "present": "true"}
CHAIN, CITY = address("chain", QUERY), address("map", {"view": "city"})


@pytest.fixture
def trail() -> Trail:
    """Give a window that was led from the chain's page to the city on the map."""
    trail = Trail()
    trail.note({CHAIN}, "map", {"view": "city"})
    return trail


def hear(trail: Trail, spoken_from: Address, asked: str = "", *, is_history: bool = False) -> str:
    """Hear a message from an address, and tell to which page it is sent on; blank where it is not."""
    trail.hear(spoken_from, asked or spoken_from.page, is_history=is_history)
    return trail.find_undone(Address(asked or spoken_from.page, spoken_from.query))


@pytest.mark.parametrize("late", [CHAIN, address("chain", {"view": "city"}), address("map", QUERY)])
def test_what_the_old_address_sends_does_not_undo_the_step(trail, late):
    assert [hear(trail, late), hear(trail, late)] == ["map", "map"]
    assert trail.find_undone(CITY) == ""  # the run of the step itself


def test_what_a_late_click_chose_does_not_hide_where_it_came_from(trail):
    hear(trail, CHAIN)
    assert trail.find_undone(address("map", {"view": "city", "sel": "110115"})) == "map"


def test_a_click_at_the_new_address_is_a_click(trail):
    assert hear(trail, CITY) == ""
    assert trail.find_undone(address("map", {"view": "city", "sel": "110115"})) == ""


def test_a_late_message_is_sent_on_with_all_that_the_step_set_and_what_streamlit_keeps_to_itself(trail):
    late = Said("http://host/chain", "chain", "lang=zh&present=true&embed=true", is_history=False)
    assert redirect({TRAIL: trail}, late) == ("", "view=city&embed=true")
    assert redirect({TRAIL: trail}, late._replace(is_history=True)) is None


def test_who_was_led_nowhere_is_not_sent_on():
    said = Said("http://host/chain", "chain", "", is_history=False)
    assert redirect({}, said) is None
    assert redirect({TRAIL: Trail()}, said) is None


def test_back_is_back(trail):
    assert hear(trail, CHAIN, is_history=True) == ""
    assert hear(trail, CHAIN) == ""  # and stays so


@pytest.mark.parametrize("spoken_from", [CITY, CHAIN])
def test_a_link_is_followed_by_who_has_heard_of_the_step_and_by_who_has_not(trail, spoken_from):
    assert hear(trail, address(spoken_from.page, {}), "data") == ""
    assert hear(trail, CHAIN) == ""


def test_a_link_back_to_where_one_was_is_followed(trail):
    assert hear(trail, address("map", {}), "chain") == ""


def test_of_two_quick_steps_the_second_holds(trail):
    trail.note({CITY, CHAIN}, "compare", {"areas": "110108"})
    there = address("compare", {"areas": "110108"})
    for late in (CHAIN, CITY, address("chain", {"areas": "110108"}), address("map", {"areas": "110108"})):
        assert hear(trail, late) == "compare"
        assert trail.find_undone(there) == ""


def test_there_and_back_at_once_is_back(trail):
    trail.note({CITY, CHAIN}, "chain", QUERY)
    assert trail.is_at(CHAIN)
    assert hear(trail, CHAIN) == ""


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://host/chain", "chain"),
        ("http://host/atlas/chain/", "chain"),
        ("http://host/", "map"),
        ("http://host/atlas", "map"),
        ("", "map"),
        ("http://[chain", "map"),
    ],
)
def test_a_url_says_its_page_whatever_stands_before_it(url, page):
    assert locate(url) == page
