"""Hold every `as_printed` against the documents that it is said to come from."""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from atlas.errors import Problem
from atlas.store.files import read_file
from atlas.store.schema import TABLES

SUFFIX = ".txt"
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # no text of any kind holds them
WIDE_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}  # how a text of wide signs begins
BLANK = re.compile(r"[\s\u200b\ufeff]+")
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


def read_documents(folder: Path, sources: pd.DataFrame) -> tuple[dict[str, str], list[Problem]]:
    """Read the document of each source that names one.

    Returns
    -------
    documents
        Folded text by source; what cannot be read is left out.
    problems
        What is wrong with the documents as files.
    """
    names = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(SUFFIX))
    documents, problems = {}, []
    for source, start in zip(sources["source_id"], sources["file"], strict=True):
        found = [name for name in names if name.startswith(start)]
        if not start:
            continue
        if not found:
            problems.append(Problem("no_document", f"{start}*{SUFFIX}", detail=source))
            continue
        if len(found) > 1:
            problems.append(Problem("several_documents", found[0], detail=", ".join(found)))
        text, fault = _read_text(folder / found[0])
        if fault:
            problems.append(fault)
        else:
            documents[source] = text
    return documents, problems


def _read_text(path: Path) -> tuple[str, Problem | None]:
    """Read and fold a text file, or tell why it is none."""
    raw = read_file(path)
    if isinstance(raw, Problem):
        return "", raw
    for mark, encoding in WIDE_MARKS.items():
        if raw.startswith(mark):
            return "", Problem("document_encoding", path.name, detail=encoding)
    if BINARY.search(raw):
        return "", Problem("document_binary", path.name)
    try:
        text = fold(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return "", _judge_encoding(raw, path.name)
    return text, None if text else Problem("document_empty", path.name)


def _judge_encoding(raw: bytes, name: str) -> Problem:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return Problem("document_binary", name)
    return Problem("document_encoding", name, detail="GBK")


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
    # where no section opens there is none to end
    ends = [*list(starts.values())[1:], len(text)][: len(starts)]
    return {locator: (start, end) for (locator, start), end in zip(starts.items(), ends, strict=True)}


def _printed_rows(tables: dict[str, pd.DataFrame]) -> Iterator[Finding]:
    for table in TABLES.values():
        if "as_printed" not in table.column_names:
            continue
        rows = tables[table.name]
        columns = rows[["source_id", "locator", "as_printed"]]
        for key, row in zip(table.write_keys(rows), columns.itertuples(index=False), strict=True):
            yield Finding(table.name, key, *map(str, row))


def verify_sources(tables: dict[str, pd.DataFrame], documents: Mapping[str, str]) -> tuple[int, list[Finding]]:
    """Look for every `as_printed` inside its section of its document, as `read_documents` gives them.

    Returns
    -------
    checked
        How many rows were looked for.
    missing
        Those not found, and every row of a document that was not read.
    """
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


def find_uncovered(tables: dict[str, pd.DataFrame], documents: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """List the figures of the documents that no row prints: source, locator, words around."""
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
