"""The support of several places side by side: who gives what, up to how much, at which stage."""

import streamlit as st

from atlas.analysis.policy import ALL, list_purposes, list_support_areas, list_support_stages
from atlas.links.parameters import PURPOSE, SUPPORT_AREA, SUPPORT_STAGE
from atlas.panels.support import Choice, say_support
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.facets.heard import say_idle, say_ways
from components.pieces import show_text
from components.render import render
from components.state import mirror, read_lang, read_parameter
from components.words import escape_markdown, label

PURPOSE_KEY, STAGE_KEY, AREA_KEY = "measures_purpose", "measures_stage", "measures_area"


def show_support(snapshot: Snapshot, view: View) -> None:
    """Show the choice and the comparison; places that are picked here stand before those at the side."""
    filter = view.filter
    _pick_purpose_and_stage(snapshot)
    choice = read_choice(snapshot)
    _pick_areas(snapshot, choice, filter)
    st.html(_write_support(snapshot, choice, filter, read_lang()))


def read_choice(snapshot: Snapshot) -> Choice:
    """Read from the URL what is picked in this section."""
    purpose = next(iter(read_parameter(PURPOSE)), list_purposes(snapshot)[0])
    areas = tuple(area for area in list_support_areas(snapshot) if area in read_parameter(SUPPORT_AREA))
    return Choice(() if purpose == ALL else (purpose,), next(iter(read_parameter(SUPPORT_STAGE)), ""), areas)


def _pick_purpose_and_stage(snapshot: Snapshot) -> None:
    lang, words = read_lang(), snapshot.vocabulary
    purposes, stages = list_purposes(snapshot), list_support_stages(snapshot)
    choice = read_choice(snapshot)
    st.session_state[PURPOSE_KEY], st.session_state[STAGE_KEY] = next(iter(choice.purposes), ALL), choice.stage
    left, right = st.columns(2, gap="small")
    left.selectbox(
        label("Purpose of the support"),
        purposes,
        format_func=lambda one: label("All purposes") if one == ALL else words.word("purpose", one, lang),
        key=PURPOSE_KEY,
        on_change=mirror(PURPOSE_KEY, PURPOSE),
    )
    right.selectbox(
        label("Stage that is supported"),
        ["", *stages],
        format_func=lambda one: words.word("stage", one, lang) or label("Any stage"),
        key=STAGE_KEY,
        on_change=mirror(STAGE_KEY, SUPPORT_STAGE),
    )


def _pick_areas(snapshot: Snapshot, choice: Choice, filter: Filter) -> None:
    """Show the places that have such measures, each with how many; none chosen means all that reach the side's."""
    counts = list_support_areas(snapshot, choice.purposes, choice.stage, filter)
    known = list_support_areas(snapshot)
    options = {area: counts.get(area, 0) for area in known if area in counts or area in choice.areas}
    st.session_state[AREA_KEY] = list(choice.areas)
    st.pills(
        label("Places compared"),
        list(options),
        selection_mode="multi",
        format_func=lambda area: f"{escape_markdown(snapshot.name(area, read_lang()))} :gray[{options[area]}]",
        key=AREA_KEY,
        on_change=mirror(AREA_KEY, SUPPORT_AREA),
    )
    if not choice.areas and (filter["area"] or filter["park"]):
        note = label("None picked: what reaches the places chosen at the side, from the city and the country, too.")
        show_text(note)


@remember
def _write_support(snapshot: Snapshot, choice: Choice, filter: Filter, lang: str) -> str:
    panel = say_support(snapshot, choice, filter, lang)
    return render("support.html", panel=panel, idle=say_idle(panel.idle), ways=say_ways(panel.ways))
