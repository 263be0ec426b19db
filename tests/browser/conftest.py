"""One server and one browser a worker, for the tests that do not need their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tools.drive.chromium import launch_chromium
from tools.drive.server import Server

LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Serve the atlas on its own data."""
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real Chromium without a screen."""
    with sync_playwright() as playwright, launch_chromium(playwright) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give what the readers' windows share: what was fetched once is not fetched and compiled again."""
    with browser.new_context(viewport=LAPTOP, color_scheme="light") as shared:
        shared.set_default_timeout(30_000)
        yield shared


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a reader's window, as large as a small laptop's; the page may break no rule of what it may load."""
    window = context.new_page()
    violations: list[str] = []

    def note(said: ConsoleMessage) -> None:
        # that no foreign page frames the atlas is what a test looks for
        if "Content Security Policy" in said.text and "frame-ancestors" not in said.text:
            violations.append(said.text)

    window.on("console", note)
    yield window
    window.close()
    context.clear_permissions()
    assert violations == []
