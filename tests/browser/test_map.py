"""The map answers when it is touched, and so do filters and language."""

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageColor
from playwright.sync_api import Page, expect

from atlas.geo.clusters import read_cluster_id
from atlas.language.i18n import LANGUAGES
from atlas.pictures.map_features import list_marks
from atlas.selection.bounds import HOME
from atlas.store.entity_store import EntityStore
from atlas.style.palette import PALETTES
from atlas.style.symbols import CLUSTER
from benchmarks.synthetic import make_folder
from components.map.view import view_of
from tests.browser.reader import MAP, click_map, open_atlas, open_map, point_at_map, wait_for_map
from tests.browser.server import Server

SHUNYI = (116.76, 40.10)  # open country in Shunyi: no mark, no park
FLIGHT_MS = 1_500
DAXING_BASE = (116.31558, 39.68524)


def test_a_click_on_a_district_opens_its_card_and_stands_in_the_url(server: Server, page: Page) -> None:
    open_map(page, server.address)
    click_map(page, *SHUNYI)
    expect(page.locator(".card-title")).to_have_text("顺义区")
    expect(page).to_have_url(re.compile(r"sel=110113"))


def test_a_second_click_on_the_district_clears_it(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?sel=110113")
    expect(page.locator(".card-title")).to_have_text("顺义区")
    page.get_by_role("button", name="×").last.click()
    expect(page.locator(".card-title")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sel="))


def test_a_company_that_shares_its_point_is_found_through_the_list_of_the_place(server: Server, page: Page) -> None:
    open_map(page, server.address)
    click_map(page, *DAXING_BASE, shift=(-12, 0))
    expect(page.locator(".card-title")).to_have_text("此处共19家机构")
    page.get_by_role("button", name="五加和", exact=True).click()
    expect(page.locator(".card-title")).to_have_text("五加和")
    expect(page).to_have_url(re.compile(r"sel=wujiahe"))


def test_a_selection_survives_a_filter_that_leaves_it_out_and_jumps_to_nobody(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?sel=bosheng-zhuoyue")
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    page.locator("[data-testid=stSidebar]").get_by_role("button", name=re.compile("平台")).first.click()
    expect(page).to_have_url(re.compile(r"kind=platform"))
    expect(page).to_have_url(re.compile(r"sel=bosheng-zhuoyue"))
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    expect(page.locator(".notice")).to_contain_text("仍保持选中")


def test_the_language_switch_changes_every_word_and_the_url(server: Server, page: Page) -> None:
    open_map(page, server.address)
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("link", name="About the data")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=en"))
    page.get_by_role("link", name="About the data").click()
    expect(page.get_by_role("heading", name="About the data")).to_be_visible()


def test_a_layer_can_be_switched_off(server: Server, page: Page) -> None:
    open_map(page, server.address)
    before = page.locator("[data-testid=stDeckGlJsonChart]").screenshot()
    page.locator(".st-key-legend").get_by_role("button", name=re.compile("企业")).click()
    page.wait_for_timeout(2000)
    assert page.locator("[data-testid=stDeckGlJsonChart]").screenshot() != before


def test_the_list_of_those_without_a_place_opens(server: Server, page: Page) -> None:
    open_map(page, server.address)
    page.get_by_role("button", name=re.compile("无位置")).click()
    page.get_by_role("button", name=re.compile("干细胞创新转化中心")).click()
    expect(page.locator(".card-title")).to_have_text("干细胞创新转化中心")
    expect(page.locator("[class*=st-key-unplaced_]").first).not_to_be_visible()  # it would lie over the card


def test_every_figure_opens_its_source(server: Server, page: Page) -> None:
    open_map(page, server.address)
    page.locator(".st-key-proof_market button").first.click()
    proof = page.locator(".proofs li").filter(has_text="111.1")
    expect(proof).to_contain_text("中商产业研究院")
    expect(proof).to_contain_text("概况：市场规模")


def test_a_wrong_parameter_is_named_and_the_page_still_comes(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?kind=spaceship&sel=nobody")
    expect(page.locator(".notice").first).to_contain_text("kind=spaceship")
    wait_for_map(page)


def test_nothing_a_first_look_needs_lies_below_the_fold(server: Server, page: Page) -> None:
    open_map(page, server.address)
    for part in (".st-key-stage", ".st-key-legend", ".st-key-panels", "footer.foot"):
        box = page.locator(part).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768, part
    stage = page.locator(".st-key-stage").bounding_box()
    panels = page.locator(".st-key-panels").bounding_box()
    assert stage
    assert panels
    assert stage["width"] / (stage["width"] + panels["width"]) >= 0.58


def test_back_returns_to_the_view_before(server: Server, page: Page) -> None:
    open_map(page, server.address)
    click_map(page, *SHUNYI)
    expect(page.locator(".card-title")).to_have_text("顺义区")
    page.wait_for_timeout(FLIGHT_MS)
    page.go_back()
    expect(page.locator(".card-title")).to_have_count(0)
    page.wait_for_timeout(FLIGHT_MS)
    click_map(page, *DAXING_BASE, shift=(-12, 0))  # where the first look has it
    expect(page.locator(".card-title")).to_have_text("此处共19家机构")


def test_the_map_stays_where_it_flew_when_the_card_is_closed(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?sel=110113")
    page.wait_for_timeout(FLIGHT_MS)
    page.get_by_role("button", name="×").last.click()
    expect(page.locator(".card-title")).to_have_count(0)
    page.wait_for_timeout(FLIGHT_MS)
    middle = page.locator(f"{MAP} canvas").first
    middle.hover()  # a click on the map wants the pointer to rest first
    expect(page.locator(".deck-tooltip")).to_contain_text("顺义区")
    middle.click()  # the middle of what was selected
    expect(page.locator(".card-title")).to_have_text("顺义区")


def test_pan_and_zoom_survive_a_filter(server: Server, page: Page) -> None:
    open_map(page, server.address)
    x, y = point_at_map(page, *SHUNYI)
    page.mouse.down()
    page.mouse.move(x - 60, y + 25, steps=20)
    page.mouse.move(x - 120, y + 50, steps=20)
    page.wait_for_timeout(FLIGHT_MS)  # held still, so that the map does not glide on
    page.mouse.up()
    page.locator("[data-testid=stSidebar]").get_by_role("button", name=re.compile("企业")).first.click()
    expect(page).to_have_url(re.compile("kind=company"))
    page.wait_for_timeout(FLIGHT_MS)
    click_map(page, *DAXING_BASE, shift=(-120, 50))
    expect(page.locator(".card-title")).to_have_text("此处共11家机构")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_map_keeps_its_height_whatever_is_chosen(
    server: Server, page: Page, lang: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    heights = set()
    for chosen in ("", "&modality=msc&metric=count_all", "&metric=hospitals", "&kind=spaceship"):
        open_atlas(page, server.address, f"/?lang={lang}{chosen}")
        page.wait_for_selector(".st-key-legend [data-testid=stButtonGroup]")
        box, foot = (page.locator(part).first.bounding_box() for part in (".st-key-stage", "footer.foot"))
        assert box
        assert foot
        assert foot["y"] + foot["height"] <= size[1], chosen
        for part in (".fill-legend", ".st-key-legend [data-testid=stButtonGroup]"):
            assert page.locator(part).evaluate("one => one.scrollHeight <= one.clientHeight + 1"), (part, chosen)
        heights.add(round(box["height"]))
    assert len(heights) == 1


def test_what_the_pointer_names_at_the_edge_is_not_cut(server: Server, page: Page) -> None:
    open_map(page, server.address)
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    assert box
    for shake in (3, 2, 1):
        page.mouse.move(box["x"] + 400 - shake, box["y"] + box["height"] - 8)
        page.mouse.move(box["x"] + 400, box["y"] + box["height"] - 8)
        page.wait_for_timeout(FLIGHT_MS)
    tip = page.locator(".deck-tooltip")
    expect(tip).to_contain_text("大兴区")
    seen = tip.evaluate(
        """one => { const box = one.getBoundingClientRect();
        one.style.pointerEvents = 'auto';
        return document.elementFromPoint(box.x + box.width / 2, box.bottom - 4) === one || one.contains(
            document.elementFromPoint(box.x + box.width / 2, box.bottom - 4)); }"""
    )
    assert seen


def test_hovering_a_mark_names_what_it_is_and_how_exactly_it_is_placed(server: Server, page: Page) -> None:
    open_map(page, server.address)
    point_at_map(page, *DAXING_BASE, shift=(-12, 0))
    tip = page.locator(".deck-tooltip")
    expect(tip).to_contain_text("此处共11家机构")
    expect(tip).to_contain_text("企业 · 位置精度：园区")


BOSHENG = (116.53444, 39.80168)  # stands alone in the Yizhuang biomedical park


def test_a_click_on_a_company_that_stands_alone_selects_it(server: Server, page: Page) -> None:
    open_map(page, server.address)
    click_map(page, *BOSHENG)
    expect(page.locator(".card-title")).to_have_text("铂生卓越")
    expect(page).to_have_url(re.compile(r"sel=bosheng-zhuoyue"))


def test_a_mark_that_is_filtered_out_cannot_be_clicked(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?kind=clinical_site")
    click_map(page, *BOSHENG)
    expect(page.locator(".card-title")).not_to_have_text("铂生卓越")
    expect(page).to_have_url(re.compile(r"sel="))


def test_the_pins_are_sent_for_this_snapshot_only(server: Server, page: Page) -> None:
    open_map(page, server.address)
    found = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    pins = [url for url in found if url.endswith("/pins.json")]
    assert len(set(pins)) == 1
    assert page.request.get(pins[0]).json()[0]["n"]
    assert page.request.get(f"{server.address}/map/other/zh/pins.json").status == 404
    assert page.request.get(pins[0].replace("pins.json", "secrets.json")).status == 404


def test_a_bar_narrows_everything_and_the_same_bar_again_undoes_it(server: Server, page: Page) -> None:
    open_map(page, server.address, "/?pipeline=named")
    bars = page.locator("[class*=st-key-pipeline_chart] .mark-rect path")
    bars.last.click()
    expect(page).to_have_url(re.compile("stage=not_stated"))
    expect(page.locator(".st-key-found button").first).to_be_visible()
    page.locator("[class*=st-key-pipeline_chart] .mark-rect path").last.click()
    expect(page).not_to_have_url(re.compile("stage="))


def test_a_market_column_narrows_to_its_document_and_again_undoes_it(server: Server, page: Page) -> None:
    open_map(page, server.address)
    columns = page.locator("[class*=st-key-market_0] .mark-rect path")
    columns.first.click()
    expect(page).to_have_url(re.compile("source=doc-002"))
    expect(page.locator(".st-key-found button").first).to_be_visible()
    columns.first.click()
    expect(page).not_to_have_url(re.compile("source="))


def test_a_bar_at_which_nobody_in_beijing_stands_says_so(server: Server, page: Page) -> None:
    open_map(page, server.address)
    page.locator("[class*=st-key-pipeline_chart] .mark-rect path").nth(1).click()
    expect(page.get_by_text("来源未具名处于该阶段的在京产品：Ⅰ期临床")).to_be_visible()
    expect(page).not_to_have_url(re.compile("stage="))


def test_a_click_on_a_cluster_takes_it_apart_and_chooses_nothing(page: Page, tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "data", 500)
    snapshot = EntityStore(folder).load()
    marks = list_marks(snapshot, snapshot.entities, "zh", zoom=view_of(HOME)["zoom"])
    cluster = max((row for row in marks if row["kind_code"] == CLUSTER), key=lambda row: row["count"])
    view = dict(zip(("longitude", "latitude", "zoom"), read_cluster_id(cluster["id"]) or (), strict=True))
    nearer = list_marks(snapshot, snapshot.entities, "zh", zoom=view["zoom"])
    member = next(row for row in nearer if row["is_alone"] and row["id"] in cluster["ids"])
    with Server(folder) as crowded:
        open_map(page, crowded.address)
        x, y = point_at_map(page, *cluster["position"])
        expect(page.locator(".deck-tooltip")).to_contain_text(f"{cluster['count']}家机构位置相近")
        before = page.url
        page.mouse.click(x, y)
        page.wait_for_timeout(2 * FLIGHT_MS)
        assert page.url == before
        expect(page.locator(".card-title")).to_have_count(0)
        x, y = point_at_map(page, *member["position"], view=view)
        expect(page.locator(".deck-tooltip")).to_contain_text(member["tip"])
        page.mouse.click(x, y)
        expect(page.locator(".card-title")).to_have_text(member["tip"])
        expect(page).to_have_url(re.compile(f"sel={member['id']}"))


def test_in_the_drawing_too_a_cluster_comes_apart(page: Page, tmp_path: Path) -> None:
    with Server(make_folder(tmp_path / "data", 500)) as crowded:
        open_atlas(page, crowded.address, "/?map=svg")
        button = page.locator(".st-key-plain_map").get_by_role("button", name=re.compile("家机构位置相近")).first
        name, before = button.get_attribute("data-id"), page.url
        drawn = page.locator(f".st-key-plain_map svg [data-id='{name}']")
        expect(drawn).to_have_count(1)
        button.click()
        expect(drawn).to_have_count(0)
        assert page.url == before


def find_neighbours(page: Page) -> np.ndarray[Any, Any]:
    """Tell which pixels of the map's place have the colour of the provinces around Beijing."""
    picture = Image.open(io.BytesIO(page.locator(".st-key-stage").screenshot())).convert("RGB")
    wanted = ImageColor.getrgb(PALETTES["light"].neighbour)
    return (np.abs(np.asarray(picture, dtype=int) - wanted) < 4).all(axis=2)


def test_the_drawing_that_comes_before_the_map_lies_just_where_the_map_does(server: Server, page: Page) -> None:
    open_map(page, server.address)
    drawn = find_neighbours(page)
    page.reload()
    page.add_style_tag(content=".st-key-stage { animation: none !important; } .st-key-stage canvas { display: none; }")
    page.wait_for_selector(f"{MAP} canvas", state="attached")
    before = find_neighbours(page)
    assert before.mean() > 0.01
    assert (drawn ^ before).mean() < 0.002


def test_no_drawing_of_the_first_view_lies_under_another(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?sel=110114")
    page.wait_for_selector(f"{MAP} canvas")
    assert page.locator(".st-key-stage").evaluate("one => getComputedStyle(one).backgroundImage") == "none"
