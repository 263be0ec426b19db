"""Read and change the CSV files of a data folder, cell by cell."""

import csv
import io
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from atlas.store.datapackage import build_datapackage
from atlas.store.files import RECORD, SETTLE_SECONDS
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.store.store import type_table
from tools.drive.synthetic import invent_companies

Row = dict[str, str]
AREA_KINDS = [
    {"vocabulary": "area_kind", "code": code, "order": str(order), "roles": roles}
    for order, (code, roles) in enumerate(
        {
            "world": "",
            "country": "",
            "province": "compared",
            "city": "compared",
            "district": "compared;shaped;facet_area",
            "zone": "compared;facet_area;spotted;sure",
            "park": "compared;facet_park;spotted",
        }.items(),
        start=1,
    )
]


def rest() -> None:
    """Wait until the clock of the file system has moved on: two changes may bear one stamp."""
    time.sleep(SETTLE_SECONDS * 1.5)


def table_path(folder: Path, table: str) -> Path:
    """Tell where a table lies."""
    return folder / "entities" / f"{table}.csv"


def read_rows(folder: Path, table: str) -> list[Row]:
    """Read a table's rows as text."""
    with table_path(folder, table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, table: str, rows: list[Row]) -> None:
    """Write a table's rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, TABLES[table].column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table_path(folder, table).write_text(text.getvalue(), encoding="utf-8", newline="")


def record_files(folder: Path) -> None:
    """Write the data package: how many rows each file holds."""
    (folder / RECORD).write_text(json.dumps(build_datapackage(folder)), encoding="utf-8")


def find_line(folder: Path, table: str, fits: Callable[[Row], object]) -> int:
    """Find the line of the first row that fits; the header is line 1."""
    return next(number for number, row in enumerate(read_rows(folder, table), start=2) if fits(row))


def set_cell(folder: Path, table: str, line: int, column: str, value: str) -> None:
    """Change one cell."""
    rows = read_rows(folder, table)
    rows[line - 2][column] = value
    write_rows(folder, table, rows)


def make_table(table: str, rows: list[Row]) -> pd.DataFrame:
    """Make a typed table of the schema from the few cells that matter."""
    columns = TABLES[table].column_names
    text = pd.DataFrame([{column: row.get(column, "") for column in columns} for row in rows], columns=columns)
    return type_table(text, TABLES[table])


def make_snapshot(districts: Sequence[str] = (), **tables: list[Row]) -> Snapshot:
    """Make a snapshot of a few small tables and square districts; the other tables are empty.

    Kinds of area are there unless some are given: what an area is decides what it counts in.
    """
    codes = tables.get("codes", [])
    if not any(row["vocabulary"] == "area_kind" for row in codes):
        tables["codes"] = [*codes, *AREA_KINDS]
    squares = [shapely.box(115 + place, 39, 116 + place, 40) for place in range(len(districts))]
    shapes = gpd.GeoDataFrame({"adcode": list(districts)}, geometry=squares, crs=4326)
    return Snapshot("small", {name: make_table(name, tables.get(name, [])) for name in TABLES}, {"districts": shapes})


def add_companies(snapshot: Snapshot, count: int) -> Snapshot:
    """Add invented companies, spread over the districts."""
    invented = type_table(invent_companies(snapshot, count), TABLES["companies"])
    companies = pd.concat([snapshot["companies"], invented], ignore_index=True)
    return Snapshot(f"{snapshot.snapshot_id}+{count}", {**snapshot.tables, "companies": companies}, snapshot.geometry)
