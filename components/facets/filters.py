"""The facets: every dimension's values with their counts, and the chips of what is set."""

import streamlit as st

from atlas.selection import conditions
from atlas.selection.conditions import TITLES
from atlas.selection.dimensions import DIMENSIONS, list_narrower
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.cached import count_facets, find_unstated
from components.frame.frame import theme_type
from components.pieces import show_text
from components.signs.kind_marks import mark_image
from components.state import mirror, read_lang, write_filter
from components.words import escape_markdown, label

NARROWER = "› "  # before a value that lies in a broader one of the same facet: its count is part of that one's
UNSTATED = "—"  # stands for a count that is not zero, since some may fit


def pick_filter(snapshot: Snapshot, filter: Filter) -> None:
    """Show one facet a dimension; each writes its choice into the URL."""
    counts, unstated, theme = count_facets(snapshot, filter), find_unstated(snapshot, filter), theme_type()
    lang, marked = read_lang(), snapshot.vocabulary.codes("entity_kind")  # narrower kinds are drawn as their kind
    for dimension in DIMENSIONS:
        key, found = f"facet_{dimension}", counts[dimension]
        narrower = list_narrower(snapshot, dimension)
        st.session_state[key] = [value for value in filter[dimension] if value in found]

        def name(
            value: str,
            dimension: str = dimension,
            found: dict[str, int] = found,
            narrower: frozenset[str] = narrower,
        ) -> str:
            image = f"{mark_image(snapshot, value, theme)} " if dimension == "kind" and value in marked else ""
            count = f":gray[{UNSTATED if value in unstated[dimension] else found[value]}]"
            said = escape_markdown(conditions.say_value(snapshot, dimension, value, lang))
            return f"{NARROWER if value in narrower else ''}{image}{said} {count}"

        st.pills(
            label(TITLES[dimension]),
            list(found),
            selection_mode="multi",
            format_func=name,
            key=key,
            on_change=mirror(key, dimension),
        )
    if any(unstated.values()):
        note = label("{sign} nobody surely, but the documents do not say of all", sign=UNSTATED)
        show_text(note)


def show_chips(snapshot: Snapshot, filter: Filter) -> None:
    """Show what is set in one line; a click takes it away."""
    with st.container(horizontal=True, gap="small", key="chips"):
        chips = list_chips(snapshot, filter)
        if chips:
            st.button(
                label("Clear filters"),
                key="chip_all",
                type="tertiary",
                on_click=guard(write_filter),
                args=(Filter(),),
            )
        for key, text, left in chips:
            st.button(
                f"{escape_markdown(text)} ×",
                key=f"chip_{key}",
                help=label("Take this filter away"),
                on_click=guard(write_filter),
                args=(left,),
            )


def list_chips(snapshot: Snapshot, filter: Filter) -> list[tuple[str, str, Filter]]:
    """List what is set: a key, what it says, and the filter without it."""
    chips = []
    for one in conditions.list_conditions(snapshot, filter, read_lang()):
        left = conditions.drop_condition(filter, one.name)
        if one.name in DIMENSIONS:
            values = tuple(value for value in filter[one.name] if value != one.value)
            left = filter.choose(one.name, values)
        chips.append((f"{one.name}_{one.value}", say_chip(one, filter), left))
    return [chip for chip in chips if chip[1]]


def say_chip(one: conditions.Condition, filter: Filter) -> str:
    """Say one condition as short as its chip; blank for what another chip says."""
    said = {
        "q": label("Name has “{part}”", part=one.word),
        "near": label("Within {km} km of {place}", km=filter.km, place=one.word),
        "km": "",
        "from": label("from {date}", date=one.word),
        "to": label("to {date}", date=one.word),
    }
    return said.get(one.name, one.word)
