"""Write CSV that Excel opens in UTF-8, with nothing that it would run.

A CSV file is its table and nothing else, so that every program reads it: what is set stands shortened in the
file's name, with the snapshot's id; XLSX and GeoJSON hold it in full.
"""

import csv
import io
from typing import Any

import pandas as pd

from atlas.export.content import Content, clean_text

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet may run what begins so
LIST_SIGN = ";"


def write_csv(content: Content) -> bytes:
    """Write the rows: UTF-8 with a byte order mark, lines end in CRLF, a blank is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = content.table.column_names
    writer.writerow(names)
    columns = (content.rows[name] for name in names)
    writer.writerows([write_cell(cell) for cell in row] for row in zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def write_cell(cell: Any) -> str:
    """Write one cell: lists joined by `;`, `true` and `false`, numbers bare, text that may run behind a `'`."""
    if isinstance(cell, tuple):
        cell = LIST_SIGN.join(cell)
    if isinstance(cell, str):
        text = clean_text(cell)
        return f"'{text}" if text.startswith(LIVE) else text
    if pd.isna(cell):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(float(cell))
    return str(cell).lower()
