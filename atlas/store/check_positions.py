"""Check positions: all of one stand together, and the point lies where its row says that it lies."""

from collections.abc import Iterator, Mapping

import geopandas as gpd
import pandas as pd
import shapely

from atlas.errors import Problem
from atlas.store.check_names import find_in_role
from atlas.store.schema import ENTITY_TABLES, REQUIRED_AREAS
from atlas.store.values import NUMBER, split_list

POSITION_COLUMNS = ("longitude", "latitude", "precision_code", "position_source_id")
OUTSIDE, PLACE = "is_outside_area", "longitude, latitude"
SURROUNDINGS = (114.2, 38.6, 118.8, 41.9)  # west, south, east, north: what the map draws round Beijing
Tables = Mapping[str, pd.DataFrame]
Shapes = dict[str, shapely.Geometry]


def check_positions(tables: Tables, districts: gpd.GeoDataFrame) -> Iterator[Problem]:
    """Check the positions of areas and of all entities.

    A point lies in the area of its row, or in one of the districts that the area reaches; one that is declared to lie
    outside lies elsewhere, but near enough to Beijing to be on its map.
    """
    shapes: Shapes = dict(zip(districts["adcode"], districts.geometry, strict=True))
    exact = find_in_role(tables["codes"], "pinned")
    above = dict(zip(tables["areas"]["area_id"], tables["areas"]["parent_ids"].map(split_list), strict=True))
    for name, areas in (("areas", "parent_ids"), *((table.name, "area_id") for table in ENTITY_TABLES)):
        rows = tables[name]
        columns = [rows[column].tolist() for column in (*POSITION_COLUMNS, OUTSIDE, areas)]
        for line, longitude, latitude, precision, source, outside, area in zip(rows.index, *columns, strict=True):
            place = (f"{name}.csv", int(line))
            given = [bool(longitude), bool(latitude), bool(precision), bool(source)]
            pinned = precision in exact
            if not (all(given) if pinned else given[0] is given[1] is False):
                yield Problem("half_position", *place, ", ".join(POSITION_COLUMNS))
            elif not pinned:
                if outside == "true":
                    yield Problem("not_outside", *place, OUTSIDE, outside, area)
            elif NUMBER.fullmatch(longitude) and NUMBER.fullmatch(latitude):
                point = shapely.Point(float(longitude), float(latitude))
                within = _find_shapes(split_list(area), shapes, above)
                if code := _judge(point, within, is_outside=outside == "true"):
                    column, value = (OUTSIDE, outside) if code == "not_outside" else (PLACE, f"{longitude}, {latitude}")
                    yield Problem(code, *place, column, value, area)


def _find_shapes(areas: list[str], shapes: Shapes, above: Mapping[str, list[str]]) -> list[shapely.Geometry]:
    """Find the districts that areas are or reach into; all of them where no more than the city is known."""
    reached, left, found = set(), list(areas), []
    while left:
        area = left.pop()
        if area in shapes:
            found.append(shapes[area])
        elif area in REQUIRED_AREAS and not found:
            found += shapes.values()
        elif area not in reached:
            reached.add(area)
            left = [*above.get(area, ()), *left]  # districts before what lies above them
    return found


def _judge(point: shapely.Point, within: list[shapely.Geometry], *, is_outside: bool) -> str:
    """Give the code of what is wrong with a point; blank if nothing is, or if its area has no shape here."""
    is_inside = any(shape.covers(point) for shape in within)
    if not within:
        return "not_outside" if is_outside else ""
    if not is_outside:
        return "" if is_inside else "outside_area"
    if is_inside:
        return "not_outside"
    return "" if shapely.box(*SURROUNDINGS).covers(point) else "far_position"
