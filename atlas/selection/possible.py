"""Who may fit a filter although no row says so: what is not stated rules nobody out."""

import numpy as np
import numpy.typing as npt

from atlas.geo.geometry import measure_to_shapes
from atlas.selection.dimensions import DIMENSIONS, find_masks
from atlas.selection.filter import Filter, count_facet, find_points, measure_from
from atlas.store.memory import remember
from atlas.store.snapshot import Mask, Snapshot
from atlas.store.vocabulary import NOT_STATED

VALUES = 256  # values of all dimensions


def find_possible(snapshot: Snapshot, filter: Filter) -> Mask:
    """Tell for each of the snapshot's entities whether it fits, or may fit by what its row leaves open.

    A dimension that a row does not state rules nothing out, unless it does not apply to the row's kind;
    neither does a broader therapy where a narrower one is asked, an area that the asked one lies in, or an
    unknown position within a radius. What a row states, it states in full: a firm with one therapy given
    has no other.

    Returns
    -------
    possible
        Holds everything that `Filter.mask` does. Whatever the blanks stand for, nobody else fits.
    """
    everyone = np.ones(len(snapshot.entities), dtype=bool)
    possible = Filter(q=filter.q).mask(snapshot) if filter.q else everyone
    for dimension, wanted in filter.chosen:
        fitting = [find_masks(snapshot, dimension).get(value, ~everyone) for value in wanted]
        open_to = [_find_open(snapshot, dimension, value) for value in wanted]
        possible = possible & np.logical_or.reduce([*fitting, *open_to])
    if filter.near:
        possible = possible & (_measure_least(snapshot, filter.near) <= float(filter.km))
    return possible


def find_unstated(snapshot: Snapshot, filter: Filter) -> dict[str, frozenset[str]]:
    """For each dimension, the values that nobody left surely has, but somebody may: their count is not zero.

    As in `count_facet`, the dimension's own choice does not matter.
    """
    return {dimension: _list_unstated(snapshot, filter.without(dimension), dimension) for dimension in DIMENSIONS}


def _list_unstated(snapshot: Snapshot, filter: Filter, dimension: str) -> frozenset[str]:
    counts = count_facet(snapshot, filter, dimension)
    missing = [value for value, count in counts.items() if not count]
    if not missing:
        return frozenset()
    possible = find_possible(snapshot, filter)
    masks, nobody = find_masks(snapshot, dimension), ~possible & possible
    return frozenset(
        value
        for value in missing
        if ((masks.get(value, nobody) | _find_open(snapshot, dimension, value)) & possible).any()
    )


@remember(VALUES)
def _find_open(snapshot: Snapshot, dimension: str, value: str) -> Mask:
    """Tell which entities leave open whether they have a value."""
    if DIMENSIONS[dimension].is_place:
        return _find_maybe_in(snapshot, value)
    masks = find_masks(snapshot, dimension)
    nobody = np.zeros(len(snapshot.entities), dtype=bool)
    silent: Mask = ~np.logical_or.reduce([nobody, *masks.values()]) | masks.get(NOT_STATED, nobody)
    silent &= ~_find_inapplicable(snapshot, dimension)
    words = snapshot.vocabulary
    tree = {code: vocabulary for vocabulary, code in words.list_tree(DIMENSIONS[dimension].vocabularies)}
    above = words.climb(tree[value], value)[1:] if value in tree else ()
    for broader in (code for code in above if code in masks):
        narrower = [masks[code] for code in masks if code in tree and words.parent(tree[code], code) == broader]
        silent = silent | masks[broader] & ~np.logical_or.reduce([nobody, *narrower])
    return silent


def _find_inapplicable(snapshot: Snapshot, dimension: str) -> Mask:
    """Tell which entities are of a kind that has no value in a dimension."""
    kinds, words, column = find_masks(snapshot, "kind"), snapshot.vocabulary, DIMENSIONS[dimension].column
    nobody = np.zeros(len(snapshot.entities), dtype=bool)
    (vocabulary, *_), known = DIMENSIONS["kind"].vocabularies, kinds.keys()
    without = [
        kind for kind in words.codes(vocabulary) if kind in known and not words.applies(vocabulary, kind, column)
    ]
    found: Mask = np.logical_or.reduce([nobody, *(kinds[kind] for kind in without)])
    return found


@remember()
def _climb(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """For each area, itself and all that it lies in, wholly or in part."""
    areas = snapshot["areas"]
    parents: dict[str, tuple[str, ...]] = dict(zip(areas["area_id"], areas["parent_ids"], strict=True))

    def climb(area: str) -> frozenset[str]:
        return frozenset({area}).union(*(climb(parent) for parent in parents[area]))

    return {area: climb(area) for area in parents}


def _find_maybe_in(snapshot: Snapshot, asked: str) -> Mask:
    """Tell which entities may lie in an area: those whose own areas it lies in, or that lie across it."""
    above = _climb(snapshot)
    known = {own: asked in above[own] or own in above[asked] for own in above}
    pairs = zip(snapshot.entities["area_id"], snapshot.entities["park_id"], strict=True)
    maybe = [all(known.get(own, True) for own in pair if own) for pair in pairs]
    return np.array(maybe, dtype=bool)


@remember()
def _measure_least(snapshot: Snapshot, near: str) -> npt.NDArray[np.float64]:
    """Measure how near every entity may be to a place, kilometres; somewhere in its district where it has no pin."""
    distances = measure_from(snapshot, near)
    least = measure_to_shapes(snapshot.geometry["districts"].set_index("adcode"), *find_points(snapshot)[near])
    somewhere = snapshot.entities["area_id"].map(least).fillna(0.0).to_numpy(dtype=float)
    return np.where(np.isnan(distances), somewhere, distances)
