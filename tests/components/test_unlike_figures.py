"""Pages with figures of unlike kind: each is shown with its like or said in words, and no page fails."""

import pytest

from tests.screen import open_app, read_html, show_failure
from tests.tables import read_rows, record_files, write_rows

SHANGHAI = {"area_id": "310000", "year": "2024", "value": "12", "unit_code": "usd_100m"}
EURO_LIKE = {"area_id": "100000", "year": "2024", "value": "7", "unit_code": "usd_100m"}


@pytest.fixture(params=["zh", "en"])
def lang(request):
    """Read in one language."""
    return request.param


@pytest.fixture
def shown(folder, monkeypatch):
    """Show the copied data."""
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    return folder


def add_row(folder, table: str, key: str, **cells: str) -> None:
    """Add a row like the table's first one."""
    rows = read_rows(folder, table)
    rows.append({**rows[0], f"{key}_id": f"new-{len(rows)}", **cells})
    write_rows(folder, table, rows)
    record_files(folder)


def keep_rows(folder, table: str, fits) -> None:
    """Keep of a table the rows that fit, and of what names rows of other tables nothing."""
    write_rows(folder, table, [row for row in read_rows(folder, table) if fits(row)])
    for name in ("conflicts", "evidence"):
        write_rows(folder, name, [])
    record_files(folder)


def read(lang: str, **parameters: str) -> str:
    """Read all that the map page shows as HTML; it must not have failed."""
    app = open_app(lang=lang, **parameters)
    assert show_failure(app) == ""
    return "".join(read_html(app))


def test_a_region_in_the_same_currency_does_not_retitle_the_worlds_chart(shown, lang):
    add_row(shown, "market_size", "market_size", **SHANGHAI)
    page = read(lang)
    world, shanghai = {
        "zh": ("全球 · 亿美元", "上海市 · 亿美元"),
        "en": ("World · USD 100m", "Shanghai · USD 100m"),
    }[lang]
    assert f'<p class="chart-title">{world}</p>' in page
    assert f'<p class="chart-title">{shanghai}</p>' in page


def test_a_third_currency_does_not_vanish(shown, lang):
    add_row(shown, "market_size", "market_size", **EURO_LIKE)
    titles = read(lang).count('<p class="chart-title">')
    assert titles == 3


def test_without_market_figures_the_page_says_so(shown, lang):
    keep_rows(shown, "market_size", lambda _row: False)
    said = {"zh": "资料未给出市场规模。", "en": "The sources give no market size."}[lang]
    assert said in read(lang)


def test_market_figures_without_a_currency_alone_are_said_in_words(shown, lang):
    keep_rows(shown, "market_size", lambda row: row["unit_code"] == "unit_unstated_100m")
    assert {"zh": "币种未注明", "en": "currency not stated"}[lang] in read(lang)


@pytest.mark.parametrize("count", ["0", "9", "700"])
def test_one_stage_with_its_total_has_a_true_title(shown, lang, count):
    keep_rows(shown, "pipeline_counts", lambda row: row["pipeline_count_id"] in ("pc-cn-total", "pc-cn-phase-1"))
    rows = read_rows(shown, "pipeline_counts")
    write_rows(
        shown, "pipeline_counts", [row | ({"count": count} if row["stage_code"] == "phase_1" else {}) for row in rows]
    )
    title = {"zh": "管线阶段分布", "en": "Pipeline stages"}[lang]
    assert f'<h3 class="panel-title">{title}</h3>' in read(lang)


def test_without_pipeline_counts_the_page_shows_the_named_products(shown, lang):
    keep_rows(shown, "pipeline_counts", lambda _row: False)
    assert {"zh": "具名产品阶段分布", "en": "Named products by stage"}[lang] in read(lang)


def test_a_target_does_not_displace_what_is_reported(shown, lang):
    add_row(
        shown,
        "indicators",
        "indicator",
        area_id="110108",
        measure_code="universities",
        value="99",
        unit_code="universities",
        value_kind_code="target",
        as_of_date="2019",
    )
    page = read(lang, metric="universities")
    legend = page[page.index('class="fill-legend"') :].partition("</div>")[0]
    notes = page[page.index('fill-notes"') :].partition("</p>")[0]
    assert "99" in notes
    assert {"zh": "海淀区", "en": "Haidian District"}[lang] in notes
    assert "</i>99<" not in legend
    assert "</i>37<" in legend
