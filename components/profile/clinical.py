"""What an area has for clinical research, as one block."""

import streamlit as st

from atlas.panels.clinical import say_clinical
from atlas.store.snapshot import Snapshot
from components.render import render
from components.state import read_lang


def show_clinical(snapshot: Snapshot, area_id: str) -> None:
    """Show the clinical resources of an area; nothing where the documents tell of none."""
    if panel := say_clinical(snapshot, area_id, read_lang()):
        st.html(render("clinical.html", panel=panel))
