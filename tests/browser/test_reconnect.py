"""The server is killed and started anew under an open page: the reader is told, and the next click counts."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_downloads import take
from tools.drive.reader import open_atlas
from tools.drive.server import Server

STREAMLITS_DIALOG = "[data-testid=stDialog]"
RETURN_MS = 60_000
NOTICE = ".atlas-connection"
STREAMLITS_WORDS = re.compile("connection error|connecting|streamlit|page not found", re.IGNORECASE)
LOST = {"zh": "连接已断开", "en": "The connection is lost"}


@pytest.fixture
def mortal() -> Iterator[Server]:
    """Serve the atlas from a process that a test may kill."""
    with Server() as running:
        yield running


def open_watched(page: Page, server: Server, path: str) -> None:
    """Open a page and wait until it watches its connection."""
    open_atlas(page, server.address, path)
    page.wait_for_selector("body[data-connection=watched]", state="attached")


def act(page: Page, mode: str) -> None:
    """Do something that the server must answer."""
    if mode == "present":
        page.keyboard.press("ArrowRight")
    else:
        page.locator(".st-key-layers button").first.click()


DONE = {"present": re.compile("view=|sel=|panels=|show="), "embed": re.compile("hide="), "page": re.compile("hide=")}
PATHS = {"present": "/?present=true&lang=zh", "embed": "/?embed=true&map=svg&lang=en", "page": "/?map=svg&lang=zh"}


def test_after_a_restart_the_first_click_counts_files_come_and_old_addresses_answer(
    mortal: Server, context: BrowserContext, page: Page
) -> None:
    with page.expect_response(lambda answer: "/map/" in answer.url) as caught:
        open_watched(page, mortal, PATHS["present"])
    windows = {"present": page, **{mode: context.new_page() for mode in ("embed", "page", "table")}}
    for mode in ("embed", "page"):
        open_watched(windows[mode], mortal, PATHS[mode])
    open_watched(windows["table"], mortal, "/data?table=companies")
    mortal.kill()
    for mode in PATHS:
        expect(windows[mode].locator(NOTICE)).to_contain_text(LOST[PATHS[mode][-2:]], timeout=20_000)
        assert not STREAMLITS_WORDS.search(windows[mode].locator("body").inner_text())
    mortal.start()
    with urllib.request.urlopen(caught.value.url) as answer:
        assert answer.status == 200
    for window in windows.values():
        expect(window.locator(NOTICE)).to_have_count(0, timeout=RETURN_MS)
    for mode, done in DONE.items():
        act(windows[mode], mode)
        expect(windows[mode]).to_have_url(done)
    _, path = take(windows["table"], "CSV 表格")
    assert path.stat().st_size > 0
    for mode in ("embed", "page", "table"):
        windows[mode].close()


def test_a_step_of_the_presentation_while_the_server_is_down_is_taken_when_it_is_back(
    mortal: Server, page: Page
) -> None:
    open_watched(page, mortal, PATHS["present"])
    mortal.kill()
    expect(page.locator(NOTICE)).to_be_visible(timeout=20_000)
    page.wait_for_selector(STREAMLITS_DIALOG, state="attached")
    expect(page.locator(STREAMLITS_DIALOG)).to_be_hidden()
    assert not STREAMLITS_WORDS.search(page.locator("body").inner_text())
    act(page, "present")
    mortal.start()
    expect(page).to_have_url(DONE["present"], timeout=RETURN_MS)
    expect(page.locator(NOTICE)).to_have_count(0)


def test_a_file_that_cannot_be_written_is_told_in_the_readers_language(server: Server, page: Page) -> None:
    open_watched(page, server, "/about?lang=en")
    said = page.evaluate(
        """() => {
          const box = document.createElement("div");
          box.dataset.testid = "stDownloadButtonError";
          box.innerHTML = "<p>Failed to generate file for download</p>";
          document.querySelector("[data-testid=stMain]").append(box);
          return [getComputedStyle(box.firstChild).display, getComputedStyle(box, "::after").content];
        }"""
    )
    assert said == ["none", '"The file could not be written. Load the page again."']
