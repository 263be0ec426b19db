"""A data folder in memory: rows of text to change, written where the atlas can read them."""

import csv
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

from atlas.store.files import PATHS
from atlas.store.schema import TABLES
from tests.frozen import FROZEN
from tests.tables import Row, read_rows

Rows = dict[int, Row]  # by their place in the file as it stands: a row that is taken away leaves the others theirs


@cache
def read_base(table: str) -> Rows:
    """Read a table as it stands."""
    return dict(enumerate(read_rows(FROZEN, table)))


class Draft:
    """Changed data: only what is asked for is copied."""

    def __init__(self) -> None:
        self.changed: dict[str, Rows] = {}
        self.geometry: dict[str, dict[str, Any]] = {}

    def rows(self, table: str) -> Rows:
        """Give a table's rows, to be changed."""
        if table not in self.changed:
            self.changed[table] = {number: dict(row) for number, row in read_base(table).items()}
        return self.changed[table]

    def add(self, table: str, row: Row) -> None:
        """Add a row; cells that it does not name are blank."""
        rows = self.rows(table)
        rows[max([*read_base(table), *rows], default=-1) + 1] = dict.fromkeys(TABLES[table].column_names, "") | row

    def shapes(self, name: str) -> dict[str, Any]:
        """Give a geometry's GeoJSON, to be changed."""
        if name not in self.geometry:
            self.geometry[name] = json.loads((FROZEN / PATHS[name]).read_text(encoding="utf-8"))
        return self.geometry[name]

    def write(self, folder: Path) -> Path:
        """Write the data folder: changed files anew, links to the others."""
        for name, place in PATHS.items():
            path = folder / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if name in self.geometry:
                path.write_text(json.dumps(self.geometry[name]), encoding="utf-8")
            elif name in self.changed:
                path.write_text(_write_rows(name, self.changed[name]), encoding="utf-8", newline="")
            else:
                path.symlink_to(FROZEN / place)
        return folder


def _write_rows(table: str, rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, TABLES[table].column_names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return text.getvalue()
