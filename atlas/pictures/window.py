"""The window of a drawn map: what it shows of the world, and shapes as paths in its pixels."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from atlas.geo.geometry import Bounds, fit_zoom
from atlas.geo.label_placement import project
from atlas.pictures.svg import number
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot

BLEED_PX = 320  # drawn beyond the window, for a page that is wider or higher
SIMPLIFIED_PX = 0.35
HATCH_PX = 8  # from line to line, across
MARGIN, NEAR_ZOOM = 0.02, 11.2  # degrees round what is shown; how near a single point is shown
View = dict[str, float]  # longitude, latitude, zoom
Corners = list[list[float]]


@dataclass(frozen=True)
class Window:
    """What of the world is seen: its middle, the web Mercator zoom, and its size in pixels."""

    longitude: float
    latitude: float
    zoom: float
    width: int
    height: int

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Place a point in the window, x to the right and y downward."""
        x, y = self.place_all(np.array([[longitude, latitude]]))[0]
        return float(x), float(y)

    def place_all(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Place an array of longitudes and latitudes (n, 2)."""
        x, y = project(points[:, 0], points[:, 1], self.zoom)
        middle_x, middle_y = project(self.longitude, self.latitude, self.zoom)
        return np.column_stack([x - middle_x + self.width / 2, y - middle_y + self.height / 2])


def cut_window(view: View, size: tuple[int, int], of: tuple[int, int]) -> Window:
    """Make a window of another size that shows what a view shows in a window of the size `of`."""
    nearer = float(np.log2(min(size[0] / of[0], size[1] / of[1])))
    return Window(view["longitude"], view["latitude"], view["zoom"] + nearer, *size)


def fit_window(bounds: Bounds, size: tuple[int, int]) -> Window:
    """Make a window of a size that shows bounds with a margin; a point is shown from nearby."""
    west, south, east, north = bounds
    if east - west < MARGIN:
        return Window((west + east) / 2, (south + north) / 2, NEAR_ZOOM, *size)
    wider = (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    return Window(*fit_zoom(wider, *size), *size)


@remember()
def write_shapes(snapshot: Snapshot, name: str, window: Window) -> list[str]:
    """Write each shape of a geometry as the path of an SVG in a window, no finer than it can be seen."""
    shapes = shapely.transform(snapshot.geometry[name].geometry.array, window.place_all)
    return [_write_path(shape, window) for shape in shapes]


@remember()
def write_hatch(snapshot: Snapshot, adcodes: tuple[str, ...], window: Window) -> str:
    """Write the diagonal lines over some districts as one path.

    Lines, not a pattern: Chromium with software graphics leaves whole tiles of a page blank that has one.
    """
    districts = snapshot.geometry["districts"]
    shape = districts[districts["adcode"].isin(adcodes)].union_all()
    seen = shapely.clip_by_rect(shapely.transform(shape, window.place_all), *_box(window))
    west, north, east, south = (int(edge) for edge in _box(window))
    ends = [[(west, total - west), (east, total - east)] for total in range(west + north, east + south, HATCH_PX)]
    lines = shapely.intersection(shapely.multilinestrings(ends), seen)
    return "".join(_write_line(part) for part in shapely.get_parts(lines))


def _box(window: Window) -> tuple[float, float, float, float]:
    edge = BLEED_PX + 9
    return -edge, -edge, window.width + edge, window.height + edge


@remember()
def write_outline(snapshot: Snapshot, window: Window) -> str:
    """Write the outline of all districts as the path of an SVG."""
    shape = shapely.transform(snapshot.geometry["districts"].union_all(), window.place_all)
    return _write_path(shape, window)


def _write_path(shape: shapely.Geometry, window: Window) -> str:
    seen = shapely.simplify(shapely.clip_by_rect(shape, *_box(window)), SIMPLIFIED_PX)
    lines = []
    for part in shapely.get_parts(seen):
        is_area = shapely.get_type_id(part) == shapely.GeometryType.POLYGON
        lines += [f"{_write_line(ring)}Z" for ring in shapely.get_rings(part)] if is_area else [_write_line(part)]
    return "".join(lines)


def _write_line(line: shapely.Geometry) -> str:
    return f"M{' '.join(f'{number(x)},{number(y)}' for x, y in shapely.get_coordinates(line))}"


def write_corners(window: Window, corners: Corners) -> str:
    """Write a closed line of longitudes and latitudes as the path of an SVG."""
    return f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in window.place_all(np.array(corners)))}Z"
