"""The policy page in a real browser: zoom by the keyboard, and a span that leads to its item and its source."""

from playwright.sync_api import Page, expect

from tests.browser.reader import open_atlas
from tests.browser.server import Server


def test_the_arrow_keys_narrow_the_time_and_the_url_keeps_it(server: Server, page: Page):
    open_atlas(page, server.address, "/policy?section=timeline&from=2025&to=2025")
    last = page.get_by_role("slider").last
    for month in ("11", "10", "09"):
        last.press("ArrowLeft")
        page.wait_for_url(f"**to=2025-{month}*")
    expect(page.get_by_text("2025年9月 · 1")).to_be_visible()
    expect(page.get_by_role("slider").last).to_be_focused()


def test_a_span_leads_to_its_item_which_opens_its_source_as_printed(server: Server, page: Page):
    open_atlas(page, server.address, "/policy?section=timeline&from=2025&to=2025")
    page.locator("a.span[href='#events-ev-first-prescription']").click()
    item = page.locator("#events-ev-first-prescription")
    expect(item).to_be_in_viewport()
    item.locator("summary").click()
    expect(item.locator("q").first).to_be_visible()
    assert "from=2025" in page.url
