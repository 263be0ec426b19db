"""The drawn map shows what the map shows: every mark, the fill, the chosen; and nothing of it can run."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.geo.geometry import group_marks, is_pinned
from atlas.geo.label_placement import measure_text
from atlas.pictures.window import Window, cut_window
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.folder_store import load_folder
from atlas.store.snapshot import Snapshot
from atlas.style.layers import LAYERS
from tests.atlas.pictures.sheets import SVG, WINDOW, draw, list_marks, list_texts, make_sheet
from tests.frozen import FROZEN
from tests.tables import add_companies

SNAPSHOT = load_folder(FROZEN)
HOSTILE = '"><script>alert(1)</script>&\x07{0}'


@st.composite
def filters(draw_from: st.DrawFn) -> Filter:
    """Choose a value or none of some dimensions."""
    chosen = {}
    for dimension in DIMENSIONS:
        options = list_options(SNAPSHOT, dimension)
        chosen[dimension] = tuple(draw_from(st.lists(st.sampled_from(options), max_size=2, unique=True)))
    return Filter(**chosen)


@given(filters())
def test_every_organisation_with_a_position_stands_in_exactly_one_mark(filter):
    sheet = make_sheet(SNAPSHOT, View(filter))
    shown = filter.apply(SNAPSHOT.entities, SNAPSHOT)
    marks = list_marks(draw(sheet))
    assert len(marks) == len(group_marks(shown, {}))
    drawn = [int("".join(text.text or "" for text in mark.iter(f"{SVG}text")) or 1) for mark in marks]
    assert sum(drawn) == int(is_pinned(shown).sum())


def test_in_a_city_of_many_the_numbers_add_up_and_the_legend_tells_of_the_clusters(snapshot):
    crowd = add_companies(snapshot, 400)
    for one, told in ((crowd, True), (snapshot, False)):
        root = draw(make_sheet(one))
        counts = [int("".join(text.text or "" for text in mark.iter(f"{SVG}text")) or 1) for mark in list_marks(root)]
        assert sum(counts) == int(is_pinned(one.entities).sum())
        assert ("位置相近的机构" in list_texts(root)) == told
        assert not any("点击" in (title.text or "") for title in root.iter(f"{SVG}title"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_says_what_was_chosen_whose_it_is_and_of_when(snapshot, lang, theme):
    chosen = View(Filter(kind=("company",), near="bda", km="20"), focus="bda")
    root = draw(make_sheet(snapshot, chosen, lang=lang, theme=theme))
    texts = " ".join(list_texts(root))
    assert snapshot.snapshot_id in texts
    assert snapshot.name("bda", lang) in texts
    assert snapshot.vocabulary.word("entity_kind", "company", lang) in texts
    assert ("天地图" if lang == "zh" else "Tianditu") in texts
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert root.get("role") == "img"


def test_what_is_chosen_is_marked(snapshot):
    def count(chosen: str) -> int:
        root = draw(make_sheet(snapshot, View(focus=chosen)))
        return sum(one.get("class") == "chosen" for one in root.iter())

    assert count("") == 0
    for chosen in ("110115", "bda", "bosheng-zhuoyue", "at_116.31558_39.68524"):
        assert count(chosen) > 0, chosen


def test_districts_without_a_figure_are_hatched_and_no_other(snapshot):
    sheet = make_sheet(snapshot)
    hatch = next(one for one in draw(sheet).iter(f"{SVG}path") if one.get("class") == "hatch")
    lines = [line.split() for line in hatch.get("d").split("M")[1:]]
    middles = [[sum(float(end.split(",")[axis]) for end in line) / len(line) for axis in (0, 1)] for line in lines]
    districts = snapshot.geometry["districts"]
    for adcode, shape in zip(districts["adcode"], districts.geometry, strict=True):
        inside = shapely.transform(shape, sheet.window.place_all).buffer(-1)
        touched = any(inside.contains(shapely.Point(point)) for point in middles)
        assert touched == (adcode in sheet.fill.undisclosed), adcode


def test_a_layer_that_is_switched_off_is_not_drawn(snapshot):
    assert list_marks(draw(make_sheet(snapshot, layers=list(LAYERS)))) == []
    names = [one for one in draw(make_sheet(snapshot, layers=["company"])).iter() if one.get("class") == "name"]
    assert names == []


def test_no_name_covers_another_or_a_mark(snapshot):
    for zoom in (8.2, 9.5, 11.0):
        sheet = make_sheet(snapshot, window=replace(WINDOW, zoom=zoom))
        boxes = []
        for name, shift in sheet.names:
            x, y = (a + b for a, b in zip(sheet.window.place(*name.position), shift, strict=True))
            wide = measure_text(name.text, 13) / 2
            boxes.append((x - wide, y - 6.5, x + wide, y + 6.5))
        marks = []
        for row in sheet.marks:
            x, y = sheet.window.place(*row.position)
            x, half = x + row.offset[0], row.size / 2
            marks.append((x - half, y - half, x + half, y + half))
        assert boxes
        pairs = [*combinations(boxes, 2), *((box, mark) for box in boxes for mark in marks)]
        assert [pair for pair in pairs if overlap(*pair)] == []


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_names_that_attack_stay_text():
    hostile = {name: SNAPSHOT[name].assign(name_zh=HOSTILE) for name in ("companies", "areas")}
    sources = {"sources": SNAPSHOT["sources"].assign(title_zh=HOSTILE)}
    attacked = Snapshot(HOSTILE, {**SNAPSHOT.tables, **hostile, **sources}, SNAPSHOT.geometry)
    root = draw(make_sheet(attacked, View(Filter(kind=("company",)), focus="bda")))
    assert not [one for one in root.iter() if one.tag == f"{SVG}script"]
    assert sum("<script>" in text for text in list_texts(root)) > 3


def test_nobody_left_still_draws_the_districts(snapshot):
    root = draw(make_sheet(snapshot, View(Filter(q="no such name"))))
    assert list_marks(root) == []
    assert (
        len({one.get("data-id") for one in root.iter(f"{SVG}path")} & set(snapshot.geometry["districts"]["adcode"]))
        == 16
    )


def test_another_window_shows_the_same_ground():
    view = {"longitude": 116.37, "latitude": 39.9, "zoom": 9.5}
    twice = cut_window(view, (1400, 1000), (700, 500))
    small = Window(116.37, 39.9, 9.5, 700, 500)
    assert twice.place(116.5, 40.0) == pytest.approx([2 * part for part in small.place(116.5, 40.0)])


def test_paths_are_plain_numbers(snapshot):
    root = draw(make_sheet(snapshot))
    for path in root.iter(f"{SVG}path"):
        assert re.fullmatch(r"[MZLQhv0-9 .,-]*", path.get("d", "")), path.get("d")
