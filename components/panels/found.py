"""What the filters leave, as a list to choose from; within a radius of a place, by distance."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from atlas.language.i18n import format_number
from atlas.selection.filter import MOST_KM, Filter, find_points, measure_from
from atlas.store.snapshot import Snapshot, to_rows
from components.boundary import guard
from components.cached import pack_entities, remember, unpack_entities
from components.state import read_lang, select, write_told
from components.words import escape_html, escape_markdown, label

STEPS = ("3", "5", "10", "20", "50")  # kilometres
KEY = "radius"
SAID = ["entity_id", "kind_code"]
MOST, FEW = 40, 10  # organisations listed: by distance, by filters alone; each costs time and bytes in every run


@dataclass(frozen=True)
class _Found:
    """What the filters leave: a title, the first of them by id with what is said, and what to know of them."""

    title: str
    named: tuple[tuple[str, str], ...]
    note: str


def show_radius(snapshot: Snapshot, filter: Filter, chosen: str) -> None:
    """Offer radii round a place; the one that is on is taken off by a second click."""
    if chosen not in find_points(snapshot):
        return
    steps = sorted({*STEPS, *([filter.km] if filter.near == chosen else [])}, key=float)
    st.session_state[KEY] = filter.km if filter.near == chosen else None
    st.segmented_control(
        label("Only what lies within … km of it"),
        steps,
        format_func=lambda km: label("{km} km", km=km),
        key=KEY,
        on_change=guard(_write),
        args=(chosen,),
    )


def _write(chosen: str) -> None:
    km = st.session_state.get(KEY)
    write_told(near=chosen if km else "", km=str(km or ""))


def show_found(snapshot: Snapshot, filter: Filter, shown: pd.DataFrame) -> None:
    """List what the filters leave: by kind, or within a radius the nearest first, with straight-line distances."""
    if not filter.is_narrowed or (shown.empty and not filter.near):
        return
    found = _prepare(snapshot, pack_entities(shown), filter.near, filter.km, read_lang())
    st.html(f'<h3 class="panel-title">{escape_html(found.title)}</h3>')
    with st.container(gap=None, key="found"):
        for entity_id, said in found.named:
            st.button(
                escape_markdown(said),
                key=f"found_{entity_id}",
                type="tertiary",
                on_click=guard(select),
                args=(entity_id,),
            )
    if found.note:
        st.html(f'<p class="caption">{escape_html(found.note)}</p>')


@remember
def _prepare(snapshot: Snapshot, packed: bytes, near: str, km: str, lang: str) -> _Found:
    """List those that are left."""
    shown, notes = unpack_entities(snapshot, packed), list[str]()
    if near:
        rows, title, notes = _measure(snapshot, near, km, shown)
    else:
        kinds = snapshot.vocabulary.codes("entity_kind")
        rows = shown[SAID].sort_values("kind_code", key=lambda codes: codes.map(kinds.index), kind="stable")
        title = label("{count} organisations fit the filters", count=len(rows))
    most = MOST if near else FEW
    if len(rows) > most:
        notes.append(label("The first {most} are listed; the Data page has them all.", most=most))
    named = tuple((row["entity_id"], _say(snapshot, row, lang)) for row in to_rows(rows.head(most)))
    return _Found(title, named, " ".join(notes))


def _measure(snapshot: Snapshot, near: str, km: str, shown: pd.DataFrame) -> tuple[pd.DataFrame, str, list[str]]:
    """Sort what is left by its distance from the place of `near`; give rows, title and what to know of them."""
    distances = measure_from(snapshot, near)
    rows = shown[SAID].assign(km=distances[shown.index.to_numpy()]).sort_values("km", kind="stable")
    rows = rows[rows["entity_id"] != near]
    place = snapshot.name(near, read_lang())
    title = label("{count} others within {km} km of {place}", count=len(rows), km=km, place=place)
    if near not in set(shown["entity_id"]):
        title = label("{count} within {km} km of {place}", count=len(rows), km=km, place=place)
    unknown = int(pd.isna(distances).sum())
    notes = [
        label("Straight lines between the points as placed, not roads; a park's point stands for all in it."),
        label("{count} organisations without a point of their own cannot be measured and are left out.", count=unknown),
    ]
    if rows.empty:
        notes.append(label("Widen the radius (at most {km} km) or take a filter away.", km=MOST_KM))
    return rows, title, notes


def _say(snapshot: Snapshot, row: dict[str, Any], lang: str) -> str:
    """Say an organisation's distance if it is measured, its name and its kind."""
    distance = label("{km} km", km=format_number(round(row["km"], 1), lang)) if "km" in row else ""
    kind = snapshot.vocabulary.word("entity_kind", row["kind_code"], lang)
    return " · ".join(filter(None, [distance, snapshot.name(row["entity_id"], lang), kind]))
