"""Pictures to take away: as large as they say, with letters in them, and saying where they come from."""

import io
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from PIL import Image

from atlas.geo.label_placement import measure_text
from atlas.pictures import render
from atlas.pictures.chart_picture import ChartSheet, draw_chart_picture
from atlas.pictures.charts import draw_bars, draw_columns
from atlas.pictures.formats import PICTURE_FORMATS, name_picture
from atlas.pictures.map_picture import draw_map_picture
from atlas.pictures.picture import HEIGHT, WIDTH, Picture, write_picture
from atlas.pictures.render import NotRendered, render_charts, render_png
from atlas.pictures.svg import break_lines
from atlas.selection.conditions import list_conditions
from atlas.selection.filter import Filter
from atlas.style.palette import PALETTES
from tests.atlas.pictures.sheets import SVG, list_texts, make_sheet

INK = {"color": "#0072B2", "ink": "#1C2733", "muted": "#5B6875"}
COLUMNS = pd.DataFrame(
    [
        {
            "year": 2023,
            "value": 111.1,
            "text": "111.1",
            "qualifier": "约",
            "kind": "报告值",
            "style": "solid",
            "publisher": "某院",
            "code": "doc-a",
        }
    ]
)
BARS = pd.DataFrame([{"code": "phase_1", "name": "<b>Ⅰ期临床</b>", "count": 295, "text": "295项", "is_rest": False}])
NOTES = ("资料来源：某报告", "快照 abc")


def make_charts(*specs: dict) -> ChartSheet:
    return ChartSheet("市场规模", "中国", tuple(("全球 · 亿美元", spec) for spec in specs), "2023: 111.1", NOTES)


def write_charts(sheet: ChartSheet) -> str:
    return write_picture(draw_chart_picture(sheet, "light", render_charts), "light")


def open_png(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture.convert("RGB")


def count_ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Count the pixels inside a box that are not the paper's."""
    part = picture.crop(box)
    paper = tuple(int(PALETTES["light"].paper[start : start + 2], 16) for start in (1, 3, 5))
    return sum(count for count, color in part.getcolors(1_000_000) if color != paper)


def test_the_map_as_png_is_as_large_as_it_says_and_its_texts_are_written(snapshot):
    svg = write_picture(draw_map_picture(make_sheet(snapshot)), "light")
    picture = open_png(PICTURE_FORMATS["png"].write(svg))
    assert picture.size == (1920, 1080)
    assert count_ink(picture, (40, 20, 700, 70)) > 2_000  # the title
    assert count_ink(picture, (40, 960, 1000, 1070)) > 3_000  # the notes


def test_charts_come_with_title_unit_sources_and_snapshot():
    sheet = make_charts(draw_columns(COLUMNS, height=112, **INK), draw_bars(BARS, **INK))
    root = ET.fromstring(write_charts(sheet))  # noqa: S314 - our own
    texts = list_texts(root)
    assert {"市场规模", "中国", "全球 · 亿美元", "111.1", "<b>Ⅰ期临床</b>", *NOTES} <= set(texts)
    assert not [one for one in root.iter() if one.tag == f"{SVG}b"]
    assert root.find(f"{SVG}desc").text == "2023: 111.1"
    assert open_png(render_png(write_charts(sheet))).size == (WIDTH, HEIGHT)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 18])
def test_however_many_charts_there_are_none_covers_another_or_lies_outside(count):
    sheet = make_charts(*[draw_bars(BARS, **INK)] * count)
    picture = draw_chart_picture(sheet, "light", render_charts)
    root = ET.fromstring(f"<svg xmlns='http://www.w3.org/2000/svg'>{picture.drawing}</svg>")  # noqa: S314 - our own
    boxes = []
    for group in root.findall(f"{SVG}g"):
        left, top = (float(part) for part in group.get("transform")[10:-1].split())
        own = group.find(f"{SVG}svg")
        boxes.append((left, top, left + float(own.get("width")), top + float(own.get("height"))))
    assert len(boxes) == count
    wide, high = picture.size
    assert all(right <= wide + 1 and bottom <= high + 1 for _, _, right, bottom in boxes)
    for place, (left, top, _, _) in enumerate(boxes):
        assert not any(x <= left < right and y <= top < bottom for x, y, right, bottom in boxes[:place])


def test_a_picture_without_a_font_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(render, "FONTS", tmp_path)
    with pytest.raises(NotRendered, match="no font"):
        render_png("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>")


def test_what_cannot_be_drawn_says_why():
    with pytest.raises(NotRendered, match=r"^[^\n]+$"):
        render_png("no drawing")


def test_attacking_titles_stay_text():
    attack = "<script>&\"'\x00\ud800"
    root = ET.fromstring(write_picture(Picture(attack, attack, attack, (attack,), "", (10, 10)), "dark"))  # noqa: S314
    assert not [one for one in root.iter() if one.tag == f"{SVG}script"]
    assert len([text for text in list_texts(root) if text.startswith("<script>")]) == 3


@pytest.mark.parametrize(
    "text", ["细胞与基因治疗" * 40, "cell and gene therapy " * 20, f"{'x' * 99} " * 4, "首药“双轨制”下创新，" * 20]
)
def test_long_texts_keep_inside_their_width_and_lines(text):
    lines = break_lines(text, 400, 13, 3)
    assert len(lines) == 3
    assert all(measure_text(line, 13) <= 400 for line in lines)
    assert lines[-1].endswith("…")
    assert not [line for line in lines if line[0] in "，。”、"]


def test_a_file_says_what_is_inside_in_the_readers_language(snapshot):
    chosen = Filter(kind=("company",), area=("110115",))
    names = {
        lang: name_picture(
            snapshot, {"zh": "地图", "en": "Map"}[lang], list_conditions(snapshot, chosen, lang), "png", lang
        )
        for lang in ("zh", "en")
    }
    assert names["zh"].startswith("北京CGT地图_企业_大兴区_截至")
    assert names["en"].startswith("beijing-cgt-map_company_daxing-district_")
    assert {name[-4:] for name in names.values()} == {".png"}
