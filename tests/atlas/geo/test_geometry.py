"""Marks, counts, circles and views."""

import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from atlas.geo.geometry import (
    circle_radius_km,
    count_in_areas,
    fit_zoom,
    group_marks,
    is_counted,
    is_pinned,
    label_points,
    outline_circle,
)
from atlas.geo.label_placement import project
from tests.shipped.test_geometry import area_km2

HERE, THERE = (116.3, 39.7), (116.5, 39.8)
MARKERS = {"company": "circle", "platform": "square"}


def entities(*rows: tuple[str, str, tuple[float, float] | None, str]) -> pd.DataFrame:
    """Make entities: id, kind, position, precision."""
    return pd.DataFrame(
        [
            {
                "entity_id": name,
                "kind_code": kind,
                "longitude": point[0] if point else math.nan,
                "latitude": point[1] if point else math.nan,
                "precision_code": precision,
                "area_id": "110115",
            }
            for name, kind, point, precision in rows
        ]
    )


ROWS = entities(
    ("p", "platform", HERE, "park"),
    ("a", "company", HERE, "park"),
    ("b", "company", HERE, "park"),
    ("c", "company", THERE, "campus"),
    ("d", "company", None, "district"),
    ("e", "company", None, ""),
)


def test_only_a_position_better_than_a_district_is_pinned():
    assert list(is_pinned(ROWS)) == [True, True, True, True, False, False]


def test_what_is_known_by_district_is_counted_and_what_is_not_known_is_neither():
    assert list(is_counted(ROWS)) == [False, False, False, False, True, False]
    assert count_in_areas(ROWS).to_dict() == {"110115": 1}


def test_entities_of_one_kind_at_one_point_share_a_mark():
    marks = group_marks(ROWS, MARKERS)
    assert [mark.entity_ids for mark in marks] == [("a", "b"), ("p",), ("c",)]


def test_kinds_at_one_point_stand_side_by_side_in_the_order_of_their_vocabulary():
    here = [mark for mark in group_marks(ROWS, MARKERS) if mark.slots > 1]
    assert [(mark.kind_code, mark.slot) for mark in here] == [("company", 0), ("platform", 1)]


def test_every_pinned_entity_stands_in_exactly_one_mark():
    marked = [one for mark in group_marks(ROWS, MARKERS) for one in mark.entity_ids]
    assert sorted(marked) == sorted(ROWS.loc[is_pinned(ROWS), "entity_id"])


def test_grouping_moves_no_coordinate():
    marks = group_marks(ROWS, MARKERS)
    assert {(mark.longitude, mark.latitude) for mark in marks} == {HERE, THERE}


def test_no_entities_give_no_marks():
    assert group_marks(ROWS.iloc[:0], MARKERS) == []


def test_a_circle_has_the_area_that_is_published():
    assert math.pi * circle_radius_km(22.5) ** 2 == pytest.approx(22.5)


def test_a_districts_name_stands_in_its_larger_part():
    parts = shapely.MultiPolygon([shapely.box(116, 39, 117, 40), shapely.box(118, 39, 118.1, 39.1)])
    points = label_points(gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[parts], crs=4326), ROWS.iloc[:0])
    assert shapely.get_parts(parts)[0].contains(shapely.Point(points.loc[0, "longitude"], points.loc[0, "latitude"]))


def test_a_districts_name_keeps_away_from_the_marks():
    square = gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.box(116.2, 39.6, 116.4, 39.8)], crs=4326)
    point = label_points(square, ROWS).loc[0]
    assert math.dist((point["longitude"], point["latitude"]), HERE) > 0.016


def test_a_district_covered_by_a_mark_still_has_a_name():
    tiny = gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.box(116.299, 39.699, 116.301, 39.701)], crs=4326)
    assert len(label_points(tiny, ROWS)) == 1


def test_every_district_of_the_atlas_has_its_name_inside(snapshot):
    districts = snapshot.geometry["districts"]
    points = label_points(districts, snapshot.entities)
    shapes = districts.set_index("adcode").geometry
    assert all(shapes[adcode].contains(shapely.Point(x, y)) for adcode, x, y in points.itertuples(index=False))


@given(
    st.tuples(st.floats(115, 117), st.floats(39, 40.5), st.floats(0.01, 2), st.floats(0.01, 1)),
    st.integers(200, 2000),
    st.integers(200, 2000),
)
def test_a_view_shows_its_bounds_and_no_more_than_it_must(corner, width, height):
    west, south, wide, high = corner
    bounds = (west, south, west + wide, south + high)
    longitude, latitude, zoom = fit_zoom(bounds, width, height)
    left, bottom = project(west, south, zoom)
    right, top = project(bounds[2], bounds[3], zoom)
    assert right - left <= width + 1e-6
    assert bottom - top <= height + 1e-6
    assert right - left == pytest.approx(width) or bottom - top == pytest.approx(height)
    assert project(longitude, latitude, zoom) == pytest.approx(((left + right) / 2, (top + bottom) / 2))


def test_a_circle_of_a_published_extent_has_that_extent_where_it_stands():
    ring = outline_circle(116.3, 39.9, circle_radius_km(22.5))
    assert ring[0] == ring[-1]
    table = gpd.GeoDataFrame({"adcode": ["x"]}, geometry=[shapely.Polygon(ring)], crs=4326)
    assert area_km2(table).iloc[0] == pytest.approx(22.5, rel=0.01)
    centre = table.geometry.iloc[0].centroid
    assert (centre.x, centre.y) == pytest.approx((116.3, 39.9), abs=1e-4)
