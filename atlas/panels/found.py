"""What the filter leaves, as a list; within a radius of a place, by distance."""

from dataclasses import dataclass

import pandas as pd

from atlas.language.i18n import format_number, translate
from atlas.panels.panel import Panel
from atlas.selection.filter import MOST_KM, Filter, measure_from
from atlas.selection.view import View
from atlas.store.comparable import Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows

SAID = ["entity_id", "kind_code"]
MOST, FEW = 40, 10  # organisations listed: by distance, by filters alone; each costs time and bytes in every run
KEPT = 128


@dataclass(frozen=True, eq=False, kw_only=True)
class FoundPanel(Panel):
    """What the filter leaves: the first of them, each an id and what is said of it."""

    named: tuple[tuple[str, str], ...]


def say_found(snapshot: Snapshot, view: View, lang: str) -> FoundPanel | None:
    """Say whom the filter leaves: by kind, or within a radius the nearest first; None where nothing is narrowed."""
    filter = view.filter
    return _say(snapshot, filter, lang) if filter.is_narrowed else None


@remember(KEPT)
def _say(snapshot: Snapshot, filter: Filter, lang: str) -> FoundPanel | None:
    shown = filter.apply(snapshot.entities, snapshot)
    if filter.near:
        rows, title, notes = _measure(snapshot, filter, shown, lang)
    elif shown.empty:
        return None
    else:
        kinds, notes = snapshot.vocabulary.codes("entity_kind"), list[str]()
        rows = shown[SAID].sort_values("kind_code", key=lambda codes: codes.map(kinds.index), kind="stable")
        title = translate(lang, "{count} organisations fit the filters", count=len(rows))
    most = MOST if filter.near else FEW
    if len(rows) > most:
        notes.append(translate(lang, "The first {most} are listed; the Data page has them all.", most=most))
    named = tuple((row["entity_id"], _say_one(snapshot, row, lang)) for row in to_rows(rows.head(most)))
    return FoundPanel(title=title, notes=tuple(notes), named=named)


def _measure(snapshot: Snapshot, filter: Filter, shown: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, str, list[str]]:
    """Sort what is left by its distance from the place of `near`; give rows, title and what to know of them."""
    near, distances = filter.near, measure_from(snapshot, filter.near)
    rows = shown[SAID].assign(km=distances[shown.index.to_numpy()]).sort_values("km", kind="stable")
    rows = rows[rows["entity_id"] != near]
    place = snapshot.name(near, lang)
    title = translate(lang, "{count} others within {km} km of {place}", count=len(rows), km=filter.km, place=place)
    if near not in set(shown["entity_id"]):
        title = translate(lang, "{count} within {km} km of {place}", count=len(rows), km=filter.km, place=place)
    notes = [
        translate(lang, "Straight lines between the points as placed, not roads; a park's point stands for all in it."),
        translate(
            lang,
            "{count} organisations without a point of their own cannot be measured and are left out.",
            count=int(pd.isna(distances).sum()),
        ),
    ]
    if rows.empty:
        notes.append(translate(lang, "Widen the radius (at most {km} km) or take a filter away.", km=MOST_KM))
    return rows, title, notes


def _say_one(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say an organisation's distance if it is measured, its name and its kind."""
    distance = translate(lang, "{km} km", km=format_number(round(row["km"], 1), lang)) if "km" in row else ""
    kind = snapshot.vocabulary.word("entity_kind", row["kind_code"], lang)
    return " · ".join(filter(None, [distance, snapshot.name(row["entity_id"], lang), kind]))
