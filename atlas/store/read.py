"""Read the tables as text, keeping every cell as it stands in its file."""

import csv
import io
import json
import math
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from atlas.errors import Problem
from atlas.store.files import KEYS
from atlas.store.schema import Table

ADCODE = "adcode"
TEXT = pd.StringDtype("python", na_value=math.nan)  # the usual one reads single cells and few rows more slowly


def split_rows(text: str) -> list[tuple[int, list[str]]]:
    """Split CSV into rows, each with the line of the file on which it starts."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, start = [], 1
    for cells in reader:
        rows.append((start, cells))
        start = reader.line_num + 1
    return rows


def empty_table(table: Table) -> pd.DataFrame:
    """Give a table without rows, all text."""
    return pd.DataFrame(columns=table.column_names, dtype=TEXT)


def parse_text_table(raw: bytes, file: str, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Parse the bytes of one CSV file as text.

    Returns
    -------
    rows
        The schema's columns, all text, blank as `""`, indexed by line number (header = 1);
        empty if the file cannot be read.
    problems
        What is wrong with the file as a file.
    """
    empty = empty_table(table)
    try:
        text = raw.decode("utf-8-sig")
        lines = split_rows(text)
    except (UnicodeDecodeError, csv.Error):
        return empty, [Problem("unreadable", file, detail="CSV (UTF-8)")]
    if not text.strip():
        return empty, [Problem("empty_file", file)]
    header = lines[0][1]
    if header != table.column_names:
        differing = sorted(set(header) ^ set(table.column_names)) or header
        return empty, [Problem("wrong_header", file, row=1, detail=", ".join(differing))]
    problems = [] if raw.endswith(b"\n") else [Problem("cut_off", file, row=lines[-1][0])]
    kept: dict[int, list[str]] = {}
    for number, cells in lines[1:]:
        if len(cells) == len(header):
            kept[number] = cells
        elif cells:
            detail = f"{len(cells)} / {len(header)}"
            problems.append(Problem("wrong_width", file, row=number, detail=detail))
    rows = pd.DataFrame.from_dict(kept, orient="index", columns=header, dtype=TEXT)
    return rows, problems


def empty_geometry() -> gpd.GeoDataFrame:
    """Give a geometry without shapes."""
    return gpd.GeoDataFrame({ADCODE: []}, geometry=[], crs=4326)


def parse_geometry(raw: bytes, file: str) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Parse the bytes of one of our own GeoJSON files (EPSG:4326) without GDAL."""
    empty = empty_geometry()
    try:
        features = json.loads(raw.decode("utf-8"))["features"]
        table = gpd.GeoDataFrame.from_features(features, crs=4326)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        return empty, [Problem("unreadable", file, detail="GeoJSON (UTF-8)")]
    key = KEYS[Path(file).stem]
    if table.empty or not table.geometry.is_valid.all() or key not in table:
        return empty, [Problem("bad_geometry", file, detail=key)]
    if key == ADCODE and not table[key].map(lambda code: isinstance(code, str)).all():
        return empty, [Problem("bad_geometry", file, detail=key)]
    return table, []
