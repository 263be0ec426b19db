"""The shapes in data/geo: complete, without gaps, where they really are."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate

from atlas.geo.geometry import is_pinned
from atlas.store.snapshot import Snapshot
from tools.build_static import ROOT
from tools.derive_geo import EXTENT, to_geojson

ADCODES = [f"1101{number:02}" for number in (1, 2, *range(5, 10), *range(11, 20))]
GCJ_SHIFT = (0.00625, 0.00134)  # degrees: what GCJ-02 adds to WGS-84 in Beijing
METRES_PER_DEGREE = 85_400  # of longitude at Beijing's latitude
AIRPORT = shapely.Point(116.592, 40.075)  # the middle of Beijing Capital Airport, WGS-84
CHAOYANG, SHUNYI = "110105", "110113"
METRIC_CRS = "ESRI:102025"  # Asia North Albers, equal area, metres
# km2, regional yearbook, as research/geography.md gives them
REFERENCE_KM2 = {
    "110101": 41.82,
    "110102": 50.33,
    "110105": 454.78,
    "110106": 305.53,
    "110107": 84.38,
    "110108": 430.77,
    "110109": 1447.85,
    "110111": 1994.73,
    "110112": 905.79,
    "110113": 1019.51,
    "110114": 1342.47,
    "110115": 1036.34,
    "110116": 2122.82,
    "110117": 948.24,
    "110118": 2225.92,
    "110119": 1994.89,
}
# longitude of the border between Dongcheng and Xicheng, WGS-84: at a latitude, and of a metro station on it
AXIS = {39.885: 116.3922, 39.8825: 116.39247}


@pytest.fixture(scope="module")
def districts(snapshot: Snapshot) -> gpd.GeoDataFrame:
    """Give the districts."""
    return snapshot.geometry["districts"]


def area_km2(shapes: gpd.GeoDataFrame) -> pd.Series:
    """Compute areas by their geometry, square kilometres."""
    square_metres: pd.Series = shapes.to_crs(METRIC_CRS).area
    return square_metres / 1e6


def largest_part(shape: shapely.Geometry) -> shapely.Geometry:
    """Take the largest polygon of a shape."""
    return max(shapely.get_parts(shape), key=lambda part: part.area)


def count_gaps(districts: gpd.GeoDataFrame) -> int:
    """Count the holes inside all districts together and the pieces that lie apart."""
    pieces = shapely.get_parts(districts.union_all())
    return len(pieces) - 1 + sum(len(piece.interiors) for piece in pieces)


def axis_errors_m(districts: gpd.GeoDataFrame) -> list[float]:
    """Measure how far the border between Dongcheng and Xicheng lies from where it is known to be."""
    east, west = (districts.loc[districts["adcode"] == code].geometry.iloc[0] for code in ("110101", "110102"))
    border = shapely.intersection(east, west)
    errors = []
    for latitude, longitude in AXIS.items():
        crossing = shapely.intersection(border, shapely.LineString([(116.3, latitude), (116.5, latitude)]))
        distances = [abs(x - longitude) * METRES_PER_DEGREE for x, _ in shapely.get_coordinates(crossing)]
        errors.append(min(distances, default=float("inf")))
    return errors


def find_misplaced(table, key: str, home: str, snapshot: Snapshot, districts: gpd.GeoDataFrame) -> list[str]:
    """Name the pinned rows whose point lies outside every district that the row names."""
    shapes = dict(zip(districts["adcode"], districts.geometry, strict=True))
    parents = snapshot["areas"].set_index("area_id")["parent_ids"]
    misplaced = []
    for row in table[is_pinned(table)].to_dict("records"):
        named = row[home] if isinstance(row[home], tuple) else (row[home],)
        reached = [area for one in named if one for area in (one, *parents[one])]
        own = [shapes[area] for area in reached if area in shapes]
        excused = row["is_outside_area"]
        if (
            own
            and not excused
            and not any(shape.covers(shapely.Point(row["longitude"], row["latitude"])) for shape in own)
        ):
            misplaced.append(row[key])
    return misplaced


def shift(shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Move shapes as GCJ-02 does."""
    return shapes.set_geometry([translate(shape, *GCJ_SHIFT) for shape in shapes.geometry], crs=4326)


def test_there_are_beijings_sixteen_districts_with_text_codes(districts):
    assert list(districts["adcode"]) == ADCODES


def test_every_district_is_named_as_in_the_table_of_areas(snapshot, districts):
    names = snapshot["areas"].set_index("area_id")["name_zh"]
    assert list(districts["name_zh"]) == [names[adcode] for adcode in ADCODES]


def test_all_shapes_are_in_longitude_and_latitude(snapshot):
    assert {table.crs.to_epsg() for table in snapshot.geometry.values()} == {4326}


def test_districts_share_their_borders_exactly(districts):
    assert shapely.coverage_is_valid(districts.geometry.values)


def test_districts_leave_no_hole_and_fall_into_no_pieces(districts):
    assert count_gaps(districts) == 0


def test_a_gap_of_a_metre_is_seen(districts):
    thinner = districts.geometry.values.copy()
    thinner[0] = shapely.buffer(thinner[0], -1e-5)
    assert count_gaps(districts.set_geometry(thinner)) > 0


def test_an_overlap_of_a_metre_is_seen(districts):
    thicker = districts.geometry.values.copy()
    thicker[0] = shapely.buffer(thicker[0], 1e-5)
    assert not shapely.coverage_is_valid(thicker)


@pytest.mark.parametrize("adcode", [adcode for adcode in ADCODES if adcode != CHAOYANG])
def test_a_districts_area_is_that_of_the_yearbook(districts, adcode):
    measured = area_km2(districts)[districts["adcode"] == adcode].iloc[0]
    assert measured == pytest.approx(REFERENCE_KM2[adcode], rel=0.02)


def test_chaoyangs_area_without_the_airport_is_that_of_the_yearbook(districts):
    """The yearbook leaves the airport out of Chaoyang; the shapes and the law put it there."""
    chaoyang = districts[districts["adcode"] == CHAOYANG]
    town = chaoyang.set_geometry([largest_part(chaoyang.geometry.iloc[0])], crs=4326)
    assert area_km2(town).iloc[0] == pytest.approx(REFERENCE_KM2[CHAOYANG], rel=0.02)


def test_beijings_area_is_the_sum_of_the_yearbook(districts):
    assert area_km2(districts).sum() == pytest.approx(sum(REFERENCE_KM2.values()), rel=0.002)


def test_chaoyang_keeps_its_airport_enclave_inside_shunyi(districts):
    chaoyang, shunyi = (districts.loc[districts["adcode"] == code].geometry.iloc[0] for code in (CHAOYANG, SHUNYI))
    parts = shapely.get_parts(chaoyang)
    assert len(parts) == 2
    enclave = min(parts, key=lambda part: part.area)
    assert enclave.covers(AIRPORT)
    assert shapely.box(*shunyi.bounds).covers(enclave)


def test_the_central_axis_lies_where_it_is_on_the_ground(districts):
    assert max(axis_errors_m(districts)) < 150


def test_a_gcj_02_shift_turns_the_axis_red(districts):
    assert min(axis_errors_m(shift(districts))) > 150


def test_every_pinned_entity_lies_in_the_district_that_it_names(snapshot, districts):
    assert find_misplaced(snapshot.all_entities, "entity_id", "area_id", snapshot, districts) == []


def test_every_pinned_park_lies_in_the_district_that_it_names(snapshot, districts):
    assert find_misplaced(snapshot["areas"], "area_id", "parent_ids", snapshot, districts) == []


def test_a_pin_that_stands_a_tenth_of_a_degree_off_is_named(snapshot, districts):
    entities = snapshot.all_entities
    moved = entities.assign(latitude=entities["latitude"] + 0.1)
    assert find_misplaced(moved, "entity_id", "area_id", snapshot, districts)


def test_neighbours_do_not_overlap_beijing(snapshot, districts):
    neighbours = snapshot.geometry["neighbours"]
    assert shapely.intersection(neighbours.union_all(), districts.union_all()).area == 0


def test_neighbours_leave_no_gap_to_beijing(snapshot, districts):
    land = shapely.union_all([*snapshot.geometry["neighbours"].geometry, *districts.geometry])
    window = shapely.box(*districts.total_bounds)
    assert shapely.difference(window, land).area == pytest.approx(0, abs=1e-9)


def test_everything_lies_inside_the_extent_of_the_map(snapshot):
    bounds = shapely.union_all([table.union_all() for table in snapshot.geometry.values()])
    assert shapely.box(*EXTENT).buffer(1e-6).covers(bounds)


def test_rivers_are_numbered_lines(snapshot):
    rivers = snapshot.geometry["rivers"]
    assert list(rivers["river_id"]) == list(range(1, len(rivers) + 1))
    assert set(rivers.geom_type) <= {"LineString", "MultiLineString"}


@pytest.mark.parametrize("name", ["districts", "neighbours", "rivers"])
def test_writing_the_shapes_again_gives_the_same_bytes(snapshot, name):
    path = ROOT / "data" / "geo" / f"{name}.geojson"
    assert to_geojson(snapshot.geometry[name][_columns(name)]) == path.read_text(encoding="utf-8")


def _columns(name: str) -> list[str]:
    return ["river_id", "geometry"] if name == "rivers" else ["adcode", "name_zh", "geometry"]
