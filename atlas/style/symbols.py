"""The map's symbols: the shapes of its marks, and how large all of them are."""

import math

MARK_PX, GROUP_PX = 20, 27  # a mark of one, of several; pixels across
RINGS = {"ring1": 40, "ring2": 67, "ring3": 94, "ring4": 121}  # round so many marks; pixels across
HALO_PX, HALO_GAP_PX = 42, 6  # round what is selected; farther from what is larger
SPOT_PX = 18  # an area without a published extent
NAME_PX, COUNT_PX = 13, 13  # type sizes
BADGE_DROP_PX = 19  # from the middle of a name to that of the count below it
SHAPES = ("circle", "ring", "square", "diamond", "triangle", "cross")  # what a mark may be
CLUSTER = "cluster"  # the symbol of marks gathered into one
Point = tuple[float, float]


def size_cluster(count: int) -> int:
    """Tell how wide a cluster is that holds its count, pixels."""
    return max(30, 12 + 8 * len(str(count)))


def size_halo(size: int) -> int:
    """Tell how wide the halo round a mark is, pixels."""
    return max(HALO_PX, size + 2 * HALO_GAP_PX)


def _ring(radius: float, corners: int, turn: float = 0.0) -> list[Point]:
    steps = [turn + 2 * math.pi * corner / corners for corner in range(corners)]
    return [(0.5 + radius * math.sin(step), 0.5 - radius * math.cos(step)) for step in steps]


def outline_marker(marker: str) -> list[Point]:
    """Give the corners of a mark in a unit square, y downward; a circle where no shape is given."""
    arm, half = 0.14, 0.42
    cross = [(-arm, -half), (arm, -half), (arm, -arm), (half, -arm), (half, arm), (arm, arm)]
    shapes = {
        "circle": _ring(0.40, 48),
        "ring": _ring(0.40, 48),
        "square": _ring(0.50, 4, math.pi / 4),
        "diamond": _ring(0.46, 4),
        "triangle": [(x, y + 0.08) for x, y in _ring(0.48, 3)],
        "cross": [(0.5 + sign * x, 0.5 + sign * y) for sign in (1, -1) for x, y in cross],
    }
    return shapes[marker or "circle"]
