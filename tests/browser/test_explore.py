"""Compare, value chain and tables in a real browser: a sentence is copied, a gap answers, a row selects."""

from playwright.sync_api import Page, expect

from tools.drive.reader import open_atlas, tick_row
from tools.drive.server import Server


def test_haidian_and_daxing_give_a_sentence_that_is_copied(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    open_atlas(page, server.address, "/compare?areas=110108,110115")
    page.get_by_role("button", name="复制语句").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".sentence").inner_text()
    figure = page.locator(".compare summary").first
    figure.click()
    expect(page.locator(".compare .opened").first).to_be_visible()


def test_the_matrix_fits_and_changping_tells_what_it_lacks(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/chain")
    page.get_by_role("button", name="昌平区", exact=True).click()
    expect(page.locator(".card-title")).to_contain_text("临床实施主体")
    grid = page.locator(".st-key-chain_grid")
    assert grid.evaluate("grid => grid.scrollWidth <= grid.clientWidth")
    box = grid.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 768


def test_a_ticked_row_selects_everywhere_and_unticked_no_longer(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/data?area=110115")
    tick_row(page, 0)
    page.wait_for_url("**sel=yimiao-yiliao**")
    expect(page.locator(".st-key-row_card")).to_contain_text("艺妙医疗")
    page.get_by_role("link", name="地图").click()
    expect(page.locator(".card-title")).to_have_text("艺妙医疗")
    open_atlas(page, server.address, "/data?area=110115&sel=beilai-yaoye")
    expect(page.locator(".st-key-row_card")).to_contain_text("贝来药业")
    tick_row(page, 2)
    expect(page.locator(".st-key-row_card")).to_have_count(0)
    assert "sel=" not in page.url


def test_a_ticked_row_about_nobody_leaves_the_selection_as_it_is(page: Page, server: Server) -> None:
    open_atlas(page, server.address, "/data?table=sources&sel=wujiahe")
    for shown in (1, 0):
        tick_row(page, 0)
        expect(page.locator(".st-key-row_card")).to_have_count(shown)
        assert "sel=wujiahe" in page.url
