"""What the data package records of each file, and which files have lost rows since."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from atlas.errors import Problem
from atlas.intake.read import GEO_NAMES, split_rows
from atlas.schema import TABLES

RECORD = "datapackage.json"
# where each table and geometry lies, relative to the data folder
PATHS = {
    **{name: f"entities/{name}.csv" for name in TABLES},
    **{name: f"geo/{name}.geojson" for name in GEO_NAMES},
}


def count_rows(path: Path) -> int | None:
    """Count the rows of a table below its header, or the features of a geometry; None if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".csv":
            return max(sum(bool(cells) for _, cells in split_rows(text)) - 1, 0)
        return len(json.loads(text)["features"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError, csv.Error):
        return None


def describe_file(path: Path) -> dict[str, Any]:
    """Describe a file's content: `bytes`, `hash` (SHA-256, as the Data Package says it) and `rows`.

    Nothing is said of a file that cannot be read.
    """
    rows = count_rows(path)
    if rows is None:
        return {}
    raw = path.read_bytes()
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "rows": rows}


def read_record(folder: Path) -> tuple[dict[str, int], list[Problem]]:
    """Read how many rows the data package records of each table and geometry.

    Returns
    -------
    rows
        Rows by name; what is not recorded is left out, so nothing at all without a data package.
    problems
        That the data package cannot be read.
    """
    path = folder / RECORD
    if not path.is_file():
        return {}, []
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        return {one["name"]: one["rows"] for one in resources if isinstance(one.get("rows"), int)}, []
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, [Problem("unreadable", RECORD, detail="JSON (UTF-8)")]


def find_cut_files(folder: Path) -> list[Problem]:
    """Name the files that hold fewer rows than the data package records: they were cut.

    More rows, or other content, are no problem: data are edited as data.
    """
    recorded, problems = read_record(folder)
    for name, place in PATHS.items():
        found = count_rows(folder / place)
        if found is not None and found < recorded.get(name, 0):
            problems.append(Problem("rows_missing", Path(place).name, detail=f"{found} / {recorded[name]}"))
    return problems
