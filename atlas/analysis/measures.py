"""The measures of areas: counts of what is named, published figures and pipelines, a cell for each area."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from atlas.analysis.evidence import is_dated_by_document
from atlas.analysis.pipeline import TOTAL
from atlas.selection.blanks import count_known
from atlas.selection.dimensions import find_masks
from atlas.selection.filter import Filter
from atlas.selection.possible import find_possible
from atlas.store.comparable import EXACT, Row, find_subject, settle
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows

COUNTS, PRODUCTS, PUBLISHED, PIPELINE = "counts", "products", "published", "pipeline"
ORGANISATION_UNIT, PRODUCT_UNIT = "institutions", "products"
# group -> table, column of the code and its vocabulary, column of the figure
TABLES_OF = {
    PUBLISHED: ("indicators", "measure_code", "measure", "value"),
    PIPELINE: ("pipeline_counts", "stage_code", "stage", "count"),
}


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure of one area, or of an organisation in one.

    Attributes
    ----------
    area_id
        What it is about: an area, or an organisation of whose figure an area's page speaks.
    value
        In the unit of `unit_code`.
    as_of_date
        Partial ISO date; of a count, when the newest document behind the organisations appeared.
    rows
        The rows that it stands in; of a count, the rows that were counted.
    is_dated_by_document
        Whether a published figure has no date of its own, but that of its document's publication.
    """

    area_id: str
    value: float
    unit_code: str
    qualifier_code: str
    as_of_date: str
    rows: tuple[Row, ...]
    is_dated_by_document: bool = False


@dataclass(frozen=True, eq=False)
class Cell:
    """What is known of one area by one measure.

    Attributes
    ----------
    figure
        The latest figure; None where the sources give none. A count of nobody is zero only where the
        documents state what rules everybody out (`count_known`).
    also
        Figures whose date is not surely another: where their values differ, the sources do.
    earlier
        Older figures, the latest first, then undated ones.
    parts
        Figures of areas and organisations inside it, which are not its own.
    named
        Of a count: how many there are without the filters; None for what no filter reaches.
    unstated
        Of a count: how many of them may fit although the documents do not say so.
    unnamed
        Of a count of products: what the sources count of its organisations without naming each, the latest first.
        Stands apart: some may be among those that are named.
    """

    area_id: str
    figure: Figure | None
    also: tuple[Figure, ...] = ()
    earlier: tuple[Figure, ...] = ()
    parts: tuple[Figure, ...] = ()
    named: int | None = None
    unstated: int = 0
    unnamed: tuple[Figure, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether one value stands for the area: the sources do not differ about the latest."""
        return all(one.value == self.figure.value for one in self.also) if self.figure else False


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


@remember()
def widen(snapshot: Snapshot) -> Snapshot:
    """Give the snapshot whose `entities` are those of all areas, so that a filter reaches them all."""
    return replace(snapshot, home="")


@dataclass(frozen=True, eq=False)
class _Rows:
    """Rows by area: those that fit the filters, that fit or may fit, and all that are named."""

    left: dict[str, pd.DataFrame]
    possible: dict[str, pd.DataFrame]
    named: dict[str, pd.DataFrame]

    def turn(self, find: Callable[[pd.DataFrame], pd.DataFrame]) -> Self:
        """Find other rows for each of the three."""
        parts = ({area: find(rows) for area, rows in part.items()} for part in (self.left, self.possible, self.named))
        return type(self)(*parts)


def _find_members(snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter) -> _Rows:
    """Find the organisations of each area."""
    wide = widen(snapshot)
    everyone = np.ones(len(wide.entities), dtype=bool)
    placed = find_masks(wide, "area")
    here = {area: placed.get(area, ~everyone) for area in area_ids}
    masks = (filter.mask(wide), find_possible(wide, filter), everyone)
    return _Rows(*({area: wide.entities[own & mask] for area, own in here.items()} for mask in masks))


def _newest(snapshot: Snapshot, source_ids: Iterable[str]) -> str:
    """Tell when the newest of some documents appeared; blank if no date is known."""
    return max((str(snapshot.find_row("sources", one)["published_date"]) for one in set(source_ids)), default="")


def count_organisations(snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter) -> list[Measure]:
    """Count the organisations that the documents name, in all and by kind."""
    date = _newest(snapshot, widen(snapshot).entities["source_id"])
    kinds, rows = snapshot.vocabulary.codes("entity_kind"), _find_members(snapshot, area_ids, filter)
    return _count_by(kinds, "kind_code", Measure(COUNTS, "", "", ORGANISATION_UNIT, ()), date, rows)


def count_products(snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter) -> list[Measure]:
    """Count the products and trials that the documents name, in all and by stage."""
    products = snapshot["products"]

    def find(own: pd.DataFrame) -> pd.DataFrame:
        return products[products["owner_id"].isin(own["entity_id"]) | products["site_id"].isin(own["entity_id"])]

    date = _newest(snapshot, products["source_id"])
    stages, members = snapshot.vocabulary.codes("stage"), _find_members(snapshot, area_ids, filter)
    blank, rows = Measure(PRODUCTS, "", "", PRODUCT_UNIT, ()), members.turn(find)
    unnamed = _gather_unnamed(snapshot, members)
    measures = _count_by(stages, "stage_code", blank, date, rows, also={code for code, _ in unnamed})
    return [replace(one, cells=tuple(_add_unnamed(one.code, cell, unnamed) for cell in one.cells)) for one in measures]


def _gather_unnamed(snapshot: Snapshot, members: _Rows) -> dict[tuple[str, str], list[Figure]]:
    """Gather by stage, blank for all, and area what the sources count of organisations that fit or may fit.

    The areas' own counts are not among them: they stand with the published pipelines.
    """
    areas: dict[str, list[str]] = {}
    for area, own in members.possible.items():
        for entity in own["entity_id"]:
            areas.setdefault(entity, []).append(area)
    found: dict[tuple[str, str], list[Figure]] = {}
    for row in snapshot.rows["pipeline_counts"].values():
        stage = "" if row["stage_code"] == TOTAL else row["stage_code"]
        for area in areas.get(row["entity_id"], ()):
            found.setdefault((stage, area), []).append(_make_figure(snapshot, row, area, "count"))
    return found


def _add_unnamed(stage: str, cell: Cell, unnamed: dict[tuple[str, str], list[Figure]]) -> Cell:
    return replace(cell, unnamed=tuple(_latest_first(unnamed.get((stage, cell.area_id), []))))


def _count_by(
    codes: list[str], column: str, blank: Measure, date: str, rows: _Rows, *, also: Collection[str] = ()
) -> list[Measure]:
    """Count rows in all and by each code that occurs in any of the areas; each measure is like the blank one."""
    occurring = {code for own in rows.named.values() for code in own[column]}.union(also)
    measures = [replace(blank, cells=_count_areas(rows, blank.unit_code, date))]
    for code in (code for code in codes if code in occurring):
        own = rows.turn(lambda table, code=code: table[table[column] == code])  # type: ignore[misc]
        measures.append(replace(blank, code=code, cells=_count_areas(own, blank.unit_code, date)))
    return measures


def _count_areas(rows: _Rows, unit_code: str, date: str) -> tuple[Cell, ...]:
    """Count each area's rows, where the count is known."""
    cells = []
    for area, left in rows.left.items():
        named, possible = len(rows.named[area]), len(rows.possible[area])
        count = count_known(named, len(left), possible)
        figure = None
        if count is not None:
            figure = Figure(area, float(count), unit_code, EXACT, date, tuple(to_rows(left)))
        cells.append(Cell(area, figure, named=named, unstated=possible - len(left)))
    return tuple(cells)


def gather_figures(snapshot: Snapshot, area_ids: tuple[str, ...], group: str) -> list[Measure]:
    """Gather the figures that a table gives of the areas and of areas inside them."""
    table, code_column, vocabulary, value_column = TABLES_OF[group]
    inside = {
        area: [one for one, above in snapshot.ancestors.items() if area in above and one != area] for area in area_ids
    }
    wanted = {*area_ids, *(one for parts in inside.values() for one in parts)}
    figures: dict[tuple[str, str, str], dict[tuple[str, str], list[Figure]]] = {}
    for row in snapshot.rows[table].values():
        if row["area_id"] in wanted:
            key = (row[code_column], row.get("value_kind_code", ""), row["unit_code"])
            subject = find_subject(row)
            figure = _make_figure(snapshot, row, subject, value_column)
            figures.setdefault(key, {}).setdefault((row["area_id"], subject), []).append(figure)
    order = snapshot.vocabulary.codes(vocabulary)
    return [
        Measure(group, *key, tuple(_fill_cell(area, inside[area], own) for area in area_ids))
        for key, own in sorted(figures.items(), key=lambda pair: (order.index(pair[0][0]), pair[0]))
    ]


def _make_figure(snapshot: Snapshot, row: Row, area_id: str, value_column: str) -> Figure:
    """Make a figure of a row that a source gives, as said of an area."""
    dated = is_dated_by_document(snapshot, row)
    value, unit, qualifier = float(row[value_column]), row["unit_code"], row["qualifier_code"]
    return Figure(area_id, value, unit, qualifier, row["as_of_date"], (row,), dated)


def _fill_cell(area: str, inside: list[str], figures: dict[tuple[str, str], list[Figure]]) -> Cell:
    """Take an area's latest figure, its others, and those of what is inside it."""
    parts = [
        figure
        for (where, subject), own in figures.items()
        if subject != area and (where == area or where in inside)
        for figure in _latest_first(own)
    ]
    own = figures.get((area, area), [])
    if not own:
        return Cell(area, None, parts=tuple(parts))
    standing = settle(own, lambda one: one.as_of_date, lambda one: one.value)
    first, *also = standing.latest
    return Cell(area, first, tuple(also), standing.others, tuple(parts))


def _latest_first(figures: list[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.as_of_date, reverse=True)
