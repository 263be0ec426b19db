"""The stage: title, what a page has to show, and a foot that says where it comes from."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from streamlit.navigation.page import StreamlitPage

from atlas.links.saved_views import find_position, list_views
from atlas.pictures.credit import say_newest, say_sources
from atlas.selection.conditions import list_conditions
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import load_snapshot
from components.chain.presented import show_chain_stage
from components.compare.presented import show_compare_stage
from components.frame.frame import say_credit, show_footer, show_notices
from components.map.presented import show_map_stage
from components.render import render
from components.stage.pages import list_documents
from components.state import is_presenting, read_address, read_lang, read_view
from components.words import label

Show = Callable[[Snapshot, View, pd.DataFrame], frozenset[str]]
# page -> what it has for an audience; the others come as they are, only larger
STAGES: dict[str, Show] = {
    "map": show_map_stage,
    "compare": show_compare_stage,
    "chain": show_chain_stage,
}


def show_page(page: StreamlitPage, name: str) -> None:
    """Show a page and its foot, or what of it is presented."""
    if not is_presenting():
        page.run()
        show_footer()
        return
    snapshot, (view, dropped) = load_snapshot(), read_view()
    with st.container(key="present_head"):
        show_notices(dropped)
        st.html(_write_head(snapshot, page, name, view))
    if name in STAGES:
        used = STAGES[name](snapshot, view, view.filter.apply(snapshot.entities, snapshot))
    else:
        with st.container(key="present_pages"):
            page.run()
        used = list_documents(snapshot, view, name)
    with st.container(key="present_foot"):
        st.html(_write_foot(snapshot, used))


def _write_head(snapshot: Snapshot, page: StreamlitPage, name: str, view: View) -> str:
    """Write the saved view's name, else the page's and what is selected, and the filters in words."""
    lang, at = read_lang(), find_position(snapshot, name, read_address())
    if at is not None:
        saved = list_views(snapshot)[at]
        title = saved.name_zh if lang == "zh" else saved.name_en
    else:
        title = " · ".join(filter(None, [page.title, _name_chosen(snapshot, view.focus)]))
    conditions = [f"{one.title} {one.word}" for one in list_conditions(snapshot, view.filter, lang)]
    shown = " · ".join(conditions) or label("Nothing is filtered out")
    return render("stage_head.html", title=title, shown=shown)


def _name_chosen(snapshot: Snapshot, chosen: str) -> str:
    return snapshot.name(chosen, read_lang()) if chosen and not chosen.startswith("at_") else ""


def _write_foot(snapshot: Snapshot, used: frozenset[str]) -> str:
    """Write the sources of what is shown, then date and credit."""
    lang = read_lang()
    named, newest = say_sources(snapshot, used, lang), say_newest(snapshot, lang)
    return render("foot.html", left=named, right=f"{say_credit()} · {newest}")
