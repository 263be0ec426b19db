"""What is chosen on screen, and what of the entities it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

import numpy as np
import pandas as pd

from atlas.store import BEIJING, Mask, Snapshot

# dimension = name in the URL -> columns of the entities that it looks at
DIMENSIONS = ("kind", "area", "park", "step", "modality")
PARAMETERS = (*DIMENSIONS, "sel")
KEEP = 16  # results kept; a snapshot is told apart by identity
AREA_KINDS = ("district", "zone")


@dataclass(frozen=True)
class Selection:
    """What is chosen; an empty dimension means all.

    Attributes
    ----------
    kind, area, park, step, modality
        Codes and area ids, each in its vocabulary's order.
    sel
        Id of the chosen entity, area or place; blank if none.
    """

    kind: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    park: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    sel: str = ""

    @classmethod
    def from_url(cls, parameters: Mapping[str, str], snapshot: Snapshot) -> tuple[Self, tuple[str, ...]]:
        """Read the URL's parameters; unknown values are dropped and named.

        Returns
        -------
        selection
            What the known values choose.
        dropped
            `name=value` of each value that means nothing here.
        """
        dropped: list[str] = []
        chosen: dict[str, tuple[str, ...]] = {}
        for dimension in DIMENSIONS:
            asked = [value for value in parameters.get(dimension, "").split(",") if value]
            known = dimension_options(snapshot, dimension)
            dropped += [f"{dimension}={value}" for value in asked if value not in known]
            chosen[dimension] = tuple(value for value in known if value in asked)
        sel = parameters.get("sel", "")
        if sel and sel not in selectable_ids(snapshot):
            dropped.append(f"sel={sel}")
            sel = ""
        return cls(**chosen, sel=sel), tuple(dropped)

    def to_url(self) -> dict[str, str]:
        """Give the URL's parameters; what is not set is left out."""
        lists = {dimension: ",".join(getattr(self, dimension)) for dimension in DIMENSIONS}
        return {name: value for name, value in {**lists, "sel": self.sel}.items() if value}

    def choose(self, dimension: str, values: tuple[str, ...]) -> Self:
        """Set one dimension's choice."""
        return replace(self, **{dimension: values})  # type: ignore[arg-type]  # a dimension is a tuple

    def without(self, dimension: str) -> Self:
        """Take one dimension's choice away."""
        return self.choose(dimension, ())

    def apply(self, entities: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
        """Keep the entities that fit every dimension."""
        return entities[self.mask(snapshot).take(entities.index)]

    def mask(self, snapshot: Snapshot) -> Mask:
        """Tell for each of the snapshot's entities whether it fits every dimension."""
        left = np.ones(len(snapshot.entities), dtype=bool)
        for dimension in DIMENSIONS:
            wanted = getattr(self, dimension)
            if wanted:
                left &= np.logical_or.reduce([snapshot.masks[dimension][value] for value in wanted])
        return left


def place_id(longitude: float, latitude: float) -> str:
    """Name a point by its coordinates, as the URL's `sel` does."""
    return f"at_{longitude:.5f}_{latitude:.5f}"


@lru_cache(KEEP)
def selectable_ids(snapshot: Snapshot) -> frozenset[str]:
    """List all that can be chosen: Beijing's entities, districts, zones, parks and points."""
    entities, areas = snapshot.entities, beijing_areas(snapshot)
    pinned = entities.dropna(subset=["longitude"])
    places = map(place_id, pinned["longitude"], pinned["latitude"])
    return frozenset(entities["entity_id"]) | frozenset(areas["area_id"]) | frozenset(places)


@lru_cache(KEEP)
def beijing_areas(snapshot: Snapshot) -> pd.DataFrame:
    """Keep the districts, zones and parks of Beijing."""
    areas = snapshot["areas"]
    inside = [BEIJING in snapshot.ancestors[area] and area != BEIJING for area in areas["area_id"]]
    return areas[inside]


@lru_cache(KEEP)
def dimension_options(snapshot: Snapshot, dimension: str) -> list[str]:
    """List a dimension's values that occur among Beijing's entities, in their order."""
    vocabularies = {"kind": "entity_kind", "modality": "modality"}
    if dimension == "step":
        known = [*snapshot.vocabulary.codes("chain_group"), *snapshot.vocabulary.codes("chain_step")]
    elif dimension in vocabularies:
        known = snapshot.vocabulary.codes(vocabularies[dimension])
    else:
        kinds = AREA_KINDS if dimension == "area" else ("park",)
        areas = beijing_areas(snapshot)
        known = list(areas.loc[areas["kind_code"].isin(kinds), "area_id"])
    return [value for value in known if value in snapshot.masks[dimension]]


def count_facet(snapshot: Snapshot, selection: Selection, dimension: str) -> dict[str, int]:
    """Count the entities behind each of a dimension's values, as if that dimension were not set."""
    left = selection.without(dimension).mask(snapshot)
    masks = snapshot.masks[dimension]
    return {value: int((masks[value] & left).sum()) for value in dimension_options(snapshot, dimension)}
