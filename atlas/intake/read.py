"""Read the tables as text, keeping every cell as it stands in its file."""

import csv
import io
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd

from atlas.errors import Problem
from atlas.schema import Table

GEO_NAMES = ("districts", "neighbours", "rivers")


def read_text_table(path: Path, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one CSV file as text.

    Returns
    -------
    rows
        The schema's columns, all text, blank as `""`, indexed by line number (header = 1);
        empty if the file cannot be read.
    problems
        What is wrong with the file as a file.
    """
    empty = pd.DataFrame(columns=table.column_names, dtype=str)
    if not path.is_file():
        return empty, [Problem("missing_file", path.name)]
    raw = path.read_bytes()
    if not raw.strip():
        return empty, [Problem("empty_file", path.name)]
    try:
        text = raw.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return empty, [Problem("unreadable", path.name, detail="CSV (UTF-8)")]
    header = lines[0]
    if header != table.column_names:
        differing = sorted(set(header) ^ set(table.column_names)) or header
        return empty, [Problem("wrong_header", path.name, row=1, detail=", ".join(differing))]
    problems = [] if raw.endswith(b"\n") else [Problem("cut_off", path.name, row=len(lines))]
    kept: dict[int, list[str]] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if len(cells) == len(header):
            kept[number] = cells
        elif cells:
            detail = f"{len(cells)} / {len(header)}"
            problems.append(Problem("wrong_width", path.name, row=number, detail=detail))
    rows = pd.DataFrame.from_dict(kept, orient="index", columns=header, dtype=str)
    return rows, problems


def read_geometry(path: Path) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Read one of our own GeoJSON files (EPSG:4326) without GDAL."""
    empty = gpd.GeoDataFrame({"adcode": []}, geometry=[], crs=4326)
    if not path.is_file():
        return empty, [Problem("missing_file", path.name)]
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        table = gpd.GeoDataFrame.from_features(features, crs=4326)
    except (ValueError, KeyError, TypeError, AttributeError):
        return empty, [Problem("unreadable", path.name, detail="GeoJSON (UTF-8)")]
    if table.empty or not table.geometry.is_valid.all():
        return empty, [Problem("bad_geometry", path.name, detail="geometry")]
    return table, []
