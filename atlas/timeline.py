"""What happened when: policies and events by date, a partial date as the span that it leaves open."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from atlas.selection import Selection
from atlas.store import Snapshot, to_rows
from atlas.tables import follow_selection

COLUMNS = (
    "table",
    "key",
    "date",
    "precision_code",
    "start",
    "end",
    "lane_vocabulary",
    "lane_code",
    "title_zh",
    "title_en",
    "area_ids",
    "entity_ids",
)
Row = dict[str, Any]


@dataclass(frozen=True)
class Timeline:
    """Policies and events.

    Attributes
    ----------
    dated
        By date, one row an item: `table` and `key` of its row, `date` (partial ISO) with `precision_code`,
        `start` and `end` (first and last day that the date leaves open), `lane_vocabulary` and `lane_code`
        (level of a policy, kind of an event), titles, `area_ids` and `entity_ids` concerned.
    undated
        Policies of the same areas without a date, with the same columns; the time window does not reach them.
    years
        Items of the same areas in each year, whatever the time window; years without any are left out.
    """

    dated: pd.DataFrame
    undated: pd.DataFrame
    years: dict[str, int]


def span_date(date: str) -> tuple[dt.date, dt.date]:
    """Give the first and last day that a partial ISO date leaves open; `ValueError` if it is none."""
    parts = [int(part) for part in date.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    day = dt.date(year, month, parts[2] if len(parts) > 2 else 1)  # noqa: PLR2004 - year, month, day
    return day, day if len(parts) > 2 else day.replace(day=calendar.monthrange(year, month)[1])  # noqa: PLR2004


def list_timeline(snapshot: Snapshot, selection: Selection) -> Timeline:
    """List the policies and events of a selection, as the tables keep them, in the time window."""
    always = replace(selection, since="", until="")
    policies, events = (to_rows(follow_selection(snapshot, always, name)) for name in ("policies", "events"))
    items = pd.DataFrame([*map(_take_policy, policies), *map(_take_event, events)], columns=list(COLUMNS))
    has_date = items["date"] != ""
    dated = items[has_date].sort_values(["start", "end"], kind="stable")
    years = dated["date"].str[:4].value_counts().sort_index()
    inside = dated.loc[[selection.covers(date) for date in dated["date"]]]
    return Timeline(
        inside.reset_index(drop=True),
        items[~has_date].reset_index(drop=True),
        {str(year): int(count) for year, count in years.items()},
    )


def _item(table: str, key: str, row: Row, **others: object) -> Row:
    date = others["date"]
    start, end = span_date(str(date)) if date else (None, None)
    return {
        "table": table,
        "key": key,
        "start": start,
        "end": end,
        "precision_code": row["date_precision_code"],
    } | others


def _take_policy(row: Row) -> Row:
    return _item(
        "policies",
        row["policy_id"],
        row,
        date=row["issued_date"],
        lane_vocabulary="policy_level",
        lane_code=row["level_code"],
        title_zh=row["name_zh"],
        title_en=row["name_en"],
        area_ids=(row["area_id"],),
        entity_ids=(),
    )


def _take_event(row: Row) -> Row:
    return _item(
        "events",
        row["event_id"],
        row,
        date=row["date"],
        lane_vocabulary="event_kind",
        lane_code=row["kind_code"],
        title_zh=row["title_zh"],
        title_en=row["title_en"],
        area_ids=row["area_ids"],
        entity_ids=row["entity_ids"],
    )


def arrange_lanes(snapshot: Snapshot, dated: pd.DataFrame) -> list[tuple[str, str, list[list[int]]]]:
    """Arrange dated items in lanes, so that no two spans of a row overlap.

    Returns
    -------
    lanes
        Vocabulary, code and rows of each lane in use, in the vocabularies' order; a row holds positions in `dated`.
    """
    order = [
        (vocabulary, code)
        for vocabulary in dict.fromkeys(["policy_level", *dated["lane_vocabulary"]])
        for code in snapshot.vocabulary.codes(vocabulary)
    ]
    lanes = []
    for vocabulary, code in order:
        fits = (dated["lane_vocabulary"] == vocabulary) & (dated["lane_code"] == code)
        positions = [place for place, own in enumerate(fits) if own]
        if positions:
            lanes.append((vocabulary, code, _pack(dated, positions)))
    return lanes


def _pack(dated: pd.DataFrame, positions: list[int]) -> list[list[int]]:
    """Put spans into as few rows as they need, each where it first fits."""
    rows: list[list[int]] = []
    for place in positions:
        start = dated["start"].iloc[place]
        row = next((row for row in rows if dated["end"].iloc[row[-1]] < start), None)
        if row is None:
            rows.append([place])
        else:
            row.append(place)
    return rows
