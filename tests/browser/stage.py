"""The stage as an audience sees it: how one gets there and back by clicks, and what must hold of all that is on it."""

from playwright.sync_api import Page, expect

from tests.screen import HAN
from tools.drive.reader import settle

TITLE = ".stage-title"
LEAST_PX = 18
PATIENCE_MS = 20_000  # another page, its code and its map on a busy machine
WORDS = {"zh": ("演示", "结束演示"), "en": ("Present", "End presentation")}
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


def wait_for_controls(page: Page, lang: str = "zh") -> None:
    """Wait until the keys are heard."""
    expect(page.get_by_role("button", name=WORDS[lang][1])).to_be_visible(timeout=PATIENCE_MS)


def enter_stage(page: Page, lang: str) -> None:
    """Present the page by its button."""
    page.get_by_role("button", name=WORDS[lang][0]).click()
    expect(page.locator(TITLE)).to_be_visible()
    wait_for_controls(page, lang)


def leave_stage(page: Page) -> None:
    """Go back to the page by the key."""
    page.keyboard.press("Escape")
    expect(page.locator(TITLE)).to_have_count(0)
    page.wait_for_selector(".st-key-switches [data-testid=stButtonGroup]")


def check_stage(page: Page) -> list[tuple[str, float, float, float, float, float]]:
    """Check that all is large enough and nothing holds more than it shows; give the texts.

    Returns
    -------
    texts
        Of each its words, size, and left, top, right and bottom edge, pixels.
    """
    settle(page)
    texts: list[tuple[str, float, float, float, float, float]] = page.evaluate(READ_TEXTS)
    assert [one for one in texts if one[1] < LEAST_PX] == []
    assert page.evaluate(FIND_CUT) == []
    return texts


def check_whole(page: Page, lang: str) -> None:
    """Check what `check_stage` does, and that no frame, nothing outside the window and no other language is there."""
    texts = check_stage(page)
    size = page.viewport_size
    assert size
    assert all(not one.is_visible() for one in page.locator(FRAME).all())
    assert len(texts) > 10
    right, bottom = size["width"] + 1, size["height"] + 1
    assert [one for one in texts if one[2] < 0 or one[3] < 0 or one[4] > right or one[5] > bottom] == []
    if lang == "en":
        assert [one for one in texts if HAN.search(one[0])] == []
