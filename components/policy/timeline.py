"""What happened when: the time window, the lanes, and the same by month to read, click and prove."""

from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.timeline import Timeline, list_timeline
from atlas.language.i18n import format_date
from atlas.pictures.timeline_layout import FIRST_MONTH, LAST_MONTH, cut_to_month
from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot, to_rows
from components.boundary import guard
from components.cached import remember
from components.panels.pictures import show_timeline_downloads
from components.panels.proofs import fold_html, fold_proofs
from components.policy.lanes import show_lanes
from components.state import read_lang, select, write_told
from components.told import read_choices
from components.words import escape_html, escape_markdown, label

YEARS, MONTHS = "timeline_years", "timeline_months"
FROM, TO = "from", "to"
Row = dict[str, Any]


def show_timeline(snapshot: Snapshot, view: View) -> None:
    """Show the time window, the lanes, the list by month, and what has no date."""
    timeline = list_timeline(snapshot, view.filter)
    count, undated = len(timeline.dated), len(timeline.undated)
    title = label(
        "{count} policies and events with a date; {undated} policies without one", count=count, undated=undated
    )
    note = label(
        "Events follow every filter; policies follow place, document and time, with those that reach there from above."
    )
    st.html(f'<h2 class="panel-title">{escape_html(title)}</h2><p class="caption">{note}</p>')
    if timeline.years:
        _pick_window(view.filter, timeline.years)
    if timeline.dated.empty:
        st.html(f'<p class="empty">{label("Nothing dated here. Widen the time or take a place away.")}</p>')
    else:
        show_lanes(snapshot, view, timeline.dated)
        show_timeline_downloads(snapshot, view.filter)
        _show_list(snapshot, timeline)
    _show_undated(snapshot, timeline.undated)


def _pick_window(filter: Filter, years: dict[str, int]) -> None:
    """Show the years as one click each, and every month as a range."""
    chosen = filter.since if filter.since == filter.until and filter.since in years else None
    st.session_state[YEARS] = chosen
    st.pills(
        label("Year"),
        list(years),
        format_func=lambda year: f"{format_date(year, read_lang())} :gray[{years[year]}]",
        key=YEARS,
        on_change=guard(_write_year),
    )
    months = [f"{year}-{month:02}" for year in range(int(min(years)), int(max(years)) + 1) for month in range(1, 13)]
    low = min(max(cut_to_month(filter.since, FIRST_MONTH) or months[0], months[0]), months[-1])
    high = min(max(cut_to_month(filter.until, LAST_MONTH) or months[-1], low), months[-1])
    st.session_state[MONTHS] = (low, high)
    st.select_slider(
        label("From month to month"),
        months,
        value=(months[0], months[-1]),  # makes it a range; what it shows comes from the URL
        format_func=lambda month: format_date(month, read_lang()),
        key=MONTHS,
        on_change=guard(_write_months),
        args=(tuple(months),),
    )


def _write_year() -> None:
    year = str(st.session_state[YEARS] or "")
    write_told(**{FROM: year, TO: year})


def _write_months(months: tuple[str, ...]) -> None:
    low, high = read_choices(MONTHS, months)
    write_told(**{FROM: "" if low == months[0] else low, TO: "" if high == months[-1] else high})


def _show_list(snapshot: Snapshot, timeline: Timeline) -> None:
    """Show the items month by month; under each month, what of Beijing it names, to be chosen."""
    known = selectable_ids(snapshot)
    items = to_rows(timeline.dated.assign(month=timeline.dated["date"].str[:7]))
    items.sort(key=lambda item: (str(item["month"])[:4], str(item["month"])[4:] or "-13"))  # a bare year comes last
    for month, group in groupby(items, key=lambda item: str(item["month"])):
        inside = list(group)
        st.html(_write_month(snapshot, month, tuple(item["table"] + ":" + item["key"] for item in inside), read_lang()))
        subjects = [key for item in inside for key in (*item["entity_ids"], *item["area_ids"]) if key in known]
        if subjects:
            _show_subjects(snapshot, month, tuple(dict.fromkeys(subjects)))


def _show_subjects(snapshot: Snapshot, month: str, subjects: tuple[str, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"members_{month}"):
        st.html(f'<p class="caption">{label("See also:")}</p>', width="content")
        for subject in subjects:
            name = escape_markdown(snapshot.name(subject, read_lang()))
            st.button(name, key=f"go_{month}_{subject}", type="tertiary", on_click=guard(select), args=(subject,))


@remember
def _write_month(snapshot: Snapshot, month: str, keys: tuple[str, ...], lang: str) -> str:
    head = format_date(month, lang)
    if len(month) == len("2025"):
        head = label("{year}, month not stated", year=head)
    named = [key.split(":", 1) for key in keys]
    items = "".join(f'<li id="{table}-{key}">{_say_item(snapshot, table, key)}</li>' for table, key in named)
    return f'<h3 class="list-title">{escape_html(head)} · {len(keys)}</h3><ul class="rows">{items}</ul>'


def _say_item(snapshot: Snapshot, table: str, key: str) -> str:
    """Say one policy or event with its lane, its date as exact as it is stated, its note and its source."""
    lang, words, row = read_lang(), snapshot.vocabulary, snapshot.find_row(table, key)
    if table == "policies":
        kind, title, note = (
            words.word("policy_level", row["level_code"], lang),
            row[f"name_{lang}"],
            row[f"description_{lang}"],
        )
        date = row["issued_date"]
        details = [row[f"issuer_{lang}"], words.word("policy_status", row["status_code"], lang), _say_period(row)]
    else:
        kind, title, note = words.word("event_kind", row["kind_code"], lang), row[f"title_{lang}"], row[f"note_{lang}"]
        date, details = row["date"], []
    stated = (
        label(
            "Stated to the {precision}",
            precision=words.word("date_precision", row["date_precision_code"], lang).lower(),
        )
        if date
        else ""
    )
    facts = " · ".join(filter(None, [kind, format_date(date, lang), stated, *details]))
    return (
        f"<b>{escape_html(title)}</b> <small>{escape_html(facts)}</small><br>{escape_html(note)}"
        f"{fold_proofs(snapshot, row)}"
    )


def _say_period(row: Row) -> str:
    """Say the years that a policy covers; blank if none are stated."""
    first, last = row["period_start_year"], row["period_end_year"]
    if pd.isna(first):
        return "" if pd.isna(last) else label("covers up to {year}", year=last)
    return (
        label("covers from {year}", year=first)
        if pd.isna(last)
        else label("covers {first} to {last}", first=first, last=last)
    )


def _show_undated(snapshot: Snapshot, undated: pd.DataFrame) -> None:
    if undated.empty:
        return
    items = "".join(f"<li>{_say_item(snapshot, row['table'], row['key'])}</li>" for row in to_rows(undated))
    summary = label("{count} policies whose date no source states", count=len(undated))
    st.html(fold_html(summary, f'<ul class="rows">{items}</ul>'))
