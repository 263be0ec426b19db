"""What the compare page is made of: the choice of areas, the sentence to copy and the table."""

import streamlit as st

from atlas.analysis.comparison import LEAST, MOST, choose_areas, list_comparable
from atlas.links.parameters import AREAS
from atlas.panels.comparison import GROUPS, ComparisonPanel, say_comparison
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_measure, write_sentence
from components.boundary import guard
from components.cached import remember
from components.compare.side_by_side import write_table
from components.frame.copy_button import show_copy_button
from components.pieces import show_text, show_title
from components.state import read_lang, read_parameter, write_url
from components.told import read_choices
from components.words import escape_markdown, label

ADD, MEASURE = "add_area", "sentence_measure"


def pick_areas(snapshot: Snapshot) -> tuple[str, ...]:
    """Show the areas side by side as chips, and the box that adds one; the choice stands in the URL."""
    areas = choose_areas(snapshot, read_parameter(AREAS))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="areas"):
        show_title(label("Areas side by side"), 2)
        for area in areas:
            st.button(
                f"{escape_markdown(snapshot.name(area, read_lang()))} ×",
                key=f"chip_areas_{area}",
                help=label("Take this area away"),
                disabled=len(areas) <= LEAST,
                on_click=guard(_write_areas),
                args=(tuple(other for other in areas if other != area),),
            )
        _show_adder(snapshot, areas)
    return areas


def _show_adder(snapshot: Snapshot, areas: tuple[str, ...]) -> None:
    full = len(areas) >= MOST
    words = label("Four areas at most; take one away first") if full else label("Add a district, zone, park or city")
    st.selectbox(
        label("Add a district, zone, park or city"),
        [area for area in list_comparable(snapshot) if area not in areas],
        index=None,
        format_func=lambda area: snapshot.name(area, read_lang()),
        placeholder=words,
        key=ADD,
        label_visibility="collapsed",
        disabled=full,
        on_change=guard(_add_area),
        args=(snapshot, areas),
        width=290,
    )


def _write_areas(areas: tuple[str, ...]) -> None:
    write_url(AREAS, ",".join(areas))


def _add_area(snapshot: Snapshot, areas: tuple[str, ...]) -> None:
    for chosen in read_choices(ADD, list_comparable(snapshot)):
        _write_areas((*areas, chosen))
    st.session_state[ADD] = None


@remember
def _write(_snapshot: Snapshot, panel: ComparisonPanel, lang: str) -> str:  # noqa: ARG001 - UI words are in it
    """Write the table once and not in every run."""
    return write_table(panel)


def show_sentence(snapshot: Snapshot, areas: tuple[str, ...], filter: Filter) -> None:
    """Show a sentence on the chosen measure, ready for a paper, and the button that copies it."""
    lang = read_lang()
    comparison = say_comparison(snapshot, areas, filter, lang).comparison
    names = {
        measure.key: f"{label(GROUPS[measure.group])} · {say_measure(snapshot, measure, lang)}"
        for measure in comparison.measures
    }
    if st.session_state.get(MEASURE) not in names:
        st.session_state[MEASURE] = next(iter(names))
    with st.container(border=True, key="sentence"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            show_title(label("A sentence to copy"), 3, "list-title", fits=True)
            chosen = st.selectbox(
                label("What the sentence is about"),
                list(names),
                format_func=names.__getitem__,
                key=MEASURE,
                label_visibility="collapsed",
                width=420,
            )
            sentence = write_sentence(snapshot, comparison, chosen, lang)
            show_copy_button(sentence, "copy_sentence")
        show_text(sentence, "sentence")


def show_comparison(snapshot: Snapshot, areas: tuple[str, ...], filter: Filter) -> None:
    """Show the table and how to read it."""
    panel = say_comparison(snapshot, areas, filter, read_lang())
    if panel.heads:
        show_text(panel.note)
    st.html(_write(snapshot, panel, read_lang()))
