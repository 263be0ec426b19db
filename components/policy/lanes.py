"""The lanes of the timeline on the page: precise about dates that are stated only to the year or month."""

import pandas as pd

from atlas.language.i18n import format_date
from atlas.pictures.timeline_layout import Lane, Span, lay_out
from atlas.selection.row_filter import find_subject
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.modules import Component
from components.state import read_lang, select_told
from components.told import read_told
from components.words import escape_html, label

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
_lanes = Component("lanes", html='<div class="lanes-room"></div>', js=SCRIPT, isolate_styles=False)


def show_lanes(snapshot: Snapshot, view: View, dated: pd.DataFrame) -> None:
    """Show dated items in lanes; a click selects whom an item is about, the next takes that back.

    What is about nobody whom the map shows leads to its item in the list below.
    """
    _lanes(data={"lanes": write_lanes(snapshot, view, dated)}, key=KEY, on_chosen_change=guard(_hear_click))


def _hear_click() -> None:
    select_told(read_told(KEY, "chosen"))


def write_lanes(snapshot: Snapshot, view: View, dated: pd.DataFrame) -> str:
    """Write dated items as HTML: a lane a level of policy or kind of event, a span as long as the date leaves open."""
    layout = lay_out(snapshot, view.filter, dated, read_lang())
    lanes = "".join(_write_lane(snapshot, view.focus, lane) for lane in layout.lanes)
    ticks = "".join(f'<i style="left:{left:.2f}%">{escape_html(text)}</i>' for left, text in layout.ticks)
    key = (
        f'<p class="caption lane-key"><i class="span solid"></i>{label("Day or month stated")} '
        f'<i class="span outlined"></i>{label("Only year or season stated: some time in the span")}</p>'
    )
    alt = label("Timeline of {count} policies and events; the list below says the same", count=len(dated))
    axis = f'<div class="lane axis"><span class="lane-name"></span><div class="ticks">{ticks}</div></div>'
    return f'<div class="lanes" role="group" aria-label="{escape_html(alt)}">{lanes}{axis}</div>{key}'


def _write_lane(snapshot: Snapshot, chosen: str, lane: Lane) -> str:
    name = escape_html(snapshot.vocabulary.word(lane.vocabulary, lane.code, read_lang()))
    rows = "".join(
        f'<div class="lane-row">{"".join(_write_span(snapshot, chosen, span) for span in row)}</div>'
        for row in lane.rows
    )
    return f'<div class="lane {lane.vocabulary}"><span class="lane-name">{name}</span><div>{rows}</div></div>'


def _write_span(snapshot: Snapshot, chosen: str, span: Span) -> str:
    """Write a span, marked if it is of what is chosen, and its title where there is room."""
    lang, item = read_lang(), span.item
    title, drawn = item[f"title_{lang}"], snapshot.vocabulary.fill("date_precision", item["precision_code"])
    tip = escape_html(f"{format_date(item['date'], lang)} · {title}")
    subject = find_subject(snapshot, item["table"], snapshot.find_row(item["table"], item["key"]))
    look = f"{drawn} chosen" if subject and subject == chosen else drawn
    box = f'style="left:{span.left:.2f}%;width:{span.right - span.left:.2f}%" title="{tip}"'
    # the list below is for the keyboard; a span leads the pointer to its item there
    link = f'href="#{item["table"]}-{item["key"]}" tabindex="-1" data-subject="{escape_html(subject)}"'
    written = f'<a class="span {look}" {link} {box}></a>'
    if span.side:
        style = f"left:{span.title_left:.2f}%;width:{span.title_right - span.title_left:.2f}%"
        written += f'<span class="{span.side}" style="{style}">{escape_html(title)}</span>'
    return written
