"""The compare page for an audience: the map of the areas, and the measures that tell most of them apart."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from atlas.analysis.comparison import KEY_PLACES, Comparison, choose_areas
from atlas.analysis.measures import Measure
from atlas.links.parameters import AREAS
from atlas.selection.bounds import HOME, find_bounds
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.compare.page import gather_comparison, say_how_to_read
from components.compare.side_by_side import write_table
from components.map.presented import Row, show_still_map
from components.state import read_parameter
from components.words import label

MOST_MEASURES = 6  # rows that an audience can take in


def show_compare_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> list[Row]:
    """Show map and table; give the rows behind them."""
    areas = choose_areas(snapshot, read_parameter(AREAS))
    comparison = gather_comparison(snapshot, areas, view.filter)
    short = _shorten(comparison)
    plain = View(replace(view.filter, near=""), metric=view.metric)
    show_still_map(snapshot, plain, shown, _find_bounds(snapshot, areas))
    with st.container(key="present_panels_wide"):
        st.html(write_table(snapshot, short))
        left = len(comparison.measures) - len(short.measures)
        rest = label("{count} further measures stand on the compare page.", count=left) if left else ""
        st.html(f'<p class="caption">{say_how_to_read(short, is_presented=True)} {rest}</p>')
    cells = [cell for measure in short.measures for cell in measure.cells]
    figures = [figure for cell in cells for figure in (cell.figure, *cell.unnamed) if figure]
    return [row for figure in figures for row in figure.rows]


def _shorten(comparison: Comparison) -> Comparison:
    """Keep the measures of which most areas have something, in their order; ranks are left out."""
    best = sorted(comparison.measures, key=_count_something, reverse=True)[:MOST_MEASURES]
    kept = tuple(measure for measure in comparison.measures if measure in best)
    return replace(comparison, measures=kept, rankings=dict.fromkeys(comparison.area_ids, ()))


def _count_something(measure: Measure) -> int:
    return sum(bool(cell.figure and cell.figure.value) for cell in measure.cells)


def _find_bounds(snapshot: Snapshot, areas: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Find what shows all areas that lie on the map; the first view for the key places, or where none does."""
    found = [bounds for area in areas if (bounds := find_bounds(snapshot, area))]
    if not found or set(areas) <= set(KEY_PLACES):
        return HOME
    wests, souths, easts, norths = zip(*found, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
