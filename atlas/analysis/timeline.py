"""What happened when: policies, events and financing rounds by date, a partial date as the span that it leaves open."""

import calendar
import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from atlas.selection.filter import Filter
from atlas.selection.row_filter import follow_filter
from atlas.store.snapshot import Snapshot, to_rows

COLUMNS = (
    "table",
    "key",
    "date",
    "precision_code",
    "start",
    "end",
    "lane_vocabulary",
    "lane_code",
    "area_ids",
    "entity_ids",
)
# table -> its columns by what an item calls them; and the vocabulary of its lanes
TAKEN = {
    "policies": {
        "key": "policy_id",
        "date": "issued_date",
        "lane_code": "level_code",
    },
    "events": {
        "key": "event_id",
        "date": "date",
        "lane_code": "kind_code",
    },
    "financings": {"key": "financing_id", "date": "date"},  # of the lane that has the role
}
LANES = {"policies": "policy_level", "events": "event_kind", "financings": "event_kind"}
ROUND = "financing"
Row = dict[str, Any]


@dataclass(frozen=True)
class Timeline:
    """Policies, events and financing rounds.

    Attributes
    ----------
    dated
        By date, one row an item: `table` and `key` of its row, `date` (partial ISO) with `precision_code`,
        `start` and `end` (first and last day that the date leaves open), `lane_vocabulary` and `lane_code`
        (level of a policy, kind of an event), `area_ids` and `entity_ids` concerned.
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


def list_timeline(snapshot: Snapshot, filter: Filter) -> Timeline:
    """List the policies, events and financing rounds that a filter leaves, in the time window."""
    always = replace(filter, since="", until="")
    rows = {table: to_rows(follow_filter(snapshot, always, table)) for table in TAKEN}
    items = pd.DataFrame([_take(snapshot, table, row) for table in rows for row in rows[table]], columns=list(COLUMNS))
    has_date = items["date"] != ""
    dated = items[has_date].sort_values(["start", "end"], kind="stable")
    years = dated["date"].str[:4].value_counts().sort_index()
    inside = dated.loc[[filter.covers(date) for date in dated["date"]]]
    return Timeline(
        inside.reset_index(drop=True),
        items[~has_date].reset_index(drop=True),
        {str(year): int(count) for year, count in years.items()},
    )


def _take(snapshot: Snapshot, table: str, row: Row) -> Row:
    """Make an item of a row of `TAKEN`."""
    item = {name: row[column] for name, column in TAKEN[table].items()}
    if "lane_code" not in item:
        item["lane_code"] = snapshot.vocabulary.find_in_role(ROUND)
    start, end = span_date(item["date"]) if item["date"] else (None, None)
    return item | {
        "table": table,
        "start": start,
        "end": end,
        "precision_code": row["date_precision_code"],
        "lane_vocabulary": LANES[table],
        "area_ids": row["area_ids"] if "area_ids" in row else tuple(filter(None, [row.get("area_id", "")])),
        "entity_ids": row["entity_ids"] if "entity_ids" in row else _list_parties(row),
    }


def _list_parties(row: Row) -> tuple[str, ...]:
    """List the firm and the investors of a financing round; none of a policy."""
    return (row["entity_id"], *row["lead_ids"], *row["investor_ids"]) if "lead_ids" in row else ()


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
