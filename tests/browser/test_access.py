"""Everybody can read it: axe-core finds nothing serious, on any page, in either theme or language."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from atlas.language.i18n import LANGUAGES
from tests.browser.reader import open_atlas
from tests.browser.server import Server
from tests.screen import list_paths

SETTLE_MS = 1_000
GRAVE = ("serious", "critical")
# what Streamlit itself causes: pairs of rule and element; this list may only shrink
KNOWN: set[tuple[str, str]] = set()
THEMES = ("light", "dark")
VIEWS = [
    "/?sel=110115&kind=company",
    "/?sel=tiantan&near=tiantan&km=10",
    "/?map=svg&sel=110115",
    "/?present=true",
    "/compare?present=true",
    "/profile?sel=110115",
]


def find_grave(server: Server, browser: Browser, path: str, lang: str, theme: str) -> set[tuple[str, str]]:
    """List the serious findings of one page: rule and element."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, color_scheme=theme)
    open_atlas(page, server.address, f"{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    if page.locator("[data-testid=stSidebarUserContent]").count():  # its widgets' code comes late on a busy machine
        page.wait_for_selector("[data-testid=stSidebar] [data-testid=stButtonGroup] button")
    page.wait_for_timeout(SETTLE_MS)  # charts and the switch's own script come last
    found = Axe().run(page).response["violations"]
    page.close()
    return {(one["id"], node["html"][:120]) for one in found if one["impact"] in GRAVE for node in one["nodes"]}


# the map in each language and theme; every other page, and what else a page can show, in both of each once
PAIRS = list(zip(LANGUAGES, THEMES, strict=True))
CASES = [
    *product(["/"], LANGUAGES, THEMES),
    *((path, *pair) for path in [*list_paths()[1:], *VIEWS] for pair in PAIRS),
]


@pytest.mark.parametrize(("path", "lang", "theme"), CASES)
def test_axe_finds_nothing_serious(server: Server, browser: Browser, path: str, lang: str, theme: str) -> None:
    assert find_grave(server, browser, path, lang, theme) - KNOWN == set()
