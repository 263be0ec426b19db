"""Gather marks that would lie on one another into clusters, where a map has many."""

import re
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from atlas.geo import DECIMALS, Bounds, Mark, fit_zoom
from atlas.labels import project

MANY = 120  # marks; a map with no more shows each
CELL_PX = 48  # marks in one such square of the screen are one cluster
REACH_PX = 40  # so are neighbouring squares whose marks' middles lie nearer
NEAREST_ZOOM = 16  # the map goes no nearer
APART_ZOOM = 15.5  # from here on all stand apart; a drawing shows a flight to NEAREST_ZOOM a little from farther
FILLED = 0.7  # of the window by what a cluster splits into: more than any cluster's three squares
_PREFIX = "within"
_LINE = 2**20  # more squares than the world has from north to south
_AHEAD = (1, _LINE - 1, _LINE, _LINE + 1)  # each pair of neighbouring squares once
_ID = re.compile(rf"{_PREFIX}(?::-?\d{{1,3}}\.\d{{{DECIMALS}}}){{4}}")
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Cluster(NamedTuple):
    """Entities of several points that lie close together at a zoom.

    Attributes
    ----------
    longitude, latitude
        Mean of its entities, degrees.
    bounds
        Of its entities; never a single point.
    """

    longitude: float
    latitude: float
    entity_ids: tuple[str, ...]
    bounds: Bounds


def cluster_id(bounds: Bounds) -> str:
    """Name a cluster by its bounds; no id of anything else may hold a colon."""
    return ":".join([_PREFIX, *(f"{edge:.{DECIMALS}f}" for edge in bounds)])


def read_cluster_id(name: str) -> Bounds | None:
    """Give the bounds in a cluster's name; None if it names something else."""
    if not _ID.fullmatch(name):
        return None
    west, south, east, north = (float(part) for part in name.split(":")[1:])
    return west, south, east, north


def find_split(bounds: Bounds, size: tuple[int, int]) -> tuple[float, float, float]:
    """Find the view in which a cluster's marks no longer are one: longitude, latitude, zoom.

    Parameters
    ----------
    bounds
        The cluster's.
    size
        Width and height of the map, pixels.
    """
    west, south, east, north = bounds
    point = 10.0**-DECIMALS  # no side is nothing
    wide = (west, south, max(east, west + point), max(north, south + point))
    longitude, latitude, zoom = fit_zoom(wide, round(size[0] * FILLED), round(size[1] * FILLED))
    return longitude, latitude, min(zoom, NEAREST_ZOOM)


def gather_marks(marks: list[Mark], zoom: float) -> tuple[list[Mark], list[Cluster]]:
    """Gather the marks that lie close together at a zoom, if there are more than MANY.

    Parameters
    ----------
    zoom
        Web Mercator zoom of the map.

    Returns
    -------
    alone, clusters
        The marks that stay, in their order, and the clusters of the others, from west to east. Marks of one
        point are in one cluster, or all stay.
    """
    if len(marks) <= MANY or zoom >= APART_ZOOM:
        return marks, []
    longitudes, latitudes, _, _, owners, _, _ = zip(*marks, strict=True)
    degrees = np.array([longitudes, latitudes]).round(DECIMALS)  # marks of one point stay together
    counts = np.fromiter(map(len, owners), dtype=float, count=len(marks))
    groups = _group(*project(degrees[0], degrees[1], zoom), counts)
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(groups[order]) != 0])
    lows, highs = (edge.reduceat(degrees[:, order], starts, axis=1) for edge in (np.minimum, np.maximum))
    means = np.add.reduceat((degrees * counts)[:, order], starts, axis=1) / np.add.reduceat(counts[order], starts)
    is_spread = (highs > lows).any(axis=0)
    clusters = []
    for number, end in zip(np.flatnonzero(is_spread).tolist(), np.r_[starts[1:], len(order)][is_spread], strict=True):
        ids = tuple(chain.from_iterable(owners[one] for one in order[starts[number] : end].tolist()))
        (west, south), (east, north), (x, y) = (part[:, number].tolist() for part in (lows, highs, means))
        clusters.append(Cluster(x, y, ids, (west, south, east, north)))
    gathered = np.zeros(len(marks), dtype=bool)
    gathered[order] = np.repeat(is_spread, np.diff(np.r_[starts, len(order)]))
    return [marks[one] for one in np.flatnonzero(~gathered).tolist()], clusters


def _group(x: Floats, y: Floats, counts: Floats) -> Whole:
    """Tell each mark's group by number: its square of the screen, or the fuller neighbour that it lies close to."""
    keys, squares = np.unique(
        (x // CELL_PX).astype(np.int64) * _LINE + (y // CELL_PX).astype(np.int64), return_inverse=True
    )
    full = np.bincount(squares, counts)
    middle_x, middle_y = (np.bincount(squares, part * counts) / full for part in (x, y))
    ranks = np.empty(len(keys), dtype=np.int64)
    ranks[np.argsort(-full, kind="stable")] = np.arange(len(keys))
    pairs = [(one, other) for step in _AHEAD for one, other in [_find_neighbours(keys, step)]]
    first, second = (np.concatenate(part) for part in zip(*pairs, strict=True))
    near = np.hypot(middle_x[first] - middle_x[second], middle_y[first] - middle_y[second]) < REACH_PX
    first, second = first[near], second[near]
    swap = ranks[first] > ranks[second]
    first, second = np.where(swap, second, first), np.where(swap, first, second)
    order = np.lexsort((ranks[second], ranks[first]))
    heads = list(range(len(keys)))
    for head, other in zip(first[order].tolist(), second[order].tolist(), strict=True):
        if heads[head] == head and heads[other] == other:
            heads[other] = head
    return np.array(heads)[squares]


def _find_neighbours(keys: Whole, step: int) -> tuple[Whole, Whole]:
    """Find the pairs of squares whose keys, sorted, differ by a step."""
    places = np.searchsorted(keys, keys + step)
    found = np.flatnonzero(keys[np.minimum(places, len(keys) - 1)] == keys + step)
    return found, places[found]
