"""Pictures are downloaded as the page shows them."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.reader import open_atlas
from tests.browser.server import Server


@pytest.mark.parametrize(
    ("name", "starts"),
    [("map", "北京CGT地图_企业_"), ("market", "CGT市场规模-全球与中国_快照"), ("pipeline", "CGT管线阶段")],
)
def test_a_picture_is_taken_away(server: Server, page: Page, name: str, starts: str) -> None:
    open_atlas(page, server.address, "/?kind=company&map=svg")
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
