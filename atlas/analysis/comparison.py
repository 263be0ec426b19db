"""Put two to four areas side by side: every figure of each, and where two may be subtracted."""

from dataclasses import dataclass

from atlas.analysis.measures import (
    PIPELINE,
    PUBLISHED,
    Cell,
    Measure,
    count_organisations,
    count_products,
    gather_figures,
    widen,
)
from atlas.selection.dimensions import beijing_areas, find_masks
from atlas.selection.filter import Filter
from atlas.store.comparable import EXACT, Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot

LEAST, MOST = 2, 4  # areas side by side
KEY_PLACES = ("110108", "110114", "110115", "bda")  # what the page opens with


@dataclass(frozen=True, eq=False)
class Comparison:
    """Areas side by side.

    Attributes
    ----------
    measures
        One a row of the table, each with a cell for each area.
    rankings
        Rows of the ranks that are claimed of each area.
    is_filtered
        Whether the filter leaves organisations out of the counts.
    """

    area_ids: tuple[str, ...]
    measures: tuple[Measure, ...]
    rankings: dict[str, tuple[Row, ...]]
    is_filtered: bool

    def find(self, key: str) -> Measure:
        """Find a measure by its key; `KeyError` if there is none."""
        return {measure.key: measure for measure in self.measures}[key]


@dataclass(frozen=True)
class Difference:
    """How one area's figure stands to another's.

    Attributes
    ----------
    value
        The one less the other, in their unit; None where either is only a bound or about, or is not settled.
    is_same_date
        Whether both figures are stated for one date; that of publication is none.
    is_settled
        Whether the sources agree on both figures.
    """

    value: float | None
    is_same_date: bool
    is_settled: bool = True


@remember()
def list_comparable(snapshot: Snapshot) -> tuple[str, ...]:
    """List the areas that can be compared: Beijing's, then others of which the sources give anything."""
    known = set(snapshot["indicators"]["area_id"]) | set(snapshot["pipeline_counts"]["area_id"])
    known |= set(snapshot["rankings"]["area_id"]) | set(find_masks(widen(snapshot), "area"))
    areas = snapshot["areas"]
    areas = areas[areas["kind_code"].isin(snapshot.vocabulary.list_in_role("compared"))]
    inside = list(beijing_areas(snapshot)["area_id"])
    here = [area for area in areas["area_id"] if area in inside]
    return (*here, *(area for area in areas["area_id"] if area not in inside and area in known))


def choose_areas(snapshot: Snapshot, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Choose what stands side by side: the areas asked for, or the key places where they are fewer than two."""
    if len(asked) >= LEAST:
        return asked
    comparable = list_comparable(snapshot)
    return tuple(area for area in KEY_PLACES if area in comparable) or comparable[:LEAST]


def subtract(cell: Cell, base: Cell) -> Difference | None:
    """Tell how an area's figure stands to another's by the same measure; None where either has none."""
    one, other = cell.figure, base.figure
    if one is None or other is None:
        return None
    exact = one.qualifier_code == other.qualifier_code == EXACT and one.unit_code == other.unit_code
    stated = not (one.is_dated_by_document or other.is_dated_by_document)
    same = stated and bool(one.as_of_date) and one.as_of_date == other.as_of_date
    settled = cell.is_settled and base.is_settled
    return Difference(one.value - other.value if exact and settled else None, same, settled)


def compare(snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter) -> Comparison:
    """Gather every figure of some areas.

    Parameters
    ----------
    filter
        Narrows the counts of organisations and products; published figures stay as they are.
    """
    measures = [
        *count_organisations(snapshot, area_ids, filter),
        *count_products(snapshot, area_ids, filter),
        *gather_figures(snapshot, area_ids, PUBLISHED),
        *gather_figures(snapshot, area_ids, PIPELINE),
    ]
    rankings = {
        area: tuple(row for row in snapshot.rows["rankings"].values() if row["area_id"] == area) for area in area_ids
    }
    return Comparison(area_ids, tuple(measures), rankings, filter.is_narrowed)
