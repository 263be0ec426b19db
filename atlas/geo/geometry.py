"""Where things are: marks, counts in districts, circles and bounds."""

import math
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod

from atlas.geo.label_placement import TILE_PX

DECIMALS = 5  # of a degree, about a metre: what lies nearer is one point
LABEL_CLEARANCE = 0.016  # degrees around a mark that a name keeps free
CIRCLE_CORNERS = 64
ELLIPSOID = Geod(ellps="WGS84")
LOCAL_CRS = "EPSG:32650"  # UTM zone 50N: true distances round Beijing, metres
Bounds = tuple[float, float, float, float]


def place_id(longitude: float, latitude: float) -> str:
    """Name a point by its coordinates, as the URL's `sel` does."""
    return f"at_{longitude:.{DECIMALS}f}_{latitude:.{DECIMALS}f}"


def measure_distances(entities: pd.DataFrame, longitude: float, latitude: float) -> npt.NDArray[np.float64]:
    """Measure the straight lines from a point to entities, kilometres on the WGS-84 ellipsoid.

    Returns
    -------
    distances
        One per row; NaN where no position may be drawn as a pin.
    """
    pinned = is_pinned(entities).to_numpy()
    distances = np.full(len(entities), np.nan)
    here = entities.loc[pinned, ["longitude", "latitude"]].to_numpy(dtype=float)
    if len(here):
        start = np.broadcast_to((longitude, latitude), here.shape)
        _, _, metres = ELLIPSOID.inv(start[:, 0], start[:, 1], here[:, 0], here[:, 1])
        distances[pinned] = np.asarray(metres) / 1000
    return distances


def measure_to_shapes(shapes: gpd.GeoDataFrame, longitude: float, latitude: float) -> pd.Series:
    """Measure how near a point is to each shape, kilometres; 0 inside it."""
    point = gpd.GeoSeries.from_xy([longitude], [latitude], crs=shapes.crs).to_crs(LOCAL_CRS).iloc[0]
    metres: pd.Series = shapes.geometry.to_crs(LOCAL_CRS).distance(point)
    return metres / 1000


def is_pinned(entities: pd.DataFrame) -> pd.Series:
    """Tell which rows have a position that may be drawn as a pin."""
    return entities["longitude"].notna()  # only a precision with the role `pinned` may have a point


def is_counted(entities: pd.DataFrame) -> pd.Series:
    """Tell which rows are only counted in their district or zone."""
    return ~is_pinned(entities) & (entities["precision_code"] != "")


class Mark(NamedTuple):
    """Pinned entities of one kind at one point.

    Attributes
    ----------
    longitude, latitude
        WGS-84, degrees, as stored.
    slot, slots
        Position among the marks of the point, and how many they are, for drawing them side by side.
    """

    longitude: float
    latitude: float
    precision_code: str
    kind_code: str
    entity_ids: tuple[str, ...]
    slot: int
    slots: int


def is_placed(entities: pd.DataFrame) -> pd.Series:
    """Tell which rows a map shows: as a pin, or counted in their district or zone."""
    return is_pinned(entities) | is_counted(entities)


def group_marks(entities: pd.DataFrame, markers: dict[str, str]) -> list[Mark]:
    """Group pinned entities that share a point and a kind into one mark each, in a stable order.

    Parameters
    ----------
    entities
        `entity_id`, `kind_code`, `longitude`, `latitude`, `precision_code`.
    markers
        Shape of each kind's mark; kinds of one shape still get marks of their own.
    """
    pinned = entities.loc[is_pinned(entities), ["longitude", "latitude", "kind_code", "precision_code", "entity_id"]]
    if pinned.empty:
        return []
    kinds, precisions, owners = (pinned[name].to_numpy() for name in ("kind_code", "precision_code", "entity_id"))
    names, ranks = np.unique(kinds, return_inverse=True)
    listed = [*markers, *names]
    ranks = np.array([listed.index(name) for name in names])[ranks]
    points = pinned[["longitude", "latitude"]].to_numpy()
    x, y = points.round(DECIMALS).T
    order = np.lexsort((ranks, y, x))  # stable: who shares a mark stays in the table's order
    x, y, ranks = x[order], y[order], ranks[order]
    is_place = np.r_[True, (np.diff(x) != 0) | (np.diff(y) != 0)]
    starts = np.flatnonzero(is_place | np.r_[True, np.diff(ranks) != 0])
    places = np.cumsum(is_place)[starts] - 1  # of each mark
    slots = np.bincount(places)
    firsts = np.searchsorted(places, np.arange(len(slots)))  # of each place its first mark
    ids, ends = owners[order].tolist(), [*starts[1:].tolist(), len(order)]
    columns = (
        points[order[starts]].tolist(),
        precisions[order[starts]].tolist(),
        ranks[starts].tolist(),
        [tuple(ids[start:end]) for start, end in zip(starts.tolist(), ends, strict=True)],
        (np.arange(len(starts)) - firsts[places]).tolist(),
        slots[places].tolist(),
    )
    return [
        Mark(longitude, latitude, precision, listed[rank], sharing, slot, count)
        for (longitude, latitude), precision, rank, sharing, slot, count in zip(*columns, strict=True)
    ]


def count_in_areas(entities: pd.DataFrame) -> pd.Series:
    """Count the entities known only by district or zone, by `area_id`."""
    areas: pd.Series = entities.loc[is_counted(entities), "area_id"]
    return areas.value_counts()


def circle_radius_km(extent_km2: float) -> float:
    """Radius of the circle with a published extent, kilometres."""
    return math.sqrt(extent_km2 / math.pi)


def outline_circle(longitude: float, latitude: float, radius_km: float) -> list[list[float]]:
    """Give the closed outline of a circle on the WGS-84 ellipsoid as `[longitude, latitude]` corners."""
    turns = np.linspace(0, 360, CIRCLE_CORNERS, endpoint=False)
    start, radius = np.broadcast_to((longitude, latitude), (CIRCLE_CORNERS, 2)), np.full(CIRCLE_CORNERS, radius_km)
    x, y, _ = ELLIPSOID.fwd(start[:, 0], start[:, 1], turns, radius * 1000)
    corners = [list(corner) for corner in zip(x, y, strict=True)]
    return [*corners, corners[0]]


def label_points(districts: gpd.GeoDataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Find a point well inside the largest part of each district, away from the marks.

    Returns
    -------
    points
        `adcode`, `longitude`, `latitude`.
    """
    pins = entities.loc[is_pinned(entities), ["longitude", "latitude"]].to_numpy()
    taken = shapely.union_all(shapely.buffer(shapely.points(pins), LABEL_CLEARANCE))
    rows = []
    for adcode, shape in zip(districts["adcode"], districts.geometry, strict=True):
        free = max(shapely.get_parts(shape), key=lambda part: part.area)
        left = [part for part in shapely.get_parts(shapely.difference(free, taken)) if not part.is_empty]
        free = max(left, key=lambda part: part.area, default=free)
        centre = shapely.get_point(shapely.maximum_inscribed_circle(free, tolerance=1e-3), 0)
        rows.append((adcode, centre.x, centre.y))
    return pd.DataFrame(rows, columns=["adcode", "longitude", "latitude"])


def fit_zoom(bounds: Bounds, width_px: int, height_px: int) -> tuple[float, float, float]:
    """Find the view that shows bounds in a window: longitude, latitude, zoom (web Mercator)."""
    west, south, east, north = bounds
    low, high = (math.asinh(math.tan(math.radians(edge))) / (2 * math.pi) for edge in (south, north))
    middle = math.degrees(math.atan(math.sinh((low + high) * math.pi)))
    zooms = (math.log2(width_px * 360 / (TILE_PX * (east - west))), math.log2(height_px / (TILE_PX * (high - low))))
    return (west + east) / 2, middle, min(zooms)
