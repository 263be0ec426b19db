"""What the data package records of each file, and which files have lost rows since."""

import csv
import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from atlas.errors import Problem
from atlas.store.files import GEO_NAMES, PATHS, RECORD, DataFiles, read_file
from atlas.store.read import split_rows


def count_rows(raw: bytes, file: str) -> int | None:
    """Count the rows of a table below its header, or the features of a geometry; None if it cannot be read."""
    try:
        text = raw.decode("utf-8-sig")
        if file.endswith(".csv"):
            return max(sum(bool(cells) for _, cells in split_rows(text)) - 1, 0)
        return _count_features(text)
    except (ValueError, LookupError, TypeError, RecursionError, csv.Error):
        return None


@lru_cache(maxsize=2 * len(GEO_NAMES))
def _count_features(text: str) -> int:
    return len(json.loads(text)["features"])


def describe_file(path: Path) -> dict[str, Any]:
    """Describe a file's content: `bytes`, `hash` (SHA-256, as the Data Package says it) and `rows`.

    Nothing is said of a file that cannot be read.
    """
    raw = read_file(path)
    rows = count_rows(raw, path.name) if isinstance(raw, bytes) else None
    if rows is None or not isinstance(raw, bytes):
        return {}
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "rows": rows}


def read_record(folder: Path) -> tuple[dict[str, int], list[Problem]]:
    """Read the record of a data folder, as `parse_record` does."""
    raw = read_file(folder / RECORD)
    if isinstance(raw, bytes):
        return parse_record(raw)
    return {}, [] if raw.code == "missing_file" else [raw]


def parse_record(raw: bytes) -> tuple[dict[str, int], list[Problem]]:
    """Parse how many rows the data package records of each table and geometry.

    Returns
    -------
    rows
        Rows by name; what is not recorded is left out.
    problems
        That the data package cannot be read.
    """
    try:
        resources = json.loads(raw.decode("utf-8"))["resources"]
        return {one["name"]: one["rows"] for one in resources if isinstance(one.get("rows"), int)}, []
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, [Problem("unreadable", RECORD, detail="JSON (UTF-8)")]


def find_cut_files(files: DataFiles) -> list[Problem]:
    """Name the files that hold fewer rows than the data package records: they were cut.

    More rows, or other content, are no problem: data are edited as data.
    """
    if RECORD not in files.contents:
        return []
    recorded, problems = parse_record(files.contents[RECORD])
    for name, place in PATHS.items():
        raw = files.contents.get(name)
        found = None if raw is None else count_rows(raw, place)
        if found is not None and found < recorded.get(name, 0):
            problems.append(Problem("rows_missing", Path(place).name, detail=f"{found} / {recorded[name]}"))
    return problems
