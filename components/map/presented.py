"""The map page for an audience: the map with its legend, and one or two panels."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.analysis.choropleth import DistrictFill, fill_districts
from atlas.geo.geometry import is_placed
from atlas.links.parameters import CARD, CITY, HEADLINES, MARKET, PANELS, PART, STAGES
from atlas.panels.card import say_brief
from atlas.selection.bounds import CITY as CITY_BOUNDS
from atlas.selection.bounds import HOME, find_aim
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.frame.frame import theme_type
from components.map.camera import camera_on
from components.map.entity_map import show_deck
from components.map.legend import metric_name, read_layers, read_metric, show_fill_legend, show_fill_notes
from components.map.plain_map import show_plain_map
from components.map.webgl import watch_webgl
from components.panels.headlines import show_headlines
from components.panels.market import show_market
from components.panels.pipeline import show_pipeline
from components.pieces import show_text
from components.render import render
from components.signs.kind_marks import mark_url
from components.state import is_plain_map, read_lang, read_parameter
from components.words import label

SIZE = (693, 472)  # of the map as it is drawn, pixels; static/present.css enlarges it


def show_map_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> frozenset[str]:
    """Show map and panels; give the documents behind them."""
    show_still_map(snapshot, view, shown)
    usual = (CARD, HEADLINES) if view.focus else (HEADLINES, STAGES)
    wanted = read_parameter(PANELS) or usual
    used = frozenset(shown["source_id"])
    with st.container(key=f"present_panels_{len(wanted)}"):
        for panel in wanted:
            used |= SHOW[panel](snapshot, view)
    return used


def show_still_map(
    snapshot: Snapshot, view: View, shown: pd.DataFrame, bounds: tuple[float, float, float, float] = HOME
) -> None:
    """Show the map with its legend; it answers the pointer, but a click chooses nothing.

    Parameters
    ----------
    bounds
        What to show where the URL asks for nothing else: west, south, east, north.
    """
    metric, layers = read_metric(snapshot, view), read_layers(snapshot)
    fill = fill_districts(snapshot, shown, metric, possible=find_possible(snapshot, view.filter))
    camera = camera_on(_find_bounds(snapshot, view) or bounds, window=SIZE)
    with st.container(key="present_map"):
        if is_plain_map():
            show_plain_map(snapshot, view, shown, layers=layers, fill=fill, camera=camera, is_choice=False, size=SIZE)
        else:
            show_deck(snapshot, view, shown, layers=layers, fill=fill, camera=camera, size=SIZE, is_choice=False)
    watch_webgl()
    with st.container(key="present_legend"):
        _show_legend(snapshot, shown, layers, metric, fill)


def _find_bounds(snapshot: Snapshot, view: View) -> tuple[float, float, float, float] | None:
    if view.filter.near or view.focus:
        return find_aim(snapshot, view)
    return CITY_BOUNDS if CITY in read_parameter(PART) else None


def _show_legend(
    snapshot: Snapshot, shown: pd.DataFrame, layers: tuple[str, ...], metric: str, fill: DistrictFill
) -> None:
    counts, words, lang = shown["kind_code"].value_counts(), snapshot.vocabulary, read_lang()
    kinds = [kind for kind in words.codes("entity_kind") if kind in counts and kind in layers]
    named = [
        (mark_url(snapshot, kind, theme_type()), f"{words.word('entity_kind', kind, lang)} {counts[kind]}")
        for kind in kinds
    ]
    drawn = is_placed(shown) & shown["kind_code"].isin(layers)
    placed = label("{placed} of {total} on the map", placed=int(drawn.sum()), total=len(shown))
    st.html(render("stage_kinds.html", kinds=named, placed=placed))
    show_text(label("District fill: {metric}", metric=metric_name(snapshot, metric)), "stage-kinds")
    show_fill_legend(fill, shown)
    show_fill_notes(snapshot, fill)


def _show_card(snapshot: Snapshot, view: View) -> frozenset[str]:
    """Show in short what is known of what is looked at."""
    panel = say_brief(snapshot, view, read_lang())
    if panel is None:
        return frozenset()
    st.html(render("stage_card.html", panel=panel))
    return panel.source_ids


def _show_headlines(snapshot: Snapshot, view: View) -> frozenset[str]:
    return show_headlines(snapshot, view).shown_ids


def _show_market(snapshot: Snapshot, view: View) -> frozenset[str]:
    return show_market(snapshot, view).source_ids


def _show_pipeline(snapshot: Snapshot, view: View) -> frozenset[str]:
    return show_pipeline(snapshot, view).source_ids


SHOW: dict[str, Callable[[Snapshot, View], frozenset[str]]] = {
    CARD: _show_card,
    HEADLINES: _show_headlines,
    MARKET: _show_market,
    STAGES: _show_pipeline,
}
