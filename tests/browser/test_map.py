"""The map answers when it is touched: what the pointer rests on, what a click chooses, where it flies."""

import io
import re
from collections.abc import Iterator
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
from atlas.store.folder_store import load_folder
from atlas.style.palette import PALETTES
from atlas.style.symbols import CLUSTER
from components.map.camera import camera_on
from tests.frozen import FROZEN
from tools.drive.reader import MAP, click_map, go_on_to, open_atlas, open_map, point_at_map, wait_for_map
from tools.drive.server import Server
from tools.drive.synthetic import make_folder

pytestmark = pytest.mark.xdist_group("map")  # two maps at once would take twice as long, and time out
SHUNYI = (116.76, 40.10)  # open country in Shunyi: no mark, no park
FLIGHT_MS = 1_500
DAXING_BASE = (116.31558, 39.68524)
BOSHENG = (116.53444, 39.80168)  # stands alone in the Yizhuang biomedical park
SIZES = ({"width": 1366, "height": 768}, {"width": 1920, "height": 1080})


def test_the_pointer_is_told_what_it_rests_on_and_a_shared_place_lists_its_members(server: Server, page: Page) -> None:
    open_map(page, server.address)
    tip = page.locator(".deck-tooltip")
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    assert box
    for shake in (3, 2, 1):
        page.mouse.move(box["x"] + 400 - shake, box["y"] + box["height"] - 8)
        page.mouse.move(box["x"] + 400, box["y"] + box["height"] - 8)
        page.wait_for_timeout(FLIGHT_MS)
        if tip.is_visible():
            break
    expect(tip).to_contain_text("大兴区")
    is_whole = tip.evaluate(
        """one => { const box = one.getBoundingClientRect();
        one.style.pointerEvents = 'auto';
        const seen = document.elementFromPoint(box.x + box.width / 2, box.bottom - 4);
        one.style.pointerEvents = '';
        return seen === one || one.contains(seen); }"""
    )
    assert is_whole  # at the map's edge, too
    at = point_at_map(page, *DAXING_BASE, shift=(-12, 0))
    expect(tip).to_contain_text("此处共11家机构")
    expect(tip).to_contain_text("企业 · 位置精度：园区")
    page.mouse.click(*at)
    expect(page.locator(".card-title")).to_have_text("此处共19家机构")
    page.get_by_role("button", name="五加和", exact=True).click()
    expect(page.locator(".card-title")).to_have_text("五加和")
    expect(page).to_have_url(re.compile(r"sel=wujiahe"))


def test_a_click_on_a_district_opens_its_card_and_back_returns_to_the_view_before(server: Server, page: Page) -> None:
    open_map(page, server.address)
    click_map(page, *SHUNYI)
    expect(page.locator(".card-title")).to_have_text("顺义区")
    expect(page).to_have_url(re.compile(r"sel=110113"))
    page.wait_for_timeout(FLIGHT_MS)
    page.go_back()
    expect(page.locator(".card-title")).to_have_count(0)
    page.wait_for_timeout(FLIGHT_MS)
    click_map(page, *DAXING_BASE, shift=(-12, 0))  # where the first look has it
    expect(page.locator(".card-title")).to_have_text("此处共19家机构")


def test_the_map_stays_where_it_flew_when_the_card_is_closed(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?sel=110113")
    page.wait_for_selector(f"{MAP} canvas")
    # no drawing of the first view lies under another
    assert page.locator(".st-key-stage").evaluate("one => getComputedStyle(one).backgroundImage") == "none"
    wait_for_map(page)
    page.get_by_role("button", name="×").last.click()
    expect(page.locator(".card-title")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sel="))
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


def test_a_layer_can_be_switched_off_and_the_pins_are_those_of_this_snapshot(server: Server, page: Page) -> None:
    open_map(page, server.address)
    before = page.locator(MAP).screenshot()
    page.locator(".st-key-legend").get_by_role("button", name=re.compile("企业")).click()
    expect(page).to_have_url(re.compile("hide="))
    for _ in range(20):
        page.wait_for_timeout(250)
        if page.locator(MAP).screenshot() != before:
            break
    assert page.locator(MAP).screenshot() != before
    found = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    pins = [url for url in found if url.endswith("/pins.json")]
    assert len(set(pins)) == 1
    assert page.request.get(pins[0]).json()[0]["n"]
    assert page.request.get(f"{server.address}/map/other/zh/pins.json").status == 404
    assert page.request.get(pins[0].replace("pins.json", "secrets.json")).status == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_keeps_its_height_and_all_stands_above_the_fold_whatever_is_chosen(
    server: Server, page: Page, lang: str
) -> None:
    heights: dict[int, set[int]] = {size["width"]: set() for size in SIZES}
    open_atlas(page, server.address, f"/?lang={lang}")
    for chosen in ("", "modality=msc&metric=count_all", "metric=hospitals", "kind=spaceship"):
        go_on_to(page, f"lang={lang}&{chosen}")
        page.wait_for_selector(".st-key-legend [data-testid=stButtonGroup]")
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
            for part in (".st-key-stage", ".st-key-legend", ".st-key-panels", "footer.foot"):
                box = page.locator(part).first.bounding_box()
                assert box
                assert box["y"] + box["height"] <= size["height"], (part, chosen)
            for part in (".fill-legend", ".st-key-legend [data-testid=stButtonGroup]"):
                assert page.locator(part).evaluate("one => one.scrollHeight <= one.clientHeight + 1"), (part, chosen)
            stage, panels = (page.locator(part).bounding_box() for part in (".st-key-stage", ".st-key-panels"))
            assert stage
            assert panels
            assert stage["width"] / (stage["width"] + panels["width"]) >= 0.58
            heights[size["width"]].add(round(stage["height"]))
    assert {width: len(found) for width, found in heights.items()} == {1366: 1, 1920: 1}
    expect(page.locator(".notice").first).to_contain_text("kind=spaceship")  # the page still came


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


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder of 500 invented firms."""
    return make_folder(tmp_path_factory.mktemp("crowd") / "data", 500, FROZEN)


@pytest.fixture(scope="module")
def crowded(crowd: Path) -> Iterator[Server]:
    """Serve the atlas on it."""
    with Server(crowd) as running:
        yield running


def test_a_click_on_a_cluster_takes_it_apart_and_chooses_nothing(page: Page, crowd: Path, crowded: Server) -> None:
    snapshot = load_folder(crowd)
    marks = list_marks(snapshot, snapshot.entities, "zh", zoom=camera_on(HOME)["zoom"])
    cluster = max((one for one in marks if one.kind_code == CLUSTER), key=lambda one: len(one.ids))
    camera = dict(zip(("longitude", "latitude", "zoom"), read_cluster_id(cluster.id) or (), strict=True))
    nearer = list_marks(snapshot, snapshot.entities, "zh", zoom=camera["zoom"])
    member = next(one for one in nearer if one.is_alone and one.id in cluster.ids)
    open_map(page, crowded.address)
    x, y = point_at_map(page, *cluster.position)
    expect(page.locator(".deck-tooltip")).to_contain_text(f"{len(cluster.ids)}家机构位置相近")
    before = page.url
    page.mouse.click(x, y)
    page.wait_for_timeout(2 * FLIGHT_MS)
    assert page.url == before
    expect(page.locator(".card-title")).to_have_count(0)
    x, y = point_at_map(page, *member.position, camera=camera)
    expect(page.locator(".deck-tooltip")).to_contain_text(member.tip)
    page.mouse.click(x, y)
    expect(page.locator(".card-title")).to_have_text(member.tip)
    expect(page).to_have_url(re.compile(f"sel={member.id}"))


def test_in_the_drawing_too_a_cluster_comes_apart(page: Page, crowded: Server) -> None:
    open_atlas(page, crowded.address, "/?map=svg")
    button = page.locator(".st-key-plain_map").get_by_role("button", name=re.compile("家机构位置相近")).first
    name, before = button.get_attribute("data-id"), page.url
    drawn = page.locator(f".st-key-plain_map svg [data-id='{name}']")
    expect(drawn).to_have_count(1)
    button.click()
    expect(drawn).to_have_count(0)
    assert page.url == before
