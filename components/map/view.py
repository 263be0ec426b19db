"""Where the map looks: the first view, and the flight to what is selected."""

import pandas as pd
import streamlit as st

from atlas.geo import Bounds, fit_zoom, outline_circle
from atlas.selection import Selection, find_points
from atlas.store import Snapshot
from components.state import LOOKED_AT, VIEW, VIEWS, WRITTEN, is_written

HOME: Bounds = (116.12, 39.64, 116.62, 40.21)  # Haidian, Changping with its name, Daxing's base, Yizhuang
WINDOW = (694, 535)  # pixels: the map at 1366 x 768
NEAR_ZOOM = 11.2
View = dict[str, float]  # longitude, latitude, zoom
NUDGE = 1e-9  # degrees; to the very same view the map would not move


def find_bounds(snapshot: Snapshot, chosen: str) -> Bounds | None:
    """Find what the map should show of a chosen entity, area or place; None if it has no place."""
    areas, districts = snapshot["areas"], snapshot.geometry["districts"]
    shape = districts.loc[districts["adcode"] == chosen]
    if not shape.empty:
        west, south, east, north = shape.total_bounds
        return west, south, east, north
    if chosen.startswith("at_"):
        longitude, latitude = (float(part) for part in chosen.split("_")[1:])
        return longitude, latitude, longitude, latitude
    rows = [areas[areas["area_id"] == chosen], snapshot.entities[snapshot.entities["entity_id"] == chosen]]
    for row in (row.iloc[0] for row in rows if not row.empty):
        if pd.notna(row["longitude"]):
            return row["longitude"], row["latitude"], row["longitude"], row["latitude"]
        if row["area_id"] in snapshot.ancestors and row["area_id"] != chosen:
            return find_bounds(snapshot, row["area_id"])
    return None


def view_of(bounds: Bounds, *, margin: float = 0.02, window: tuple[int, int] = WINDOW) -> View:
    """Find the view that shows bounds with a margin in degrees in a window of so many pixels; a point from nearby."""
    west, south, east, north = bounds
    if east - west < margin:
        return {"longitude": (west + east) / 2, "latitude": (south + north) / 2, "zoom": NEAR_ZOOM}
    longitude, latitude, zoom = fit_zoom((west - margin, south - margin, east + margin, north + margin), *window)
    return {"longitude": longitude, "latitude": latitude, "zoom": round(zoom, 3)}


def send_map_to(bounds: Bounds) -> None:
    """Send the map to bounds, also where it already was sent."""
    _send(view_of(bounds))


def _send(view: View) -> None:
    last = st.session_state.get(VIEW)
    if last and abs(last["longitude"] - view["longitude"]) < NUDGE:
        view = {**view, "longitude": last["longitude"] + NUDGE}
    st.session_state[VIEW] = view


def follow(selection: Selection, snapshot: Snapshot) -> View:
    """Move the map when something else is selected or the radius changes; leave it alone otherwise.

    What comes by Back, Forward or a link brings its view, too: the one that it had, or else its own.
    """
    looked_at = (selection.sel, selection.near, selection.km)
    last, views = st.session_state.get(LOOKED_AT, ("", "", "")), st.session_state.setdefault(VIEWS, {})
    st.session_state.setdefault(VIEW, view_of(HOME))
    if looked_at != last:
        views[last] = st.session_state[VIEW]
        bounds = _find_aim(selection, snapshot, last)
        if not (is_written("sel", selection.sel) and is_written("near", selection.near)):
            _send(views.get(looked_at) or view_of(bounds or HOME))
        elif bounds:
            send_map_to(bounds)
    st.session_state[LOOKED_AT] = looked_at
    st.session_state[WRITTEN] = {"sel": selection.sel, "near": selection.near}
    view: View = st.session_state[VIEW]
    return view


def _find_aim(selection: Selection, snapshot: Snapshot, last: tuple[str, str, str]) -> Bounds | None:
    """Find where a change leads: round the place of `near`, else to what is newly selected; None: nowhere."""
    if selection.near and (selection.near, selection.km) != last[1:]:
        return find_ring_bounds(snapshot, selection)
    return find_bounds(snapshot, selection.sel) if selection.sel and selection.sel != last[0] else None


def find_ring_bounds(snapshot: Snapshot, selection: Selection) -> Bounds:
    """Find the bounds of the ring round the place of `near`."""
    corners = outline_circle(*find_points(snapshot)[selection.near], float(selection.km))
    easts, norths = ([corner[axis] for corner in corners] for axis in (0, 1))
    return min(easts), min(norths), max(easts), max(norths)
