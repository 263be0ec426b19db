"""Write an Excel workbook: the rows, the data dictionary, the sources, and what was chosen."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atlas.errors import AtlasError
from atlas.export.content import SOURCE_KEY, Content, clean_text
from atlas.export.csv import LIST_SIGN
from atlas.language.i18n import mark, translate
from atlas.store.schema import MOST_TEXT, SOURCES, Column, Table
from atlas.wording.table_text import say_inapplicable

ROWS_MAX = 1_048_575  # that Excel keeps of a sheet, below its header
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # a date of writing would change the file each time
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FIRST_YEAR = 1901  # Excel's calendar before is wrong
NARROW, WIDE, MARGIN = 8, 48, 3  # width of a column, characters
WIDE_SIGNS = "\u2e80"  # from here on a sign takes two places
NOTHING_LIVE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Row = Sequence[Any]


@dataclass(frozen=True)
class Part:
    """What stands on one sheet: the rows by key, and which columns hold dates."""

    table: str
    names: tuple[str, ...]
    rows: list[tuple[str, Row]]
    dates: frozenset[str] = frozenset()


class CellTooLong(AtlasError):
    """A text that Excel would cut off."""

    def __init__(self, table: str, row: str, column: str) -> None:
        self.table, self.row, self.column = table, row, column
        super().__init__(f"{table}, row {row}, column {column}: more than {MOST_TEXT} characters do not fit in a cell")


def write_xlsx(content: Content) -> bytes:
    """Write the workbook; the same content gives the same bytes.

    Raises
    ------
    CellTooLong
        If a text does not fit in a cell; names table, row and column.
    """
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **NOTHING_LIVE})
    workbook.set_properties({"created": WRITTEN, "title": translate(content.lang, content.table.title)})
    head, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
    for title, part in (
        (mark("Data"), _read_table(content.table, content.rows, content.keys)),
        (mark("Data dictionary"), _dictionary(content)),
        (mark("Sources"), _read_table(SOURCES, content.sources, content.sources[SOURCE_KEY])),
        (mark("Filters and snapshot"), _about(content)),
    ):
        _fill(workbook.add_worksheet(translate(content.lang, title)), part, head, day)
    workbook.close()
    return file.getvalue()


def _read_table(table: Table, rows: pd.DataFrame, keys: Iterable[str]) -> Part:
    names, dates = table.column_names, {column.name for column in table.columns if column.type == "date"}
    lines = zip(*(rows[name] for name in names), strict=True)
    return Part(table.name, tuple(names), list(zip(keys, lines, strict=True)), frozenset(dates))


def _dictionary(content: Content) -> Part:
    rows: list[tuple[str, Row]] = [
        (
            column.name,
            (
                column.name,
                _describe(content, column),
                translate(content.lang, column.type),
                column.required,
                column.vocabulary or "",
                column.refers_to or "",
            ),
        )
        for column in content.table.columns
    ]
    return Part("columns", ("column", "meaning", "type", "required", "vocabulary", "refers_to"), rows)


def _describe(content: Content, column: Column) -> str:
    blank = say_inapplicable(content.snapshot, content.table, column.name, content.lang)
    return " ".join(filter(None, [translate(content.lang, column.meaning), blank]))


def _about(content: Content) -> Part:
    table, lang = content.table, content.lang
    rows: list[Row] = [(one.title, one.word, f"{one.name}={one.value}") for one in content.conditions]
    if not rows:
        rows = [(translate(lang, "Filters"), translate(lang, "No filter is set"), "")]
    rows += [
        (translate(lang, "Table"), translate(lang, table.title), table.name),
        (translate(lang, "Rows"), len(content.rows), ""),
        (translate(lang, "Rows of the whole table"), len(content.snapshot[table.name]), ""),
        (translate(lang, "Snapshot"), content.snapshot.snapshot_id, ""),
        (translate(lang, "Newest source"), content.as_of_date, ""),
        (translate(lang, "Credit"), content.credit, ""),
    ]
    return Part("filters", ("what", "words", "code"), [(str(row[0]), row) for row in rows])


def _fill(sheet: Worksheet, part: Part, head: Format, day: Format) -> None:
    widths = [len(name) + MARGIN for name in part.names]
    for column, name in enumerate(part.names):
        sheet.write_string(0, column, name, head)
    for line, (key, cells) in enumerate(part.rows, start=1):
        for column, (name, cell) in enumerate(zip(part.names, cells, strict=True)):
            value = _plain(cell, as_date=name in part.dates)
            if isinstance(value, str) and len(value.encode("utf-16-le")) > 2 * MOST_TEXT:
                raise CellTooLong(part.table, key, name)
            _write(sheet, line, column, value, day)
            widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, NARROW), WIDE))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(part.rows), len(part.names) - 1)


def _plain(cell: Any, *, as_date: bool) -> Any:
    """Turn a typed cell into text, number, boolean or date; a blank is None."""
    if isinstance(cell, tuple):
        cell = LIST_SIGN.join(cell)
    if isinstance(cell, str):
        text = clean_text(cell).replace("\r\n", "\n").replace("\r", "\n")
        if as_date and DAY.fullmatch(text) and int(text[:4]) >= FIRST_YEAR:
            return date.fromisoformat(text)
        return text or None
    if pd.isna(cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell


def _write(sheet: Worksheet, line: int, column: int, value: Any, day: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(line, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif value is not None:
        sheet.write_number(line, column, value)


def _width(value: Any) -> int:
    text = "" if value is None else str(value)[:WIDE]
    return len(text) + sum(sign >= WIDE_SIGNS for sign in text) + 1
