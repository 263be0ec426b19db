"""Who is tied to whom, each tie with its source."""

import streamlit as st

from atlas.panels.relations import say_relations
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.render import render
from components.state import read_lang


def show_relations(snapshot: Snapshot, view: View) -> None:
    """Show the relations of what is left or looked at."""
    st.html(render("relations.html", panel=say_relations(snapshot, view, read_lang())))
