"""The value chain by area: who stands at which step, where nobody does, and who is nearest."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.geo.geometry import is_pinned, measure_distances
from atlas.selection.dimensions import beijing_areas, find_masks
from atlas.store.memory import remember
from atlas.store.snapshot import BEIJING, Mask, Snapshot

POINT, OUTLINE, NOWHERE = "point", "outline", "nowhere"  # what a distance starts from
CLASS = "class"  # kind of disagreement: where something is filed
SAME_PLACE_KM = 0.001


@dataclass(frozen=True, eq=False)
class Matrix:
    """Counts of organisations by area and chain step.

    Attributes
    ----------
    counts
        Of what the filter leaves; one row per area (`area_id`), one column per step, units: organisations.
        An organisation in a zone that lies within a district counts in both, one in a zone that lies
        across districts in the zone only.
    named
        The same without the filter; where it is 0, the documents name nobody.
    without_step
        How many of those left have no chain step stated.
    apart
        To how many of those left no chain step applies.
    """

    counts: pd.DataFrame
    named: pd.DataFrame
    without_step: int
    apart: int


@dataclass(frozen=True, eq=False)
class Nearest:
    """Who provides a step nearest to an area, outside of it.

    Attributes
    ----------
    origin
        `point` (the area's published point), `outline` (a point inside the district's outline) or
        `nowhere` (the area has neither, so that nothing can be measured).
    providers
        Pinned organisations at the least distance, several if they share a place; all pinned ones if
        nothing can be measured.
    distance_km
        Straight line on the ellipsoid; NaN if there is no such provider or nothing to measure from.
    unplaced
        Providers outside the area that have no position.
    """

    origin: str
    providers: pd.DataFrame
    distance_km: float
    unplaced: pd.DataFrame


def list_steps(snapshot: Snapshot) -> list[str]:
    """List the chain steps, from upstream to downstream, those of no group last."""
    words = snapshot.vocabulary
    groups = [*words.codes("chain_group"), ""]
    return sorted(words.codes("chain_step"), key=lambda step: groups.index(words.parent("chain_step", step)))


@remember()
def list_chain_areas(snapshot: Snapshot) -> tuple[str, ...]:
    """List Beijing's districts and zones in which the documents name anybody, then Beijing itself."""
    areas = beijing_areas(snapshot)
    known = areas.loc[areas["kind_code"].isin(snapshot.vocabulary.list_in_role("facet_area")), "area_id"]
    placed = find_masks(snapshot, "area")
    return (*(area for area in known if area in placed), BEIJING)


def build_matrix(snapshot: Snapshot, shown: pd.DataFrame) -> Matrix:
    """Count the organisations that the filter leaves by area and chain step.

    Parameters
    ----------
    shown
        Those rows of the snapshot's entities that the filter leaves.
    """
    everyone = np.ones(len(snapshot.entities), dtype=bool)
    left = ~everyone
    left[shown.index] = True
    kinds = shown.loc[shown["chain_step_code"] == "", "kind_code"]
    applies = [snapshot.vocabulary.applies("entity_kind", kind, "chain_step_code") for kind in kinds]
    without_step = sum(applies)
    return Matrix(_count(snapshot, left), _count(snapshot, everyone), without_step, len(applies) - without_step)


def _count(snapshot: Snapshot, left: Mask) -> pd.DataFrame:
    areas, steps = list_chain_areas(snapshot), list_steps(snapshot)
    counts = [[int((_members(snapshot, area, step) & left).sum()) for step in steps] for area in areas]
    return pd.DataFrame(counts, index=pd.Index(areas, name="area_id"), columns=steps)


def _members(snapshot: Snapshot, area_id: str, step: str) -> Mask:
    nobody = np.zeros(len(snapshot.entities), dtype=bool)
    placed, at_step = (find_masks(snapshot, name) for name in ("area", "step"))
    return placed.get(area_id, nobody) & at_step.get(step, nobody)


def list_members(snapshot: Snapshot, shown: pd.DataFrame, area_id: str, step: str) -> pd.DataFrame:
    """List those of the organisations shown that stand at a step in an area."""
    return shown[_members(snapshot, area_id, step).take(shown.index)]


def list_missing(snapshot: Snapshot, area_id: str) -> list[str]:
    """List the steps at which the documents name nobody in an area, whatever the filter."""
    return [step for step in list_steps(snapshot) if not _members(snapshot, area_id, step).any()]


def list_cells(snapshot: Snapshot) -> list[str]:
    """List what of the matrix can be opened: `area` for a whole row, `area:step` for a cell."""
    areas, steps = list_chain_areas(snapshot), list_steps(snapshot)
    return [*areas, *(f"{area}:{step}" for area in areas for step in steps)]


def find_origin(snapshot: Snapshot, area_id: str) -> tuple[str, float, float]:
    """Find where distances from an area start: what it is, longitude and latitude (NaN where nowhere)."""
    areas = snapshot["areas"]
    area = areas[areas["area_id"] == area_id]
    if is_pinned(area).any():
        return POINT, float(area["longitude"].iloc[0]), float(area["latitude"].iloc[0])
    districts = snapshot.geometry["districts"]
    shapes = districts.geometry[districts["adcode"] == area_id]
    if shapes.empty:
        return NOWHERE, float("nan"), float("nan")
    inside = shapes.iloc[0].representative_point()
    return OUTLINE, inside.x, inside.y


def nearest_provider(snapshot: Snapshot, area_id: str, step: str) -> Nearest:
    """Find who provides a step nearest to an area, outside of it; the filter does not matter."""
    everyone = snapshot.all_entities
    outside = np.fromiter((area_id not in areas for areas in everyone["area_ids"]), bool, len(everyone))
    providers = everyone[(everyone["chain_step_code"] == step) & outside]
    pinned = is_pinned(providers)
    origin, longitude, latitude = find_origin(snapshot, area_id)
    placed, unplaced = providers[pinned], providers[~pinned]
    if origin == NOWHERE or placed.empty:
        return Nearest(origin, placed, float("nan"), unplaced)
    distances = measure_distances(placed, longitude, latitude)
    least = float(distances.min())
    return Nearest(origin, placed[distances <= least + SAME_PLACE_KM], least, unplaced)


def list_outside(snapshot: Snapshot) -> pd.DataFrame:
    """List the organisations with a chain step that the documents do not place in Beijing, by step."""
    everyone = snapshot.all_entities
    elsewhere = ~everyone["entity_id"].isin(snapshot.entities["entity_id"])
    rows = everyone[elsewhere & (everyone["chain_step_code"] != "")]
    steps = list_steps(snapshot)
    return rows.sort_values("chain_step_code", key=lambda codes: codes.map(steps.index), kind="stable")


def list_class_conflicts(snapshot: Snapshot) -> pd.DataFrame:
    """List the disagreements about where in the chain organisations stand."""
    everyone = snapshot.all_entities
    staged = everyone[everyone["chain_step_code"] != ""]
    keys = {f"{table}:{entity}" for table, entity in zip(staged["table"], staged["entity_id"], strict=True)}
    rows = snapshot["conflicts"]
    concerned = np.fromiter((not keys.isdisjoint(named) for named in rows["rows"]), bool, len(rows))
    return rows[(rows["kind_code"] == CLASS) & concerned]
