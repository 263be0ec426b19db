"""The lanes of the timeline as HTML: precise about dates that are stated only to the year or month."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from atlas.i18n import format_date, format_month
from atlas.selection import Selection
from atlas.store import Snapshot, to_rows
from atlas.tables import find_subject
from atlas.timeline import arrange_lanes
from components.state import read_lang, select
from components.words import escape_html, label

FIRST_MONTH, LAST_MONTH = "-01", "-12"
MONTH_TICKS_YEARS = 2  # a longer window is ticked by year
WIDE = 18.0  # per cent of the window: a span that its text stands inside of
LEAST = 7.0  # per cent of the window: with less room a title is left to the tip and the list


KEY = "lanes"
SCRIPT = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const room = parentElement.querySelector(".lanes-room");
  room.innerHTML = data.lanes;
  room.onclick = (event) => {
    const span = event.target.closest("a.span");
    if (!span) return;
    event.preventDefault();
    if (span.dataset.subject) setTriggerValue("chosen", span.dataset.subject);
    else document.getElementById(span.hash.slice(1))?.scrollIntoView();
  };
}
"""

# the page's own style sheet draws it
_lanes = st.components.v2.component("lanes", html='<div class="lanes-room"></div>', js=SCRIPT, isolate_styles=False)


def show_lanes(snapshot: Snapshot, selection: Selection, dated: pd.DataFrame) -> None:
    """Show dated items in lanes; a click selects whom an item is about, the next takes that back.

    What is about nobody whom the map shows leads to its item in the list below.
    """
    _lanes(data={"lanes": write_lanes(snapshot, selection, dated)}, key=KEY, on_chosen_change=_hear_click)


def _hear_click() -> None:
    chosen = st.session_state[KEY].chosen
    if chosen:
        select(str(chosen))


def cut_to_month(date: str, missing: str) -> str:
    """Cut a partial date to its month, or complete a year with the one that is missing."""
    return (date + missing if date and len(date) < len("2025-01") else date)[: len("2025-01")]


def _find_window(selection: Selection, dated: pd.DataFrame) -> tuple[dt.date, dt.date]:
    """Give the first day drawn and the day after the last: the chosen time, within whole years round all items."""
    first = max(cut_to_month(selection.since, FIRST_MONTH), f"{dated['start'].min().year}{FIRST_MONTH}")
    widest = f"{dated['end'].max().year}{LAST_MONTH}"
    last = min(cut_to_month(selection.until, LAST_MONTH) or widest, widest)
    year, month = int(last[:4]), int(last[5:7])
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date.fromisoformat(f"{first}-01"), after


def write_lanes(snapshot: Snapshot, selection: Selection, dated: pd.DataFrame) -> str:
    """Write dated items as HTML: a lane a level of policy or kind of event, a span as long as the date leaves open."""
    lang = read_lang()
    start, end = _find_window(selection, dated)
    days = max((end - start).days, 1)

    def place(day: dt.date) -> float:
        return min(max((day - start).days / days * 100, 0.0), 100.0)

    lanes = []
    for vocabulary, code, rows in arrange_lanes(snapshot, dated):
        name = escape_html(snapshot.vocabulary.word(vocabulary, code, lang))
        drawn = "".join(_write_row(snapshot, selection.sel, dated.iloc[row], place) for row in rows)
        lanes.append(f'<div class="lane {vocabulary}"><span class="lane-name">{name}</span><div>{drawn}</div></div>')
    ticks = "".join(
        f'<i style="left:{place(day):.2f}%">{escape_html(text)}</i>' for day, text in _list_ticks(start, end, lang)
    )
    key = (
        f'<p class="caption lane-key"><i class="span solid"></i>{label("Day or month stated")} '
        f'<i class="span outlined"></i>{label("Only year or season stated: some time in the span")}</p>'
    )
    alt = label("Timeline of {count} policies and events; the list below says the same", count=len(dated))
    axis = f'<div class="lane axis"><span class="lane-name"></span><div class="ticks">{ticks}</div></div>'
    return f'<div class="lanes" role="group" aria-label="{escape_html(alt)}">{"".join(lanes)}{axis}</div>{key}'


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


def _write_row(snapshot: Snapshot, chosen: str, row: pd.DataFrame, place: Callable[[dt.date], float]) -> str:
    """Write one row of a lane: spans, those of what is chosen marked, each with its title where there is room."""
    lang, items, parts = read_lang(), to_rows(row), []
    spans = [(place(item["start"]), place(item["end"] + dt.timedelta(days=1))) for item in items]
    free = 0.0  # where the row is free again after what is drawn
    for number, (item, (left, right)) in enumerate(zip(items, spans, strict=True)):
        after = spans[number + 1][0] if number + 1 < len(spans) else 100.0
        title = item[f"title_{lang}"]
        drawn = snapshot.vocabulary.marker("date_precision", item["precision_code"])
        tip = escape_html(f"{format_date(item['date'], lang)} · {title}")
        subject = find_subject(snapshot, item["table"], snapshot.find_row(item["table"], item["key"]))
        look = f"{drawn} chosen" if subject and subject == chosen else drawn
        box = f'style="left:{left:.2f}%;width:{right - left:.2f}%" title="{tip}" data-subject="{escape_html(subject)}"'
        # the list below is for the keyboard; a span leads the pointer to its item there
        parts.append(f'<a class="span {look}" href="#{item["table"]}-{item["key"]}" tabindex="-1" {box}></a>')
        start, end, side = _place_title(left, right, free, after)
        free = max(right, end)
        if end - start >= LEAST:
            style = f"left:{start:.2f}%;width:{end - start:.2f}%"
            parts.append(f'<span class="{side}" style="{style}">{escape_html(title)}</span>')
    return f'<div class="lane-row">{"".join(parts)}</div>'


def _place_title(left: float, right: float, free: float, after: float) -> tuple[float, float, str]:
    """Say from where to where a title may stand, per cent: inside a wide span, else on the side with more room."""
    if right - left >= WIDE:
        return left, after, "inside"
    if after - right >= left - free:
        return right, after, "after"
    return free, left, "before"
