"""The lanes of the timeline on the page: precise about dates that are stated only to the year or month."""

from dataclasses import dataclass

import pandas as pd

from atlas.language.i18n import format_date
from atlas.pictures.timeline_layout import Span, lay_out
from atlas.selection.row_filter import find_subject
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.wording.financing import say_item
from components.boundary import guard
from components.modules import Component
from components.render import render
from components.state import read_lang, select_told
from components.told import read_told
from components.words import label

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


@dataclass(frozen=True, kw_only=True)
class _SaidSpan:
    """A span and what the page says of it.

    Attributes
    ----------
    place
        Where it lies, and its title where there is room.
    look
        How exact its date is, and whether it is of what is chosen.
    anchor
        Its item in the list below.
    subject
        Id of whom a click selects; blank if the map shows nobody that it is about.
    tip
        Its date and title.
    title
        Its title.
    """

    place: Span
    look: str
    anchor: str
    subject: str
    tip: str
    title: str


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
    lanes = [
        (
            lane.vocabulary,
            snapshot.vocabulary.word(lane.vocabulary, lane.code, read_lang()),
            [[_say_span(snapshot, view.focus, span) for span in row] for row in lane.rows],
        )
        for lane in layout.lanes
    ]
    alt = label("Timeline of {count} policies and events; the list below says the same", count=len(dated))
    return render("lanes.html", lanes=lanes, ticks=layout.ticks, alt=alt)


def _say_span(snapshot: Snapshot, chosen: str, span: Span) -> _SaidSpan:
    lang, item = read_lang(), span.item
    title, drawn = (
        say_item(snapshot, item["table"], item["key"], lang),
        snapshot.vocabulary.fill("date_precision", item["precision_code"]),
    )
    subject = find_subject(snapshot, item["table"], snapshot.find_row(item["table"], item["key"]))
    return _SaidSpan(
        place=span,
        look=f"{drawn} chosen" if subject and subject == chosen else drawn,
        anchor=f"{item['table']}-{item['key']}",
        subject=subject,
        tip=f"{format_date(item['date'], lang)} · {title}",
        title=title,
    )
