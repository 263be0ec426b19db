"""What the pages that follow the filter are made of: their head, their filters, and the map page's columns."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.analysis.choropleth import fill_districts
from atlas.selection.bounds import CITY, HOME
from atlas.selection.conditions import list_names
from atlas.selection.filter import Filter
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import RELATIONS
from components.boundary import guard
from components.cached import load_snapshot
from components.card.card import show_card
from components.facets.filters import pick_filter, show_chips
from components.frame.frame import show_notices, show_switches
from components.map.camera import send_map_to
from components.map.downloads import show_map_downloads
from components.map.entity_map import show_entity_map
from components.map.legend import pick_layers, pick_metric, read_layers, read_metric, show_fill_legend, show_fill_notes
from components.map.webgl import watch_webgl
from components.panels.found import show_found
from components.panels.headlines import show_headlines
from components.panels.market import show_market
from components.panels.mentions import show_mentions
from components.panels.pipeline import show_pipeline
from components.panels.relations import show_relations
from components.panels.unplaced import show_unplaced
from components.pieces import show_text, show_title
from components.search.search import show_search
from components.state import has_webgl, is_bare, is_plain_map, read_view, toggle_plain_map
from components.words import label


def open_page() -> tuple[Snapshot, View, pd.DataFrame]:
    """Read the data and the URL; give the entities that the filter leaves."""
    snapshot = load_snapshot()
    view, dropped = read_view()
    show_notices(dropped)
    return snapshot, view, view.filter.apply(snapshot.entities, snapshot)


def lay_out_page() -> DeltaGenerator:
    """Open the sidebar at once, so that nothing moves later; give the room of the top bar."""
    if is_bare():
        return st.container(key="topbar")
    with st.sidebar:
        show_title(label("Filters"), 2, "unseen")
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="topbar")


def show_head(snapshot: Snapshot, filter: Filter) -> None:
    """Show search, chips, filters and switches: the same on every page that follows the selection."""
    if is_bare():
        return
    with lay_out_page():
        show_search()
        show_chips(snapshot, filter)
        show_switches()
    show_filters(snapshot, filter)


def show_top_bar(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the map page's line: search, chips, count and the switches."""
    if is_bare():
        return
    show_search()
    show_chips(snapshot, view.filter)
    show_unplaced(snapshot, shown, read_layers(snapshot))
    show_switches()


def show_filters(snapshot: Snapshot, filter: Filter) -> None:
    """Show the facets in the sidebar."""
    if is_bare():
        return
    with st.sidebar:
        pick_filter(snapshot, filter)


def show_map_column(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the map over its legend."""
    metric, layers = read_metric(snapshot, view), read_layers(snapshot)
    fill = fill_districts(snapshot, shown, metric, possible=find_possible(snapshot, view.filter))
    with st.container(key="mapcolumn"):
        with st.container(key="stage"):
            show_entity_map(view, shown, layers, fill)
            _show_map_tools(snapshot, view, layers)
        with st.container(horizontal=True, gap="small", key="views"):
            st.button(label("Key places"), key="view_home", on_click=guard(send_map_to), args=(HOME,))
            st.button(label("Whole city"), key="view_city", on_click=guard(send_map_to), args=(CITY,))
        with st.container(key="legend"):
            pick_layers(snapshot, shown)
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key="fillrow"):
                with st.container(width=180, key="metricbox"):
                    pick_metric(snapshot, metric)
                show_fill_legend(fill, shown)
            show_fill_notes(snapshot, fill)


def _show_map_tools(snapshot: Snapshot, view: View, layers: tuple[str, ...]) -> None:
    """Show what can be done with the map, in its corner."""
    watch_webgl()
    if is_bare():
        return
    with st.container(horizontal=True, gap="small", key="maptools"):
        if has_webgl():
            text = label("Interactive map") if is_plain_map() else label("Plain map")
            st.button(text, key="plain", on_click=guard(toggle_plain_map))
        show_map_downloads(snapshot, view, layers)


def show_panels(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the panels; the card of what is selected comes first."""
    with st.container(key="panels"):
        if shown.empty:
            several = len(list_names(view.filter)) > 1
            text = label("No organisation fits all filters; take one away.")
            show_text(text if several else label("No organisation surely fits."), "notice", is_status=True)
        if view.focus:
            show_card(snapshot, view, shown)
        show_found(snapshot, view)
        show_mentions(snapshot, view)
        if RELATIONS in read_layers(snapshot):
            show_relations(snapshot, view)
        show_headlines(snapshot, view)
        show_market(snapshot, view)
        show_pipeline(snapshot, view)
        if not view.focus:
            show_card(snapshot, view, shown)
