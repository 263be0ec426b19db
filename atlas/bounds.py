"""What a map should show: the key places, the whole city, what is chosen, or a radius round a place."""

import pandas as pd

from atlas.geo import Bounds, outline_circle
from atlas.selection import Selection, find_points
from atlas.store import Snapshot

HOME: Bounds = (116.12, 39.64, 116.62, 40.21)  # Haidian, Changping with its name, Daxing's base, Yizhuang
CITY: Bounds = (115.42, 39.44, 117.51, 41.06)


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


def find_ring_bounds(snapshot: Snapshot, selection: Selection) -> Bounds:
    """Find the bounds of the ring round the place of `near`."""
    corners = outline_circle(*find_points(snapshot)[selection.near], float(selection.km))
    easts, norths = ([corner[axis] for corner in corners] for axis in (0, 1))
    return min(easts), min(norths), max(easts), max(norths)
