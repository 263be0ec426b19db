"""The measures of areas: counts of what is named, published figures and pipelines, a cell for each area."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from atlas.evidence import is_dated_by_document
from atlas.selection import KEEP, Selection
from atlas.store import Mask, Snapshot, to_rows

COUNTS, PRODUCTS, PUBLISHED, PIPELINE = "counts", "products", "published", "pipeline"
EXACT = "exact"
ORGANISATION_UNIT, PRODUCT_UNIT = "institutions", "products"
# group -> table, column of the code and its vocabulary, column of the figure
TABLES_OF = {
    PUBLISHED: ("indicators", "measure_code", "measure", "value"),
    PIPELINE: ("pipeline_counts", "stage_code", "stage", "count"),
}
Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure of one area.

    Attributes
    ----------
    value
        In the unit of `unit_code`.
    as_of_date
        Partial ISO date; of a count, when the newest document behind the organisations appeared.
    rows
        The rows that it stands in; of a count, the rows that were counted.
    is_dated_by_document
        Whether the date is not the figure's own, but that of its document's publication.
    """

    area_id: str
    value: float
    unit_code: str
    qualifier_code: str
    as_of_date: str
    rows: tuple[Row, ...]
    is_dated_by_document: bool


@dataclass(frozen=True, eq=False)
class Cell:
    """What is known of one area by one measure.

    Attributes
    ----------
    figure
        The latest figure; None where the sources give none. A count of nobody is a figure, zero.
    earlier
        Older figures, the latest first.
    parts
        Figures of areas inside it, which are not its own.
    named
        Of a count: how many there are without the filters; None for what no filter reaches.
    """

    area_id: str
    figure: Figure | None
    earlier: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()
    named: int | None = None


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure, one unit and one kind of figure, with a cell for each area.

    Attributes
    ----------
    group
        `counts`, `products`, `published` or `pipeline`.
    code
        Code of the entity kind, stage or measure; blank for all.
    value_kind_code
        Of published figures: reported, target and so on; never mixed in one measure.
    """

    group: str
    code: str
    value_kind_code: str
    unit_code: str
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """Name it for the page's choice."""
        return f"{self.group}:{self.code}:{self.value_kind_code}:{self.unit_code}"


@lru_cache(KEEP)
def widen(snapshot: Snapshot) -> Snapshot:
    """Give the snapshot whose `entities` are those of all areas, so that a Selection reaches them all."""
    return replace(snapshot, home="")


def _find_members(snapshot: Snapshot, area_ids: tuple[str, ...], left: Mask) -> dict[str, pd.DataFrame]:
    """Find the organisations of each area among those that are left."""
    wide = widen(snapshot)
    nobody = np.zeros(len(wide.entities), dtype=bool)
    return {area: wide.entities[wide.masks["area"].get(area, nobody) & left] for area in area_ids}


def _find_both(
    snapshot: Snapshot, area_ids: tuple[str, ...], selection: Selection
) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
    """Find each area's organisations with and without the filters."""
    wide = widen(snapshot)
    everyone = np.ones(len(wide.entities), dtype=bool)
    return (
        _find_members(snapshot, area_ids, selection.mask(wide)),
        _find_members(snapshot, area_ids, everyone),
    )


def _newest(snapshot: Snapshot, source_ids: Iterable[str]) -> str:
    """Tell when the newest of some documents appeared; blank if no date is known."""
    return max((str(snapshot.find_row("sources", one)["published_date"]) for one in set(source_ids)), default="")


def _count(area: str, left: pd.DataFrame, named: pd.DataFrame, unit_code: str, date: str) -> Cell:
    figure = Figure(area, float(len(left)), unit_code, EXACT, date, tuple(to_rows(left)), is_dated_by_document=True)
    return Cell(area, figure, named=len(named))


def count_organisations(snapshot: Snapshot, area_ids: tuple[str, ...], selection: Selection) -> list[Measure]:
    """Count the organisations that the documents name, in all and by kind."""
    left, named = _find_both(snapshot, area_ids, selection)
    date = _newest(snapshot, widen(snapshot).entities["source_id"])
    return _count_by(
        snapshot.vocabulary.codes("entity_kind"), "kind_code", COUNTS, ORGANISATION_UNIT, date, left, named
    )


def count_products(snapshot: Snapshot, area_ids: tuple[str, ...], selection: Selection) -> list[Measure]:
    """Count the products and trials that the documents name, in all and by stage."""
    rows = snapshot["products"]

    def find(members: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        return {
            area: rows[rows["owner_id"].isin(own["entity_id"]) | rows["site_id"].isin(own["entity_id"])]
            for area, own in members.items()
        }

    left, named = _find_both(snapshot, area_ids, selection)
    date = _newest(snapshot, rows["source_id"])
    stages = snapshot.vocabulary.codes("stage")
    return _count_by(stages, "stage_code", PRODUCTS, PRODUCT_UNIT, date, find(left), find(named))


def _count_by(  # noqa: PLR0917 - what is counted, by what, how it is said
    codes: list[str],
    column: str,
    group: str,
    unit_code: str,
    date: str,
    left: dict[str, pd.DataFrame],
    named: dict[str, pd.DataFrame],
) -> list[Measure]:
    """Count rows in all and by each code that occurs in any of the areas."""
    occurring = {code for rows in named.values() for code in rows[column]}
    measures = []
    for code in ["", *(code for code in codes if code in occurring)]:
        cells = [
            _count(
                area,
                left[area] if not code else left[area][left[area][column] == code],
                named[area] if not code else named[area][named[area][column] == code],
                unit_code,
                date,
            )
            for area in left
        ]
        measures.append(Measure(group, code, "", unit_code, tuple(cells)))
    return measures


def gather_figures(snapshot: Snapshot, area_ids: tuple[str, ...], group: str) -> list[Measure]:
    """Gather the figures that a table gives of the areas and of areas inside them."""
    table, code_column, vocabulary, value_column = TABLES_OF[group]
    inside = {
        area: [one for one, above in snapshot.ancestors.items() if area in above and one != area] for area in area_ids
    }
    wanted = {*area_ids, *(one for parts in inside.values() for one in parts)}
    figures: dict[tuple[str, str, str], dict[str, list[Figure]]] = {}
    for row in snapshot.rows[table].values():
        if row["area_id"] in wanted:
            key = (row[code_column], row.get("value_kind_code", ""), row["unit_code"])
            figure = Figure(
                row["area_id"],
                float(row[value_column]),
                row["unit_code"],
                row["qualifier_code"],
                row["as_of_date"],
                (row,),
                is_dated_by_document(snapshot, row),
            )
            figures.setdefault(key, {}).setdefault(row["area_id"], []).append(figure)
    order = snapshot.vocabulary.codes(vocabulary)
    return [
        Measure(group, *key, tuple(_fill_cell(area, inside[area], own) for area in area_ids))
        for key, own in sorted(figures.items(), key=lambda pair: (order.index(pair[0][0]), pair[0]))
    ]


def _fill_cell(area: str, inside: list[str], figures: dict[str, list[Figure]]) -> Cell:
    """Take an area's latest figure, its earlier ones, and the latest of each area inside it."""
    own = _latest_first(figures.get(area, []))
    parts = [_latest_first(figures[one])[0] for one in inside if one in figures]
    return Cell(area, own[0] if own else None, tuple(own[1:]), tuple(parts))


def _latest_first(figures: list[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.as_of_date, reverse=True)
