"""Check what things are called by: one space of ids for all that can be chosen, and names that are taken."""

from collections.abc import Iterator, Mapping

import pandas as pd

from atlas.errors import Problem
from atlas.store.schema import (
    CODES,
    ENGLISH_NAMES,
    ENTITY_TABLES,
    GROUPS,
    OF_IDS,
    RENAMED,
    REQUIRED_AREAS,
    REQUIRED_CODES,
    ROLES,
)
from atlas.store.values import split_list
from atlas.style.layers import LAYERS
from atlas.style.symbols import SHAPES

# what `sel`, `near`, the search and a pipeline's scope name by its id alone
CHOSEN = ("areas", *(table.name for table in ENTITY_TABLES), "products")
RESERVED_IDS = frozenset({"named"})  # the scope of the named products
PLACE_PREFIX = "at_"  # of what a point is called by its coordinates
# vocabulary -> codes that mean something else where its codes stand
RESERVED_CODES = {
    "entity_kind": frozenset(
        # layers of the map, which are switched beside the kinds; pictures that stand beside their marks; all kinds
        {*LAYERS, "cluster", "halo", "spot", "ring1", "ring2", "ring3", "ring4", "all"}
    ),
    "purpose": frozenset({"all"}),
}
TWINS = {
    "chain_step": "chain_group",
    "subkind": "entity_kind",
    "entity_kind": "area_kind",
}  # vocabularies whose codes stand side by side
FILLS = ("solid", "light", "outlined")
Tables = Mapping[str, pd.DataFrame]


def check_ids(tables: Tables) -> Iterator[Problem]:
    """Check that no two things that can be chosen share an id, and that none has one that means something else."""
    seen: dict[str, tuple[str, int]] = {}
    for name in CHOSEN:
        key = str(tables[name].columns[0])
        ids = tables[name][key]
        for line, value in ids[ids != ""].items():
            place = (f"{name}.csv", int(str(line)), key, value)
            holder, at = seen.setdefault(value, (name, place[1]))
            if holder != name:  # a key that stands twice in one table is found elsewhere
                yield Problem("taken_id", *place, f"{holder}.csv : {at}")
            if value in RESERVED_IDS or value.startswith(PLACE_PREFIX):
                yield Problem("reserved", *place)


def check_codes(codes: pd.DataFrame, areas: pd.DataFrame) -> Iterator[Problem]:
    """Check that the codes and areas that code names are there, and that every code's name, group and mark fit."""
    known = set(zip(codes["vocabulary"], codes["code"], strict=True))
    every = set(codes["code"])
    for missing in REQUIRED_CODES:
        if missing not in known:
            yield Problem("missing_row", f"{CODES.name}.csv", column="vocabulary, code", detail=", ".join(missing))
    for area in REQUIRED_AREAS:
        if area not in set(areas["area_id"]):
            yield Problem("missing_row", "areas.csv", column="area_id", detail=area)
    columns = (codes[name].tolist() for name in ("vocabulary", "code", "parent_code", "marker", "fill", "roles"))
    for line, vocabulary, code, parent, marker, fill, roles in zip(codes.index, *columns, strict=True):
        place = (f"{CODES.name}.csv", int(line))
        if _is_reserved(vocabulary, code, known):
            yield Problem("reserved", *place, "code", code)
        group = GROUPS.get(vocabulary, vocabulary)
        if parent in every and (group, parent) not in known:  # a code that there is not at all is found elsewhere
            yield Problem("dangling", *place, "parent_code", parent, f"{CODES.name} ({group})")
        own = [role for role, asked in ROLES.items() if asked.vocabulary == vocabulary]
        for column, cell, known_here in (("marker", marker, SHAPES), ("fill", fill, FILLS), ("roles", roles, own)):
            wrong = [one for one in split_list(cell) if one not in known_here]
            if wrong:
                yield Problem("pattern", *place, column, ";".join(wrong), " | ".join(sorted(known_here)))
    yield from _check_sole_roles(codes)
    yield from _check_broader(codes)


def _check_broader(codes: pd.DataFrame) -> Iterator[Problem]:
    """Check that no code is broader than itself: who climbs to the broadest would never arrive."""
    columns = (codes[name].tolist() for name in ("vocabulary", "code", "parent_code"))
    rows = list(zip(*columns, strict=True))
    broader = {(vocabulary, code): (vocabulary, parent) for vocabulary, code, parent in rows}
    for line, (vocabulary, code, parent) in zip(codes.index, rows, strict=True):
        step, reached = (vocabulary, parent), set[tuple[str, str]]()
        while step in broader and step not in reached:
            reached.add(step)
            step = broader[step]
        if (vocabulary, code) in reached:
            yield Problem("code_cycle", f"{CODES.name}.csv", int(line), "parent_code", code)


def check_renamed(tables: Tables) -> Iterator[Problem]:
    """Check that what was renamed is there under its new name, in one step, and that nothing has its old one."""
    codes, rows = tables[CODES.name], tables[RENAMED.name]
    known = {OF_IDS: _list_chosen(tables)}
    for vocabulary, code in zip(codes["vocabulary"], codes["code"], strict=True):
        known.setdefault(vocabulary, set()).add(code)
    columns = (rows[name].tolist() for name in ("vocabulary", "old", "new"))
    for line, vocabulary, old, new in zip(rows.index, *columns, strict=True):
        place = (f"{RENAMED.name}.csv", int(line))
        if vocabulary not in known:
            yield Problem("dangling", *place, "vocabulary", vocabulary, CODES.name)
        elif new not in known[vocabulary]:
            yield Problem("dangling", *place, "new", new, vocabulary)
        elif old in known[vocabulary]:
            yield Problem("reused", *place, "old", old, vocabulary)


def check_english_names(tables: Tables) -> Iterator[Problem]:
    """Check that what tells of an English name is about something."""
    chosen, rows = _list_chosen(tables), tables[ENGLISH_NAMES.name]
    for line, subject in rows["subject_id"].items():
        if subject not in chosen:
            place = (f"{ENGLISH_NAMES.name}.csv", int(str(line)))
            yield Problem("dangling", *place, "subject_id", subject, ", ".join(CHOSEN))


def _list_chosen(tables: Tables) -> set[str]:
    """List the ids of all that can be chosen."""
    return {key for name in CHOSEN for key in tables[name].iloc[:, 0]}


def find_in_role(codes: pd.DataFrame, role: str) -> set[str]:
    """Find the codes that have a role, in the text rows of `codes`."""
    rows = codes[codes["vocabulary"] == ROLES[role].vocabulary]
    return {code for code, cell in zip(rows["code"], rows["roles"], strict=True) if role in split_list(cell)}


def _check_sole_roles(codes: pd.DataFrame) -> Iterator[Problem]:
    """Check that just one code has each role that asks for one: the atlas looks for that code."""
    for role, asked in ROLES.items():
        rows = codes[codes["vocabulary"] == asked.vocabulary]
        lines = [int(line) for line, cell in zip(rows.index, rows["roles"], strict=True) if role in split_list(cell)]
        wrong: list[int | None] = [*lines[1:]] if lines else [None]
        for line in wrong if asked.is_sole else ():
            yield Problem("sole_role", f"{CODES.name}.csv", line, "roles", role, asked.vocabulary)


def _is_reserved(vocabulary: str, code: str, known: set[tuple[str, str]]) -> bool:
    """Tell whether a code would be taken for something else where it stands, or by one of another vocabulary."""
    return code in RESERVED_CODES.get(vocabulary, ()) or (TWINS.get(vocabulary, ""), code) in known
