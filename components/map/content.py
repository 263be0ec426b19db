"""Prepare what the layers draw: marks, areas, districts."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from atlas.analysis.choropleth import DistrictFill
from atlas.analysis.relations import list_arcs
from atlas.geo.geometry import is_pinned
from atlas.geo.label_placement import metres_per_pixel
from atlas.pictures.map_features import (
    find_room,
    list_areas,
    list_marks,
    list_names,
    outline_extents,
    outline_radius,
    round_point,
    say_marks,
)
from atlas.pictures.map_rows import MapArea
from atlas.selection.filter import Filter
from atlas.selection.focus import find_holder
from atlas.selection.metrics import district_ids
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import RELATIONS
from atlas.style.palette import PALETTES
from atlas.style.symbols import NAME_PX
from components.cached import KEEP_LARGE, find_label_points, pack_entities, remember, remember_most, unpack_entities
from components.map.camera import WIDE, WINDOW, Camera
from components.map.new_looks import find_new_looks
from components.map.primitives import LiveName, MapContent, Pinned, Rows
from components.words import plain_for_map

HATCH_SCALE = 50_000  # at zoom 0; keeps the lines as far apart on screen at every flight's end


def data_url(name: str, snapshot_id: str, lang: str) -> str:
    """Tell where the browser fetches one of DATA_FILES; components/serve.py sends them."""
    return f"/map/{snapshot_id}/{lang}/{name}.json"


@remember
def list_pins(snapshot: Snapshot, lang: str) -> Rows:
    """List every pinned entity as the browser fetches them once: place, id, name, what it is, position in the list."""
    said, entities = say_marks(snapshot, lang), snapshot.entities
    pinned = entities[is_pinned(entities)].to_dict("records")
    return [
        {
            "p": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "i": row["entity_id"],
            "n": plain_for_map(snapshot.name(row["entity_id"], lang)),
            "s": plain_for_map(said[row["kind_code"], row["precision_code"]]),
            "x": position,
        }
        for position, row in enumerate(pinned)
    ]


@remember_most(KEEP_LARGE)
def _prepare_marks(snapshot: Snapshot, drawn: bytes, lang: str, zoom: float, *, is_choice: bool) -> tuple[Pinned, ...]:
    """List the marks, each that stands alone with its position among the pins, which say its name."""
    pins = _find_pins(snapshot, lang)
    marks = list_marks(snapshot, unpack_entities(snapshot, drawn), lang, zoom=zoom, is_choice=is_choice)
    return tuple(
        Pinned(mark, pins[mark.id])
        if mark.is_alone
        else Pinned(mark._replace(tip=plain_for_map(mark.tip), sub=plain_for_map(mark.sub)), None)
        for mark in marks
    )


@remember
def _find_pins(snapshot: Snapshot, lang: str) -> dict[str, int]:
    return {row["i"]: row["x"] for row in list_pins(snapshot, lang)}


@remember
def _prepare_areas(snapshot: Snapshot, lang: str) -> tuple[MapArea, ...]:
    areas = list_areas(snapshot, lang)
    return tuple(one._replace(tip=plain_for_map(one.tip), sub=plain_for_map(one.sub)) for one in areas)


@remember
def list_circles(snapshot: Snapshot, lang: str) -> dict[str, Any]:
    """Draw the published extents of parks and zones as GeoJSON circles, the widest first."""
    drawn = {one.id: one for one in _prepare_areas(snapshot, lang) if one.has_extent}
    features = [
        {
            "type": "Feature",
            "properties": {"i": area_id, "n": drawn[area_id].tip, "s": drawn[area_id].sub},
            "geometry": {"type": "Polygon", "coordinates": [corners]},
        }
        for area_id, corners in outline_extents(snapshot).items()
        if area_id in drawn
    ]
    return {"type": "FeatureCollection", "features": features}


def _draw_radius(snapshot: Snapshot, filter: Filter) -> dict[str, Any]:
    """Draw the ring round the place of `near` as GeoJSON; empty if there is none."""
    corners = outline_radius(snapshot, filter)
    shape = {"type": "Polygon", "coordinates": [corners]}
    return {"type": "Feature", "properties": {}, "geometry": shape} if corners else {}


def _prepare_relations(snapshot: Snapshot, view: View, shown: pd.DataFrame, lang: str) -> Rows:
    """Make one row per relation that can be drawn."""
    return [{"p": arc.ends, "n": plain_for_map(arc.tip), "s": ""} for arc in list_arcs(snapshot, view, shown, lang)]


# what the browser fetches once for each snapshot and language
DATA_FILES: dict[str, Callable[[Snapshot, str], object]] = {"pins": list_pins, "areas": list_circles}


@remember_most(KEEP_LARGE)
def _prepare_names(
    snapshot: Snapshot,
    drawn: bytes,
    lang: str,
    place: tuple[float, float, float],
    size: tuple[int, int],
    *,
    is_choice: bool,
) -> tuple[LiveName, ...]:
    """Keep the names that find room in a window of some size at a place; in the usual window, on any screen.

    Parameters
    ----------
    drawn
        The entities on the map, packed by `pack_entities`.
    place
        Longitude, latitude and zoom of the window's middle.
    """
    longitude, latitude, zoom = place
    marks = [one.mark for one in _prepare_marks(snapshot, drawn, lang, zoom, is_choice=is_choice)]
    areas, points = _prepare_areas(snapshot, lang), find_label_points(snapshot)
    names = list_names(snapshot, marks, areas, unpack_entities(snapshot, drawn), points, lang=lang)
    seen = {size, WIDE} if size == WINDOW else {size}
    windows = [(longitude, latitude, width / 2, height / 2) for width, height in sorted(seen)]
    plain = [one._replace(text=plain_for_map(one.text)) for one in names]
    return tuple(
        LiveName(
            role=name.role,
            text=name.text,
            position=round_point(name.position),
            offset=(round(shift[0]), round(shift[1])),
            size=round(NAME_PX * metres_per_pixel(name.position[1], zoom), 1),
            badge=name.badge,
        )
        for name, shift in find_room(plain, marks, areas, zoom, windows)
    )


def prepare_content(
    snapshot: Snapshot,
    view: View,
    shown: pd.DataFrame,
    *,
    kinds: set[str],
    fill: DistrictFill,
    lang: str,
    theme: str,
    clicks: int,
    camera: Camera,
    size: tuple[int, int] = WINDOW,
    is_choice: bool = True,
) -> MapContent:
    """Prepare all that the layers draw of what the filter leaves.

    Parameters
    ----------
    shown
        The entities that the filter leaves.
    kinds
        Kinds and layers that are switched on.
    size
        Width and height of the map, pixels.
    is_choice
        Whether a click chooses.
    """
    drawn = pack_entities(shown[shown["kind_code"].isin(kinds)])
    place = (camera["longitude"], camera["latitude"], camera["zoom"])
    return MapContent(
        lang=lang,
        theme=theme,
        palette=PALETTES[theme],
        marks=_prepare_marks(snapshot, drawn, lang, camera["zoom"], is_choice=is_choice),
        pins_url=data_url("pins", snapshot.snapshot_id, lang),
        pin_count=len(list_pins(snapshot, lang)),
        areas=_prepare_areas(snapshot, lang),
        areas_url=data_url("areas", snapshot.snapshot_id, lang),
        district_ids=tuple(district_ids(snapshot)),
        names=_prepare_names(snapshot, drawn, lang, place, size, is_choice=is_choice),
        fill=fill,
        chosen=find_holder(snapshot, view.focus),
        radius=_draw_radius(snapshot, view.filter),
        relations=_prepare_relations(snapshot, view, shown, lang) if RELATIONS in kinds else [],
        looks=find_new_looks(snapshot, theme),
        hatch_scale=round(HATCH_SCALE * 2 ** -camera["zoom"]),
        clicks=clicks,
    )
