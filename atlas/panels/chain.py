"""The value chain: who stands at which step where, what a cell or an area opens, and who stands outside Beijing."""

import math
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from atlas.analysis.value_chain import (
    NOWHERE,
    OUTLINE,
    POINT,
    Matrix,
    Nearest,
    build_matrix,
    list_class_conflicts,
    list_members,
    list_missing,
    list_outside,
    list_steps,
    nearest_provider,
)
from atlas.language.i18n import format_number, mark, translate
from atlas.panels.evidence import Evidence, Proof, gather_evidence, prove
from atlas.panels.panel import Panel
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.comparable import Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.table_text import name_row

DIGITS = 2  # of a distance: the points are no more exact
ORIGINS = {
    POINT: mark("Measured in a straight line from the published point of {area}."),
    OUTLINE: mark(
        "Measured in a straight line from a point inside the outline of {area}, for want of a published one."
    ),
    NOWHERE: mark("{area} has neither a published point nor an outline, so that no distance can be measured."),
}
COMMAS = {"zh": "、", "en": ", "}
KEPT = 64


class Standing(StrEnum):
    """Whether a cell of the matrix has somebody, the filter left nobody, or the documents name nobody."""

    SOME = "some"
    LEFT = "left"
    NONE = "none"


@dataclass(frozen=True)
class Step:
    """A step of the chain: its code, and in words its group and itself."""

    code: str
    group: str
    word: str


@dataclass(frozen=True)
class MatrixCell:
    """How many stand at a step: 3; 0/3, as the filter leaves none of them; — where the documents name nobody."""

    text: str
    standing: Standing


@dataclass(frozen=True)
class MatrixRow:
    """An area: its id, its name and a cell a step."""

    area_id: str
    name: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class ChainPanel(Panel):
    """The matrix of areas and steps."""

    steps: tuple[Step, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True)
class People:
    """Some organisations.

    Attributes
    ----------
    named
        Ids and names of those that can be looked at.
    others
        Names of those outside Beijing, which cannot.
    evidence
        What stands behind all of them.
    """

    named: tuple[tuple[str, str], ...]
    others: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True)
class NearestProvider:
    """The nearest provider of a step: how far or why that is not known, who, and who has no position."""

    text: str
    providers: People | None
    unplaced: People | None


@dataclass(frozen=True, eq=False, kw_only=True)
class CellPanel(Panel):
    """What a cell opens: whoever stands there, else the nearest provider; neither where the filter leaves nobody."""

    people: People | None
    nearest: NearestProvider | None


@dataclass(frozen=True, eq=False, kw_only=True)
class GapsPanel(Panel):
    """The steps at which the documents name nobody in an area, each with the nearest provider."""

    gaps: tuple[tuple[Step, NearestProvider], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class OutsidePanel(Panel):
    """Who has a step and is not placed in Beijing: names by step."""

    steps: tuple[tuple[Step, tuple[str, ...]], ...]


def say_chain(snapshot: Snapshot, view: View, lang: str) -> ChainPanel:
    """Say who stands where in the chain of those that the filter leaves."""
    return _say(snapshot, view.filter, lang)


@remember(KEPT)
def _say(snapshot: Snapshot, filter: Filter, lang: str) -> ChainPanel:
    shown = filter.apply(snapshot.entities, snapshot)
    matrix = build_matrix(snapshot, shown)
    steps = tuple(_say_step(snapshot, step, lang) for step in list_steps(snapshot))
    return ChainPanel(
        title=translate(lang, "Who stands where in the value chain"),
        notes=_list_notes(matrix, lang),
        sources=frozenset(shown["source_id"]),
        steps=steps,
        rows=tuple(
            MatrixRow(area, snapshot.name(area, lang), tuple(_say_cell(matrix, area, one.code) for one in steps))
            for area in map(str, matrix.counts.index)
        ),
    )


def _say_step(snapshot: Snapshot, step: str, lang: str) -> Step:
    words = snapshot.vocabulary
    group = words.word("chain_group", words.parent("chain_step", step), lang)
    return Step(step, group, words.word("chain_step", step, lang))


def _say_cell(matrix: Matrix, area: str, step: str) -> MatrixCell:
    count, named = (int(table.loc[[area], step].sum()) for table in (matrix.counts, matrix.named))
    if count:
        return MatrixCell(str(count), Standing.SOME)
    return MatrixCell(f"0/{named}", Standing.LEFT) if named else MatrixCell("—", Standing.NONE)


def _list_notes(matrix: Matrix, lang: str) -> tuple[str, ...]:
    """Say how the matrix is to be read."""
    return (
        translate(
            lang, "— the documents name nobody here, which does not say that there is nobody; 0/3: filtered out."
        ),
        translate(
            lang, "A zone inside one district counts in that district too, a zone across several in none of them."
        ),
        translate(
            lang,
            "{count} of those left have no chain step; to {apart} more none applies.",
            count=matrix.without_step,
            apart=matrix.apart,
        ),
    )


def list_class_notes(snapshot: Snapshot, lang: str) -> list[tuple[str, str, Proof]]:
    """Say where the documents disagree on the chain itself: about what, how and what the atlas shows, and the proof."""
    return [
        (row[f"topic_{lang}"], f"{row[f'scope_{lang}']} {row[f'shown_{lang}']}", prove(snapshot, row, lang))
        for row in to_rows(list_class_conflicts(snapshot))
    ]


@remember(KEPT)
def say_cell(snapshot: Snapshot, filter: Filter, area: str, step: str, lang: str) -> CellPanel:
    """Say who stands at a step in an area, or who is nearest."""
    members = list_members(snapshot, filter.apply(snapshot.entities, snapshot), area, step)
    everyone = list_members(snapshot, snapshot.entities, area, step)
    count = str(len(members)) if not everyone.empty else "—"  # as in the matrix: naming nobody is not zero
    word = snapshot.vocabulary.word("chain_step", step, lang)
    more = translate(lang, "{count} without the filters", count=len(everyone))
    return CellPanel(
        title=f"{snapshot.name(area, lang)} · {word} {count}",
        notes=(more,) if len(members) < len(everyone) else (),
        people=_name_people(snapshot, members, lang) if not members.empty else None,
        nearest=_find_nearest(snapshot, area, step, lang) if everyone.empty else None,
    )


@remember(KEPT)
def say_gaps(snapshot: Snapshot, area: str, lang: str) -> GapsPanel:
    """Say at which steps the documents name nobody in an area."""
    missing, name = list_missing(snapshot, area), snapshot.name(area, lang)
    steps = [_say_step(snapshot, step, lang) for step in missing]
    words = COMMAS[lang].join(step.word for step in steps)
    title = translate(lang, "{area}: the documents name somebody for every step", area=name)
    if missing:
        title = translate(lang, "{area}: the documents name nobody for {steps}", area=name, steps=words)
    gaps = tuple((step, _find_nearest(snapshot, area, step.code, lang)) for step in steps)
    return GapsPanel(title=title, gaps=gaps)


def _name_people(snapshot: Snapshot, members: pd.DataFrame, lang: str, *, is_elsewhere: bool = False) -> People:
    """Name organisations.

    Parameters
    ----------
    is_elsewhere
        Whether they stand in other areas than the one that is asked about, so that each says where.
    """
    here, rows = set(snapshot.entities["entity_id"]), to_rows(members)
    inside = [row for row in rows if row["entity_id"] in here]
    return People(
        tuple(
            (row["entity_id"], name_row(row, lang) + (_say_place(snapshot, row, lang) if is_elsewhere else ""))
            for row in inside
        ),
        tuple(
            f"{name_row(row, lang)}{_say_place(snapshot, row, lang)}" for row in rows if row["entity_id"] not in here
        ),
        gather_evidence(snapshot, [(name_row(row, lang), row) for row in rows], lang),
    )


def _say_place(snapshot: Snapshot, row: Row, lang: str) -> str:
    area = str(row["park_id"] or row["area_id"])
    place = snapshot.name(area, lang) if area else translate(lang, "no place stated")
    return f"（{place}）" if lang == "zh" else f" ({place})"


def _find_nearest(snapshot: Snapshot, area: str, step: str, lang: str) -> NearestProvider:
    """Find the nearest provider of a step outside an area and how far, else those without a position."""
    nearest = nearest_provider(snapshot, area, step)
    providers, unplaced = (
        None if rows.empty else _name_people(snapshot, rows, lang, is_elsewhere=True)
        for rows in (nearest.providers, nearest.unplaced)
    )
    return NearestProvider(_say_nearest(snapshot, area, nearest, lang), providers, unplaced)


def _say_nearest(snapshot: Snapshot, area: str, nearest: Nearest, lang: str) -> str:
    name = snapshot.name(area, lang)
    if nearest.providers.empty:
        return translate(lang, "The documents name no provider of this step whose position is known.")
    origin = translate(lang, ORIGINS[nearest.origin], area=name)
    if math.isnan(nearest.distance_km):
        return origin
    lead = translate(lang, "Nearest outside {area}, whatever the filters:", area=name)
    distance = translate(lang, "about {km} km", km=format_number(float(f"{nearest.distance_km:.{DIGITS}g}"), lang))
    return f"{lead} {distance}. {origin}" if lang == "en" else f"{lead}{distance}。{origin}"


@remember()
def say_outside(snapshot: Snapshot, lang: str) -> OutsidePanel:
    """Say who has a step that the documents do not place in Beijing, by step."""
    note = mark("These are not in the matrix. Where no place is stated, nothing says that they are outside Beijing.")
    steps, named = [], []
    for code, part in list_outside(snapshot).groupby("chain_step_code", sort=False):
        step, people = _say_step(snapshot, str(code), lang), to_rows(part)
        steps.append((step, tuple(name_row(row, lang) + _say_place(snapshot, row, lang) for row in people)))
        named += [(f"{step.word} · {name_row(row, lang)}", row) for row in people]
    return OutsidePanel(
        title=translate(lang, "Named in the chain, not placed in Beijing"),
        notes=(translate(lang, note),),
        evidence=gather_evidence(snapshot, named, lang),
        steps=tuple(steps),
    )
