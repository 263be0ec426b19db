"""Pictures are downloaded as the page shows them."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tools.drive.reader import open_atlas
from tools.drive.server import Server

PICTURES = {"map": "北京CGT地图_企业_", "market": "CGT市场规模-全球与中国_快照", "pipeline": "CGT管线阶段"}


def test_each_picture_is_taken_away(server: Server, page: Page) -> None:
    open_atlas(page, server.address, "/?kind=company&map=svg")
    for name, starts in PICTURES.items():
        take_picture(page, name, starts)


def take_picture(page: Page, name: str, starts: str) -> None:
    """Take a picture of the page away in both formats, and look into the files."""
    page.locator(f".st-key-picture_{name} button").first.click()
    with page.expect_download() as png:
        page.locator(f".st-key-picture_{name}_png button").click()
    picture = Image.open(io.BytesIO(Path(png.value.path()).read_bytes()))
    assert picture.size == (1920, 1080)
    assert png.value.suggested_filename.startswith(starts)
    assert png.value.suggested_filename.endswith(".png")
    with page.expect_download() as svg:
        page.locator(f".st-key-picture_{name}_svg button").click()
    assert Path(svg.value.path()).read_text(encoding="utf-8").startswith("<svg")
    page.keyboard.press("Escape")
