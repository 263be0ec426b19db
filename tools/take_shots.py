"""Take a picture of every page: two sizes, two languages, two themes; `make shots` runs this."""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from atlas.write_file import write_file
from tools.drive.chromium import launch_chromium
from tools.drive.reader import open_atlas, wait_for_map
from tools.drive.server import ROOT, Server

SIZES = ((1366, 768), (1920, 1080))
SETTLE_MS = 2_000  # tables and charts come last
PAGES = {
    "map": "/?",
    "map-district": "/?sel=110115&",
    "map-company": "/?sel=bosheng-zhuoyue&",
    "map-filtered": "/?kind=company,platform&area=110115&",
    "map-plain": "/?map=svg&",
    "map-unplaced": "/?open=unplaced&",
    "compare": "/compare?",
    "chain": "/chain?cell=110114:reagents&",
    "policy": "/policy?",
    "policy-measures": "/policy?section=measures&",
    "policy-timeline": "/policy?section=timeline&from=2025-01&to=2025-12&",
    "profile": "/profile?",
    "profile-district": "/profile?sel=110115&",
    "profile-company": "/profile?sel=yimiao-shenzhou&",
    "data": "/data?",
    "about": "/about?",
    "present": "/?present=true&",
    "present-compare": "/compare?present=true&",
}


def open_page(browser: Browser, address: str, size: tuple[int, int], lang: str, theme: str) -> Page:
    """Open one page as a reader with that language and theme would see it."""
    window = {"width": size[0], "height": size[1]}
    page = browser.new_page(viewport=window, color_scheme=theme)  # type: ignore[arg-type]
    open_atlas(page, f"{address}lang={lang}")
    if "/?" in address and "map=svg" not in address:
        wait_for_map(page)
    else:
        page.wait_for_timeout(SETTLE_MS)
    return page


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    parser.add_argument("--only", default="", help="part of a picture's name")
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    with Server() as server, sync_playwright() as playwright, launch_chromium(playwright) as browser:
        for name, path in PAGES.items():
            for size in SIZES:
                for lang in ("zh", "en"):
                    for theme in ("light", "dark"):
                        picture = f"{name}-{size[0]}-{lang}-{theme}.png"
                        if options.only in picture:
                            page = open_page(browser, server.address + path, size, lang, theme)
                            write_file(options.out / picture, page.screenshot())
                            page.close()


if __name__ == "__main__":
    main()
