"""The targets of policy beside what is known today, as tables."""

import streamlit as st

from atlas.panels.targets import say_targets
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.facets.heard import say_idle, say_ways
from components.render import render
from components.state import read_lang


def show_targets(snapshot: Snapshot, view: View) -> None:
    """Show the targets that the filter leaves, grouped by the policy that sets them."""
    st.html(_write_targets(snapshot, view.filter, read_lang()))


@remember
def _write_targets(snapshot: Snapshot, filter: Filter, lang: str) -> str:
    panel = say_targets(snapshot, View(filter), lang)
    return render("targets.html", panel=panel, idle=say_idle(panel.idle), ways=say_ways(panel.ways))
