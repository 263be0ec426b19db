"""Ten questions that a policymaker asks: answered by clicks, and once more from the link on a restarted server."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tools.drive.reader import open_atlas, settle
from tools.drive.server import Server

Step = Callable[[Page], None]
DRAWING = "?map=svg"  # how the map is drawn changes no answer, and WebGL would take most of the time


@dataclass(frozen=True)
class Question:
    """A question: how it is asked by clicks, what the link then holds, and what the reader sees.

    Attributes
    ----------
    ask
        From the map page on.
    path, link
        Path and parameters of the address that the clicks end at.
    answer
        Asserts what is on screen; it may open a proof, but chooses nothing.
    """

    ask: Step
    path: str
    link: dict[str, str]
    answer: Step


def _facet(page: Page, name: str) -> None:
    sidebar = page.locator("[data-testid=stSidebar]")
    sidebar.get_by_role("button", name=re.compile(rf"^(› )?\s*{re.escape(name)} (\d+|—)$")).click()


def _search(page: Page, text: str) -> None:
    box = page.get_by_role("combobox", name="查找机构")
    box.fill(text)
    box.press("Enter")
    expect(page.locator(".card-title")).to_be_visible()


def _go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


def _section(page: Page, name: str) -> None:
    _go(page, "政策")
    page.get_by_role("radio", name=name).click()


def _choose(page: Page, field: str, value: str) -> None:
    page.get_by_role("combobox", name=field).click()
    page.get_by_role("option", name=value, exact=True).click()


def _place(page: Page, name: str) -> None:
    page.locator(".st-key-measures_area").get_by_role("button", name=re.compile(rf"^{name} \d+$")).click()


def ask_car_t_in_daxing(page: Page) -> None:
    _facet(page, "大兴区")
    page.wait_for_url("**area=110115*")
    _facet(page, "CAR-T")
    page.wait_for_url("**modality=car_t*")
    _facet(page, "企业")


def see_car_t_in_daxing(page: Page) -> None:
    expect(page.locator(".st-key-found button")).to_have_text(["剂泰科技 · 企业"])


def ask_near_tiantan(page: Page) -> None:
    _search(page, "tiantan")
    page.get_by_role("radio", name="10公里").click()


def see_near_tiantan(page: Page) -> None:
    found = page.locator(".st-key-found button")
    expect(found.first).to_have_text(re.compile("^8.2公里 · 中国解放军总医院第一医学中心"))
    said = [float(re.match(r"[\d.]+", text)[0]) for text in found.all_inner_texts()]  # type: ignore[index]  # each is measured
    assert said == sorted(said)
    assert said[-1] <= 10
    expect(page.get_by_text("直线距离").first).to_be_visible()


def ask_what_changping_lacks(page: Page) -> None:
    _go(page, "产业链")
    page.locator(".st-key-chain_grid").get_by_role("button", name="昌平区", exact=True).click()


def see_what_changping_lacks(page: Page) -> None:
    expect(page.locator(".card-title")).to_have_text("昌平区：文献未提及试剂与耗材、仪器与设备、临床实施主体环节的机构")


def ask_haidian_iit(page: Page) -> None:
    _section(page, "措施比较")
    _choose(page, "支持的阶段", "研究者发起的研究（IIT）")
    page.wait_for_url("**support_stage=iit*")
    _place(page, "海淀区")
    page.wait_for_url("**support_area=110108*")


def see_haidian_iit(page: Page) -> None:
    amount = page.locator("td").filter(has_text=re.compile(r"^\s*最高\s*50万元\s*每个项目\s*$"))
    row = page.locator(".measures tbody tr").filter(has=amount)
    expect(row).to_have_count(1)
    row.locator("summary").click()
    expect(row.locator("q").first).to_contain_text("50万元")
    expect(row.locator(".opened, .proofs, details[open]").first).to_be_visible()


def ask_how_the_pipeline_adds_up(page: Page) -> None:
    expect(page.locator(".st-key-proof_pipeline")).to_be_visible()  # the first look answers


def see_how_the_pipeline_adds_up(page: Page) -> None:
    panel = page.locator(".st-key-panels")
    expect(panel).to_contain_text("阶段未注明：总数减各阶段之和")
    page.locator(".st-key-proof_pipeline button").click()
    said = page.locator(".proofs li").filter(has_text="文中最新事实").locator("b")
    expect(said.last).to_have_text(re.compile("^合计"))
    *stages, total = (int(re.search(r"(\d+)[项款]", text).group(1)) for text in said.all_inner_texts())  # type: ignore[union-attr]
    assert total > sum(stages)
    expect(panel).to_contain_text(f"逾{total - sum(stages)}项")


def ask_phase_3(page: Page) -> None:
    _section(page, "措施比较")
    _choose(page, "支持的阶段", "Ⅲ期临床")
    page.wait_for_url("**support_stage=phase_3*")
    _place(page, "北京市")
    page.wait_for_url("**support_area=110000*")
    _place(page, "上海市")


def see_phase_3(page: Page) -> None:
    table = page.locator("table.matrix")
    heads = ["阶段", "北京市", "上海市"]
    expect(table.locator("thead th")).to_have_text(heads)
    row = table.locator("tbody tr").filter(has_text="Ⅲ期临床").first
    cells = dict(zip(heads, row.locator("th, td").all_inner_texts(), strict=True))
    assert "3000万元" in cells["上海市"]
    assert cells["北京市"] == "来源未载"


def ask_yimiao(page: Page) -> None:
    _search(page, "ymsz")


def see_yimiao(page: Page) -> None:
    expect(page.locator(".card-title")).to_have_text("艺妙神州")
    card = page.locator(".st-key-card")
    for known in ("IM19", "IM96", "CAR-T", "海淀区"):
        expect(card).to_contain_text(known)
    expect(card.locator(".st-key-proof_card button")).to_be_visible()


def ask_2025(page: Page) -> None:
    _section(page, "时间轴")
    page.locator(".st-key-timeline_years").get_by_role("radio", name=re.compile("^2025年")).click()


def see_2025(page: Page) -> None:
    page.wait_for_url("**to=2025*")
    expect(page.locator("h3.list-title").first).to_contain_text("2025年1月")
    expect(page.locator("h3.list-title").last).to_contain_text("2025年，月份未注明")
    months = page.locator("h3.list-title").all_inner_texts()
    named = [int(re.findall(r"\d+", text)[1]) for text in months[:-1]]
    assert named == sorted(named)
    assert all(text.startswith("2025年") for text in months)


def ask_targets(page: Page) -> None:
    _go(page, "政策")


def see_targets(page: Page) -> None:
    expect(page.locator("body")).to_contain_text("2027年")
    expect(page.get_by_text("据现有来源无法衡量").first).to_be_visible()


def ask_who_has_no_place(page: Page) -> None:
    page.get_by_role("button", name=re.compile("无位置")).click()
    page.wait_for_url("**open=unplaced*")


def see_who_has_no_place(page: Page) -> None:
    claimed = int(re.findall(r"\d+", page.get_by_role("button", name=re.compile("无位置")).inner_text())[0])
    listed = page.locator("[class*=st-key-unplaced_]")
    expect(listed).to_have_count(claimed)
    expect(listed.filter(has_text="干细胞创新转化中心")).to_be_visible()


QUESTIONS = {
    "which CAR-T firms sit in Daxing": Question(
        ask_car_t_in_daxing,
        "/",
        {"kind": "company", "area": "110115", "modality": "car_t"},
        see_car_t_in_daxing,
    ),
    "what is within 10 km of Tiantan hospital": Question(
        ask_near_tiantan, "/", {"sel": "tiantan", "near": "tiantan", "km": "10"}, see_near_tiantan
    ),
    "which chain steps Changping lacks": Question(
        ask_what_changping_lacks, "/chain", {"cell": "110114"}, see_what_changping_lacks
    ),
    "what Haidian pays per IIT project and where that is said": Question(
        ask_haidian_iit,
        "/policy",
        {"section": "measures", "support_stage": "iit", "support_area": "110108"},
        see_haidian_iit,
    ),
    "how the national pipeline adds up": Question(ask_how_the_pipeline_adds_up, "/", {}, see_how_the_pipeline_adds_up),
    "Shanghai's and Beijing's support for phase III": Question(
        ask_phase_3,
        "/policy",
        {"section": "measures", "support_stage": "phase_3", "support_area": "110000,310000"},
        see_phase_3,
    ),
    "everything known about a firm found by its initials": Question(
        ask_yimiao, "/", {"sel": "yimiao-shenzhou"}, see_yimiao
    ),
    "what happened in 2025 by month": Question(
        ask_2025, "/policy", {"section": "timeline", "from": "2025", "to": "2025"}, see_2025
    ),
    "the 2027 targets": Question(ask_targets, "/policy", {}, see_targets),
    "which records have no place": Question(ask_who_has_no_place, "/", {"open": "unplaced"}, see_who_has_no_place),
}


@pytest.fixture(scope="module")
def restarted() -> Iterator[Server]:
    """Serve the atlas anew, as after a restart."""
    with Server() as running:
        yield running


def _read_link(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    return parts.path, {name: values[0] for name, values in parse_qs(parts.query).items() if name != "map"}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_question_is_answered_by_clicks_and_again_by_its_link(
    question: Question, server: Server, restarted: Server, page: Page
) -> None:
    open_atlas(page, server.address, f"/{DRAWING}")
    question.ask(page)
    settle(page)  # what stood there before is still there, or drawn anew, for a moment
    question.answer(page)
    link = page.url
    assert _read_link(link) == (question.path, question.link)
    page.goto("about:blank")
    open_atlas(page, restarted.address, link.removeprefix(server.address))
    question.answer(page)
    assert _read_link(page.url) == (question.path, question.link)
