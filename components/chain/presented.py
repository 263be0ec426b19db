"""The value-chain page for an audience: the whole matrix as one table."""

import pandas as pd
import streamlit as st

from atlas.panels.chain import say_chain
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.pieces import show_text
from components.render import render
from components.state import read_lang


def show_chain_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> frozenset[str]:  # noqa: ARG001 - as all stages
    """Show the matrix; give the documents behind it."""
    panel = say_chain(snapshot, view, read_lang())
    with st.container(key="present_pages"):
        st.html(render("chain_table.html", panel=panel))
        show_text(panel.note)
    return panel.source_ids
