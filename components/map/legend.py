"""The legend: what is drawn, how often, and switches for each layer."""

import pandas as pd
import streamlit as st

from atlas.analysis.choropleth import DistrictFill
from atlas.geo.clusters import MANY
from atlas.geo.geometry import is_pinned
from atlas.links.parameters import HIDE, SHOW
from atlas.pictures.map_features import choose_layers, list_layers
from atlas.selection.metrics import list_metrics
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import LAYERS, SWITCHED
from atlas.style.palette import PALETTES
from atlas.wording.choropleth import list_fill_notes
from atlas.wording.sentences import say_metric, say_span
from components.boundary import guard
from components.frame.frame import theme_type
from components.render import render
from components.signs.kind_marks import mark_image
from components.signs.static_files import area_image
from components.state import mirror, read_lang, read_parameter, write_url
from components.told import read_choices
from components.words import escape_markdown, label

LAYERS_KEY = "layers"


def metric_name(snapshot: Snapshot, metric: str) -> str:
    """Say what a metric counts."""
    return say_metric(snapshot, metric, read_lang())


def read_metric(snapshot: Snapshot, view: View) -> str:
    """Tell what the districts are filled by."""
    return view.metric or list_metrics(snapshot)[0]


def pick_metric(snapshot: Snapshot, metric: str) -> None:
    """Let the reader choose what the districts are filled by; the URL keeps it."""
    st.session_state["metric"] = metric
    st.selectbox(
        label("District fill"),
        list_metrics(snapshot),
        format_func=lambda metric: metric_name(snapshot, metric),
        key="metric",
        label_visibility="collapsed",
        on_change=mirror("metric", "metric"),
    )


def read_layers(snapshot: Snapshot) -> tuple[str, ...]:
    """Tell which kinds and layers are switched on."""
    return choose_layers(snapshot, read_parameter(SHOW), read_parameter(HIDE))


def _mirror_layers(snapshot: Snapshot) -> None:
    """Write into the URL what differs from the usual."""
    chosen, usual = read_choices(LAYERS_KEY, list_layers(snapshot)), choose_layers(snapshot)
    write_url(SHOW, ",".join(one for one in chosen if one not in usual))
    write_url(HIDE, ",".join(one for one in usual if one not in chosen))


def pick_layers(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Show every kind and layer with its mark and count, to be switched on and off."""
    st.session_state[LAYERS_KEY] = read_layers(snapshot)
    lang, theme, words = read_lang(), theme_type(), snapshot.vocabulary
    counts = shown["kind_code"].value_counts()

    def name(layer: str) -> str:
        if layer in SWITCHED:
            image = f"{area_image(theme)} " if layer == "areas" else ""
            return image + label(LAYERS[layer].title)
        word = escape_markdown(words.word("entity_kind", layer, lang))
        return f"{mark_image(snapshot, layer, theme)} {word} {counts.get(layer, 0)}"

    st.pills(
        label("Layers"),
        list_layers(snapshot),
        selection_mode="multi",
        format_func=name,
        key=LAYERS_KEY,
        label_visibility="collapsed",
        on_change=guard(_mirror_layers),
        args=(snapshot,),
    )


def show_fill_legend(fill: DistrictFill, shown: pd.DataFrame) -> None:
    """Show the steps of the district fill, zero and not disclosed apart, and what other signs the map has."""
    colours = PALETTES[theme_type()].steps
    steps = [(colours[step], say_span(ends, read_lang())) for step, ends in fill.classes.items()]
    has_zero, has_clusters = 0 in fill.values.values(), bool(is_pinned(shown).sum() > MANY)
    st.html(render("fill_legend.html", fill=fill, steps=steps, has_zero=has_zero, has_clusters=has_clusters))


def show_fill_notes(snapshot: Snapshot, fill: DistrictFill) -> None:
    """Show what the colours leave out, if anything."""
    notes = list_fill_notes(snapshot, fill, read_lang())
    if notes:
        st.html(render("fill_notes.html", notes=notes))
