"""What is left out: the filter, and what of the entities it leaves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.geo.geometry import is_pinned, measure_distances
from atlas.selection.dimensions import DIMENSIONS, beijing_areas, find_masks, list_options
from atlas.store.memory import remember
from atlas.store.snapshot import Mask, Snapshot, fold_name
from atlas.store.values import is_date

Chosen = tuple[tuple[str, tuple[str, ...]], ...]

SINGLE = {"q": "q", "near": "near", "km": "km", "from": "since", "to": "until"}  # name in the URL -> attribute
PARAMETERS = (*DIMENSIONS, *SINGLE)  # names in the URL
KM = "10"  # how far `near` reaches where the URL does not say
MOST_KM = 100
MOST_Q = 60  # characters


@dataclass(frozen=True, init=False)
class Filter:
    """What leaves entities and rows out; an empty dimension means all. `filter["kind"]` gives a dimension's values.

    Attributes
    ----------
    chosen
        Each of `DIMENSIONS` that is not empty, with its codes or ids; when it is made, each is given by its own name.
    q
        Part of a name; blank for all.
    near, km
        Id of a pinned entity, zone or park, and the radius round it in kilometres, as text (`KM` if it is not given);
        both blank for all.
    since, until
        First and last date of what happened, partial ISO dates as text; blank if open.
    """

    chosen: Chosen
    q: str
    near: str
    km: str
    since: str
    until: str

    def __init__(
        self,
        *,
        chosen: Chosen = (),
        q: str = "",
        near: str = "",
        km: str = "",
        since: str = "",
        until: str = "",
        **dimensions: tuple[str, ...],
    ) -> None:
        values = {**dict(chosen), **dimensions}
        if not values.keys() <= DIMENSIONS.keys():
            raise TypeError(sorted(values.keys() - DIMENSIONS.keys()))
        # one order and nothing empty: what is the same is equal, and one key of what is remembered
        ordered = tuple((name, tuple(values[name])) for name in DIMENSIONS if values.get(name))
        reach = (km or KM) if near else ""  # a place without a radius would leave out all or nothing
        single = {"q": q, "near": near, "km": reach, "since": since, "until": until}
        for name, value in {"chosen": ordered, **single}.items():
            object.__setattr__(self, name, value)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        return dict(self.chosen).get(name, ())

    @classmethod
    def from_url(cls, parameters: Mapping[str, str], snapshot: Snapshot) -> tuple[Self, tuple[str, ...]]:
        """Read the URL's parameters; unknown values are dropped and named.

        Returns
        -------
        filter
            What the known values leave out.
        dropped
            `name=value` of each value that means nothing here.
        """
        dropped: list[str] = []
        chosen: dict[str, tuple[str, ...]] = {}
        for dimension in DIMENSIONS:
            asked = [value for value in parameters.get(dimension, "").split(",") if value]
            known = list_options(snapshot, dimension)
            dropped += [f"{dimension}={value}" for value in asked if value not in known]
            chosen[dimension] = tuple(value for value in known if value in asked)
        single: dict[str, Any] = {}
        for name, field in SINGLE.items():
            value = parameters.get(name, "").strip()
            if value and not _is_known(name, value, snapshot):
                dropped.append(f"{name}={value}")
                value = ""
            single[field] = value
        return cls(chosen=tuple(chosen.items()), **single), tuple(dropped)

    def to_url(self) -> dict[str, str]:
        """Give the URL's parameters; what is not set is left out."""
        lists = {dimension: ",".join(values) for dimension, values in self.chosen}
        single = {name: getattr(self, field) for name, field in SINGLE.items()}
        return {name: value for name, value in {**lists, **single}.items() if value}

    def choose(self, dimension: str, values: tuple[str, ...]) -> Self:
        """Set one dimension's choice."""
        return replace(self, chosen=tuple({**dict(self.chosen), dimension: values}.items()))

    def without(self, *dimensions: str) -> Self:
        """Take some dimensions' choices away."""
        return replace(self, chosen=tuple(one for one in self.chosen if one[0] not in dimensions))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything leaves entities out."""
        return bool(self.chosen or self.q or self.near)

    def apply(self, entities: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
        """Keep the entities that fit every dimension."""
        return entities[self.mask(snapshot).take(entities.index)]

    def mask(self, snapshot: Snapshot) -> Mask:
        """Tell for each of the snapshot's entities whether it fits every dimension."""
        left = np.ones(len(snapshot.entities), dtype=bool)
        nobody = ~left
        for dimension, wanted in self.chosen:
            masks = find_masks(snapshot, dimension)
            left &= np.logical_or.reduce([masks.get(value, nobody) for value in wanted])
        if self.q:
            part = fold_name(self.q)
            left &= np.fromiter((part in names for names in snapshot.folded_names), bool, len(left))
        if self.near:
            # a distance that is not known is not within any
            left &= measure_from(snapshot, self.near) <= float(self.km)
        return left

    def covers(self, date: str) -> bool:
        """Tell whether something of a date, maybe a partial one, may have happened in the time window."""
        after_start = not self.since or date >= self.since[: len(date)]
        return after_start and (not self.until or date[: len(self.until)] <= self.until)


def _is_known(name: str, value: str, snapshot: Snapshot) -> bool:
    """Tell whether a single parameter's value means something."""
    if name == "km":
        return bool(re.fullmatch(r"\d{1,3}(\.\d)?", value)) and 0 < float(value) <= MOST_KM
    if name in ("from", "to"):
        return is_date(value)
    if name == "q":
        return len(value) <= MOST_Q and value.isprintable()
    return value in find_points(snapshot)


@remember()
def find_points(snapshot: Snapshot) -> dict[str, tuple[float, float]]:
    """Give longitude and latitude of what distances can be measured from, by id of entity, zone or park."""
    points: dict[str, tuple[float, float]] = {}
    for table, key in ((beijing_areas(snapshot), "area_id"), (snapshot.entities, "entity_id")):
        rows = table[is_pinned(table)]
        points |= {row: (x, y) for row, x, y in rows[[key, "longitude", "latitude"]].itertuples(index=False)}
    return points


@remember()
def measure_from(snapshot: Snapshot, near: str) -> npt.NDArray[np.float64]:
    """Measure every entity's distance from a place that `find_points` knows, kilometres; NaN where not known."""
    return measure_distances(snapshot.entities, *find_points(snapshot)[near])


def count_facet(snapshot: Snapshot, filter: Filter, dimension: str) -> dict[str, int]:
    """Count the entities behind each of a dimension's values, as if that dimension were not set."""
    left = filter.without(dimension).mask(snapshot)
    masks, nobody = find_masks(snapshot, dimension), np.zeros(len(left), dtype=bool)
    return {value: int((masks.get(value, nobody) & left).sum()) for value in list_options(snapshot, dimension)}
