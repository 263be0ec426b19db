"""The profile page in a real browser: down from the city to a product, and back, by clicks alone."""

import re

from playwright.sync_api import Page, expect

from tools.drive.reader import open_atlas, settle, tick_row
from tools.drive.server import Server


def test_the_way_down_from_the_city_to_a_product_and_back(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/profile")
    title = page.locator(".card-title")
    for button, name in (("亦庄（经开区） 6", "亦庄（经开区）"), ("亦庄生物医药园 1", "亦庄生物医药园")):
        page.locator(".st-key-members_inside").get_by_role("button", name=button).click()
        expect(title).to_have_text(name)
    tick_row(page, 0)
    expect(title).to_have_text("铂生卓越")
    settle(page)  # the list of before and that of now may stand there together for a moment
    page.get_by_role("button", name="艾米迈托赛注射液").click()
    expect(title).to_have_text("艾米迈托赛注射液")
    page.locator(".st-key-trail").get_by_role("button", name="亦庄生物医药园").click()
    expect(title).to_have_text("亦庄生物医药园")
    expect(page).to_have_url(re.compile(r"/profile\?.*sel=yizhuang-biomed"))


def test_the_maps_card_opens_over_the_whole_page(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/?sel=110115&kind=platform&map=svg")
    page.get_by_role("button", name="整页").click()
    page.wait_for_url("**/profile?**")
    expect(page.locator(".card-title")).to_have_text("大兴区")
    assert "kind=platform" in page.url
    box = page.locator("[data-testid=stDataFrame]").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 1366


# how far the facts reach beyond their column, pixels
BEYOND = """() => Math.max(...[...document.querySelectorAll(".facts dd")].map((one) =>
  one.getBoundingClientRect().right - one.closest("[data-testid=stColumn]").getBoundingClientRect().right))"""


def test_a_long_address_breaks_and_runs_into_no_other_column(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/profile?sel=110108")
    expect(page.get_by_text("haidianhaidian")).to_be_visible()
    assert page.evaluate(BEYOND) <= 1
