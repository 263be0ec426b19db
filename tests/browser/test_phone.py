"""On a phone, 390 pixels wide: everything stands below each other, nothing runs off to the side."""

import pytest

from tools.drive.reader import MAP, open_atlas, wait_for_map

pytestmark = pytest.mark.xdist_group("map")
PHONE = {"width": 390, "height": 844}
TAPS, ANSWER_MS = 4, 4_000


@pytest.fixture
def phone(browser):
    """Open a page as a phone shows it."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    yield context.new_page()
    context.close()


def test_the_map_is_large_the_panels_stand_below_it_and_a_tap_selects(phone, server):
    open_atlas(phone, server.address)
    wait_for_map(phone)
    drawn = phone.locator(f"{MAP} canvas").first.bounding_box()
    panels = phone.locator(".st-key-panels").bounding_box()
    assert drawn["width"] > 0.9 * PHONE["width"]
    assert drawn["height"] > PHONE["height"] / 2
    assert panels["y"] > drawn["y"] + drawn["height"]
    for _ in range(TAPS):  # the map answers once all its shapes have come
        if "sel=" not in phone.url:
            phone.touchscreen.tap(drawn["x"] + drawn["width"] / 2, drawn["y"] + drawn["height"] - 40)
            phone.wait_for_timeout(ANSWER_MS)
    assert "sel=110115" in phone.url
