"""The facets: every dimension's values with their counts, and the chips of what is set."""

from dataclasses import replace

import streamlit as st

from atlas import filters
from atlas.filters import TITLES
from atlas.i18n import format_date
from atlas.selection import DIMENSIONS, Selection
from atlas.store import Snapshot
from components.cached import count_facets
from components.frame import theme_type
from components.map.static_files import mark_image
from components.state import mirror, read_lang, write_selection
from components.words import escape_markdown, label


def say_value(snapshot: Snapshot, dimension: str, value: str) -> str:
    """Say a dimension's value in the reader's language, as plain text."""
    return filters.say_value(snapshot, dimension, value, read_lang())


def area_name(snapshot: Snapshot, area_id: str) -> str:
    """Name an area in the reader's language; the Chinese name where no English one is certain."""
    return snapshot.name(area_id, read_lang())


def pick_selection(snapshot: Snapshot, selection: Selection) -> None:
    """Show one facet a dimension; each writes its choice into the URL."""
    counts = count_facets(snapshot, snapshot.snapshot_id, replace(selection, sel=""))
    theme = theme_type()
    for dimension in DIMENSIONS:
        key, found = f"facet_{dimension}", counts[dimension]
        st.session_state[key] = [value for value in getattr(selection, dimension) if value in found]

        def name(value: str, dimension: str = dimension, found: dict[str, int] = found) -> str:
            image = f"{mark_image(value, theme)} " if dimension == "kind" else ""
            count = f":gray[{found[value]}]"
            return f"{image}{escape_markdown(say_value(snapshot, dimension, value))} {count}"

        st.pills(
            label(TITLES[dimension]),
            list(found),
            selection_mode="multi",
            format_func=name,
            key=key,
            on_change=mirror(key, dimension, ",".join),
        )


def show_chips(snapshot: Snapshot, selection: Selection) -> None:
    """Show what is set in one line; a click takes it away."""
    with st.container(horizontal=True, gap="small", key="chips"):
        chips = list_chips(snapshot, selection)
        if chips:
            kept = Selection(sel=selection.sel, metric=selection.metric)
            st.button(label("Clear filters"), key="chip_all", type="tertiary", on_click=write_selection, args=(kept,))
        for key, text, left in chips:
            st.button(
                f"{escape_markdown(text)} ×",
                key=f"chip_{key}",
                help=label("Take this filter away"),
                on_click=write_selection,
                args=(left,),
            )


def list_chips(snapshot: Snapshot, selection: Selection) -> list[tuple[str, str, Selection]]:
    """List what is set: a key, what it says, and the selection without it."""
    chips = []
    for dimension in DIMENSIONS:
        values = getattr(selection, dimension)
        for value in values:
            left = tuple(other for other in values if other != value)
            text = say_value(snapshot, dimension, value)
            chips.append((f"{dimension}_{value}", text, selection.choose(dimension, left)))
    if selection.q:
        chips.append(("q", label("Name has “{part}”", part=selection.q), replace(selection, q="")))
    if selection.near:
        place = snapshot.name(selection.near, read_lang())
        text = label("Within {km} km of {place}", km=selection.km, place=place)
        chips.append(("near", text, replace(selection, near="", km="")))
    if selection.since or selection.until:
        dates = (format_date(date, read_lang()) for date in (selection.since, selection.until))
        chips.append(("time", " – ".join(dates).strip(), replace(selection, since="", until="")))
    return chips
