"""Which figures may stand together: of one subject, unit and kind of value; which is current, which stand apart."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

EXACT = "exact"
Row = dict[str, Any]
One = TypeVar("One")
Key = TypeVar("Key", bound=Hashable)


def find_subject(row: Mapping[str, Any]) -> str:
    """Tell what a figure is about: its entity, else its area.

    A firm's figure that names a district, too, is not the district's: the two are never taken for each other.
    """
    return str(row.get("entity_id") or row["area_id"])


def group_by(items: Iterable[One], find_key: Callable[[One], Key]) -> dict[Key, list[One]]:
    """Group items by a key, both in the order in which they come."""
    groups: dict[Key, list[One]] = {}
    for item in items:
        groups.setdefault(find_key(item), []).append(item)
    return groups


def is_earlier(date: str, other: str) -> bool:
    """Tell whether a partial ISO date surely lies before another.

    A year does not lie before one of its own months, and a blank date lies nowhere.
    """
    known = min(len(date), len(other))
    return date[:known] < other[:known]


@dataclass(frozen=True, eq=False)
class Standing(Generic[One]):
    """One subject's figures of one unit and kind of value, by date.

    Attributes
    ----------
    latest
        Those of the latest date, and those whose date is not surely earlier. Undated ones stand here only
        where none has a date.
    others
        The earlier ones, the latest first, then the undated ones.
    is_settled
        Whether the latest say one value. Where they do not, none may stand for the subject.
    """

    latest: tuple[One, ...]
    others: tuple[One, ...]
    is_settled: bool

    @property
    def current(self) -> One | None:
        """The figure that stands for the subject; None where the latest differ."""
        return self.latest[0] if self.is_settled else None


def settle(
    figures: Sequence[One], find_date: Callable[[One], str], find_value: Callable[[One], float]
) -> Standing[One]:
    """Find the current one of some figures (at least one) of one subject, unit and kind of value.

    Parameters
    ----------
    find_date
        Gives a figure's partial ISO date; blank where none is stated.
    """
    ordered = sorted(figures, key=find_date, reverse=True)
    newest = find_date(ordered[0])
    latest = [one for one in ordered if bool(find_date(one)) == bool(newest) and not is_earlier(find_date(one), newest)]
    others = [one for one in ordered if not any(one is other for other in latest)]
    return Standing(tuple(latest), tuple(others), len({find_value(one) for one in latest}) == 1)
