"""What is chosen on screen, and what of the entities it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import pandas as pd

from atlas.store import BEIJING, Snapshot

# dimension = name in the URL -> columns of the entities that it looks at
DIMENSIONS = ("kind", "area", "park", "step", "modality")
PARAMETERS = (*DIMENSIONS, "sel")
AREA_KINDS = ("district", "zone")
NOT_STATED = "none"


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
        mask = pd.Series(data=True, index=entities.index)
        for dimension in DIMENSIONS:
            wanted = set(getattr(self, dimension))
            if wanted:
                values = dimension_values(entities, snapshot, dimension)
                mask &= pd.Series([not wanted.isdisjoint(own) for own in values], index=entities.index)
        return entities[mask]


def place_id(longitude: float, latitude: float) -> str:
    """Name a point by its coordinates, as the URL's `sel` does."""
    return f"at_{longitude:.5f}_{latitude:.5f}"


def selectable_ids(snapshot: Snapshot) -> frozenset[str]:
    """List all that can be chosen: Beijing's entities, districts, zones, parks and points."""
    entities, areas = snapshot.entities, beijing_areas(snapshot)
    pinned = entities.dropna(subset=["longitude"])
    places = map(place_id, pinned["longitude"], pinned["latitude"])
    return frozenset(entities["entity_id"]) | frozenset(areas["area_id"]) | frozenset(places)


def beijing_areas(snapshot: Snapshot) -> pd.DataFrame:
    """Keep the districts, zones and parks of Beijing."""
    areas = snapshot["areas"]
    inside = [BEIJING in snapshot.ancestors[area] and area != BEIJING for area in areas["area_id"]]
    return areas[inside]


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
    present = set().union(*dimension_values(snapshot.entities, snapshot, dimension))
    return [value for value in known if value in present]


def dimension_values(entities: pd.DataFrame, snapshot: Snapshot, dimension: str) -> list[frozenset[str]]:
    """Give each entity's values in a dimension; an entity may have several or none."""
    if dimension == "modality":
        return [frozenset(codes) for codes in entities["modality_codes"]]
    if dimension == "step":
        parent = snapshot.vocabulary.parent
        return [
            frozenset({code, parent("chain_step", code)}) if code else frozenset()
            for code in entities["chain_step_code"]
        ]
    if dimension == "kind":
        return [frozenset({code}) for code in entities["kind_code"]]
    return list(entities["area_ids"])


def count_facet(snapshot: Snapshot, selection: Selection, dimension: str) -> dict[str, int]:
    """Count the entities behind each of a dimension's values, as if that dimension were not set."""
    entities = selection.without(dimension).apply(snapshot.entities, snapshot)
    counts = dict.fromkeys(dimension_options(snapshot, dimension), 0)
    for own in dimension_values(entities, snapshot, dimension):
        for value in own:
            if value in counts:
                counts[value] += 1
    return counts
