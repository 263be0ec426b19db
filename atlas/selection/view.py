"""What a page shows: what is left out, what is looked at, and by what the districts are filled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from atlas.selection.filter import PARAMETERS as FILTER_PARAMETERS
from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.selection.metrics import list_metrics
from atlas.store.snapshot import Snapshot

METRIC, FOCUS = "metric", "sel"
PARAMETERS = (*FILTER_PARAMETERS, METRIC, FOCUS)  # names in the URL


@dataclass(frozen=True)
class View:
    """All that the URL says of every page.

    Attributes
    ----------
    filter
        What is left out.
    focus
        Id of the entity, product, area or place that is looked at; blank if none.
    metric
        What the districts are filled by; blank for the usual.
    """

    filter: Filter = field(default_factory=Filter)
    focus: str = ""
    metric: str = ""

    @classmethod
    def from_url(cls, parameters: Mapping[str, str], snapshot: Snapshot) -> tuple[Self, tuple[str, ...]]:
        """Read the URL's parameters; unknown values are dropped and named, as `name=value`."""
        filter, dropped = Filter.from_url(parameters, snapshot)
        asked = {name: parameters.get(name, "").strip() for name in (METRIC, FOCUS)}
        known = {METRIC: list_metrics(snapshot), FOCUS: selectable_ids(snapshot)}
        wrong = tuple(f"{name}={value}" for name, value in asked.items() if value and value not in known[name])
        focus, metric = (asked[name] if asked[name] in known[name] else "" for name in (FOCUS, METRIC))
        return cls(filter, focus, metric), (*dropped, *wrong)

    def to_url(self) -> dict[str, str]:
        """Give the URL's parameters; what is not set is left out."""
        further = {METRIC: self.metric, FOCUS: self.focus}
        return {**self.filter.to_url(), **{name: value for name, value in further.items() if value}}
