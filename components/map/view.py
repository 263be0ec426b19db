"""Where the map looks: the first view, and the flight to what is selected."""

import streamlit as st

from atlas.geo.clusters import NEAREST_ZOOM, read_cluster_id
from atlas.geo.geometry import Bounds
from atlas.pictures.window import fit_window
from atlas.selection.bounds import CITY, HOME, find_bounds, find_ring_bounds, shows_point
from atlas.selection.selection import Selection
from atlas.store.snapshot import Snapshot
from components.state import LOOKED_AT, VIEW, VIEWS, WRITTEN, is_written, select_told

WINDOW = (694, 535)  # pixels: the map at 1366 x 768
WIDE = (1046, 822)  # the same at 1920 x 1080
View = dict[str, float]  # longitude, latitude, zoom
NUDGE = 1e-9  # degrees; to the very same view the map would not move


def view_of(bounds: Bounds, *, window: tuple[int, int] = WINDOW) -> View:
    """Find the view that shows bounds with a margin in a window of so many pixels; a point is shown from nearby."""
    seen = fit_window(bounds, window)
    return {"longitude": seen.longitude, "latitude": seen.latitude, "zoom": round(seen.zoom, 3)}


def read_view() -> View:
    """Give the view that the map was last sent to."""
    view: View = st.session_state.get(VIEW) or view_of(HOME)
    return view


def send_map_to(bounds: Bounds) -> None:
    """Send the map to bounds, also where it already was sent."""
    _send(view_of(bounds))


def hear_choice(chosen: str) -> None:
    """Choose what was clicked on the map; to a cluster the map only flies, so near that its marks come apart."""
    aim = read_cluster_id(chosen)
    if aim is None:
        select_told(chosen)
    elif shows_point(CITY, aim[0], aim[1]) and aim[2] <= NEAREST_ZOOM:
        _send(dict(zip(("longitude", "latitude", "zoom"), aim, strict=True)))


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
