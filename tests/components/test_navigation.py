"""A step that the atlas makes holds, whatever the browser sends before it has heard of it."""

import pytest

from components.navigation import TRAIL, Trail, address, locate, redirect
from components.streamlit_internals import Said

QUERY = {"lang": "zh", "present": "true"}
CHAIN, CITY = address("chain", QUERY), address("map", {"view": "city"})


@pytest.fixture
def trail() -> Trail:
    """Give a window that was led from the chain's page to the city on the map."""
    trail = Trail()
    trail.note({CHAIN}, "map", {"view": "city"})
    return trail


@pytest.mark.parametrize("spoken_from", [CHAIN, address("chain", {"view": "city"}), address("map", QUERY)])
def test_what_the_old_address_sends_does_not_undo_the_step(trail, spoken_from):
    assert trail.find_undone(spoken_from, spoken_from, is_history=False) == "map"
    assert trail.find_undone(spoken_from, CITY, is_history=False) == ""  # the run of the step itself
    assert trail.find_undone(spoken_from, spoken_from, is_history=False) == "map"


def test_what_a_late_click_chose_at_the_old_address_does_not_hide_where_it_came_from(trail):
    assert trail.find_undone(CHAIN, address("chain", {**QUERY, "sel": "110115"}), is_history=False) == "map"


def test_a_late_message_is_sent_on_with_all_that_the_step_set_and_what_streamlit_keeps_to_itself(trail):
    query = "lang=zh&present=true&embed=true"
    late = Said(f"http://host/chain?{query}", "chain", query, is_history=False)
    assert redirect({TRAIL: trail}, late) == ("", "view=city&embed=true")
    assert redirect({TRAIL: trail}, late._replace(is_history=True)) is None


def test_who_was_led_nowhere_is_not_sent_on():
    said = Said("http://host/chain", "chain", "", is_history=False)
    assert redirect({}, said) is None
    assert redirect({TRAIL: Trail()}, said) is None


def test_back_is_back(trail):
    assert trail.find_undone(CHAIN, CHAIN, is_history=True) == ""
    assert trail.find_undone(CHAIN, CHAIN, is_history=False) == ""  # and stays so


def test_a_link_is_followed_by_who_has_heard_of_the_step_and_by_who_has_not(trail):
    assert trail.find_undone(CITY, CHAIN, is_history=False) == ""
    trail.note({CHAIN}, "map", {"view": "city"})
    assert trail.find_undone(CHAIN, address("data", {}), is_history=False) == ""
    assert trail.find_undone(CHAIN, CHAIN, is_history=False) == ""


def test_of_two_quick_steps_the_second_holds(trail):
    trail.note({CITY, CHAIN}, "compare", {"areas": "110108"})
    there = address("compare", {"areas": "110108"})
    for late in (CHAIN, CITY, address("chain", {"areas": "110108"}), address("map", {"areas": "110108"})):
        assert trail.find_undone(late, late, is_history=False) == "compare"
    assert trail.find_undone(CHAIN, there, is_history=False) == ""


def test_there_and_back_at_once_is_back(trail):
    trail.note({CITY, CHAIN}, "chain", QUERY)
    assert trail.is_at(CHAIN)
    assert trail.find_undone(CHAIN, CHAIN, is_history=False) == ""


@pytest.mark.parametrize(
    ("url", "page", "query"),
    [
        ("http://host/chain?lang=zh&present=true", "chain", QUERY),
        ("http://host/atlas/chain/?present=true&lang=zh", "chain", QUERY),
        ("http://host/chain?present=true&lang=zh&embed=true&embed_options=dark_theme", "chain", QUERY),
        ("http://host/?areas=110108%2C110115", "map", {"areas": "110108,110115"}),
        ("http://host/atlas", "map", {}),
        ("", "map", {}),
    ],
)
def test_a_url_says_page_and_parameters_whatever_stands_before_them(url, page, query):
    assert locate(url) == address(page, query)
