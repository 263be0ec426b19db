"""What the districts are filled by: a count of what the filter leaves or a figure that a source gives."""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from atlas.selection.blanks import count_known
from atlas.selection.dimensions import find_masks
from atlas.selection.metrics import (
    ALL_KINDS,
    COUNT,
    MOST_METRICS,
    Series,
    district_ids,
    find_series,
    is_count,
    list_figures,
)
from atlas.store.comparable import Row, Standing, find_subject, group_by, settle
from atlas.store.memory import remember
from atlas.store.snapshot import Mask, Snapshot

STEPS = 5


@dataclass(frozen=True)
class DistrictFill:
    """The districts' figures in steps.

    Attributes
    ----------
    metric
        One of `list_metrics`.
    values
        Figure by adcode, where one is known; zero is a figure.
    steps
        Step from 0 (least) to 4 (most) by adcode; a zero has none.
    classes
        For each step that some figure can have, its least and greatest figure. They are those of the
        whole data: a colour means the same under every filter.
    undisclosed
        Adcodes of which the sources give no figure, or not what the filters ask.
    outside
        Of a count: how many are left that lie in no one district, as far as is known.
    drawn
        Of a published figure: the row behind each value, by adcode.
    differing
        Rows of the same measure, unit, kind and date that give a district different values: it has none.
    apart
        The other rows of the measure that are about a district or something in one: earlier, undated, of another
        unit or kind of value, or of an organisation there. They are not on the map and are said in words.
    """

    metric: str
    values: dict[str, float]
    steps: dict[str, int]
    classes: dict[int, tuple[float, float]]
    undisclosed: tuple[str, ...]
    outside: int = 0
    drawn: dict[str, Row] = field(default_factory=dict)
    differing: tuple[Row, ...] = ()
    apart: tuple[Row, ...] = ()


def fill_districts(snapshot: Snapshot, chosen: pd.DataFrame, metric: str, *, possible: Mask) -> DistrictFill:
    """Sort the districts into steps of equal width by a figure.

    Parameters
    ----------
    chosen
        The entities that the filter leaves; counts are taken of them.
    metric
        One of `list_metrics`.
    possible
        Which of the snapshot's entities fit or may fit (`find_possible`).

    Returns
    -------
    fill
        A count is known by the rule of `count_known`: a district is undisclosed, not zero, if the sources
        name nobody of the kind in it, or if nobody in it surely fits but somebody may.
    """
    if is_count(metric):
        return _fill_by_count(snapshot, chosen, metric, possible)
    return _fill_by_figure(snapshot, metric)


@remember(MOST_METRICS)
def _fill_by_figure(snapshot: Snapshot, metric: str) -> DistrictFill:
    """Fill by the current figure of each district; the others are kept, so that they can be said."""
    adcodes, series = district_ids(snapshot), find_series(snapshot, metric)
    rows = list_figures(snapshot, adcodes, metric.partition(":")[0])
    like = [row for row in rows if series and _is_of(row, series)]
    standings: dict[str, Standing[Row]] = {
        adcode: settle(own, lambda row: row["as_of_date"], lambda row: row["value"])
        for adcode, own in group_by(like, lambda row: row["area_id"]).items()
    }
    drawn = {adcode: one.latest[0] for adcode, one in standings.items() if one.is_settled}
    differing = [row for one in standings.values() if not one.is_settled for row in one.latest]
    shown = [*drawn.values(), *differing]
    values = {adcode: float(row["value"]) for adcode, row in drawn.items()}
    fill = _sort(metric, adcodes, values, sorted(set(values.values())))
    apart = [row for row in rows if not any(row is one for one in shown)]
    return replace(fill, drawn=drawn, differing=tuple(differing), apart=tuple(apart))


def _is_of(row: Row, series: Series) -> bool:
    """Tell whether a row is of a series and about an area itself."""
    own = (row["value_kind_code"], row["unit_code"], find_subject(row))
    return own == (series.value_kind_code, series.unit_code, row["area_id"])


def _fill_by_count(snapshot: Snapshot, chosen: pd.DataFrame, metric: str, possible: Mask) -> DistrictFill:
    nobody = np.zeros(len(snapshot.entities), dtype=bool)
    kind, left = metric.removeprefix(f"{COUNT}_"), nobody.copy()
    left[chosen.index] = True
    of_kind = ~nobody if metric == ALL_KINDS else find_masks(snapshot, "kind").get(kind, nobody)
    placed = find_masks(snapshot, "area")
    there = {adcode: placed.get(adcode, nobody) & of_kind for adcode in district_ids(snapshot)}
    named = {adcode: int(mask.sum()) for adcode, mask in there.items()}
    counts = {
        adcode: count_known(named[adcode], int((mask & left).sum()), int((mask & possible).sum()))
        for adcode, mask in there.items()
    }
    values = {adcode: float(count) for adcode, count in counts.items() if count is not None}
    anywhere = np.logical_or.reduce([nobody, *there.values()])
    whole = np.arange(1, max(named.values(), default=0) + 1, dtype=float)
    return _sort(metric, list(there), values, list(whole), outside=int((left & of_kind & ~anywhere).sum()))


def _sort(
    metric: str, adcodes: list[str], values: dict[str, float], figures: list[float], *, outside: int = 0
) -> DistrictFill:
    """Sort values into the classes of all figures that there can be, in order; zero has none."""
    least = min(figures, default=0.0)
    low = min(0.0, least)  # a fall is less than zero
    width = (max(0.0, max(figures, default=0.0)) - low) / STEPS or 1.0

    def find_step(figure: float) -> int:
        return max(0, min(STEPS - 1, int((figure - low - 1e-9) / width)))

    classes: dict[int, tuple[float, float]] = {}
    for figure in figures:
        if figure:
            classes[find_step(figure)] = (classes.get(find_step(figure), (figure, figure))[0], figure)
    steps = {adcode: find_step(value) for adcode, value in values.items() if value}
    undisclosed = tuple(adcode for adcode in adcodes if adcode not in values)
    return DistrictFill(metric, values, steps, classes, undisclosed, outside)
