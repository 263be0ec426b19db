"""A table is taken away from a filtered page: other programs read the very rows that stand on screen."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tools.drive.reader import open_atlas
from tools.drive.server import Server

FILTERED = "/data?area=110115&kind=company"


def read_screen(page: Page) -> list[str]:
    """Read the first column as the table on screen has it."""
    rows = page.locator("[data-testid=stDataFrame] table tr:has(td)")
    expect(rows.first).to_be_attached()
    return [row.locator("td").first.inner_text() for row in rows.all()]


def take(page: Page, button: str) -> tuple[str, Path]:
    """Click a download; give the file's name and where it lies."""
    with page.expect_download() as caught:
        page.get_by_role("button", name=button).click()
    return caught.value.suggested_filename, Path(caught.value.path())


@pytest.fixture(scope="module")
def table(server: Server, context: BrowserContext) -> Iterator[Page]:
    """Open the filtered page."""
    window = context.new_page()
    open_atlas(window, server.address, FILTERED)
    expect(window.locator("[data-testid=stDataFrame] canvas").first).to_be_visible()
    yield window
    window.close()


@pytest.fixture(scope="module")
def screen(table: Page) -> list[str]:
    """Give the names on it."""
    return read_screen(table)


def test_the_page_says_how_many_rows_stand_there(table: Page, screen: list[str]) -> None:
    said = table.locator("p.placed").inner_text()
    assert len(screen) > 1
    assert str(len(screen)) in re.findall(r"\d+", said)


def test_the_workbook_holds_the_rows_on_screen_and_no_formula(table: Page, screen: list[str]) -> None:
    name, path = take(table, "Excel 工作簿")
    content = path.read_bytes()
    book, data = openpyxl.load_workbook(io.BytesIO(content)), pd.read_excel(io.BytesIO(content))
    assert list(data["name_zh"]) == screen
    assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    assert len(book.sheetnames) == len(set(book.sheetnames)) >= 4
    filters = " ".join(str(cell.value) for sheet in book.worksheets[1:] for row in sheet.iter_rows() for cell in row)
    assert "大兴区" in filters
    assert re.search(r"^北京CGT企业_.*大兴区_截至\d{4}-\d{2}-\d{2}\.xlsx$", name)


def test_the_csv_holds_the_rows_on_screen_under_the_mark_that_excel_wants(table: Page, screen: list[str]) -> None:
    name, path = take(table, "CSV 表格")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(pd.read_csv(path)["name_zh"]) == screen
    assert name.endswith(".csv")


def test_gdal_reads_the_points_on_screen(table: Page, screen: list[str]) -> None:
    name, path = take(table, "GeoJSON 点位")
    points = pyogrio.read_dataframe(path)
    assert set(points["name_zh"]) <= set(screen)
    assert len(points) > 1
    assert points.crs.to_epsg() == 4326
    west, south, east, north = points.total_bounds
    assert 115 < west <= east < 118
    assert 39 < south <= north < 41.2
    assert name.endswith(".geojson")
