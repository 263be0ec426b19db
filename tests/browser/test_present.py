"""The presentation in a real browser: by the keyboard alone, large, and back to where one was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from atlas.links.saved_views import list_views
from atlas.store.snapshot import Snapshot
from tests.browser.stage import (
    FIND_CUT,
    FRAME,
    LEAST_PX,
    PATIENCE_MS,
    READ_TEXTS,
    TITLE,
    check_whole,
    wait_for_controls,
)
from tools.drive.reader import MAP, open_atlas, settle, wait_for_map
from tools.drive.server import Server

MAP_ZOOM, MAP_TEXT_PX = 1.5, 13  # components/map draws its smallest text so large
STAGE = {"width": 1920, "height": 1080}
LAPTOP = {"width": 1366, "height": 768}


def view_path(number: int, snapshot: Snapshot, lang: str = "zh") -> str:
    view = list_views(snapshot)[number]
    page = "" if view.page == "map" else view.page
    given = "&".join(f"{name}={value}" for name, value in (*view.parameters, ("lang", lang)))
    return f"/{page}?{given}&present=true"


def test_three_views_are_presented_by_the_keyboard_alone_and_escape_returns(
    server: Server, page: Page, snapshot: Snapshot
) -> None:
    names = [one.name_zh for one in list_views(snapshot)]
    page.set_viewport_size(STAGE)
    open_atlas(page, server.address, "/?kind=company&sel=110115&map=svg")
    before = page.url
    page.evaluate("window.stays = 1")  # a page that is loaded again forgets it
    page.get_by_role("button", name="演示").click()
    expect(page.locator(TITLE)).to_contain_text("大兴区")
    wait_for_controls(page)
    seen = set()
    for key, number in [
        ("ArrowRight", 0),
        ("PageDown", 1),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("PageUp", 0),
        ("End", 2),
        ("Home", 0),
    ]:
        page.keyboard.press(key)
        expect(page.locator(TITLE)).to_have_text(names[number], timeout=PATIENCE_MS)
        expect(page.get_by_text(f"{number + 1} / 3")).to_be_visible()
        if number not in seen:
            seen.add(number)
            wait_for_map(page)
            check_whole(page, "zh")
            zoom = page.locator(".st-key-present_map > *").first.evaluate("part => getComputedStyle(part).zoom")
            assert float(zoom) * MAP_TEXT_PX >= LEAST_PX
            assert float(zoom) == MAP_ZOOM
    page.keyboard.press("Escape")
    expect(page.locator(TITLE)).to_have_count(0)
    expect(page).to_have_url(before)
    expect(page.locator(".card-title")).to_have_text("大兴区")
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("window.stays") == 1


def test_every_view_is_whole_in_english_and_on_a_laptop_too(server: Server, page: Page, snapshot: Snapshot) -> None:
    open_atlas(page, server.address, view_path(0, snapshot, "en"))
    wait_for_controls(page, "en")
    for number, view in enumerate(list_views(snapshot)):
        page.set_viewport_size(STAGE)
        if number:
            page.keyboard.press("ArrowRight")
        expect(page.locator(TITLE)).to_have_text(view.name_en, timeout=PATIENCE_MS)
        check_whole(page, "en")
        page.set_viewport_size(LAPTOP)
        settle(page)
        assert [one for one in page.evaluate(READ_TEXTS) if one[4] > 1367 or one[5] > 769] == []
        assert page.evaluate(FIND_CUT) == []


def test_the_keys_work_whatever_has_the_focus_and_quick_presses_go_as_many_views_on(
    server: Server, page: Page, snapshot: Snapshot
) -> None:
    open_atlas(page, server.address, view_path(0, snapshot))
    wait_for_controls(page)
    page.locator(f"{MAP} canvas").first.click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(TITLE)).to_have_text(list_views(snapshot)[2].name_zh, timeout=PATIENCE_MS)


# presses a key, and soon after it something else on the page speaks to the server, from the address as it still stands
PRESS_AMID_TALK = """async ([key, gap, times]) => {
  dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  for (let time = 0; time < times; time++) {
    await new Promise((done) => setTimeout(done, gap));
    window.atlasConnection.trigger("back", true);
  }
}"""


@pytest.mark.parametrize(("gap_ms", "times"), [(0, 1), (10, 1), (30, 1), (10, 20)])
def test_a_key_is_obeyed_whatever_else_speaks_to_the_server_meanwhile(
    server: Server, page: Page, snapshot: Snapshot, gap_ms: int, times: int
) -> None:
    open_atlas(page, server.address, "/chain?lang=zh")
    before = page.url
    page.get_by_role("button", name="演示").click()
    wait_for_controls(page)
    page.evaluate(PRESS_AMID_TALK, ["ArrowRight", gap_ms, times])
    settle(page)
    expect(page.locator(TITLE)).to_have_text(list_views(snapshot)[0].name_zh, timeout=PATIENCE_MS)
    page.evaluate(PRESS_AMID_TALK, ["Escape", gap_ms, times])
    settle(page)
    expect(page.locator(TITLE)).to_have_count(0, timeout=PATIENCE_MS)
    expect(page).to_have_url(before)


def test_a_link_to_a_presentation_is_left_for_the_same_view(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/compare?areas=110108,110115&lang=zh&present=true")
    wait_for_controls(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"/compare\?areas=110108(%2C|,)110115&lang=zh$"))


def test_the_button_leaves_as_escape_does_and_the_controls_fade(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/chain")
    before = page.url
    page.get_by_role("button", name="演示").click()
    leave = page.get_by_role("button", name="结束演示")
    expect(leave).to_be_visible()
    expect(leave).to_have_css("opacity", "0")
    page.mouse.move(300, 300)
    page.mouse.move(320, 300)
    expect(leave).to_have_css("opacity", "1")
    leave.click()
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(before)


def test_inside_another_page_the_map_stands_with_its_panels_and_the_credit_line(server: Server, page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 600})
    page.route(
        "**/outer",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<iframe src="{server.address}/?embed=true&sel=110115" width=980 height=580>',
        ),
    )
    page.goto(f"{server.address}/outer")
    inside = page.frame_locator("iframe")
    expect(inside.locator("footer.foot")).to_contain_text("天地图")
    expect(inside.locator("footer.foot")).not_to_contain_text("快照")
    expect(inside.locator(".card-title")).to_have_text("大兴区")
    expect(inside.locator(f"{MAP} canvas").first).to_be_visible()
    assert all(not one.is_visible() for one in inside.locator(FRAME).all())
    box = inside.locator("footer.foot").evaluate("foot => foot.getBoundingClientRect().bottom")
    assert box <= 580


@contextmanager
def outer_page(address: str) -> Iterator[str]:
    """Serve a page of another origin that frames one of the atlas; give its address."""

    class Outer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<iframe src="{address}" width="980" height="580"></iframe>'.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Outer) as outer:
        Thread(target=outer.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{outer.server_port}"
        outer.shutdown()


def test_a_site_that_the_operator_names_may_frame_the_atlas_and_no_other(page: Page) -> None:
    running = Server()
    path = f"{running.address}/chain?embed=true"
    foot = page.frame_locator("iframe").locator("footer.foot")
    with outer_page(path) as friend, outer_page(path) as stranger:
        running.environment["ATLAS_FRAMED_BY"] = friend
        with running:
            page.goto(friend)
            expect(foot).to_be_visible(timeout=PATIENCE_MS)
            with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
                page.goto(stranger)
            expect(foot).to_have_count(0)


def test_a_link_is_copied_as_it_stands_in_the_address(server: Server, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    open_atlas(page, server.address, "/policy?section=timeline&from=2025")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "section=timeline" in page.url
