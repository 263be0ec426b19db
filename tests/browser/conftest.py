"""One server and one browser for the tests that do not need their own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser.server import CHROMIUM_FLAGS, Server, find_chromium


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Serve the atlas on its own data."""
    with Server() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a real Chromium without a screen."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a reader's window, as large as a small laptop's."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light")
    window = context.new_page()
    window.set_default_timeout(30_000)
    violations: list[str] = []

    def note(said: ConsoleMessage) -> None:
        # that no foreign page frames the atlas is what a test looks for
        if "Content Security Policy" in said.text and "frame-ancestors" not in said.text:
            violations.append(said.text)

    window.on("console", note)
    yield window
    context.close()
    assert violations == []
