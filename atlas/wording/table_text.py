"""Say tables in words: short names of columns, and cells with words for codes and names for ids."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from atlas.analysis.evidence import is_dated_by_document
from atlas.language.i18n import translate
from atlas.language.transliterate import transliterate
from atlas.store.schema import PROVENANCE, TABLES, Column, Table
from atlas.store.snapshot import Snapshot, say_name, to_rows
from atlas.wording.sentences import say_figure

SHORT = re.compile(r"[;；,，。:：]|\.$")  # where the first part of a column's meaning ends
TITLE_END = re.compile(r"[:：（(]")
NAME = "name"
NAMES = (NAME, "title", "topic", "subject")  # columns that name a row, without their language
LIST_JOINTS = {"zh": "、", "en": "; "}
COLONS = {"zh": "：", "en": ": "}
STEMS = ("name", "title", "description")  # of the columns that `name_row` reads
SOURCE = "source_id"
KIND = "kind_code"
AS_OF = "as_of_date"
FIGURES = ("value", "count")  # columns of tables whose rows are figures
TOLD = ("word", "description", "note")  # what tells a row that has no name
COMPANIONS = ("qualifier_code", "unit_code", AS_OF)  # what a figure is never shown without


def name_columns(table: Table, lang: str) -> dict[str, str]:
    """Name each column by the start of its meaning, or by all of it where the start is not its own."""
    meanings = {column.name: translate(lang, column.meaning) for column in table.columns}
    starts = {name: SHORT.split(meaning)[0] for name, meaning in meanings.items()}
    often = Counter(starts.values())
    return {name: start if often[start] == 1 else meanings[name].rstrip(".。") for name, start in starts.items()}


def name_table(table: Table, lang: str) -> str:
    """Name a table by the start of its title."""
    return TITLE_END.split(translate(lang, table.title))[0]


def list_main_columns(table: Table, lang: str) -> list[str]:
    """List the columns to look at first: what is required, coded, counted or dated, in the reader's language."""
    names = [column.name for column in table.columns if _is_main(table, column, lang)]
    return [*names, *([SOURCE] if SOURCE in table.column_names and SOURCE not in names else [])]


def _is_main(table: Table, column: Column, lang: str) -> bool:
    stem, _, own = column.name.rpartition("_")
    known = {one.name: one for one in table.columns}
    chinese, sibling = known.get(f"{stem}_zh", column), known.get(f"{stem}_{lang}", column)
    if own in LIST_JOINTS and own != lang and sibling.required:
        return False  # the reader's language says the same
    is_hard = bool(column.vocabulary or column.refers_to or column.type not in ("string", "boolean"))
    is_asked = column.required or (own in LIST_JOINTS and chinese.required)
    return (is_hard or is_asked) and not (column.unique or column in PROVENANCE or _is_position(column))


def _is_position(column: Column) -> bool:
    return column.name in ("longitude", "latitude", "precision_code") or column.name.endswith(f"_{SOURCE}")


def order_columns(table: Table, names: list[str]) -> list[str]:
    """Order a choice of columns, names first, and add what its figures are not shown without."""
    figures = any(table.column(name).type == "number" or name == "count" for name in names)
    wanted = {*names, *(COMPANIONS if figures else ())}
    chosen = [name for name in table.column_names if name in wanted]
    return sorted(chosen, key=lambda name: name.rpartition("_")[0] not in NAMES)


def list_said_columns(table: Table, lang: str) -> list[Column]:
    """List the columns but those that say in another language what one in the reader's says, too."""
    known = {column.name: column for column in table.columns}

    def is_double(column: Column) -> bool:
        stem, _, own = column.name.rpartition("_")
        sibling = known.get(f"{stem}_{lang}", column)
        return own in LIST_JOINTS and own != lang and sibling is not column and sibling.required == column.required

    return [column for column in table.columns if not is_double(column)]


def put_in_words(snapshot: Snapshot, table: Table, rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Put a table's cells in words; numbers stay numbers, dates stay sortable, a blank is missing.

    A blank that does not apply to a row's kind says so.

    Returns
    -------
    said
        The rows in their order, with the table's columns.
    """
    said = {}
    kinds = list(rows[KIND]) if KIND in table.column_names else [""] * len(rows)
    for column in table.columns:
        cells = rows[column.name]
        if column.type in ("integer", "number"):
            said[column.name] = cells
        else:
            words = [say_cell(snapshot, column, cell, lang) or None for cell in cells]
            if column.name == f"{NAME}_{lang}":
                words = [say_own_name(row, lang) or None for row in to_rows(rows)]
            if column.name == AS_OF:
                pairs = zip(cells, rows[SOURCE], strict=True)
                behind = [{AS_OF: date, SOURCE: source} for date, source in pairs]
                words = [say_row_date(snapshot, row, row[AS_OF], lang) or None for row in behind]
            blanks = {kind: say_blank(snapshot, table, column.name, kind, lang) or None for kind in set(kinds)}
            words = [word or blanks[kind] for word, kind in zip(words, kinds, strict=True)]
            said[column.name] = pd.Series(words, index=rows.index, dtype=object)
    return pd.DataFrame(said, index=rows.index)


def say_blank(snapshot: Snapshot, table: Table, column: str, kind_code: str, lang: str) -> str:
    """Say what a blank is: that the column does not apply to a row of a kind; blank if it is not stated."""
    vocabulary = table.column(KIND).vocabulary if kind_code else None
    if not vocabulary or snapshot.vocabulary.applies(vocabulary, kind_code, column):
        return ""
    return translate(lang, "Not applicable")


def say_inapplicable(snapshot: Snapshot, table: Table, column: str, lang: str) -> str:
    """Say to which kinds a column does not apply, so that their blanks are told apart; blank if it applies to all."""
    words, vocabulary = snapshot.vocabulary, table.column(KIND).vocabulary if KIND in table.column_names else None
    kinds = [code for code in words.codes(vocabulary or "") if not words.applies(vocabulary or "", code, column)]
    named = LIST_JOINTS[lang].join(words.word(vocabulary or "", code, lang) for code in kinds)
    return translate(lang, "A blank does not apply where the kind is: {kinds}.", kinds=named) if kinds else ""


def say_own_name(row: Mapping[str, Any], lang: str) -> str:
    """Say a row's name in a language; where none is certain its pinyin, with a word that it is only this."""
    name, shown = str(row[f"{NAME}_{lang}"]), say_name(row, lang)
    if name or shown == row["name_zh"]:
        return name
    return translate(lang, "{name} (pinyin)", name=transliterate(row["name_zh"]))


def say_row_date(snapshot: Snapshot, row: Mapping[str, Any], date: str, lang: str) -> str:
    """Say a row's `as_of_date`, written as `date`: that of publication with a word that it is only this."""
    return translate(lang, "{date} (published)", date=date) if is_dated_by_document(snapshot, row) else date


def say_cell(snapshot: Snapshot, column: Column, cell: Any, lang: str) -> str:
    """Say one cell that is no number; a blank is `""`."""
    if isinstance(cell, tuple):
        return LIST_JOINTS[lang].join(_say_one(snapshot, column, one, lang) for one in cell)
    if column.type == "boolean":
        return translate(lang, "yes") if cell else translate(lang, "no")
    return _say_one(snapshot, column, cell, lang)


def _say_one(snapshot: Snapshot, column: Column, cell: str, lang: str) -> str:
    if column.vocabulary and cell:
        return snapshot.vocabulary.word(column.vocabulary, cell, lang)
    if column.refers_to and cell:
        return _name_row(snapshot, column.refers_to.split(".")[0], cell, lang)
    return cell


def say_row(snapshot: Snapshot, table: Table, row: Mapping[str, Any], lang: str) -> str:
    """Say a row of any table in a line: its figure and what it is of, or its name; then who published it."""
    place = snapshot.name(key, lang) if (key := row.get("area_id") or row.get("entity_id")) else ""
    value = next((row[name] for name in FIGURES if name in row), None)
    if value is None:
        names = (row.get(f"{stem}_{one}") for stem in (*NAMES, *TOLD) for one in (lang, "zh"))
        said = [say_name(row, lang) if "name_zh" in row else next((str(name) for name in names if name), "")]
        said = said if any(f"{stem}_zh" in row for stem in NAMES) else [place, *said]
    else:
        figure = say_figure(snapshot, value, row["unit_code"], row["qualifier_code"], lang)
        codes = [column for column in table.columns if column.vocabulary in ("measure", "stage")]
        words = [say_cell(snapshot, column, row[column.name], lang) for column in codes]
        said = [place, str(row.get("year", "")), *words, figure]
    source = snapshot.rows["sources"].get(row.get("source_id", ""), {})
    publisher = row.get(f"publisher_{lang}") or source.get(f"publisher_{lang}", "")
    return " · ".join(filter(None, [*said, publisher]))


def _name_row(snapshot: Snapshot, table: str, key: str, lang: str) -> str:
    """Name the row that a cell refers to; its id where it has no name."""
    if table not in snapshot.rows:  # any entity table
        return snapshot.name(key, lang)
    row = snapshot.rows[table].get(key, {})
    if row.get("name_zh"):
        return say_name(row, lang)
    found = [row.get(f"{stem}_{one}") for one in (lang, "zh") for stem in NAMES]
    return str(next(filter(None, found), "")) or (say_row(snapshot, TABLES[table], row, lang) if row else key)


def name_row(row: Mapping[str, Any], lang: str) -> str:
    """Name a row of any table in a language; the Chinese name where no other is certain."""
    if "name_zh" in row:
        return say_name(row, lang)
    said = (row.get(f"{stem}_{one}") for stem in STEMS for one in (lang, "zh"))
    return next((str(text) for text in said if text), "")
