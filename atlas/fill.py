"""What the districts are filled by: a count of the selection or a figure that a source gives."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.store import Snapshot

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
    undisclosed
        Adcodes of which the sources give no figure.
    """

    metric: str
    values: dict[str, float]
    steps: dict[str, int]
    undisclosed: tuple[str, ...]


def list_metrics(snapshot: Snapshot) -> list[str]:
    """List what the districts can be filled by: counts first, then measures given of a district."""
    first, *others = (f"{COUNT}_{code}" for code in snapshot.vocabulary.codes("entity_kind"))
    given = set(
        snapshot["indicators"].loc[snapshot["indicators"]["area_id"].isin(district_ids(snapshot)), "measure_code"]
    )
    return [first, ALL_KINDS, *others, *(code for code in snapshot.vocabulary.codes("measure") if code in given)]


def district_ids(snapshot: Snapshot) -> list[str]:
    """List the adcodes of Beijing's districts, as the map draws them."""
    return list(snapshot.geometry["districts"]["adcode"])


def fill_districts(snapshot: Snapshot, chosen: pd.DataFrame, metric: str) -> DistrictFill:
    """Sort the districts into steps of equal width by a figure.

    Parameters
    ----------
    chosen
        The entities that the selection leaves; counts are taken of them.
    metric
        One of `list_metrics`.

    Returns
    -------
    fill
        A district in which the sources name no entity of the kind at all is undisclosed, not zero;
        one whose entities the selection leaves out is zero.
    """
    adcodes = district_ids(snapshot)
    if metric.startswith(f"{COUNT}_"):
        kind = metric.removeprefix(f"{COUNT}_")
        everyone = np.ones(len(snapshot.entities), dtype=bool)
        of_kind = everyone if metric == ALL_KINDS else snapshot.masks["kind"].get(kind, ~everyone)
        left = np.zeros_like(everyone)
        left[chosen.index] = True
        there = {adcode: snapshot.masks["area"].get(adcode, ~everyone) & of_kind for adcode in adcodes}
        values = {adcode: float((mask & left).sum()) for adcode, mask in there.items() if mask.any()}
    else:
        rows = snapshot["indicators"]
        rows = rows[(rows["measure_code"] == metric) & rows["area_id"].isin(adcodes)]
        values = dict(zip(rows["area_id"], rows["value"].astype(float), strict=True))
    top = max(values.values(), default=0.0)
    width = top / STEPS or 1.0
    steps = {adcode: min(STEPS - 1, int((value - 1e-9) / width)) for adcode, value in values.items() if value > 0}
    undisclosed = tuple(adcode for adcode in adcodes if adcode not in values)
    return DistrictFill(metric, values, steps, undisclosed)
