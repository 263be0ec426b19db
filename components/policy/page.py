"""What the policy page is made of: its sections and the switch between them."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.language.i18n import mark
from atlas.links.parameters import SECTION, SECTIONS
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.card.card import show_card
from components.pieces import show_title
from components.policy.problems import show_problems
from components.policy.support import show_support
from components.policy.targets import show_targets
from components.policy.timeline import show_timeline
from components.state import mirror, read_parameter
from components.words import label

TITLES = {
    "targets": mark("Targets"),
    "measures": mark("Measures compared"),
    "problems": mark("Problems and answers"),
    "timeline": mark("Timeline"),
}
SHOW: dict[str, Callable[[Snapshot, View], None]] = {
    "targets": show_targets,
    "measures": show_support,
    "problems": show_problems,
    "timeline": show_timeline,
}
KEY = "policy_section"


def pick_section() -> str:
    """Show the switch between the sections; the URL keeps it."""
    show_title(label("Policy"), 1, "unseen")
    st.session_state[KEY] = next(iter(read_parameter(SECTION)), SECTIONS[0])
    st.segmented_control(
        label("Section"),
        SECTIONS,
        format_func=lambda one: label(TITLES[one]),
        key=KEY,
        required=True,
        label_visibility="collapsed",
        on_change=mirror(KEY, SECTION),
    )
    return str(st.session_state[KEY])


def show_section(section: str, snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show one section; the card of what is selected stands beside it."""
    if not view.focus:
        SHOW[section](snapshot, view)
        return
    page, card = st.columns([66, 34], gap="small")
    with page:
        SHOW[section](snapshot, view)
    with card:
        show_card(snapshot, view, shown)
