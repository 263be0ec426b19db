"""What stands on a map, a row each: marks, areas, names and arcs, the same for the live map and for pictures."""

from typing import NamedTuple

Point = tuple[float, float]  # longitude, latitude


class MapMark(NamedTuple):
    """A mark: organisations of one kind at one point, or a cluster of close ones.

    Attributes
    ----------
    kind_code
        `CLUSTER` of a cluster.
    ids
        Of its organisations.
    id
        The organisation's, the place's where several stand, or the cluster's.
    size, offset
        Pixels: across; right and down of its point.
    is_alone
        Whether nobody else stands at its point.
    ring
        Name of its ring; blank if it has none.
    tip, sub
        Its name, and what it is.
    """

    position: Point
    kind_code: str
    ids: tuple[str, ...]
    id: str
    size: int
    offset: tuple[int, int]
    is_alone: bool
    ring: str
    tip: str
    sub: str


class MapArea(NamedTuple):
    """A zone or park that has a position.

    Attributes
    ----------
    has_extent
        Whether one is published, so that it is a circle and no spot.
    tip, sub
        Its name, and what it is.
    """

    id: str
    position: Point
    has_extent: bool
    tip: str
    sub: str


class MapName(NamedTuple):
    """The name of an area or district.

    Attributes
    ----------
    role
        `area` or `district`.
    clearance
        Room that the name keeps from its point, pixels.
    badge
        How many organisations are known only to be in it; blank if none.
    """

    id: str
    role: str
    text: str
    position: Point
    clearance: float
    badge: str


class PlacedName(NamedTuple):
    """A name that found room: its middle is so many pixels right and down of its point."""

    name: MapName
    shift: tuple[float, float]
