"""What is named for areas and groups, beside the organisations that a filter leaves."""

import streamlit as st

from atlas.panels.mentions import say_mentions
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.render import render
from components.state import read_lang


def show_mentions(snapshot: Snapshot, view: View) -> None:
    """Show for which areas and groups a chosen therapy or disease field is named; nothing where none is chosen."""
    if panel := say_mentions(snapshot, view, read_lang()):
        st.html(render("mentions.html", panel=panel))
