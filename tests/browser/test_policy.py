"""The policy page in a real browser: zoom by the keyboard, and a span that leads to its item and its source."""

import re

from playwright.sync_api import Page, expect

from tools.drive.reader import open_atlas
from tools.drive.server import Server


def test_the_arrow_keys_narrow_the_time_and_the_url_keeps_it(server: Server, page: Page):
    open_atlas(page, server.address, "/policy?section=timeline&from=2025&to=2025")
    last = page.get_by_role("slider").last
    for month in ("11", "10", "09"):
        last.press("ArrowLeft")
        page.wait_for_url(f"**to=2025-{month}*")
    expect(page.get_by_text("2025年9月 · 1")).to_be_visible()
    expect(page.get_by_role("slider").last).to_be_focused()


def test_a_span_selects_whom_it_is_about_and_the_next_click_takes_that_back(server: Server, page: Page):
    open_atlas(page, server.address, "/policy?section=timeline&from=2025&to=2025")
    span = page.locator("a.span[href='#events-ev-first-prescription']")
    span.click()
    expect(page.locator(".card-title")).to_have_text("北京大学人民医院")
    expect(span).to_have_class(re.compile("chosen"))
    assert "sel=pku-people" in page.url
    span.click()
    expect(page.locator(".card-title")).to_have_count(0)
    assert "sel=" not in page.url


def test_a_span_about_nobody_on_the_map_leads_to_its_item_which_opens_its_source(server: Server, page: Page):
    open_atlas(page, server.address, "/policy?section=timeline&from=2025&to=2025")
    span = page.locator("a.span[data-subject='']").first
    span.click()
    item = page.locator(str(span.get_attribute("href")))
    expect(item).to_be_in_viewport()
    item.locator("summary").click()
    expect(item.locator("q").first).to_be_visible()
    assert "from=2025" in page.url
