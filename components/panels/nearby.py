"""What lies within some kilometres of a place: the switch, and the list with its distances."""

import pandas as pd
import streamlit as st

from atlas.i18n import format_number
from atlas.selection import MOST_KM, Selection, find_points, measure_from
from atlas.store import Snapshot, to_rows
from components.state import read_lang, select, write_url
from components.words import escape_html, escape_markdown, label

STEPS = ("3", "5", "10", "20", "50")  # kilometres
KEY = "radius"
MOST = 40  # organisations listed


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
        on_change=_write,
        args=(chosen,),
    )


def _write(chosen: str) -> None:
    km = st.session_state[KEY]
    write_url("near", chosen if km else "")
    write_url("km", km or "")


def show_nearby(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> None:
    """List what is left within the radius, the nearest first, with straight-line distances."""
    if not selection.near:
        return
    lang, words = read_lang(), snapshot.vocabulary
    place = snapshot.name(selection.near, lang)
    km = measure_from(snapshot, selection.near)[shown.index.to_numpy()]
    rows = shown.assign(km=km).sort_values("km", kind="stable")
    title = label("{count} within {km} km of {place}", count=len(rows), km=selection.km, place=place)
    st.html(f'<h3 class="panel-title">{escape_html(title)}</h3>')
    with st.container(gap=None, key="nearby"):
        for row in to_rows(rows.head(MOST)):
            kind = words.word("entity_kind", row["kind_code"], lang)
            distance = label("{km} km", km=format_number(round(row["km"], 1), lang))
            st.button(
                escape_markdown(f"{distance} · {snapshot.name(row['entity_id'], lang)} · {kind}"),
                key=f"near_{row['entity_id']}",
                type="tertiary",
                on_click=select,
                args=(row["entity_id"],),
            )
    unknown = int(pd.isna(measure_from(snapshot, selection.near)).sum())
    notes = [
        label("Straight lines between the points as placed, not roads; a park's point stands for all in it."),
        label("{count} organisations without a point of their own cannot be measured and are left out.", count=unknown),
    ]
    if len(rows) > MOST:
        notes.append(label("The nearest {most} are listed.", most=MOST))
    if rows.empty:
        notes.append(label("Widen the radius (at most {km} km) or take a filter away.", km=MOST_KM))
    st.html(f'<p class="caption">{escape_html(" ".join(notes))}</p>')
