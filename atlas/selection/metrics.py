"""What the districts can be filled by: counts of what is named, and the series of published figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.store.comparable import Row, find_subject, group_by
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows

COUNT = "count"  # metric prefix: named entities of one kind, or of all
ALL_KINDS = "count_all"
MOST_METRICS = 64  # whose figures are kept: all, of any vocabulary that a list can hold


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
    given = group_by(list_figures(snapshot, district_ids(snapshot)), lambda row: str(row["measure_code"]))
    codes = [code for code in snapshot.vocabulary.codes("measure") if code in given]
    published = [series.metric for code in codes for series in _list_series(snapshot, given[code])]
    return [*kinds[:1], ALL_KINDS, *kinds[1:], *published]


@remember(MOST_METRICS)
def find_series(snapshot: Snapshot, metric: str) -> Series | None:
    """Find what a metric fills by; None for a count, and for what no district has."""
    if is_count(metric):
        return None
    code = metric.partition(":")[0]
    rows = list_figures(snapshot, district_ids(snapshot), code)
    return next((one for one in _list_series(snapshot, rows) if one.metric == metric), None)


def list_figures(snapshot: Snapshot, area_ids: Iterable[str], measure_code: str = "") -> list[Row]:
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
