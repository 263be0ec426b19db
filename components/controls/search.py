"""The search box: everything that the map can select, for the keyboard too."""

import streamlit as st

from atlas.store import Snapshot
from components.cached import list_search_options, load_snapshot
from components.state import read_lang, write_url
from components.words import label

KEY = "search"


def show_search() -> None:
    """Show the box; a choice selects it everywhere, as a click on the map does."""
    snapshot = load_snapshot()
    with st.container(key="searchbox", width=230):
        _show_box(snapshot)


def _show_box(snapshot: Snapshot) -> None:
    options = list_search_options(snapshot, snapshot.snapshot_id, read_lang())
    st.selectbox(
        label("Find a company, park or district"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=label("Find a company, park or district"),
        key=KEY,
        label_visibility="collapsed",
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state[KEY]
    if chosen:
        write_url("sel", chosen)
        st.session_state[KEY] = None
