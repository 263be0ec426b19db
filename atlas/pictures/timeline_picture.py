"""The picture of the timeline: its lanes with their titles, as the page draws them."""

from dataclasses import dataclass

from atlas.analysis.timeline import list_timeline
from atlas.geo.label_placement import measure_text
from atlas.language.i18n import translate
from atlas.pictures.credit import list_chart_notes
from atlas.pictures.picture import Picture, room_for
from atlas.pictures.svg import break_lines, element, write_text
from atlas.pictures.timeline_layout import AFTER, BEFORE, Lane, Layout, Span, lay_out
from atlas.selection.conditions import list_conditions
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot
from atlas.style.palette import PALETTES, Palette
from atlas.wording.financing import say_item

NAME_PX, ROW_PX, AXIS_PX, TEXT_PX = 150, 24, 26, 12.5
PAD_PX, LEAST_PX = 6, 4.0  # beside a title; width of the shortest span
SOLID = "solid"  # how a date to the day or month is drawn


def draw_timeline_picture(snapshot: Snapshot, filter: Filter, lang: str, theme: str) -> Picture:
    """Draw the policies and events that a filter leaves in its time; `ValueError` if there are none."""
    timeline = list_timeline(snapshot, filter)
    layout = lay_out(snapshot, filter, timeline.dated, lang)
    used = [snapshot.find_row(table, key)["source_id"] for table, key in timeline.dated[["table", "key"]].to_numpy()]
    caption = translate(lang, "Dashed: only year or season stated, some time in the span.")
    notes = list_chart_notes(snapshot, caption, used, lang)
    height = ROW_PX * sum(len(lane.rows) for lane in layout.lanes) + AXIS_PX
    width = room_for(notes)[0] * max(1.0, height / room_for(notes)[1])
    chosen = [f"{one.title} {one.word}" for one in list_conditions(snapshot, filter, lang)]
    return Picture(
        title=translate(lang, "Policies and events by date"),
        subtitle=" · ".join(chosen) or translate(lang, "Nothing is filtered out"),
        description="; ".join(
            f"{row['date']} {say_item(snapshot, row['table'], row['key'], lang)}"
            for row in timeline.dated.to_dict("records")
        ),
        notes=notes,
        drawing=_draw_layout(_Board(snapshot, width, lang, PALETTES[theme]), layout),
        size=(width, height),
    )


@dataclass(frozen=True)
class _Board:
    """What is drawn on: how wide, in whose language and colours."""

    snapshot: Snapshot
    width: float
    lang: str
    palette: Palette

    def place(self, percent: float) -> float:
        """Turn per cent of the window into pixels."""
        return NAME_PX + (self.width - NAME_PX) * percent / 100

    def rule(self, y: float) -> str:
        """Draw a line across."""
        return element("path", d=f"M0,{y:.1f}H{self.width:.1f}", stroke=self.palette.muted, stroke_opacity="0.4")


def _draw_layout(board: _Board, layout: Layout) -> str:
    parts, y = [], 0.0
    for lane in layout.lanes:
        name = board.snapshot.vocabulary.word(lane.vocabulary, lane.code, board.lang)
        line = break_lines(name, NAME_PX - PAD_PX, TEXT_PX, 1)[0]
        parts += [board.rule(y), write_text(line, 0, y + ROW_PX / 2, TEXT_PX, fill=board.palette.muted)]
        for row in lane.rows:
            parts += [_draw_span(board, lane, span, y) + _draw_title(board, span, y) for span in row]
            y += ROW_PX
    parts.append(board.rule(y))
    for left, text in layout.ticks:
        x = board.place(left)
        parts.append(element("path", d=f"M{x:.1f},{y:.1f}v{AXIS_PX}", stroke=board.palette.muted))
        parts.append(write_text(text, x + 4, y + AXIS_PX / 2, TEXT_PX, fill=board.palette.muted))
    return "".join(parts)


def _draw_span(board: _Board, lane: Lane, span: Span, y: float) -> str:
    """Draw a span, dashed where its date is only a year or season."""
    is_solid = board.snapshot.vocabulary.fill("date_precision", span.item["precision_code"]) == SOLID
    return element(
        "rect",
        x=board.place(span.left),
        y=y + 4,
        width=max(board.place(span.right) - board.place(span.left), LEAST_PX),
        height=ROW_PX - 8,
        rx=2,
        fill=board.palette.steps[2] if is_solid else "none",
        stroke=board.palette.ink,
        stroke_width=2 if lane.vocabulary == "policy_level" and is_solid else 1,
        stroke_dasharray=None if is_solid else "4 3",
    )


def _draw_title(board: _Board, span: Span, y: float) -> str:
    """Write as much of a span's title as has room."""
    if not span.side:
        return ""
    room = board.place(span.title_right) - board.place(span.title_left) - 2 * PAD_PX - LEAST_PX
    text = break_lines(say_item(board.snapshot, span.item["table"], span.item["key"], board.lang), room, TEXT_PX, 1)[0]
    left = board.place(span.title_left) + PAD_PX + (LEAST_PX if span.side == AFTER else 0)
    if span.side == BEFORE:
        left = board.place(span.title_right) - PAD_PX - measure_text(text, TEXT_PX)
    return write_text(text, left, y + ROW_PX / 2, TEXT_PX, fill=board.palette.ink)
