"""Hold every `as_printed` against the documents that it is said to come from."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from atlas.schema import TABLES

BLANK = re.compile(r"[\s\u200b]+")
FIGURE = re.compile(r"\d[\d,.]*%?|[一二两三四五六七八九十百千万亿半]+[余多]?[个家款条项类期年月日倍届所位次]")


@dataclass(frozen=True)
class Finding:
    """An `as_printed` that its document does not hold at its locator."""

    table: str
    key: str
    source_id: str
    locator: str
    as_printed: str


def fold(text: str) -> str:
    """Drop white space and fold widths (NFKC), so that only the characters count."""
    return BLANK.sub("", unicodedata.normalize("NFKC", text))


def read_documents(folder: Path, sources: pd.DataFrame) -> dict[str, str]:
    """Read the folded text of each source that names a file; a missing file is left out."""
    named = sources[sources["file"] != ""]
    found = {
        source: next(iter(sorted(folder.glob(f"{start}*.txt"))), None)
        for source, start in zip(named["source_id"], named["file"], strict=True)
    }
    return {source: fold(path.read_text(encoding="utf-8")) for source, path in found.items() if path}


def locate_sections(text: str, locators: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Find where each section starts and ends in a folded text.

    Parameters
    ----------
    text
        Folded text of one document.
    locators
        Rows of `locators` for that document.

    Returns
    -------
    sections
        Start and end (exclusive) by locator, in the order of the document; a section whose
        opening words are not found is left out.
    """
    starts: dict[str, int] = {}
    position = 0
    for row in locators.sort_values("order", key=pd.to_numeric).to_dict("records"):
        start = text.find(fold(row["as_printed"]), position)
        if start >= 0:
            starts[row["locator"]] = start
            position = start + 1
    ends = [*list(starts.values())[1:], len(text)]
    return {locator: (start, end) for (locator, start), end in zip(starts.items(), ends, strict=True)}


def _printed_rows(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    for table in TABLES.values():
        if "as_printed" not in table.column_names:
            continue
        rows = tables[table.name]
        columns = rows[["source_id", "locator", "as_printed"]]
        for key, row in zip(table.write_keys(rows), columns.itertuples(index=False), strict=True):
            yield Finding(table.name, key, *map(str, row))


def verify_sources(tables: dict[str, pd.DataFrame], folder: Path) -> tuple[int, list[Finding]]:
    """Look for every `as_printed` inside its section of its document.

    Returns
    -------
    checked
        How many rows were looked for.
    missing
        Those not found, and every row of a document whose file is missing.
    """
    documents = read_documents(folder, tables["sources"])
    from_files = set(tables["sources"].loc[tables["sources"]["file"] != "", "source_id"])
    sections = {
        source: locate_sections(text, tables["locators"][tables["locators"]["source_id"] == source])
        for source, text in documents.items()
    }
    checked, missing = 0, []
    for row in _printed_rows(tables):
        if row.source_id not in from_files:
            continue
        checked += 1
        span = sections.get(row.source_id, {}).get(row.locator)
        if span is None or fold(row.as_printed) not in documents[row.source_id][slice(*span)]:
            missing.append(row)
    return checked, missing


def find_uncovered(tables: dict[str, pd.DataFrame], folder: Path) -> list[tuple[str, str, str]]:
    """List the figures of the documents that no row prints: source, locator, words around."""
    documents = read_documents(folder, tables["sources"])
    rows = list(_printed_rows(tables))
    uncovered = []
    for source, text in documents.items():
        covered = [False] * len(text)
        sections = locate_sections(text, tables["locators"][tables["locators"]["source_id"] == source])
        for row in rows:
            span = sections.get(row.locator) if row.source_id == source and row.table != "locators" else None
            printed = fold(row.as_printed)
            start = text.find(printed, *span) if span else -1
            if start >= 0:
                covered[start : start + len(printed)] = [True] * len(printed)
        for match in FIGURE.finditer(text):
            if not any(covered[match.start() : match.end()]):
                place = next((name for name, (start, end) in sections.items() if start <= match.start() < end), "?")
                uncovered.append((source, place, text[max(0, match.start() - 16) : match.end() + 12]))
    return uncovered
