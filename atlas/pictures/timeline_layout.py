"""Lay out the timeline: lanes of spans, each title where there is room, and the days that the axis names."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.analysis.timeline import arrange_lanes
from atlas.language.i18n import format_date, format_month
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot, to_rows

FIRST_MONTH, LAST_MONTH = "-01", "-12"
MONTH_TICKS_YEARS = 2  # a longer window is ticked by year
WIDE = 18.0  # per cent of the window: a span that its text stands inside of
LEAST = 7.0  # per cent of the window: with less room a title is left out
INSIDE, AFTER, BEFORE = "inside", "after", "before"
Row = dict[str, Any]


@dataclass(frozen=True)
class Span:
    """One dated item.

    Attributes
    ----------
    item
        Its row of `Timeline.dated`.
    left, right
        Where the span of its date begins and ends, per cent of the window.
    title_left, title_right, side
        Where its title may stand, per cent, and on which side of the span; `side` is blank if there is no room.
    """

    item: Row
    left: float
    right: float
    title_left: float
    title_right: float
    side: str


@dataclass(frozen=True)
class Lane:
    """A level of policy or a kind of event, with rows of spans that do not overlap."""

    vocabulary: str
    code: str
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True)
class Layout:
    """The lanes in their order, and the axis: where each tick stands, per cent, and what it says."""

    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[float, str], ...]


def cut_to_month(date: str, missing: str) -> str:
    """Cut a partial date to its month, or complete a year with the one that is missing."""
    return (date + missing if date and len(date) < len("2025-01") else date)[: len("2025-01")]


def lay_out(snapshot: Snapshot, filter: Filter, dated: pd.DataFrame, lang: str) -> Layout:
    """Lay out dated items, as `list_timeline` gives them, in the chosen time; `ValueError` if there are none."""
    start, end = _find_window(filter, dated)
    days = max((end - start).days, 1)

    def place(day: dt.date) -> float:
        return min(max((day - start).days / days * 100, 0.0), 100.0)

    def lay_out_row(positions: list[int]) -> tuple[Span, ...]:
        items = to_rows(dated.iloc[positions])
        return _place_row(items, [(place(one["start"]), place(one["end"] + dt.timedelta(days=1))) for one in items])

    lanes = tuple(
        Lane(vocabulary, code, tuple(map(lay_out_row, rows)))
        for vocabulary, code, rows in arrange_lanes(snapshot, dated)
    )
    return Layout(lanes, tuple((place(day), text) for day, text in _list_ticks(start, end, lang)))


def _find_window(filter: Filter, dated: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """Give the first day drawn and the day after the last: the chosen time, within whole years round all items."""
    first = max(cut_to_month(filter.since, FIRST_MONTH), f"{min(dated['start']).year}{FIRST_MONTH}")
    widest = f"{max(dated['end']).year}{LAST_MONTH}"
    last = min(cut_to_month(filter.until, LAST_MONTH) or widest, widest)
    year, month = int(last[:4]), int(last[5:7])
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date.fromisoformat(f"{first}-01"), after


def _list_ticks(start: dt.date, end: dt.date, lang: str) -> list[tuple[dt.date, str]]:
    """Give the days that the axis names, a month or some years apart, and how each is written."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months <= 12 * MONTH_TICKS_YEARS:
        step = 1 if months <= 12 else 3  # noqa: PLR2004 - months in a year
        days = [
            dt.date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1)
            for n in range(0, months, step)
        ]
        return [(day, format_month(day, lang, with_year=step > 1)) for day in days]
    step = -(-months // 12 // 12)
    return [(dt.date(year, 1, 1), format_date(str(year), lang)) for year in range(start.year, end.year, step)]


def _place_row(items: list[Row], ends: list[tuple[float, float]]) -> tuple[Span, ...]:
    """Place the titles of a row beside its spans, none over another."""
    spans, free = [], 0.0  # where the row is free again after what is drawn
    for number, (item, (left, right)) in enumerate(zip(items, ends, strict=True)):
        following = ends[number + 1][0] if number + 1 < len(ends) else 100.0
        start, end, side = _place_title(left, right, free, following)
        spans.append(Span(item, left, right, start, end, side if end - start >= LEAST else ""))
        free = max(right, end)
    return tuple(spans)


def _place_title(left: float, right: float, free: float, following: float) -> tuple[float, float, str]:
    """Say from where to where a title may stand, per cent: inside a wide span, else on the side with more room."""
    if right - left >= WIDE:
        return left, following, INSIDE
    if following - right >= left - free:
        return right, following, AFTER
    return free, left, BEFORE
