"""What the policy page is made of: its three sections and the switch between them."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.i18n import mark
from atlas.selection import Selection
from atlas.store import Snapshot
from components.frame import show_notices
from components.panels.dossier import show_dossier
from components.panels.measures import show_measures
from components.panels.targets import show_targets
from components.panels.timeline import show_timeline
from components.state import SECTION, mirror, read_parameter
from components.words import label

SECTIONS = {"targets": mark("Targets"), "measures": mark("Measures compared"), "timeline": mark("Timeline")}
SHOW: dict[str, Callable[[Snapshot, Selection], None]] = {
    "targets": show_targets,
    "measures": show_measures,
    "timeline": show_timeline,
}
KEY = "policy_section"


def pick_section() -> str:
    """Show the switch between the sections; the URL keeps it."""
    st.html(f'<h1 class="unseen">{label("Policy")}</h1>')
    asked, wrong = read_parameter(SECTION, SECTIONS)
    show_notices(wrong)
    st.session_state[KEY] = asked[0] if asked else next(iter(SECTIONS))
    st.segmented_control(
        label("Section"),
        list(SECTIONS),
        format_func=lambda one: label(SECTIONS[one]),
        key=KEY,
        required=True,
        label_visibility="collapsed",
        on_change=mirror(KEY, SECTION, str),
    )
    return str(st.session_state[KEY])


def show_section(section: str, snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> None:
    """Show one section; the card of what is selected stands beside it."""
    if not selection.sel:
        SHOW[section](snapshot, selection)
        return
    page, card = st.columns([66, 34], gap="small")
    with page:
        SHOW[section](snapshot, selection)
    with card:
        show_dossier(snapshot, selection, shown)
