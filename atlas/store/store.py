"""A store of the atlas's data, whatever keeps them: what it holds at a moment is checked whole and made a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

import pandas as pd

from atlas.errors import DataError, Problem
from atlas.store.check import check_tables
from atlas.store.check_claims import check_claims
from atlas.store.files import GEO_NAMES
from atlas.store.schema import TABLES, Table
from atlas.store.snapshot import Snapshot
from atlas.store.values import split_list

LONGEST_KEY = 60  # characters; a longer one is no help in a message


def type_table(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Turn checked text into typed columns: numbers, booleans, tuples; a blank text stays `""`."""
    typed = rows.reset_index(drop=True)
    for column in table.columns:
        cells = typed[column.name]
        if column.is_list:
            typed[column.name] = [tuple(split_list(cell)) for cell in cells]
        elif column.type == "integer":
            typed[column.name] = pd.to_numeric(cells).astype("Int64")
        elif column.type == "number":
            typed[column.name] = pd.to_numeric(cells).astype(float)
        elif column.type == "boolean":
            typed[column.name] = cells == "true"
    return typed


@dataclass(frozen=True, eq=False)
class Part:
    """A table or geometry as it was read; readings share what has not changed.

    Attributes
    ----------
    name
        A name of `TABLES` or `GEO_NAMES`.
    rows
        Text rows of a table, every column of the schema there, numbered by the line that a message names;
        or the shapes of a geometry.
    problems
        Why it could not be read, or not all of it; then `rows` may be empty.
    """

    name: str
    rows: pd.DataFrame
    problems: tuple[Problem, ...] = ()

    @cached_property
    def typed(self) -> pd.DataFrame:
        """The typed rows of a table that was checked; the shapes of a geometry as they are."""
        return self.rows if self.name in GEO_NAMES else type_table(self.rows, TABLES[self.name])


@dataclass(frozen=True, eq=False)
class Reading:
    """What a store held at one moment.

    Attributes
    ----------
    version
        Number of everything that is checked.
    snapshot_id
        Number of tables and geometries: the same content has the same one, in whichever store.
    parts
        Every table and geometry, by name.
    lost
        What is missing although it was recorded; it is told first, since what refers to it is not to blame.
    """

    version: str
    snapshot_id: str
    parts: Mapping[str, Part]
    lost: tuple[Problem, ...] = ()


class Store(Protocol):
    """Keeps the data; a folder of files is the first. What it holds may change at any time."""

    @property
    def name(self) -> str:
        """What messages call it."""

    def has_changed(self) -> bool:
        """Tell whether it may hold anything else than at the last reading; cheap, since it is asked all the time."""

    def read(self) -> Reading:
        """Read everything as it stood at one moment; what cannot be read is told in the parts, never raised."""


def find_problems(reading: Reading) -> list[Problem]:
    """List everything wrong with a reading; none means that it can be shown."""
    problems = [problem for part in reading.parts.values() for problem in part.problems]
    blamed = {problem.file for problem in problems if problem.row is None}
    problems = [one for one in reading.lost if one.file not in blamed] + problems
    unread = {problem.file.split(".")[0] for problem in problems}
    tables = {name: reading.parts[name].rows for name in TABLES}
    problems += check_tables(tables, reading.parts["districts"].rows, unread)
    return [replace(one, key=_find_key(reading, one)) for one in problems]


def find_overstatements(reading: Reading) -> list[Problem]:
    """List the rows of a sound reading that say more than they quote: they can be shown, but should not be."""
    problems = check_claims({name: reading.parts[name].rows for name in TABLES})
    return [replace(one, key=_find_key(reading, one)) for one in problems]


def _find_key(reading: Reading, problem: Problem) -> str:
    """Find the key of the row that a problem lies in; blank where it has none, or one that no message should show."""
    table = TABLES.get(Path(problem.file).stem)
    rows = reading.parts[table.name].rows if table else None
    if table is None or rows is None or problem.row not in rows.index:
        return ""
    [key] = table.write_keys(rows.loc[[problem.row]])
    return key if len(key) <= LONGEST_KEY and key.isprintable() else ""


def build_snapshot(reading: Reading) -> Snapshot:
    """Check a reading and make a snapshot of it; `DataError` with all problems if there are any."""
    if problems := find_problems(reading):
        raise DataError(problems)
    typed = {name: part.typed for name, part in reading.parts.items()}
    return Snapshot(
        reading.snapshot_id, {name: typed[name] for name in TABLES}, {name: typed[name] for name in GEO_NAMES}
    )


def load(store: Store) -> Snapshot:
    """Read and check everything that a store holds; `DataError` with all problems if there are any."""
    return build_snapshot(store.read())
