"""What a map shows of what is chosen: all of it, with some ground round it."""

import pytest

from atlas.geo.geometry import circle_radius_km, outline_circle
from atlas.selection.bounds import find_aim, find_bounds, find_ring_bounds
from atlas.selection.filter import Filter
from atlas.selection.view import View


def list_wide(snapshot) -> list[str]:
    areas = snapshot["areas"]
    return list(areas.loc[areas["extent_km2"].map(circle_radius_km) > 5, "area_id"])


def test_a_wide_zone_is_shown_to_its_edges(snapshot):
    wide = list_wide(snapshot)
    assert wide
    for area in wide:
        row = snapshot["areas"].set_index("area_id").loc[area]
        west, south, east, north = find_bounds(snapshot, area)
        corners = outline_circle(row["longitude"], row["latitude"], circle_radius_km(row["extent_km2"]))
        assert all(west <= x <= east and south <= y <= north for x, y in corners)


@pytest.mark.parametrize("chosen", ["biopark", "bosheng-zhuoyue", "at_116.31558_39.68524"])
def test_what_is_small_is_shown_as_a_point(snapshot, chosen):
    west, south, east, north = find_bounds(snapshot, chosen)
    assert (west, south) == (east, north)


def test_the_ring_goes_before_what_is_selected(snapshot):
    near = View(Filter(near="bda", km="20"), focus="110115")
    assert find_aim(snapshot, near) == find_ring_bounds(snapshot, near.filter)
    assert find_aim(snapshot, View(focus="110115")) == find_bounds(snapshot, "110115")
    assert find_aim(snapshot, View()) is None
