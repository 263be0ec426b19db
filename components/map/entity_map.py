"""The map itself: shows the layers and hears the clicks."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.choropleth import DistrictFill
from atlas.geo.clusters import NEAREST_ZOOM
from atlas.selection.bounds import HOME
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import LAYERS, SWITCHED
from components.boundary import guard
from components.cached import load_snapshot
from components.frame.frame import theme_type
from components.map.camera import WINDOW, Camera, camera_on, follow, hear_choice
from components.map.content import prepare_content
from components.map.deck import CompactDeck, Layer, make_deck
from components.map.layers import DRAW, draw_picks
from components.map.plain_map import show_plain_map
from components.map.primitives import MapContent
from components.signs.static_files import static_url
from components.state import CLICKS, is_plain_map, read_lang
from components.tiles import Ground, read_ground
from components.told import read_picked
from components.words import label

KEY = "map"


def _hear_click() -> None:
    """Turn a click into the selection, or a flight to a cluster; new layer ids then make the chart forget it."""
    for chosen in read_picked(KEY)[:1]:
        st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
        hear_choice(chosen)


def build_deck(
    content: MapContent, switched_on: tuple[str, ...], camera: Camera, ground: Ground | None = None
) -> CompactDeck:
    """Put the layers together, from the ground up; over an operator's ground the districts let it through."""
    layers: list[Layer] = []
    for name, layer in LAYERS.items():
        opacity = layer.over_ground if ground else 1
        if opacity and (name in switched_on or name not in SWITCHED):
            drawn = DRAW[name](content)
            for part in drawn if opacity < 1 else ():
                part.opacity = opacity
            layers += drawn
    layers += draw_picks(content)
    return make_deck(layers, camera, NEAREST_ZOOM, ground.style_url if ground else "")


def lay_ground(camera: Camera, layers: tuple[str, ...]) -> None:
    """Lay a drawing of the first view under the map: the browser takes seconds to draw the map itself."""
    fits = camera == camera_on(HOME) and {"neighbours", "districts", "rivers"} <= set(layers) and not read_ground()
    picture = f'url("{static_url(f"ground-{theme_type()}")}")' if fits else "none"
    st.html(f"<style>.st-key-stage {{ --ground: {picture} }}</style>")


def show_entity_map(view: View, shown: pd.DataFrame, switched_on: tuple[str, ...], fill: DistrictFill) -> None:
    """Show the map of what the filter leaves."""
    snapshot = load_snapshot()
    camera = follow(view, snapshot)
    if is_plain_map():
        show_plain_map(snapshot, view, shown, layers=switched_on, fill=fill, camera=camera)
        return
    lay_ground(camera, switched_on)
    show_deck(snapshot, view, shown, layers=switched_on, fill=fill, camera=camera)


def show_deck(
    snapshot: Snapshot,
    view: View,
    shown: pd.DataFrame,
    *,
    layers: tuple[str, ...],
    fill: DistrictFill,
    camera: Camera,
    size: tuple[int, int] = WINDOW,
    is_choice: bool = True,
) -> None:
    """Show the interactive map.

    Parameters
    ----------
    size
        Width and height of the map, pixels.
    is_choice
        Whether a click chooses; if not, another view is another map, which starts where it should.
    """
    content = prepare_content(
        snapshot,
        view,
        shown,
        kinds=set(layers),
        fill=fill,
        lang=read_lang(),
        theme=theme_type(),
        clicks=st.session_state.get(CLICKS, 0),
        camera=camera,
        size=size,
        is_choice=is_choice,
    )
    clicked: dict[str, Any] = {"key": f"still_{sorted(camera.items())}"}
    if is_choice:
        clicked = {"key": KEY, "on_select": guard(_hear_click), "selection_mode": "single-object"}
    st.pydeck_chart(
        build_deck(content, layers, camera, read_ground()),
        height="stretch",
        alt=label("Map of Beijing's districts with organisations; the search box and the lists hold the same."),
        **clicked,
    )
