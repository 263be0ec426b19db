"""The problems that the documents name beside what they set against each."""

import streamlit as st

from atlas.panels.problems import say_problems
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.facets.heard import say_idle, say_ways
from components.render import render
from components.state import read_lang


def show_problems(snapshot: Snapshot, view: View) -> None:
    """Show the problems that the filter leaves, each with its answers."""
    st.html(_write_problems(snapshot, view.filter, read_lang()))


@remember
def _write_problems(snapshot: Snapshot, filter: Filter, lang: str) -> str:
    panel = say_problems(snapshot, View(filter), lang)
    return render("problems_answered.html", panel=panel, idle=say_idle(panel.idle), ways=say_ways(panel.ways))
