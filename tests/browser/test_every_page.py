"""Every page, opened once: in either language and theme, on a phone and on the stage, nothing keeps anybody out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.stage import check_stage, enter_stage, leave_stage
from tests.screen import list_paths
from tools.drive.reader import go_on_to, open_atlas, settle
from tools.drive.server import Server

LAPTOP, STAGE = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}
PHONE = {"width": 390, "height": 844}
SIDE = "document.querySelector('[data-testid=stMain]').scrollWidth"
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
GRAVE = ("serious", "critical")
# what Streamlit itself causes: pairs of rule and element; this list may only shrink
KNOWN: set[tuple[str, str]] = set()
SKIP = {"zh": "跳到正文", "en": "Skip to the content"}
RADIOS = {"zh": "中文", "en": "English"}


def find_grave(page: Page) -> set[tuple[str, str]]:
    """List what axe-core finds serious on the page as it stands: rule and element."""
    if page.locator(
        "[data-testid=stSidebarUserContent]"
    ).is_visible():  # its widgets' code comes late on a busy machine
        page.wait_for_selector("[data-testid=stSidebar] [data-testid=stButtonGroup] button")
    settle(page)
    found = Axe().run(page).response["violations"]
    grave = {(one["id"], node["html"][:120]) for one in found if one["impact"] in GRAVE for node in one["nodes"]}
    return grave - KNOWN


def turn(page: Page, theme: str) -> None:
    """Let the reader's system turn light or dark; the page follows without being loaded again."""
    before = page.evaluate(GROUND)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # one of two words
    for _ in range(40):  # the page's own rules forbid Playwright to wait by a script
        page.wait_for_timeout(100)
        if page.evaluate(GROUND) != before:
            return
    message = f"the page did not turn {theme}"
    raise AssertionError(message)


def speak(page: Page, lang: str) -> None:
    """Choose the other language."""
    page.get_by_role("radio", name=RADIOS[lang]).click()
    page.mouse.move(0, 0)
    page.wait_for_url(f"**lang={lang}**")
    settle(page)


def check_language(page: Page, lang: str) -> None:
    """Check what only those notice who hear the page or walk through it by the keyboard."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(SKIP[lang])


@pytest.mark.parametrize("path", list_paths())
def test_a_page_keeps_nobody_out(server: Server, page: Page, path: str) -> None:
    open_atlas(page, server.address, f"{path}?lang=zh&map=svg")
    assert find_grave(page) == set()
    check_language(page, "zh")
    turn(page, "dark")
    if path == "/":
        assert find_grave(page) == set()
    speak(page, "en")
    assert find_grave(page) == set()
    check_language(page, "en")
    if path == "/":
        turn(page, "light")
        assert find_grave(page) == set()
    page.set_viewport_size(PHONE)
    settle(page)
    assert page.evaluate(SIDE) == PHONE["width"]  # English, whose words are the longer ones
    box = page.get_by_role("radio", name="English").bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    page.set_viewport_size(STAGE)
    enter_stage(page, "en")
    check_stage(page)
    assert find_grave(page) == set()
    leave_stage(page)
    speak(page, "zh")
    enter_stage(page, "zh")
    check_stage(page)


# what else the pages can show, with where one gets to from there without loading anything again
CHOSEN = ["/?map=svg&sel=110115&kind=company", "/?map=svg&sel=tiantan&near=tiantan&km=10", "/profile?sel=110115"]


@pytest.mark.parametrize("path", CHOSEN)
def test_a_card_keeps_nobody_out(server: Server, page: Page, path: str) -> None:
    open_atlas(page, server.address, f"{path}&lang=zh")
    expect(page.locator(".card-title").first).to_be_visible()
    assert find_grave(page) == set()
    turn(page, "dark")
    speak(page, "en")
    assert find_grave(page) == set()


STAGES = {
    "/policy": ["section=measures", "section=timeline"],
    "/": ["sel=wujiahe", "near=tiantan&km=10", "panels=market,pipeline"],
}


@pytest.mark.parametrize("path", STAGES)
def test_whatever_a_page_shows_is_large_on_the_stage(server: Server, page: Page, path: str) -> None:
    page.set_viewport_size(STAGE)
    page.emulate_media(color_scheme="dark")
    open_atlas(page, server.address, f"{path}?present=true&lang=en&map=svg")
    for shown in STAGES[path]:
        go_on_to(page, f"{shown}&present=true&lang=en&map=svg")
        check_stage(page)
