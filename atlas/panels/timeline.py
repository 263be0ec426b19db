"""Policies and events by date, each date as exact as it is stated; and those that have none."""

from dataclasses import dataclass
from itertools import groupby

import pandas as pd

from atlas.analysis.timeline import ROUND, Timeline, list_timeline
from atlas.language.i18n import format_date, mark, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.panels.text import BREAK, Line, Look, Span
from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.selection.view import View
from atlas.store.comparable import Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.financing import say_investors, say_item

KEPT = 64


@dataclass(frozen=True)
class TimelineItem:
    """One policy or event: its table and key, what is said of it, and what stands behind it."""

    table: str
    key: str
    line: Line
    evidence: Evidence


@dataclass(frozen=True)
class Month:
    """The items of a month, or of a year without a month.

    Attributes
    ----------
    date
        As in the tables: 2025-03, or 2025.
    title
        The date in words, and how many items.
    subjects
        Ids and names of what of Beijing the items name.
    """

    date: str
    title: str
    items: tuple[TimelineItem, ...]
    subjects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class TimelinePanel(Panel):
    """The timeline.

    Attributes
    ----------
    months
        Those in which something is dated.
    undated
        Policies whose date no document states, and how many these are, in words.
    timeline
        The rows behind it.
    """

    months: tuple[Month, ...]
    undated: tuple[TimelineItem, ...]
    undated_title: str
    timeline: Timeline


def say_timeline(snapshot: Snapshot, view: View, lang: str) -> TimelinePanel:
    """Say the policies and events that the filter leaves in its time."""
    return _say(snapshot, view.filter, lang)


@remember(KEPT)
def _say(snapshot: Snapshot, filter: Filter, lang: str) -> TimelinePanel:
    timeline = list_timeline(snapshot, filter)
    count, undated = len(timeline.dated), len(timeline.undated)
    note = mark(
        "Events follow every filter; policies follow place, document and time, with those that reach there from above."
    )
    named = [*to_rows(timeline.dated), *to_rows(timeline.undated)]
    rows = [snapshot.find_row(item["table"], item["key"]) for item in named]
    return TimelinePanel(
        title=translate(
            lang,
            "{count} policies and events with a date; {undated} policies without one",
            count=count,
            undated=undated,
        ),
        notes=(translate(lang, note),),
        sources=frozenset(str(row["source_id"]) for row in rows),
        months=tuple(_list_months(snapshot, timeline.dated, lang)),
        undated=tuple(_say_item(snapshot, item["table"], item["key"], lang) for item in to_rows(timeline.undated)),
        undated_title=translate(lang, "{count} policies whose date no source states", count=undated),
        timeline=timeline,
    )


def _list_months(snapshot: Snapshot, dated: pd.DataFrame, lang: str) -> list[Month]:
    known = selectable_ids(snapshot)
    items = to_rows(dated.assign(month=dated["date"].str[:7]))
    items.sort(key=lambda item: (str(item["month"])[:4], str(item["month"])[4:] or "-13"))  # a bare year comes last
    months = []
    for month, group in groupby(items, key=lambda item: str(item["month"])):
        inside = list(group)
        title = format_date(month, lang)
        if len(month) == len("2025"):
            title = translate(lang, "{year}, month not stated", year=title)
        subjects = [key for item in inside for key in (*item["entity_ids"], *item["area_ids"]) if key in known]
        months.append(
            Month(
                month,
                f"{title} · {len(inside)}",
                tuple(_say_item(snapshot, item["table"], item["key"], lang) for item in inside),
                tuple((one, snapshot.name(one, lang)) for one in dict.fromkeys(subjects)),
            )
        )
    return months


def _say_item(snapshot: Snapshot, table: str, key: str, lang: str) -> TimelineItem:
    """Say one policy or event with its lane, its date as exact as it is stated, its note and its source."""
    words, row = snapshot.vocabulary, snapshot.find_row(table, key)
    if table == "policies":
        kind, date = words.word("policy_level", row["level_code"], lang), row["issued_date"]
        note, status = row[f"description_{lang}"], words.word("policy_status", row["status_code"], lang)
        details = [row[f"issuer_{lang}"], status, _say_period(row, lang)]
    else:
        code = row["kind_code"] if "kind_code" in row else words.find_in_role(ROUND)
        kind, date, details = words.word("event_kind", code, lang), row["date"], []
        note = " · ".join(filter(None, [say_investors(snapshot, row, lang), row[f"note_{lang}"]]))
    title = say_item(snapshot, table, key, lang)
    stated = ""
    if date:
        precision = words.word("date_precision", row["date_precision_code"], lang).lower()
        stated = translate(lang, "Stated to the {precision}", precision=precision)
    facts = " · ".join(filter(None, [kind, format_date(date, lang), stated, *details]))
    line = (Span(title, Look.STRONG), Span(" "), Span(facts, Look.SMALL), BREAK, Span(note))
    return TimelineItem(table, key, line, gather_evidence(snapshot, [("", row)], lang))


def _say_period(row: Row, lang: str) -> str:
    """Say the years that a policy covers; blank if none are stated."""
    first, last = row["period_start_year"], row["period_end_year"]
    if pd.isna(first):
        return "" if pd.isna(last) else translate(lang, "covers up to {year}", year=last)
    if pd.isna(last):
        return translate(lang, "covers from {year}", year=first)
    return translate(lang, "covers {first} to {last}", first=first, last=last)
