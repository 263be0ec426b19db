"""Without WebGL the map comes as a drawing, with a list that chooses as a click on the map does."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.drive.chromium import find_chromium
from tools.drive.reader import MAP, open_atlas
from tools.drive.server import Server

WITHOUT_WEBGL = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-webgl",
    "--disable-webgl2",
]
PLAIN = ".st-key-plain_map"


@pytest.fixture
def poor_page(browser: Browser) -> Iterator[Page]:
    """Open the window of a reader whose browser has no WebGL."""
    chromium = browser.browser_type.launch(executable_path=find_chromium(), args=WITHOUT_WEBGL)
    window = chromium.new_page(viewport={"width": 1366, "height": 768})
    window.set_default_timeout(30_000)
    assert not window.evaluate("document.createElement('canvas').getContext('webgl2')")
    yield window
    chromium.close()


def item(page: Page, name: str):
    """Find an entry of the list beside the drawing."""
    return page.locator(PLAIN).get_by_role("button", name=name, exact=True)


def test_a_browser_without_webgl_gets_the_drawing_and_its_list_selects(server: Server, poor_page: Page) -> None:
    open_atlas(poor_page, server.address)
    expect(poor_page.locator(f"{PLAIN} svg .mark").first).to_be_visible()
    expect(poor_page.locator(MAP)).to_have_count(0)
    item(poor_page, "大兴区").click()
    expect(poor_page.locator(".card-title")).to_have_text("大兴区")
    expect(poor_page).to_have_url(re.compile("sel=110115"))
    expect(item(poor_page, "大兴区")).to_have_attribute("aria-pressed", "true")
    expect(item(poor_page, "大兴区")).to_be_focused()
    assert "map=" not in poor_page.url
    item(poor_page, "大兴区").click()
    expect(poor_page.locator(".card-title")).to_have_count(0)


def test_the_drawing_is_a_choice_and_a_click_on_it_selects(server: Server, page: Page) -> None:
    open_atlas(page, server.address)
    page.get_by_role("button", name="简图").click()
    expect(page).to_have_url(re.compile("map=svg"))
    page.locator(f"{PLAIN} svg [data-id='110113']").click()
    expect(page.locator(".card-title")).to_have_text("顺义区")
    item(page, "铂生卓越").click()
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    expect(page).to_have_url(re.compile("sel=bosheng-zhuoyue"))
    page.get_by_role("button", name="互动地图").click()
    expect(page.locator(MAP)).to_have_count(1)
    expect(page).not_to_have_url(re.compile("map="))
