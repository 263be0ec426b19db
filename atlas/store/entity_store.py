"""EntityStore: the data folder, read at one moment, checked whole, and made a snapshot."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from atlas.errors import DataError, Problem
from atlas.store.check import check_tables
from atlas.store.files import GEO_NAMES, PATHS, DataFiles, FolderReader
from atlas.store.read import empty_geometry, empty_table, parse_geometry, parse_text_table
from atlas.store.record import find_cut_files
from atlas.store.schema import TABLES, Table
from atlas.store.snapshot import Snapshot
from atlas.store.values import split_list

DATA = Path(__file__).resolve().parents[2] / "data"


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


@dataclass(eq=False)
class _Parsed:
    """One file's content, parsed once for all versions that it stands in.

    Attributes
    ----------
    raw
        The bytes that were parsed; told apart by identity.
    rows
        Text rows of a table, or the shapes of a geometry.
    """

    name: str
    raw: bytes | None
    rows: pd.DataFrame
    problems: list[Problem]

    @cached_property
    def typed(self) -> pd.DataFrame:
        """The typed rows of a table that was checked; the shapes of a geometry as they are."""
        return self.rows if self.name in GEO_NAMES else type_table(self.rows, TABLES[self.name])


class EntityStore:
    """The data folder: reads it whole or says all that is wrong with it.

    What has not changed since the last time is neither read nor parsed again, and versions share it.
    """

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self._reader = FolderReader(folder)
        self._parsed: dict[str, _Parsed] = {}

    def has_changed(self) -> bool:
        """Tell whether any file has changed since the last reading, without opening it."""
        return self._reader.has_changed()

    def read(self) -> DataFiles:
        """Read all files at one moment."""
        return self._reader.read()

    def find_problems(self) -> list[Problem]:
        """List everything wrong with the files; none means that they can be shown."""
        return self._check(self.read())

    def load(self) -> Snapshot:
        """Read and check everything; `DataError` with all problems if there are any."""
        return self.build(self.read())

    def build(self, files: DataFiles) -> Snapshot:
        """Check what was read and make tables of it; `DataError` with all problems if there are any."""
        if problems := self._check(files):
            raise DataError(problems)
        typed = {name: parsed.typed for name, parsed in self._parsed.items()}
        tables = {name: typed[name] for name in TABLES}
        return Snapshot(files.snapshot_id, tables, {name: typed[name] for name in GEO_NAMES})

    def _check(self, files: DataFiles) -> list[Problem]:
        """List everything wrong with what was read."""
        for name, place in PATHS.items():
            raw, held = files.contents.get(name), self._parsed.get(name)
            if held is None or held.raw is not raw:
                self._parsed[name] = _parse(name, raw, Path(place).name)
        problems = [*files.unread.values(), *(one for name in PATHS for one in self._parsed[name].problems)]
        # a file that was cut comes first: what refers to its lost rows is not to blame
        blamed = {problem.file for problem in problems if problem.row is None}
        problems = [one for one in find_cut_files(files) if one.file not in blamed] + problems
        unread = {problem.file.split(".")[0] for problem in problems}
        tables = {name: self._parsed[name].rows for name in TABLES}
        return problems + check_tables(tables, self._parsed["districts"].rows, unread)


def _parse(name: str, raw: bytes | None, file: str) -> _Parsed:
    if name not in TABLES:
        return _Parsed(name, raw, *(parse_geometry(raw, file) if raw is not None else (empty_geometry(), [])))
    table = TABLES[name]
    return _Parsed(name, raw, *(parse_text_table(raw, file, table) if raw is not None else (empty_table(table), [])))
