"""What stands around the map: filters, charts, sources and language answer, whatever draws the map."""

import re

from playwright.sync_api import Page, expect

from tools.drive.reader import open_atlas
from tools.drive.server import Server


def test_a_selection_survives_a_filter_that_leaves_it_out_and_jumps_to_nobody(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?sel=bosheng-zhuoyue&map=svg")
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    page.locator("[data-testid=stSidebar]").get_by_role("button", name=re.compile("平台")).first.click()
    expect(page).to_have_url(re.compile(r"kind=platform"))
    expect(page).to_have_url(re.compile(r"sel=bosheng-zhuoyue"))
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    expect(page.locator(".notice")).to_contain_text("仍保持选中")


def test_the_language_switch_changes_every_word_and_the_url(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("link", name="About the data")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_role("link", name="About the data").click()
    expect(page.get_by_role("heading", name="About the data")).to_be_visible()


def test_the_list_of_those_without_a_place_opens(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    page.get_by_role("button", name=re.compile("无位置")).click()
    page.get_by_role("button", name=re.compile("干细胞创新转化中心")).click()
    expect(page.locator(".card-title")).to_have_text("干细胞创新转化中心")
    expect(page.locator("[class*=st-key-unplaced_]").first).not_to_be_visible()  # it would lie over the card


def test_every_figure_opens_its_source(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?map=svg")
    page.locator(".st-key-proof_market button").first.click()
    proof = page.locator(".proofs li").filter(has_text="111.1")
    expect(proof).to_contain_text("中商产业研究院")
    expect(proof).to_contain_text("概况：市场规模")


def test_a_bar_narrows_everything_and_the_same_bar_again_undoes_it(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?pipeline=named&map=svg")
    bars = page.locator("[class*=st-key-pipeline_chart] .mark-rect path")
    bars.last.click()
    expect(page).to_have_url(re.compile("stage=not_stated"))
    expect(page.locator(".st-key-found button").first).to_be_visible()
    page.locator("[class*=st-key-pipeline_chart] .mark-rect path").last.click()
    expect(page).not_to_have_url(re.compile("stage="))


def test_a_market_column_narrows_to_its_document_and_again_undoes_it_and_a_bar_of_nobody_says_so(
    server: Server, page: Page
) -> None:
    open_atlas(page, server.address, "/?map=svg")
    columns = page.locator("[class*=st-key-market_0] .mark-rect path")
    columns.first.click()
    expect(page).to_have_url(re.compile("source=doc-002"))
    expect(page.locator(".st-key-found button").first).to_be_visible()
    columns.first.click()
    expect(page).not_to_have_url(re.compile("source="))
    page.locator("[class*=st-key-pipeline_chart] .mark-rect path").nth(1).click()
    expect(page.get_by_text("来源未具名处于该阶段的在京产品：Ⅰ期临床")).to_be_visible()
    expect(page).not_to_have_url(re.compile("stage="))
