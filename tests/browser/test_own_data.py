"""What a policymaker asks of the atlas's own data: therapies, bottlenecks, platforms, financing, names."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from atlas.store.folder_store import DATA
from tools.drive.reader import open_atlas, settle
from tools.drive.server import Server

DRAWING = "/?map=svg"  # how the map is drawn changes no answer, and WebGL would take most of the time


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """Serve the atlas on its own data."""
    with Server(DATA) as running:
        yield running


def pick(page: Page, name: str) -> None:
    """Choose a value of a facet."""
    sidebar = page.locator("[data-testid=stSidebar]")
    sidebar.get_by_role("button", name=re.compile(rf"^(› )?\s*{re.escape(name)} (\d+|—)$")).click()


def test_a_therapy_that_is_named_for_areas_only_is_found_and_is_nobodys(own: Server, page: Page):
    open_atlas(page, own.address, DRAWING)
    for name, code in (("TIL", "til"), ("AAV基因治疗", "aav"), ("siRNA", "sirna")):
        pick(page, name)
        page.wait_for_url(f"**modality=*{code}*")
    settle(page)
    named = page.locator(".mentions > li")
    said = ("^TIL 大兴", "^AAV基因治疗 大兴", "^siRNA 北京市", "^AAV基因治疗 北京市")
    expect(named).to_have_text([re.compile(text) for text in said])
    expect(page.locator(".st-key-found button")).to_have_count(0)
    named.first.locator("summary").click()
    expect(named.first.locator("q")).to_have_text("CAR-T、TIL、iNKT等免疫细胞药物")


def test_one_click_shows_the_shared_platforms(own: Server, page: Page):
    open_atlas(page, own.address, DRAWING)
    pick(page, "共性服务平台")
    page.wait_for_url("**kind=shared_platform*")
    found = page.locator(".st-key-found button")
    expect(found).to_have_count(4)
    expect(found.first).to_have_text("外泌体CDMO平台（大兴） · 平台")


def test_a_bottleneck_leads_to_what_answers_it_and_to_both_passages(own: Server, page: Page):
    open_atlas(page, own.address, "/policy")
    page.get_by_role("radio", name="问题与对策").click()
    page.wait_for_url("**section=problems*")
    row = page.locator("table.problems tbody tr").filter(has_text="进入医院和医保难、慢")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("中关村产业研究院")  # who names it
    expect(row.locator("td").last).to_contain_text(re.compile("建议.*扩大药品采购平台的申报主体"))
    for number in range(2):
        row.locator("summary").nth(number).click()
    passages = ["生物药药品在京上市后进入医院和医保难、慢", "增加北京药品阳光采购平台申报主体"]
    for passage in passages:
        expect(row.locator("q", has_text=passage)).to_be_visible()


def test_a_financing_round_stands_on_the_timeline_and_on_its_firms_card(own: Server, page: Page):
    open_atlas(page, own.address, "/policy?section=timeline")
    page.locator("a.span[href='#financings-jitai-d']").click()
    page.wait_for_url("**sel=jitai*")
    expect(page.locator("a.span[href='#financings-jitai-d']")).to_have_class(re.compile("chosen"))
    card = page.locator(".st-key-card li").filter(has_text="D轮")
    expect(card).to_contain_text("2025年8月 剂泰科技 · D轮 · 4亿元")
    expect(card).to_contain_text("领投：北京市医药健康产业投资基金、大兴区产业投资基金")
    expect(page.locator("#financings-jitai-d")).to_contain_text("4亿元")


@pytest.mark.parametrize("typed", ["amimestrocel", "艾米迈托赛"])
def test_a_product_is_found_by_either_name(typed: str, own: Server, page: Page):
    open_atlas(page, own.address, DRAWING)
    box = page.get_by_role("combobox", name="查找机构")
    box.fill(typed)
    box.press("Enter")
    expect(page.locator(".card-title")).to_have_text("艾米迈托赛注射液")
