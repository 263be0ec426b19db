"""Market figures stand in a chart with their area's and unit's alone; whatever cannot be drawn is said."""

import pytest

from atlas.analysis.market import group_markets, list_market_sizes
from atlas.pictures.charts import draw_columns
from atlas.wording.market import describe_columns, list_columns, say_caption, say_heading, say_title, say_topic
from tests.tables import make_snapshot

UNITS = {"usd_100m": "亿美元", "cny_100m": "亿元", "cny_10k": "万元", "unit_unstated_100m": "亿", "firms": "家"}
KINDS = {"actual": "solid", "estimate": "light", "forecast": "outlined", "target": "outlined"}
CODES = [
    *(
        {"vocabulary": "unit", "code": code, "order": "1", "word_zh": word, "word_en": code}
        for code, word in UNITS.items()
    ),
    *(
        {"vocabulary": "value_kind", "code": code, "order": str(place), "word_zh": f"类{code}", "word_en": code}
        | {"fill": look}
        for place, (code, look) in enumerate(KINDS.items())
    ),
    {"vocabulary": "qualifier", "code": "exact", "order": "1", "word_zh": "准", "word_en": "exactly"},
]
AREAS = [
    {"area_id": "world", "name_zh": "全球", "name_en": "World"},
    {"area_id": "100000", "name_zh": "中国", "name_en": "China", "parent_ids": "world"},
    {"area_id": "310000", "name_zh": "上海", "name_en": "Shanghai", "parent_ids": "100000"},
    {"area_id": "110000", "name_zh": "北京", "name_en": "Beijing", "parent_ids": "100000"},
]


def size(area: str, unit: str, year: int = 2024, **cells: str) -> dict[str, str]:
    """Make one market figure."""
    return {
        "market_size_id": f"{area}-{unit}-{year}-{len(cells)}-{cells.get('publisher_zh', '')}",
        "area_id": area,
        "year": str(year),
        "value": "1",
        "unit_code": unit,
        "qualifier_code": "exact",
        "value_kind_code": "actual",
        "publisher_zh": "甲",
        "publisher_en": "A",
        "source_id": "doc",
        **cells,
    }


def with_sizes(*rows: dict[str, str]):
    """Make a snapshot of market figures."""
    return make_snapshot(codes=CODES, areas=AREAS, market_size=list(rows))


def list_headings(*rows: dict[str, str]) -> list[str]:
    """List the headings of the charts."""
    small = with_sizes(*rows)
    return [say_heading(small, one, "zh") for one in group_markets(small).series]


def test_each_area_and_unit_has_a_chart_of_its_own_the_wider_areas_first():
    rows = [size(area, unit) for area in ("110000", "310000", "100000", "world") for unit in ("usd_100m", "cny_10k")]
    assert list_headings(*rows, size("world", "cny_100m")) == [
        "全球 · 亿美元",
        "全球 · 万元",
        "全球 · 亿元",
        "中国 · 亿美元",
        "中国 · 万元",
        "上海 · 亿美元",
        "上海 · 万元",
        "北京 · 亿美元",
        "北京 · 万元",
    ]


def test_what_has_no_currency_is_said_in_words():
    small = with_sizes(size("world", "unit_unstated_100m"), size("100000", "firms"))
    markets = group_markets(small)
    assert markets.series == ()
    said = say_caption(small, markets, "zh")
    assert "全球 2024" in said
    assert "中国 2024 · 1家" in said


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([], "市场规模"),
        ([size("world", "usd_100m")], "市场规模：全球"),
        ([size("world", "firms")], "市场规模：全球"),
        ([size("world", "usd_100m"), size("world", "cny_100m")], "市场规模：全球"),
        ([size("world", "usd_100m"), size("100000", "usd_100m")], "市场规模：全球与中国口径不同"),
        ([size("world", "firms"), size("100000", "unit_unstated_100m")], "市场规模：中国与全球口径不同"),
        ([size("world", "usd_100m"), size("100000", "cny_100m")], "市场规模：全球与中国口径、币种不同"),
        ([size(one["area_id"], "usd_100m") for one in AREAS[:3]], "市场规模：全球、中国与上海口径不同"),
        ([size(one["area_id"], "usd_100m") for one in AREAS], "市场规模：口径不同"),
    ],
)
def test_the_title_is_true_of_what_is_drawn(rows, title):
    small = with_sizes(*rows)
    assert say_title(small, group_markets(small), "zh") == title


def test_the_atlas_says_what_it_said_before(snapshot):
    markets = group_markets(snapshot)
    assert [say_heading(snapshot, one, "zh") for one in markets.series] == ["全球 · 亿美元", "中国 · 亿元"]
    assert say_title(snapshot, markets, "zh") == "市场规模：全球与中国口径、币种不同"
    assert say_title(snapshot, markets, "en") == "Market size: scope and currency differ"
    assert say_topic(snapshot, markets, "zh") == "市场规模-全球与中国"
    assert say_caption(snapshot, markets, "zh").startswith("实心为报告值；空心为预测值")


def test_the_caption_explains_every_look_that_is_drawn():
    rows = [size("world", "usd_100m", 2020 + place, value_kind_code=kind) for place, kind in enumerate(KINDS)]
    small = with_sizes(*rows)
    said = say_caption(small, group_markets(small), "zh")
    assert "浅色为类estimate" in said
    assert "类target也以空心表示" in said


def test_figures_that_name_no_publisher_are_not_of_one_if_they_stand_in_two_documents():
    nobody = {"publisher_zh": "", "publisher_en": ""}
    rows = [size("world", "usd_100m", 2023, **nobody), size("world", "usd_100m", 2024, **nobody, source_id="other")]
    small = with_sizes(*rows)
    (series,) = group_markets(small).series
    spec = draw_columns(list_columns(small, series, "zh"), color="#000", ink="#000", muted="#000", height=60)
    named = next(layer["data"]["values"] for layer in spec["layer"] if layer.get("data"))
    assert len(named) == 2
    assert "不可连算增速" in say_caption(small, group_markets(small), "zh")


def test_columns_of_nothing_are_drawn_on_an_axis():
    small = with_sizes(size("world", "usd_100m", value="0"))
    (series,) = group_markets(small).series
    spec = draw_columns(list_columns(small, series, "zh"), color="#000", ink="#000", muted="#000", height=60)
    low, high = spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert low < 0 < high
    assert "2024: 0 亿美元" in describe_columns(small, series, "zh")


def test_a_publishers_market_figures_stay_together():
    rows = [
        {"market_size_id": f"{publisher}{year}", "area_id": "world", "publisher_zh": publisher, "year": year}
        for publisher, year in (("乙", "2024"), ("甲", "2025"), ("乙", "2030"), ("甲", "2027"))
    ]
    listed = list_market_sizes(make_snapshot(market_size=rows))
    assert list(listed["market_size_id"]) == ["乙2024", "乙2030", "甲2025", "甲2027"]


def test_market_figures_are_sorted_and_keep_their_publisher(snapshot):
    rows = list_market_sizes(snapshot)
    assert list(rows["year"]) == [year for _, part in rows.groupby("area_id") for year in sorted(part["year"])]
    assert len(rows) == len(snapshot["market_size"])
    assert rows.loc[rows["area_id"] == "world", "publisher_en"].unique().size > 1
