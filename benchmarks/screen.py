"""Watch a chart in Chromium: when its picture is complete after a first visit and after a refilter."""

import base64
import io
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import OURS
from tools.drive.chromium import launch_chromium
from tools.drive.server import Server

SIZE = (1366, 768)
CHART = "[data-testid=stDeckGlJsonChart], .stPlotlyChart"
CANVAS = ", ".join(f"{part} canvas" for part in CHART.split(", "))
RUNNING = "[data-testid=stApp][data-test-script-state=running]"
SETTLE_MS, STEP_MS, LIMIT_SECONDS = 1500, 250, 45
NOISE = 48  # of 255; smaller differences come from the pictures' compression
SAME_SHARE = 0.0002  # a picture is complete when fewer of its pixels than one mark has differ from the last one
FACETS = (("kind", "entity_kind", "platform"), ("area", "", "110115"))
Box = tuple[int, int, int, int]


@dataclass
class Film:
    """Pictures of a page with the time at which Chromium showed each."""

    frames: list[tuple[float, str]] = field(default_factory=list)

    def start(self, page: Page) -> None:
        """Let Chromium send a picture whenever it shows a new one."""
        session = page.context.new_cdp_session(page)

        def keep(frame: dict[str, Any]) -> None:
            self.frames.append((float(frame["metadata"]["timestamp"]), frame["data"]))
            with suppress(Exception):  # the page may close meanwhile
                session.send("Page.screencastFrameAck", {"sessionId": frame["sessionId"]})

        session.on("Page.screencastFrame", keep)
        session.send("Page.startScreencast", {"format": "jpeg", "quality": 70})

    def picture(self, number: int, box: Box) -> np.ndarray[Any, Any]:
        """Give one picture's part inside a box, as numbers."""
        image = Image.open(io.BytesIO(base64.b64decode(self.frames[number][1]))).convert("RGB")
        return np.asarray(image.crop(box), dtype=np.int16)

    def complete_at(self, box: Box, start: float) -> float | None:
        """Find when the box began to look as it does at the end, seconds after `start`; None if it never changed."""
        last, complete = self.picture(-1, box), None
        for number in reversed(range(len(self.frames))):
            moment, _ = self.frames[number]
            if moment < start or not is_same(self.picture(number, box), last):
                return complete
            complete = moment - start
        return complete

    def begun_at(self, box: Box, start: float) -> float | None:
        """Find when the box first held anything to see, seconds after `start`; None if it never did."""
        for number, (moment, _) in enumerate(self.frames):
            if moment >= start and not is_blank(self.picture(number, box)):
                return moment - start
        return None


def is_same(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    """Tell whether two pictures look the same."""
    differs = (np.abs(one - other) > NOISE).any(axis=2)
    return bool(differs.mean() < SAME_SHARE)


def is_blank(picture: np.ndarray[Any, Any]) -> bool:
    """Tell whether nothing is drawn yet."""
    return is_same(picture, picture[:1, :1])


def find_box(page: Page) -> Box | None:
    """Find where the chart stands in the window."""
    box = page.locator(CHART).first.bounding_box() if page.locator(CHART).count() else None
    if not box or box["height"] < 1:
        return None
    left, top = round(box["x"]), round(box["y"])
    return left, top, min(SIZE[0], left + round(box["width"])), min(SIZE[1], top + round(box["height"]))


def wait_until_still(page: Page, film: Film) -> Box:
    """Wait until the script has ended and the chart no longer changes; `TimeoutError` if it goes on."""
    deadline, still_since, seen, waits_for = time.monotonic() + LIMIT_SECONDS, time.monotonic(), -1, ""
    while time.monotonic() < deadline:
        page.wait_for_timeout(STEP_MS)
        # answers only when the page's own work lets it
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        box, now = find_box(page), len(film.frames) - 1
        waits_for = _find_reason(page, film, box, seen, now)
        if waits_for or not box:
            still_since = time.monotonic()
        elif time.monotonic() - still_since > SETTLE_MS / 1000:
            return box
        seen = now
    message = f"the chart did not come to rest within {LIMIT_SECONDS} s: {waits_for}; {len(film.frames)} pictures"
    raise TimeoutError(message)


def _find_reason(page: Page, film: Film, box: Box | None, seen: int, now: int) -> str:
    """Tell why the chart is not at rest; blank if it is."""
    if not box:
        return "there is no chart"
    if page.locator(RUNNING).count():
        return "the script runs"
    if not page.locator(CANVAS).count():
        return "nothing draws"
    if seen < 0:
        return "no picture came before"
    if now > seen and not is_same(film.picture(seen, box), film.picture(now, box)):
        return "the picture changes"
    return "the picture is blank" if is_blank(film.picture(now, box)) else ""


def open_page(browser: Browser, address: str) -> tuple[Page, Film, float, float]:
    """Visit with an empty cache; give the page, its film and the seconds until the first picture and a whole one."""
    page = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]}, locale="zh-CN").new_page()
    film = Film()
    film.start(page)
    start = time.time()
    page.goto(address, wait_until="commit")
    box = wait_until_still(page, film)
    begun, complete = film.begun_at(box, start), film.complete_at(box, start)
    return page, film, begun or float("nan"), complete or float("nan")


def _open_at_last(browser: Browser, address: str) -> tuple[Page, Film, float, float]:
    """Visit, and once more where Chromium's film broke off: one visit lost must not cost all figures before it."""
    try:
        return open_page(browser, address)
    except TimeoutError as error:
        sys.stderr.write(f"one visit is not counted: {error}\n")
        for one in browser.contexts:  # its page would go on drawing beside the next visit
            one.close()
        return open_page(browser, address)


def _time(page: Page, film: Film, act: Callable[[], object]) -> float | None:
    film.frames = film.frames[-1:]
    start = time.time()
    act()
    return film.complete_at(wait_until_still(page, film), start)


def _say(folder: Path, vocabulary: str, value: str) -> str:
    """Find the Chinese word that the atlas's facet shows for a value."""
    name, key, word = ("codes", "code", "word_zh") if vocabulary else ("areas", "area_id", "name_zh")
    rows = pd.read_csv(folder / "entities" / f"{name}.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["vocabulary"] == vocabulary] if vocabulary else rows
    return str(rows.loc[rows[key] == value, word].iloc[0])


def refilter_ours(page: Page, film: Film, folder: Path) -> list[float | None]:
    """Click a value of each facet on and off."""
    times = []
    for facet, vocabulary, value in FACETS:
        pill = page.locator(f".st-key-facet_{facet} button", has_text=_say(folder, vocabulary, value)).first
        times += [_time(page, film, pill.click) for _ in range(2)]
    return times


def refilter_plain(page: Page, film: Film, _folder: Path) -> list[float | None]:
    """Choose a value in each multiselect and take it away."""
    times = []
    for facet, _, value in FACETS:
        box = page.locator(f".st-key-{facet} input").first
        box.fill(value)
        page.wait_for_timeout(STEP_MS)
        times.append(_time(page, film, lambda: page.keyboard.press("Enter")))
        times.append(_time(page, film, lambda: page.keyboard.press("Backspace")))
        page.keyboard.press("Escape")
    return times


class Watched(NamedTuple):
    """Times of an app in Chromium, seconds: of each first visit until anything of the map, and all of it, is there."""

    first_pictures: list[float]
    first_draws: list[float]
    refilters: list[float]


def watch(app: str, server: Server, folder: Path, *, visits: int) -> Watched:
    """Measure an app's first visits and refilters."""
    # what earlier pages left in a cache of shaders would help the later ones
    with sync_playwright() as playwright, launch_chromium(playwright, mesa=False) as browser:
        watched = Watched([], [], [])
        for _ in range(visits):
            page, film, begun, complete = _open_at_last(browser, server.address)
            watched.first_pictures.append(begun)
            watched.first_draws.append(complete)
            if not watched.refilters:
                found = (refilter_ours if app == OURS else refilter_plain)(page, film, folder)
                watched.refilters.extend(seconds for seconds in found if seconds is not None)
            page.context.close()
    return watched
