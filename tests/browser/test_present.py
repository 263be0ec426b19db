"""The presentation in a real browser: by the keyboard alone, large, and back to where one was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from atlas.language.i18n import LANGUAGES
from atlas.links.saved_views import list_views
from tests.browser.reader import MAP, open_atlas, open_map, wait_for_map
from tests.browser.server import Server
from tests.screen import HAN, list_paths

TITLE = ".stage-title"
LEAST_PX = 18
PATIENCE_MS = 20_000  # another page, its code and its map on a busy machine
LONG = ["/policy?section=measures", "/policy?section=timeline"]
MAP_ZOOM, MAP_TEXT_PX = 1.5, 13  # components/map draws its smallest text so large
STAGE = {"width": 1920, "height": 1080}
LAPTOP = {"width": 1366, "height": 768}
FRAME = "[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stToolbar], .st-key-topbar, .st-key-chips"
# visible text with its size on screen; the zoom of what lies around it counts
READ_TEXTS = """() => {
  const found = [];
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width < 2 || box.height < 2 || element.closest("style, script, .deck-tooltip")) continue;
      const size = parseFloat(getComputedStyle(element).fontSize) * (element.currentCSSZoom || 1);
      found.push([element.textContent.trim().slice(0, 30), size, box.left, box.top, box.right, box.bottom]);
    }
  };
  look(document.body);
  return found;
}"""
# parts of the stage that hold more than they show; the pages part scrolls by its arrow keys
FIND_CUT = """() => [...document.querySelectorAll("[class*=st-key-present_]")]
  .filter((part) => !part.matches("[class*=st-key-present_pages], .st-key-present_map"))
  .filter((part) => part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2)
  .map((part) => `${part.className} ${part.scrollWidth}x${part.scrollHeight}`)"""


def view_path(number: int, snapshot, lang: str = "zh") -> str:
    view = list_views(snapshot)[number]
    page = "" if view.page == "map" else view.page
    given = "&".join(f"{name}={value}" for name, value in (*view.parameters, ("lang", lang)))
    return f"/{page}?{given}&present=true"


def wait_for_controls(page: Page) -> None:
    """Wait until the keys are heard."""
    expect(page.get_by_role("button", name="结束演示")).to_be_visible(timeout=PATIENCE_MS)


def settle(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(1_500)


def test_three_views_are_presented_by_the_keyboard_alone_and_escape_returns(server: Server, page: Page, snapshot):
    names = [one.name_zh for one in list_views(snapshot)]
    open_map(page, server.address, "/?kind=company&sel=110115")
    before = page.url
    page.evaluate("window.stays = 1")  # a page that is loaded again forgets it
    page.get_by_role("button", name="演示").click()
    expect(page.locator(TITLE)).to_contain_text("大兴区")
    wait_for_controls(page)
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
        wait_for_map(page)
    page.keyboard.press("Escape")
    expect(page.locator(TITLE)).to_have_count(0)
    expect(page).to_have_url(before)
    expect(page.locator(".card-title")).to_have_text("大兴区")
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("window.stays") == 1


def test_quick_presses_go_as_many_views_on(server: Server, page: Page, snapshot):
    open_atlas(page, server.address, view_path(0, snapshot))
    wait_for_controls(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator(TITLE)).to_have_text(list_views(snapshot)[2].name_zh, timeout=PATIENCE_MS)


def test_the_keys_work_whatever_has_the_focus(server: Server, page: Page, snapshot):
    open_map(page, server.address, view_path(0, snapshot))
    wait_for_controls(page)
    page.locator(f"{MAP} canvas").first.click()
    page.keyboard.press("ArrowRight")
    expect(page.locator(TITLE)).to_have_text(list_views(snapshot)[1].name_zh, timeout=PATIENCE_MS)


def test_a_link_to_a_presentation_is_left_for_the_same_view(server: Server, page: Page):
    open_atlas(page, server.address, "/compare?areas=110108,110115&lang=zh&present=true")
    wait_for_controls(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(re.compile(r"/compare\?areas=110108(%2C|,)110115&lang=zh$"))


def test_the_button_leaves_as_escape_does_and_the_controls_fade(server: Server, page: Page):
    open_atlas(page, server.address, "/chain")
    before = page.url
    page.get_by_role("button", name="演示").click()
    leave = page.get_by_role("button", name="结束演示")
    expect(leave).to_be_visible()
    page.wait_for_timeout(4_000)
    assert leave.evaluate("button => getComputedStyle(button).opacity") == "0"
    page.mouse.move(300, 300)
    page.mouse.move(320, 300)
    page.wait_for_timeout(1_000)
    assert leave.evaluate("button => getComputedStyle(button).opacity") == "1"
    leave.click()
    expect(page.get_by_role("link", name="比较")).to_be_visible(timeout=PATIENCE_MS)
    expect(page).to_have_url(before)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", range(3))
def test_a_saved_view_is_large_whole_and_without_frame(server: Server, browser: Browser, snapshot, number, lang):
    page = browser.new_page(viewport=STAGE, color_scheme="light")
    open_atlas(page, server.address, view_path(number, snapshot, lang))
    wait_for_map(page)
    settle(page)
    assert all(not one.is_visible() for one in page.locator(FRAME).all())
    texts = page.evaluate(READ_TEXTS)
    assert len(texts) > 10
    assert [one for one in texts if one[1] < LEAST_PX] == []
    assert [one for one in texts if one[2] < 0 or one[3] < 0 or one[4] > 1921 or one[5] > 1081] == []
    assert page.evaluate(FIND_CUT) == []
    zoom = page.locator(".st-key-present_map > *").first.evaluate("part => getComputedStyle(part).zoom")
    assert float(zoom) * MAP_TEXT_PX >= LEAST_PX
    assert float(zoom) == MAP_ZOOM
    page.set_viewport_size(LAPTOP)
    page.wait_for_timeout(1_500)
    assert [one for one in page.evaluate(READ_TEXTS) if one[4] > 1367 or one[5] > 769] == []
    assert page.evaluate(FIND_CUT) == []
    if lang == "en":
        assert [one for one in texts if HAN.search(one[0])] == []
    page.close()


# every page in both languages; what else it may show, in English, whose words are the longer ones
STAGES = [
    *product(list_paths(), LANGUAGES),
    *product([*LONG, "/?sel=wujiahe", "/?near=tiantan&km=10", "/?panels=market,pipeline"], ["en"]),
]


@pytest.mark.parametrize(("path", "lang"), STAGES)
def test_every_page_is_large_on_the_stage(server: Server, browser: Browser, path, lang):
    page = browser.new_page(viewport=STAGE, color_scheme="dark")
    open_atlas(page, server.address, f"{path}{'&' if '?' in path else '?'}present=true&lang={lang}")
    settle(page)
    assert [one for one in page.evaluate(READ_TEXTS) if one[1] < LEAST_PX] == []
    assert page.evaluate(FIND_CUT) == []
    page.close()


def test_inside_another_page_the_map_stands_with_its_panels_and_the_credit_line(server: Server, page: Page):
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


def test_a_site_that_the_operator_names_may_frame_the_atlas_and_no_other(page: Page):
    running = Server()
    path = f"{running.address}/chain?embed=true"
    foot = page.frame_locator("iframe").locator("footer.foot")
    with outer_page(path) as friend, outer_page(path) as stranger:
        running.environment["ATLAS_FRAMED_BY"] = friend
        with running:
            page.goto(friend)
            expect(foot).to_be_visible(timeout=20_000)
            page.goto(stranger)
            page.wait_for_timeout(3_000)
            expect(foot).to_have_count(0)


def test_a_link_is_copied_as_it_stands_in_the_address(server: Server, page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    open_atlas(page, server.address, "/policy?section=timeline&from=2025")
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "section=timeline" in page.url
