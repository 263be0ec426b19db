"""Where the map looks: the first view, and the flight to what is selected."""

import streamlit as st

from atlas.geo.clusters import NEAREST_ZOOM, read_cluster_id
from atlas.geo.geometry import Bounds
from atlas.pictures.window import fit_window
from atlas.selection.bounds import CITY, HOME, find_bounds, find_ring_bounds, shows_point
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.state import CAMERA, CAMERAS, LOOKED_AT, WRITTEN, is_written, select_told

WINDOW = (694, 535)  # pixels: the map at 1366 x 768
WIDE = (1046, 822)  # the same at 1920 x 1080
Camera = dict[str, float]  # longitude, latitude, zoom
NUDGE = 1e-9  # degrees; to the very same view the map would not move


def camera_on(bounds: Bounds, *, window: tuple[int, int] = WINDOW) -> Camera:
    """Find the view that shows bounds with a margin in a window of so many pixels; a point is shown from nearby."""
    seen = fit_window(bounds, window)
    return {"longitude": seen.longitude, "latitude": seen.latitude, "zoom": round(seen.zoom, 3)}


def read_camera() -> Camera:
    """Give the view that the map was last sent to."""
    camera: Camera = st.session_state.get(CAMERA) or camera_on(HOME)
    return camera


def send_map_to(bounds: Bounds) -> None:
    """Send the map to bounds, also where it already was sent."""
    _send(camera_on(bounds))


def hear_choice(chosen: str) -> None:
    """Choose what was clicked on the map; to a cluster the map only flies, so near that its marks come apart."""
    aim = read_cluster_id(chosen)
    if aim is None:
        select_told(chosen)
    elif shows_point(CITY, aim[0], aim[1]) and aim[2] <= NEAREST_ZOOM:
        _send(dict(zip(("longitude", "latitude", "zoom"), aim, strict=True)))


def _send(camera: Camera) -> None:
    last = st.session_state.get(CAMERA)
    if last and abs(last["longitude"] - camera["longitude"]) < NUDGE:
        camera = {**camera, "longitude": last["longitude"] + NUDGE}
    st.session_state[CAMERA] = camera


def follow(view: View, snapshot: Snapshot) -> Camera:
    """Move the map when something else is selected or the radius changes; leave it alone otherwise.

    What comes by Back, Forward or a link brings its view, too: the one that it had, or else its own.
    """
    looked_at = (view.focus, view.filter.near, view.filter.km)
    last, cameras = st.session_state.get(LOOKED_AT, ("", "", "")), st.session_state.setdefault(CAMERAS, {})
    st.session_state.setdefault(CAMERA, camera_on(HOME))
    if looked_at != last:
        cameras[last] = st.session_state[CAMERA]
        bounds = _find_aim(view, snapshot, last)
        if not (is_written("sel", view.focus) and is_written("near", view.filter.near)):
            _send(cameras.get(looked_at) or camera_on(bounds or HOME))
        elif bounds:
            send_map_to(bounds)
    st.session_state[LOOKED_AT] = looked_at
    st.session_state[WRITTEN] = {"sel": view.focus, "near": view.filter.near}
    camera: Camera = st.session_state[CAMERA]
    return camera


def _find_aim(view: View, snapshot: Snapshot, last: tuple[str, str, str]) -> Bounds | None:
    """Find where a change leads: round the place of `near`, else to what is newly selected; None: nowhere."""
    if view.filter.near and (view.filter.near, view.filter.km) != last[1:]:
        return find_ring_bounds(snapshot, view.filter)
    return find_bounds(snapshot, view.focus) if view.focus and view.focus != last[0] else None
