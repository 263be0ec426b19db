"""Names on the map never cover each other, a mark or the edge."""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import ImageFont

from atlas.geo.label_placement import (
    EQUATOR_M,
    TILE_PX,
    Name,
    break_name,
    measure_height,
    measure_text,
    metres_per_pixel,
    place_names,
    project,
)
from tests.screen import ROOT

FONT = ROOT / "static" / "fonts" / "NotoSansSC-Bold.otf"
ZOOM = 9.5
EPSILON = 1e-6
CENTRE = (116.4, 39.9)
longitudes = st.floats(115.5, 117.5)
latitudes = st.floats(39.5, 41.0)
obstacles = st.lists(st.tuples(longitudes, latitudes, st.floats(5, 40), st.floats(5, 40)), max_size=8)
names = st.lists(
    st.builds(
        Name,
        key=st.uuids().map(str),
        longitude=longitudes,
        latitude=latitudes,
        text=st.sampled_from(["海淀区", "Zhongguancun Life Science Park", "亦庄", "Daxing"]),
        size_px=st.sampled_from([11.0, 13.0]),
        clearance_px=st.sampled_from([0.0, 20.0]),
        extra_px=st.sampled_from([0.0, 19.0]),
    ),
    max_size=12,
    unique_by=lambda name: name.key,
)


def box_of(name: Name, shift: tuple[float, float]) -> tuple[float, float, float, float]:
    """Give the pixels that a placed name covers, with the count below it."""
    x, y = project(name.longitude, name.latitude, ZOOM)
    width = measure_text(name.text, name.size_px)
    left, top = x + shift[0] - width / 2, y + shift[1] - name.size_px / 2
    return left, top, left + width, top + name.size_px + name.extra_px


def mark_box(mark: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Give the pixels that a mark covers."""
    x, y = project(mark[0], mark[1], ZOOM)
    return x - mark[2], y - mark[3], x + mark[2], y + mark[3]


def are_apart(one, other) -> bool:
    """Tell whether two boxes have no pixel in common."""
    return (
        one[2] <= other[0] + EPSILON
        or other[2] <= one[0] + EPSILON
        or one[3] <= other[1] + EPSILON
        or other[3] <= one[1] + EPSILON
    )


@given(names, obstacles)
def test_no_name_covers_another(wanted, marks):
    placed = place_names(wanted, marks, ZOOM)
    boxes = [box_of(name, placed[name.key]) for name in wanted if name.key in placed]
    assert all(are_apart(one, other) for one, other in combinations(boxes, 2))


@given(names, obstacles)
def test_no_name_covers_a_mark(wanted, marks):
    placed = place_names(wanted, marks, ZOOM)
    boxes = [box_of(name, placed[name.key]) for name in wanted if name.key in placed]
    assert all(are_apart(box, mark_box(mark)) for box in boxes for mark in marks)


@given(names)
@example([Name("at the edge", 116.5, 40.0859375, "海淀区", 11, 20)])
def test_a_name_whose_point_is_seen_is_seen_whole(wanted):
    window = (*CENTRE, 350, 250)
    seen = mark_box(window)
    for name in wanted:
        x, y = project(name.longitude, name.latitude, ZOOM)
        shift = place_names([name], [], ZOOM, windows=[window]).get(name.key)
        if shift and seen[0] < x < seen[2] and seen[1] < y < seen[3]:
            box = box_of(name, shift)
            assert seen[0] <= box[0]
            assert seen[1] <= box[1]
            assert box[2] <= seen[2]
            assert box[3] <= seen[3]


@given(names)
def test_the_first_name_always_finds_its_place(wanted):
    assert [name.key for name in wanted[:1] if name.key not in place_names(wanted, [], ZOOM)] == []


def test_a_name_without_clearance_stands_on_its_point_or_nowhere():
    name = Name("a", *CENTRE, "海淀区", 13)
    assert place_names([name], [], ZOOM) == {"a": (0.0, 0.0)}
    assert place_names([name], [(*CENTRE, 5, 5)], ZOOM) == {}


def test_a_name_beside_a_mark_gives_way_to_the_other_side():
    name = Name("a", *CENTRE, "亦庄", 13, clearance_px=12)
    right = place_names([name], [], ZOOM)["a"]
    blocked = Name("b", *CENTRE, "一二三四五六七八九十", 13)
    east = CENTRE[0] + 360 * (right[0] + 70) / (TILE_PX * 2**ZOOM)
    left = place_names([Name("b", east, CENTRE[1], blocked.text, 13), name], [], ZOOM)["a"]
    assert right[0] > 0 > left[0]


def test_the_more_important_of_two_names_at_one_point_wins():
    one, other = Name("one", *CENTRE, "海淀区", 13), Name("other", *CENTRE, "朝阳区", 13)
    assert list(place_names([one, other], [], ZOOM)) == ["one"]


def test_chinese_is_as_wide_as_high_and_latin_narrower():
    assert measure_text("海淀", 10) == 20
    assert measure_text("ab", 10) == pytest.approx(12.1)


def test_an_english_name_is_measured_as_the_atlass_font_draws_it(snapshot):
    font = ImageFont.truetype(str(FONT), 1000)
    for name in filter(None, snapshot["areas"]["name_en"]):
        drawn = font.getlength(name) / 1000
        assert measure_text(name, 1) == pytest.approx(drawn, rel=0.08), name


def test_the_world_is_one_tile_at_zoom_0():
    assert project(0, 0, 0) == (TILE_PX / 2, TILE_PX / 2)
    assert project(180, 0, 1) == (TILE_PX * 2, TILE_PX)
    assert metres_per_pixel(0, 0) == pytest.approx(EQUATOR_M / TILE_PX)


def test_north_is_up():
    assert project(*CENTRE, ZOOM)[1] < project(CENTRE[0], CENTRE[1] - 1, ZOOM)[1]


def test_a_long_name_of_latin_letters_takes_two_even_lines():
    assert (
        break_name("Zhongguancun (Daxing) Cell and Gene Therapy Park")
        == "Zhongguancun (Daxing)\nCell and Gene Therapy Park"
    )
    assert break_name("Yizhuang Biomedical Park") == "Yizhuang Biomedical Park"
    assert break_name("中关村（大兴）细胞基因治疗产业园") == "中关村（大兴）细胞基因治疗产业园"


def test_two_lines_are_as_wide_as_the_wider_and_higher_than_one():
    assert measure_text("ab\nabcd", 10) == measure_text("abcd", 10)
    assert measure_height("ab", 10) == 10
    assert measure_height("ab\ncd", 10) == pytest.approx(21.5)
