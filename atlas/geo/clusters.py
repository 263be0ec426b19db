"""Gather marks that would lie on one another into clusters, where a map has many."""

import re
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from atlas.geo.geometry import DECIMALS, Bounds, Mark, fit_zoom
from atlas.geo.label_placement import project

MANY, LEAST = 150, 3  # a map with no more marks shows each; no fewer marks are a cluster, for two can be told apart
CELL_PX = 48  # marks in one such square of the screen are one cluster
REACH_PX = 40  # so are neighbouring squares whose marks' middles lie nearer
NEAREST_ZOOM = 16  # the map goes no nearer
APART_ZOOM = 15.5  # from here on all stand apart; a drawing shows a flight to NEAREST_ZOOM a little from farther
SPLIT_PX = (480, 370)  # what a cluster splits into fills so much, which is more than any cluster's three squares
_ID = re.compile(r"(\d{1,3}\.\d{4}):(\d{1,2}\.\d{4}):(\d{1,2}\.\d\d)")
_LINE = 2**20  # more squares than the world has from north to south
_AHEAD = (1, _LINE - 1, _LINE, _LINE + 1)  # each pair of neighbouring squares once
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
    """Name a cluster by the view in which it no longer is one; no id of anything else may hold a colon."""
    west, south, east, north = bounds
    point = 10.0**-DECIMALS  # no side is nothing
    longitude, latitude, zoom = fit_zoom((west, south, max(east, west + point), max(north, south + point)), *SPLIT_PX)
    return f"{longitude:.4f}:{latitude:.4f}:{min(zoom, NEAREST_ZOOM):.2f}"


def read_cluster_id(name: str) -> tuple[float, float, float] | None:
    """Give the view in a cluster's name: longitude, latitude, zoom; None if it names something else."""
    found = _ID.fullmatch(name)
    return (float(found[1]), float(found[2]), float(found[3])) if found else None


def gather_marks(marks: list[Mark], zoom: float) -> tuple[list[Mark], list[Cluster]]:
    """Gather the marks that lie close together at a zoom, LEAST or more, if there are more than MANY on all the map.

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
    sizes = np.diff(np.r_[starts, len(order)])
    is_spread = (highs > lows).any(axis=0) & (sizes >= LEAST)
    clusters = []
    for number in np.flatnonzero(is_spread).tolist():
        start = starts[number]
        ids = tuple(chain.from_iterable(owners[one] for one in order[start : start + sizes[number]].tolist()))
        (west, south), (east, north), (x, y) = (part[:, number].tolist() for part in (lows, highs, means))
        clusters.append(Cluster(x, y, ids, (west, south, east, north)))
    gathered = np.zeros(len(marks), dtype=bool)
    gathered[order] = np.repeat(is_spread, sizes)
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
