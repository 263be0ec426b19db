"""What a reader does: open the atlas, wait for the map, click a place on it."""

import io

from PIL import Image
from playwright.sync_api import Page

from atlas.geo.label_placement import project
from atlas.selection.bounds import HOME
from components.map.camera import Camera, camera_on

MAP = "[data-testid=stDeckGlJsonChart]"
SETTLE_MS = 600  # a click on the map wants the pointer to rest first
ROW_PX, TICK_PX = 35, 18  # height of a table's row, middle of its boxes
DRAW_MS = 2_500
LATE_MS = 500
GONE = "it is no longer on screen"
DRAWN_COLORS = 25  # an empty map has one


def open_atlas(page: Page, address: str, path: str = "") -> None:
    """Open a page and wait until its end is there."""
    page.goto(f"{address}{path}")
    page.wait_for_selector("footer.foot, section.failure")


def settle(page: Page) -> None:
    """Wait until the page's script has ended and what comes last, charts and components, is there."""
    for _ in range(2):
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_timeout(LATE_MS)


def go_on_to(page: Page, query: str) -> None:
    """Go on to other parameters of the open page, as the browser's Back does: nothing is loaded again."""
    go = "query => { history.pushState({}, '', query); dispatchEvent(new PopStateEvent('popstate')); }"
    page.evaluate(go, f"?{query}")
    settle(page)


def open_map(page: Page, address: str, path: str = "") -> None:
    """Open the map page and wait until the map is drawn."""
    open_atlas(page, address, path)
    wait_for_map(page)


def wait_for_map(page: Page) -> None:
    """Wait until the map shows more than its ground, on which a drawing lies meanwhile."""
    page.wait_for_selector(f"{MAP} canvas")
    page.add_style_tag(content=".st-key-stage { background: none !important; }")
    for _ in range(20):
        page.wait_for_timeout(DRAW_MS // 5)
        if count_colors(page) > DRAWN_COLORS:
            page.wait_for_timeout(DRAW_MS // 5)
            return
    message = "the map stayed empty"
    raise AssertionError(message)


def count_colors(page: Page) -> int:
    """Count the colours of the map as it stands on screen."""
    picture = Image.open(io.BytesIO(page.locator(MAP).first.screenshot())).convert("RGB")
    return len(picture.getcolors(maxcolors=1_000_000) or [])


def point_at_map(
    page: Page, longitude: float, latitude: float, shift: tuple[int, int] = (0, 0), camera: Camera | None = None
) -> tuple[float, float]:
    """Point at a place of the map, `shift` pixels right and down of it; tell where on screen.

    Parameters
    ----------
    camera
        What the map shows; None: what it first does.
    """
    camera = camera or camera_on(HOME)
    x, y = project(longitude, latitude, camera["zoom"])
    middle_x, middle_y = project(camera["longitude"], camera["latitude"], camera["zoom"])
    box = page.locator(f"{MAP} canvas").first.bounding_box()
    if not box:
        raise AssertionError(GONE)
    at = (box["x"] + box["width"] / 2 + x - middle_x + shift[0], box["y"] + box["height"] / 2 + y - middle_y + shift[1])
    for shake in (3, 2, 1):  # the map answers the pointer once all its shapes have come
        page.mouse.move(at[0] - shake, at[1])
        page.mouse.move(*at)
        page.wait_for_timeout(SETTLE_MS)
        if page.locator(".deck-tooltip").is_visible():
            break
    return at


def click_map(page: Page, longitude: float, latitude: float, shift: tuple[int, int] = (0, 0)) -> None:
    """Click a place of the map as it first looks."""
    page.mouse.click(*point_at_map(page, longitude, latitude, shift))


def tick_row(page: Page, number: int) -> None:
    """Tick a row of the table, from 0, or untick it."""
    table = page.locator("[data-testid=stDataFrame] canvas").first
    table.wait_for()
    page.wait_for_timeout(SETTLE_MS)
    box = table.bounding_box()
    if not box:
        raise AssertionError(GONE)
    page.mouse.click(box["x"] + TICK_PX, box["y"] + ROW_PX * (number + 1.5))
