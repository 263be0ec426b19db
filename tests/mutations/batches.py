"""Judge mutations and pack those that are accepted into versions of the data that are shown together."""

import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from atlas.errors import Problem
from atlas.links.saved_views import find_view_problems
from atlas.store.check import check_tables
from atlas.store.folder_store import FolderStore, load_folder
from atlas.store.read import TEXT
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.store.store import type_table
from tests.frozen import FROZEN
from tests.mutations.cases import Case
from tests.mutations.draft import Draft, read_base
from tests.mutations.show import Shown, say_error, show, validate

MOST = 40  # cases shown together
OPEN = 400  # batches that a case may still join
MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
Places = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Verdict:
    """What `validate` says of a case.

    Attributes
    ----------
    refused
        Code of the first problem; blank if it is accepted.
    touched
        Rows that it changes, as table and place in the file as it stands.
    """

    name: str
    refused: str
    touched: Places


@contextmanager
def write(draft: Draft) -> Iterator[Path]:
    """Write a draft's data folder, in memory where that can be."""
    folder = Path(tempfile.mkdtemp(prefix="mutation", dir=MEMORY if MEMORY.is_dir() else None))
    try:
        yield draft.write(folder)
    finally:
        shutil.rmtree(folder)


def judge(case: Case) -> Verdict:
    """Validate one case by itself; a check that fails with an error refuses nothing and is noted as such."""
    draft = Draft()
    case.change(draft)
    try:
        problems = _validate(draft)
    except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
        return Verdict(case.name, f"error: {say_error(error)}", find_touched(draft))
    return Verdict(case.name, problems[0].code if problems else "", find_touched(draft))


@cache
def _read_store() -> tuple[dict[str, pd.DataFrame], Snapshot]:
    """Read the tables as they stand, as text and typed: what a case leaves alone is not read again."""
    parts = FolderStore(FROZEN).read().parts
    return {name: parts[name].rows for name in TABLES}, load_folder(FROZEN)


def _validate(draft: Draft) -> list[Problem]:
    """Validate a draft in memory; changed geometry goes through the files."""
    if draft.geometry:
        with write(draft) as folder:
            return validate(folder)
    texts, snapshot = _read_store()
    changed = {
        name: pd.DataFrame.from_dict(
            dict(enumerate(rows.values(), start=2)), orient="index", columns=TABLES[name].column_names, dtype=TEXT
        )
        for name, rows in draft.changed.items()
    }
    problems = check_tables({**texts, **changed}, snapshot.geometry["districts"])
    if problems:
        return problems
    typed = {name: type_table(rows, TABLES[name]) for name, rows in changed.items()}
    return find_view_problems(Snapshot("", {**snapshot.tables, **typed}, snapshot.geometry))


def find_touched(draft: Draft) -> Places:
    """Find the rows that are other than they stand."""
    places = {(name, -1) for name in draft.geometry}
    for table, rows in draft.changed.items():
        base = read_base(table)
        places |= {(table, number) for number in {*rows, *base} if rows.get(number) != base.get(number)}
    return frozenset(places)


def pack(cases: Iterable[tuple[Case, Places]]) -> list[list[Case]]:
    """Pack cases into batches, so that no two of a batch change the same row."""
    batches: list[tuple[list[Case], set[tuple[str, int]]]] = []
    for case, places in cases:
        for inside, taken in batches[-OPEN:]:
            if len(inside) < MOST and taken.isdisjoint(places):
                inside.append(case)
                taken.update(places)
                break
        else:
            batches.append(([case], set(places)))
    return [inside for inside, _ in batches]


def show_batch(cases: Sequence[Case], *, sample: int = 1) -> list[tuple[list[str], Shown]]:
    """Show cases together; those of a batch that is refused or fails are shown in halves, down to each by itself.

    Returns
    -------
    shown
        Names of the cases of each version, and what was shown of it.
    """
    draft = Draft()
    for case in cases:
        case.change(draft)
    with write(draft) as folder:
        is_sound = not validate(folder)
        if is_sound:
            first = zlib.crc32(cases[0].name.encode()) % sample
            shown = show(folder, tuple(_locate(draft)), sample=sample, first=first)
            if not shown.incidents or len(cases) == 1:
                return [([case.name for case in cases], shown)]
    if len(cases) == 1:
        return []  # refused
    middle = len(cases) // 2
    parts = [show_batch(part, sample=sample) for part in (cases[:middle], cases[middle:])]
    found = [one for part in parts for one in part]
    if is_sound and not any(one.incidents for _, one in found):  # only together
        found.append(([case.name for case in cases], shown))
    return found


def _locate(draft: Draft) -> Iterator[tuple[str, int]]:
    """Tell at which place of the written file each changed row stands."""
    touched = find_touched(draft)
    for table, rows in draft.changed.items():
        yield from ((table, place) for place, number in enumerate(rows) if (table, number) in touched)
