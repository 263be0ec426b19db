"""What the filters leave, as a list to choose from; within a radius of a place, by distance."""

import streamlit as st

from atlas.panels.found import say_found
from atlas.selection.filter import Filter, find_points
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.panels.choices import show_choices
from components.pieces import show_text, show_title
from components.state import read_lang, write_told
from components.words import label

STEPS = ("3", "5", "10", "20", "50")  # kilometres
KEY = "radius"


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


def show_found(snapshot: Snapshot, view: View) -> None:
    """List whom the filter leaves, each to be chosen; nothing where nothing is narrowed."""
    found = say_found(snapshot, view, read_lang())
    if found is None:
        return
    show_title(found.title)
    with st.container(gap=None, key="found"):
        show_choices(found.named, "found")
    if found.notes:
        show_text(found.note)
