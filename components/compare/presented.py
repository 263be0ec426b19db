"""The compare page for an audience: the map of the areas, and the measures that tell most of them apart."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas.analysis.comparison import KEY_PLACES, choose_areas
from atlas.links.parameters import AREAS
from atlas.panels.comparison import say_comparison
from atlas.selection.bounds import HOME, find_bounds
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.compare.side_by_side import write_table
from components.map.presented import show_still_map
from components.pieces import show_text
from components.state import read_lang, read_parameter

MOST_MEASURES = 6  # rows that an audience can take in


def show_compare_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> frozenset[str]:
    """Show map and table; give the documents behind them."""
    areas = choose_areas(snapshot, read_parameter(AREAS))
    panel = say_comparison(snapshot, areas, view.filter, read_lang(), most=MOST_MEASURES)
    plain = View(replace(view.filter, near=""), metric=view.metric)
    show_still_map(snapshot, plain, shown, _find_bounds(snapshot, areas))
    with st.container(key="present_panels_wide"):
        st.html(write_table(panel))
        show_text(panel.note)
    return panel.source_ids


def _find_bounds(snapshot: Snapshot, areas: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Find what shows all areas that lie on the map; the first view for the key places, or where none does."""
    found = [bounds for area in areas if (bounds := find_bounds(snapshot, area))]
    if not found or set(areas) <= set(KEY_PLACES):
        return HOME
    wests, souths, easts, norths = zip(*found, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
