"""What a map should show: the key places, the whole city, what is chosen, or a radius round a place."""

import pandas as pd

from atlas.geo.geometry import Bounds, circle_radius_km, outline_circle
from atlas.selection.filter import Filter, find_points
from atlas.selection.focus import find_holder
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot

HOME: Bounds = (116.12, 39.64, 116.62, 40.21)  # Haidian, Changping with its name, Daxing's base, Yizhuang
CITY: Bounds = (115.42, 39.44, 117.51, 41.06)
NEAR_KM = 5  # round a point, this much is seen anyhow: what reaches no farther is shown as a point


def find_bounds(snapshot: Snapshot, chosen: str) -> Bounds | None:
    """Find what the map should show of a chosen entity, product, area or place; None if it has no place."""
    chosen = find_holder(snapshot, chosen)
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
            return _find_circle_bounds(row["longitude"], row["latitude"], _find_radius_km(row))
        if row["area_id"] in snapshot.ancestors and row["area_id"] != chosen:
            return find_bounds(snapshot, row["area_id"])
    return None


def shows_point(bounds: Bounds, longitude: float, latitude: float) -> bool:
    """Tell whether a point lies inside bounds."""
    west, south, east, north = bounds
    return west <= longitude <= east and south <= latitude <= north


def find_ring_bounds(snapshot: Snapshot, filter: Filter) -> Bounds:
    """Find the bounds of the ring round the place of `near`."""
    return _find_circle_bounds(*find_points(snapshot)[filter.near], float(filter.km))


def _find_radius_km(row: pd.Series) -> float:
    """Tell how far an area's published extent reaches; 0 where a point says enough."""
    extent = row.get("extent_km2", 0)  # organisations have none
    radius = circle_radius_km(extent) if extent > 0 else 0.0
    return radius if radius > NEAR_KM else 0.0


def _find_circle_bounds(longitude: float, latitude: float, radius_km: float) -> Bounds:
    if not radius_km:
        return longitude, latitude, longitude, latitude
    corners = outline_circle(longitude, latitude, radius_km)
    easts, norths = ([corner[axis] for corner in corners] for axis in (0, 1))
    return min(easts), min(norths), max(easts), max(norths)


def find_aim(snapshot: Snapshot, view: View) -> Bounds | None:
    """Find what a map of a view should show: round the place of `near`, else what is looked at; None: neither."""
    if view.filter.near:
        return find_ring_bounds(snapshot, view.filter)
    return find_bounds(snapshot, view.focus) if view.focus else None
