"""Take a table away as a file: one writer a format, and the file's name says what is inside."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.errors import AtlasError
from atlas.export.content import Content, gather_content
from atlas.export.csv import write_csv
from atlas.export.geojson import has_position, write_geojson
from atlas.export.xlsx import ROWS_MAX, CellTooLong, write_xlsx
from atlas.language.i18n import mark, translate
from atlas.selection.conditions import Condition
from atlas.selection.filter import Filter
from atlas.store.schema import TABLES, Table
from atlas.store.snapshot import Snapshot
from atlas.wording.table_text import name_table

FILTERS_MAX = 60  # characters of the filters in a file's name
UNSAFE = re.compile(r"[^\w.]+")


def _fits_every(_table: Table) -> bool:
    return True


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    title
        English name; the catalogues translate it.
    holds_filters
        Whether the file itself says what was chosen; else its name gives the snapshot, too.
    fits
        Whether a table can be written so.
    most_rows
        How many rows the file can hold; None for any number.
    """

    title: str
    write: Callable[[Content], bytes]
    media_type: str
    suffix: str
    holds_filters: bool = True
    fits: Callable[[Table], bool] = _fits_every
    most_rows: int | None = None


FORMATS = {
    "xlsx": Format(
        mark("Excel workbook"),
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        most_rows=ROWS_MAX,
    ),
    "csv": Format(mark("CSV table"), write_csv, "text/csv", "csv", holds_filters=False),
    "geojson": Format(mark("GeoJSON points"), write_geojson, "application/geo+json", "geojson", fits=has_position),
}


class NoPosition(AtlasError):
    """A table without positions cannot be written as points."""

    def __init__(self, table: str, format_name: str) -> None:
        self.table, self.format_name = table, format_name
        super().__init__(f"{table} has no positions and cannot be written as {format_name}")


class TooManyRows(AtlasError):
    """A format cannot hold so many rows: its programs would leave some out."""

    def __init__(self, table: str, format_name: str, count: int) -> None:
        self.table, self.format_name, self.count = table, format_name, count
        super().__init__(f"{table}: {count} rows are more than {format_name} holds")


@dataclass(frozen=True)
class Export:
    """A file ready to be saved or sent."""

    file_name: str
    media_type: str
    content: bytes


def list_formats(table_name: str) -> list[str]:
    """List the formats that a table can be written in, by name."""
    return [name for name, one in FORMATS.items() if one.fits(TABLES[table_name])]


def export_table(snapshot: Snapshot, filter: Filter, table_name: str, format_name: str, *, lang: str) -> Export:
    """Write the rows of a table that belong to a filter, with all their columns.

    Parameters
    ----------
    table_name, format_name
        Keys of `atlas.store.schema.TABLES` and `FORMATS`.
    lang
        Language of the file's name, its titles and words; column names and codes stay as they are.

    Raises
    ------
    NoPosition
        If the format draws points and the table has none.
    CellTooLong, TooManyRows
        If a text or the rows do not fit in the format.
    """
    form, content = FORMATS[format_name], gather_content(snapshot, filter, table_name, lang)
    if not form.fits(content.table):
        raise NoPosition(table_name, format_name)
    if not holds_rows(content, form):
        raise TooManyRows(table_name, format_name, len(content.rows))
    return Export(name_file(content, form), form.media_type, form.write(content))


def holds_rows(content: Content, form: Format) -> bool:
    """Tell whether a format can hold all rows."""
    return form.most_rows is None or len(content.rows) <= form.most_rows


def say_misfit(error: CellTooLong | TooManyRows, lang: str) -> str:
    """Say what does not fit in the file, and what to do."""
    if isinstance(error, CellTooLong):
        text = mark("Table {table}, row {row}, column {column}: the text is too long for a cell.")
        return translate(lang, text, table=error.table, row=error.row, column=error.column)
    return say_too_many(FORMATS[error.format_name], lang)


def say_too_many(form: Format, lang: str) -> str:
    """Say that a format cannot hold so many rows, and what to do."""
    text = mark("{format} holds {count} rows at most. Set a filter, or take the table away as CSV.")
    return translate(lang, text, format=translate(lang, form.title), count=form.most_rows)


def name_file(content: Content, form: Format) -> str:
    """Name a file after its table, its filters and the date of its newest source, in safe characters."""
    table = name_table(content.table, content.lang)
    stem = write_stem(table, content.conditions, content.as_of_date, content.lang)
    if not form.holds_filters:
        stem = f"{stem}_{content.snapshot.snapshot_id}"
    return f"{stem}.{form.suffix}"


def write_stem(what: str, conditions: Sequence[Condition], date: str, lang: str) -> str:
    """Write a file's name, without suffix: what is inside, its filters and a date, in safe characters."""
    table, chosen = write_slug(what, lang), "_".join(write_slug(one.word, lang) for one in conditions)
    words = chosen[:FILTERS_MAX].strip("-_.")
    if words:
        return translate(lang, "beijing-cgt-{table}_{filters}_{date}", table=table, filters=words, date=date)
    return translate(lang, "beijing-cgt-{table}_{date}", table=table, date=date)


def write_slug(text: str, lang: str) -> str:
    """Keep letters, digits, points and underscores; hyphens stand for the rest."""
    slug = UNSAFE.sub("-", text).strip("-.")
    return slug if lang == "zh" else slug.lower()
