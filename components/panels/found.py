"""What the filters leave, as a list to choose from; within a radius of a place, by distance."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.i18n import format_number
from atlas.selection import MOST_KM, Selection, find_points, measure_from
from atlas.store import Snapshot, to_rows
from components.boundary import guard
from components.state import read_lang, select, write_told
from components.words import escape_html, escape_markdown, label

STEPS = ("3", "5", "10", "20", "50")  # kilometres
KEY = "radius"
SAID = ["entity_id", "kind_code"]
MOST, FEW = 40, 10  # organisations listed: by distance, by filters alone; each costs time and bytes in every run


def show_radius(snapshot: Snapshot, selection: Selection, chosen: str) -> None:
    """Offer radii round a place; the one that is on is taken off by a second click."""
    if chosen not in find_points(snapshot):
        return
    steps = sorted({*STEPS, *([selection.km] if selection.near == chosen else [])}, key=float)
    st.session_state[KEY] = selection.km if selection.near == chosen else None
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


def show_found(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> None:
    """List what the filters leave: by kind, or within a radius the nearest first, with straight-line distances."""
    if not selection.is_narrowed or (shown.empty and not selection.near):
        return
    notes: list[str] = []
    if selection.near:
        rows, title, notes = _measure(snapshot, selection, shown)
    else:
        kinds = snapshot.vocabulary.codes("entity_kind")
        rows = shown[SAID].sort_values("kind_code", key=lambda codes: codes.map(kinds.index), kind="stable")
        title = label("{count} organisations fit the filters", count=len(rows))
    most = MOST if selection.near else FEW
    if len(rows) > most:
        notes.append(label("The first {most} are listed; the Data page has them all.", most=most))
    st.html(f'<h3 class="panel-title">{escape_html(title)}</h3>')
    with st.container(gap=None, key="found"):
        for row in to_rows(rows.head(most)):
            st.button(
                escape_markdown(_say(snapshot, row)),
                key=f"found_{row['entity_id']}",
                type="tertiary",
                on_click=guard(select),
                args=(row["entity_id"],),
            )
    if notes:
        st.html(f'<p class="caption">{escape_html(" ".join(notes))}</p>')


def _measure(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> tuple[pd.DataFrame, str, list[str]]:
    """Sort what is left by its distance from the place of `near`; give rows, title and what to know of them."""
    distances = measure_from(snapshot, selection.near)
    rows = shown[SAID].assign(km=distances[shown.index.to_numpy()]).sort_values("km", kind="stable")
    rows = rows[rows["entity_id"] != selection.near]
    place = snapshot.name(selection.near, read_lang())
    title = label("{count} others within {km} km of {place}", count=len(rows), km=selection.km, place=place)
    if selection.near not in set(shown["entity_id"]):
        title = label("{count} within {km} km of {place}", count=len(rows), km=selection.km, place=place)
    unknown = int(pd.isna(distances).sum())
    notes = [
        label("Straight lines between the points as placed, not roads; a park's point stands for all in it."),
        label("{count} organisations without a point of their own cannot be measured and are left out.", count=unknown),
    ]
    if rows.empty:
        notes.append(label("Widen the radius (at most {km} km) or take a filter away.", km=MOST_KM))
    return rows, title, notes


def _say(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Say an organisation's distance if it is measured, its name and its kind."""
    lang = read_lang()
    distance = label("{km} km", km=format_number(round(row["km"], 1), lang)) if "km" in row else ""
    kind = snapshot.vocabulary.word("entity_kind", row["kind_code"], lang)
    return " · ".join(filter(None, [distance, snapshot.name(row["entity_id"], lang), kind]))
