"""The headline strip: up to four published figures of the chosen area."""

import streamlit as st

from atlas.panels.headlines import HeadlinesPanel, say_headlines
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.panels.figures import show_proofs
from components.pieces import show_text
from components.render import render
from components.state import read_lang


@remember
def _write(_snapshot: Snapshot, panel: HeadlinesPanel, lang: str) -> str:
    """Write the strip once and not in every run."""
    return render("headlines.html", panel=panel, lang=lang)


def show_headlines(snapshot: Snapshot, view: View) -> HeadlinesPanel:
    """Show the strip, and give what it says."""
    panel = say_headlines(snapshot, view, read_lang())
    if not panel.figures:
        show_text(panel.note, "empty")
        return panel
    st.html(_write(snapshot, panel, read_lang()))
    show_proofs(panel.evidence, "proof_headlines")
    return panel
