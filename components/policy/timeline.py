"""What happened when: the time window, the lanes, and the same by month to read, click and prove."""

import streamlit as st

from atlas.language.i18n import format_date
from atlas.panels.timeline import Month, say_timeline
from atlas.pictures.timeline_layout import FIRST_MONTH, LAST_MONTH, cut_to_month
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.cached import remember
from components.panels.choices import show_choices
from components.panels.pictures import show_timeline_downloads
from components.pieces import show_text
from components.policy.lanes import show_lanes
from components.render import render
from components.state import read_lang, write_told
from components.told import read_choices
from components.words import label

YEARS, MONTHS = "timeline_years", "timeline_months"
FROM, TO = "from", "to"


def show_timeline(snapshot: Snapshot, view: View) -> None:
    """Show the choice of time, the lanes, the list by month, and what has no date."""
    panel, lang = say_timeline(snapshot, view, read_lang()), read_lang()
    st.html(render("timeline_head.html", panel=panel))
    if panel.timeline.years:
        _pick_window(view.filter, panel.timeline.years)
    if not panel.months:
        show_text(label("Nothing dated here. Widen the time or take a place away."), "empty")
    else:
        show_lanes(snapshot, view, panel.timeline.dated)
        show_timeline_downloads(snapshot, view.filter)
        for month, written in zip(panel.months, _list_months(snapshot, view.filter, lang), strict=True):
            st.html(written)
            if month.subjects:
                _show_subjects(month)
    if panel.undated:
        st.html(render("undated.html", panel=panel))


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


@remember
def _list_months(snapshot: Snapshot, filter: Filter, lang: str) -> tuple[str, ...]:
    """Write each month's items as HTML, once and not in every run."""
    return tuple(render("month.html", month=one) for one in say_timeline(snapshot, View(filter), lang).months)


def _show_subjects(month: Month) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"members_{month.date}"):
        show_text(label("See also:"), fits=True)
        show_choices(month.subjects, f"go_{month.date}")
