"""Place names on the map so that none covers another or a mark."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

TILE_PX = 512  # web Mercator pixels of the world at zoom 0
EQUATOR_M = 40_075_016.7
# widths of the atlas's font, of the type size; a Chinese character is as wide as high
WIDE, NARROW = frozenset("MWmw"), frozenset("iljtfrI().,'-1 ")
WIDE_EM, CAPITAL_EM, USUAL_EM, NARROW_EM = 0.92, 0.65, 0.605, 0.33
LONG_EM = 17.0  # a longer name takes two lines
LINE = 1.15  # from one line to the next, of the type size
GAP_PX = 3
EDGE_PX = 6  # room between a name and the edge of what is seen
Box = tuple[float, float, float, float]
Boxes = npt.NDArray[np.float64]
Degrees = TypeVar("Degrees", float, npt.NDArray[np.float64])


@dataclass(frozen=True)
class Name:
    """A name that wants a place.

    Attributes
    ----------
    key
        Identifies it.
    longitude, latitude
        Its point, EPSG:4326.
    text, size_px
        What is written, in one line or more, and how large.
    clearance_px
        How far from its point the name keeps; 0 puts it on the point and nowhere else.
    extra_px
        Height that belongs to the name below it (a count).
    """

    key: str
    longitude: float
    latitude: float
    text: str
    size_px: float
    clearance_px: float = 0.0
    extra_px: float = 0.0


def project(longitude: Degrees, latitude: Degrees, zoom: float) -> tuple[Degrees, Degrees]:
    """Project a point, or an array of each coordinate, to web Mercator pixels, x to the right and y downward."""
    world = TILE_PX * 2**zoom
    y = np.arcsinh(np.tan(np.radians(latitude))) / (2 * math.pi)
    return world * (longitude / 360 + 0.5), world * (0.5 - y)


def metres_per_pixel(latitude: float, zoom: float) -> float:
    """Tell how many metres a pixel spans at a latitude."""
    return EQUATOR_M * math.cos(math.radians(latitude)) / (TILE_PX * 2**zoom)


def measure_text(text: str, size_px: float) -> float:
    """Estimate the width of a text in pixels, of its widest line."""
    return size_px * max(sum(map(_measure_character, line)) for line in text.split("\n"))


def measure_height(text: str, size_px: float) -> float:
    """Tell the height of a text in pixels, from the first line's top to the last one's foot."""
    return size_px * (1 + LINE * text.count("\n"))


def break_name(text: str) -> str:
    """Break a long name of Latin letters into two lines, as even as its words allow."""
    places = [place for place, character in enumerate(text) if character == " "]
    if measure_text(text, 1) <= LONG_EM or not places:
        return text
    middle = min(places, key=lambda place: max(place, len(text) - place - 1))
    return f"{text[:middle]}\n{text[middle + 1 :]}"


def _measure_character(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    if character in WIDE:
        return WIDE_EM
    if character in NARROW:
        return NARROW_EM
    return CAPITAL_EM if character.isupper() else USUAL_EM


def _shifts(name: Name, width: float, height: float) -> Iterable[tuple[float, float]]:
    """List where the middle of a name may stand from its point: the best first."""
    if not name.clearance_px:
        yield 0.0, 0.0
        return
    beside, below = name.clearance_px + width / 2 + GAP_PX, name.clearance_px + (name.size_px + height) / 2
    above = -below - name.extra_px
    yield from ((beside, 0.0), (-beside, 0.0), (0.0, above), (0.0, below))
    yield from ((beside, above), (beside, below), (-beside, above), (-beside, below))


def _overlaps(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _hits(boxes: Boxes, box: Box) -> bool:
    left, top, right, bottom = boxes.T
    return bool(((left < box[2]) & (box[0] < right) & (top < box[3]) & (box[1] < bottom)).any())


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _is_cut(window: Box, box: Box, point: Box) -> bool:
    """Tell whether a name would stand half outside or at the edge, or outside although its point is seen."""
    left, top, right, bottom = window
    inner = (left + EDGE_PX, top + EDGE_PX, right - EDGE_PX, bottom - EDGE_PX)
    return (_overlaps(window, box) or _overlaps(window, point)) and not _holds(inner, box)


def _surround(places: Sequence[Box], zoom: float) -> Boxes:
    """Turn middles in degrees with half widths and heights into boxes of pixels."""
    longitude, latitude, half_width, half_height = np.array(places, dtype=float).reshape(-1, 4).T
    x, y = project(longitude, latitude, zoom)
    return np.column_stack([x - half_width, y - half_height, x + half_width, y + half_height])


def place_names(
    names: Sequence[Name],
    obstacles: Sequence[Box],
    zoom: float,
    *,
    windows: Sequence[Box] = (),
) -> dict[str, tuple[float, float]]:
    """Find a free place for each name, the most important first.

    Parameters
    ----------
    names
        In order of importance.
    obstacles
        Marks that no name may cover: longitude, latitude, half width and half height in pixels.
    zoom
        Web Mercator zoom at which the names must not touch; nearer ones only spread them.
    windows
        What may be seen, each with its middle (longitude, latitude) and half width and height in pixels; no
        name stands half in one, and one whose point is seen stands in it whole.

    Returns
    -------
    shifts
        Pixels right and down from each name's point to its middle; a name without a free place
        is left out.
    """
    seen = _surround(windows, zoom).tolist()
    blocked = _surround(obstacles, zoom)
    taken: list[Box] = []
    placed: dict[str, tuple[float, float]] = {}
    for name in names:
        width, height = measure_text(name.text, name.size_px), measure_height(name.text, name.size_px)
        x, y = project(name.longitude, name.latitude, zoom)
        for dx, dy in _shifts(name, width, height):
            left, top = x + dx - width / 2 - GAP_PX, y + dy - height / 2 - GAP_PX
            box = (left, top, left + width + 2 * GAP_PX, top + height + 2 * GAP_PX + name.extra_px)
            cut_off = any(_is_cut(window, box, (x, y, x, y)) for window in seen)
            if not (cut_off or _hits(blocked, box) or any(_overlaps(box, other) for other in taken)):
                taken.append(box)
                placed[name.key] = (dx, dy)
                break
    return placed
