"""What the districts are filled by: a count of the selection or a figure that a source gives."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.blanks import count_known
from atlas.memory import remember
from atlas.store import Mask, Snapshot

STEPS = 5
COUNT = "count"  # metric prefix: named entities of one kind, or of all
ALL_KINDS = "count_all"


@dataclass(frozen=True)
class DistrictFill:
    """The districts' figures in steps.

    Attributes
    ----------
    metric
        `count_all`, `count_<kind>` or a code of the vocabulary `measure`.
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
    """

    metric: str
    values: dict[str, float]
    steps: dict[str, int]
    classes: dict[int, tuple[float, float]]
    undisclosed: tuple[str, ...]
    outside: int = 0


@remember()
def list_metrics(snapshot: Snapshot) -> list[str]:
    """List what the districts can be filled by: counts first, then measures given of a district."""
    first, *others = (f"{COUNT}_{code}" for code in snapshot.vocabulary.codes("entity_kind"))
    given = set(
        snapshot["indicators"].loc[snapshot["indicators"]["area_id"].isin(district_ids(snapshot)), "measure_code"]
    )
    return [first, ALL_KINDS, *others, *(code for code in snapshot.vocabulary.codes("measure") if code in given)]


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
    if metric.startswith(f"{COUNT}_"):
        return _fill_by_count(snapshot, chosen, metric, possible)
    adcodes, rows = district_ids(snapshot), snapshot["indicators"]
    rows = rows[(rows["measure_code"] == metric) & rows["area_id"].isin(adcodes)]
    values = dict(zip(rows["area_id"], rows["value"].astype(float), strict=True))
    return _sort(metric, adcodes, values, sorted(set(values.values())))


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
    """Sort values into the classes of all figures that there can be, in order."""
    width = max(figures, default=0.0) / STEPS or 1.0

    def find_step(figure: float) -> int:
        return min(STEPS - 1, int((figure - 1e-9) / width))

    classes: dict[int, tuple[float, float]] = {}
    for figure in figures:
        if figure > 0:
            classes[find_step(figure)] = (classes.get(find_step(figure), (figure, figure))[0], figure)
    steps = {adcode: find_step(value) for adcode, value in values.items() if value > 0}
    undisclosed = tuple(adcode for adcode in adcodes if adcode not in values)
    return DistrictFill(metric, values, steps, classes, undisclosed, outside)
