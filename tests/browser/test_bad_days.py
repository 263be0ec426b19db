"""Fresh servers, no network, hostile strings and broken files: the atlas still stands."""

import csv
import re
import shutil
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from atlas.store.schema import TABLES
from tests.frozen import FROZEN
from tools.drive.reader import open_atlas, open_map
from tools.drive.server import Server

HOSTILE = (
    "<img src=x onerror=window.attacked=1></script><script>window.attacked=1</script>"
    "{n} [a](http://example.test) ![b](http://example.test/b.png) $x$ @@=attack"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Copy the data, to be spoiled."""
    return Path(shutil.copytree(FROZEN, tmp_path / "data"))


@pytest.mark.parametrize(
    ("path", "sign"),
    [
        ("/about?lang=en", "h1:has-text('About the data')"),
        ("/?lang=en&sel=110115&map=svg", ".card-title:has-text('Daxing District')"),
    ],
)
def test_the_first_visit_after_a_start_may_be_a_deep_link(page: Page, path: str, sign: str) -> None:
    with Server() as fresh:
        open_atlas(page, fresh.address, path)
        expect(page.locator(sign)).to_be_visible()
        expect(page.get_by_role("link", name="About the data")).to_be_visible()
        assert page.get_by_role("dialog").count() == 0


def test_nothing_leaves_the_machine(server: Server, browser: Browser) -> None:
    page = browser.new_page(locale="zh-CN")  # a window of its own, which has fetched nothing yet
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    local = re.compile(rf"^(blob:|data:|(http|ws)://127\.0\.0\.1:{server.port}/)")
    page.route(lambda url: not local.match(url), lambda route: route.abort())
    open_map(page, server.address, "/?sel=daxing-base")
    page.get_by_role("link", name="关于数据").click()
    expect(page.get_by_role("heading", name="关于数据")).to_be_visible()
    assert len(asked) > 20
    assert [url for url in asked if not local.match(url)] == []
    page.close()


def spoil_texts(data: Path) -> None:
    """Put an attack into every free text of every table."""
    for table in TABLES.values():
        path = data / "entities" / f"{table.name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        free = [
            column.name
            for column in table.columns
            if column.type == "string"
            and not (column.pattern or column.vocabulary or column.refers_to or column.max_length or column.is_list)
            and column.name not in ("parent_code", "marker", "fill", "roles", "file", "locator", "table", "row_id")
        ]
        for row in rows:
            row.update({name: f"{HOSTILE} {row[name]}" for name in free if row[name]})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.column_names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def test_hostile_strings_run_nowhere_and_the_map_draws(data: Path, page: Page) -> None:
    spoil_texts(data)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with Server(data) as server:
        open_map(page, server.address, "/?sel=bosheng-zhuoyue")
        for path in ("", "/?sel=110115&kind=company&lang=en&map=svg", "/about"):
            if path:
                open_atlas(page, server.address, path)
            page.locator("button").last.hover()
            assert page.evaluate("window.attacked") is None
    assert [url for url in asked if "example.test" in url] == []


def test_a_broken_file_is_explained_and_the_page_comes_back_once_it_is_mended(data: Path, page: Page) -> None:
    broken = data / "entities" / "companies.csv"
    whole = broken.read_bytes()
    broken.write_bytes(b"".join(whole.splitlines(keepends=True)[:10]))  # cut at a line end: sound in itself
    with Server(data) as server:
        open_atlas(page, server.address, "/?map=svg")
        failure = page.locator("section.failure")
        expect(failure).to_contain_text("数据无法显示")
        expect(failure.locator("tbody tr")).to_have_count(1)
        expect(failure).to_contain_text("companies.csv")
        expect(failure).to_contain_text("登记行数")
        assert "Traceback" not in page.content()
        with urllib.request.urlopen(f"{server.address}/_stcore/health") as answer:
            assert answer.read() == b"ok"
        broken.write_bytes(whole)
        expect(page.locator(".st-key-plain_map svg[role=img]").first).to_be_visible()  # by itself
        expect(failure).to_have_count(0)


def test_a_file_that_breaks_meanwhile_leaves_the_page_with_a_notice_until_it_is_mended(data: Path, page: Page) -> None:
    broken = data / "entities" / "companies.csv"
    whole = broken.read_bytes()
    with Server(data) as server:
        open_atlas(page, server.address, "/?map=svg")
        broken.write_bytes(whole[: len(whole) // 2])
        notice = page.locator("details.trouble")
        for _ in range(20):
            page.locator(".st-key-layers button").first.click()
            if notice.is_visible():
                break
        expect(notice).to_contain_text("companies.csv")
        expect(page.locator("section.failure")).to_have_count(0)
        broken.write_bytes(whole)
        expect(notice).to_have_count(0)  # by itself
        expect(page.locator(".st-key-plain_map svg[role=img]").first).to_be_visible()


@pytest.mark.parametrize("path", ["nosuch", "map"])
def test_a_page_that_there_is_not_leads_to_the_map_without_a_dialog(server: Server, page: Page, path: str) -> None:
    open_atlas(page, server.address, f"/{path}?lang=zh&area=110115&map=svg")
    expect(page.locator(".st-key-plain_map svg[role=img]").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/\?(?=.*area=110115)"))
