"""On a phone, 390 pixels wide: everything stands below each other, nothing runs off to the side."""

import pytest

from tests.browser.reader import MAP, open_atlas, wait_for_map
from tests.screen import list_paths

PHONE = {"width": 390, "height": 844}
TAPS, ANSWER_MS = 4, 4_000
SIDE = "document.querySelector('[data-testid=stMain]').scrollWidth"


@pytest.fixture
def phone(browser):
    """Open a page as a phone shows it."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", list_paths())
def test_no_page_runs_off_to_the_side(phone, server, path):
    open_atlas(phone, f"{server.address}{path}?lang=en")  # its words are the longer ones
    phone.get_by_role("radio", name="English").wait_for()
    assert phone.evaluate(SIDE) == PHONE["width"]
    box = phone.get_by_role("radio", name="English").bounding_box()
    assert box["x"] + box["width"] <= PHONE["width"]


def test_the_map_is_large_and_the_panels_stand_below_it(phone, server):
    open_atlas(phone, f"{server.address}/?sel=110115")
    wait_for_map(phone)
    drawn = phone.locator(f"{MAP} canvas").first.bounding_box()
    panels = phone.locator(".st-key-panels").bounding_box()
    assert drawn["width"] > 0.9 * PHONE["width"]
    assert drawn["height"] > PHONE["height"] / 2
    assert panels["y"] > drawn["y"] + drawn["height"]


def test_a_tap_on_the_map_selects(phone, server):
    open_atlas(phone, server.address)
    wait_for_map(phone)
    drawn = phone.locator(f"{MAP} canvas").first.bounding_box()
    for _ in range(TAPS):  # the map answers once all its shapes have come
        if "sel=" not in phone.url:
            phone.touchscreen.tap(drawn["x"] + drawn["width"] / 2, drawn["y"] + drawn["height"] - 40)
            phone.wait_for_timeout(ANSWER_MS)
    assert "sel=110115" in phone.url
