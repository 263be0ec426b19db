"""What the districts are filled by: a count of the selection or a figure that a source gives."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from atlas.analysis.comparable import Row, Standing, find_subject, group_by, settle
from atlas.selection.blanks import count_known
from atlas.store.memory import remember
from atlas.store.snapshot import Mask, Snapshot, to_rows

STEPS = 5
MOST_METRICS = 64  # whose figures are kept: all, of any vocabulary that a list can hold
COUNT = "count"  # metric prefix: named entities of one kind, or of all
ALL_KINDS = "count_all"


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


@dataclass(frozen=True)
class Series:
    """What one published metric fills by: figures of one measure, kind of value and unit.

    Attributes
    ----------
    is_main
        Whether it is what the measure's code alone stands for: its kind of value comes first in the vocabulary
        (what is reported before what is aimed at), then most districts have it.
    """

    measure_code: str
    value_kind_code: str
    unit_code: str
    is_main: bool

    @property
    def metric(self) -> str:
        """Name it in the URL: `universities`, or `universities:target:universities` beside the main one."""
        whole = f"{self.measure_code}:{self.value_kind_code}:{self.unit_code}"
        # a code that looks like a count is always written in full
        return self.measure_code if self.is_main and not is_count(self.measure_code) else whole


def is_count(metric: str) -> bool:
    """Tell whether a metric counts what is named, as against a published figure."""
    return metric.startswith(f"{COUNT}_") and ":" not in metric


@remember()
def list_metrics(snapshot: Snapshot) -> list[str]:
    """List what the districts can be filled by: counts first, then the series given of districts."""
    kinds = [f"{COUNT}_{code}" for code in snapshot.vocabulary.codes("entity_kind")]
    given = group_by(_list_figures(snapshot, district_ids(snapshot)), lambda row: str(row["measure_code"]))
    codes = [code for code in snapshot.vocabulary.codes("measure") if code in given]
    published = [series.metric for code in codes for series in _list_series(snapshot, given[code])]
    return [*kinds[:1], ALL_KINDS, *kinds[1:], *published]


@remember(MOST_METRICS)
def find_series(snapshot: Snapshot, metric: str) -> Series | None:
    """Find what a metric fills by; None for a count, and for what no district has."""
    if is_count(metric):
        return None
    code = metric.partition(":")[0]
    rows = _list_figures(snapshot, district_ids(snapshot), code)
    return next((one for one in _list_series(snapshot, rows) if one.metric == metric), None)


def _list_figures(snapshot: Snapshot, area_ids: Iterable[str], measure_code: str = "") -> list[Row]:
    """List the published figures that are about any of some areas or what is in them, of one measure or of all."""
    rows = snapshot["indicators"]
    rows = rows[rows["area_id"].isin(list(area_ids))]
    return to_rows(rows[rows["measure_code"] == measure_code] if measure_code else rows)


def _list_series(snapshot: Snapshot, rows: Iterable[Row]) -> list[Series]:
    """List the series among rows of one measure, the main one first."""
    words = snapshot.vocabulary
    kinds, units = words.codes("value_kind"), words.codes("unit")
    own = [row for row in rows if find_subject(row) == row["area_id"]]
    found = group_by(own, lambda row: (row["measure_code"], row["value_kind_code"], row["unit_code"]))

    def rank(key: tuple[str, str, str]) -> tuple[int, int, int]:
        kind, unit = kinds.index(key[1]) if key[1] else -1, units.index(key[2]) if key[2] else -1
        return kind, -len({row["area_id"] for row in found[key]}), unit

    return [Series(*key, is_main=not place) for place, key in enumerate(sorted(found, key=rank))]


@remember()
def district_ids(snapshot: Snapshot) -> list[str]:
    """List the adcodes of Beijing's districts, as the map draws them."""
    return list(snapshot.geometry["districts"]["adcode"])


def fill_districts(snapshot: Snapshot, chosen: pd.DataFrame, metric: str, *, possible: Mask) -> DistrictFill:
    """Sort the districts into steps of equal width by a figure.

    Parameters
    ----------
    chosen
        The entities that the selection leaves; counts are taken of them.
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
    rows = _list_figures(snapshot, adcodes, metric.partition(":")[0])
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
    of_kind = ~nobody if metric == ALL_KINDS else snapshot.masks["kind"].get(kind, nobody)
    there = {adcode: snapshot.masks["area"].get(adcode, nobody) & of_kind for adcode in district_ids(snapshot)}
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
