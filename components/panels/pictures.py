"""Take a picture away: one button a format, drawn when it is asked for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from atlas.pictures.chart_picture import ChartSheet, draw_chart_picture
from atlas.pictures.formats import PICTURE_FORMATS, name_chart
from atlas.pictures.picture import write_picture
from atlas.pictures.render import render_charts
from atlas.pictures.timeline_picture import draw_timeline_picture
from atlas.selection.conditions import Condition, list_conditions
from atlas.selection.filter import Filter
from atlas.store.snapshot import Snapshot
from components.frame.frame import theme_type
from components.state import is_presenting, read_lang
from components.words import label


def show_chart_downloads(
    snapshot: Snapshot, lay_out: Callable[[], ChartSheet], what: str, conditions: Sequence[Condition], key: str
) -> None:
    """Offer a panel's charts, laid out when they are asked for; `what` names them in the file's name."""
    draw = partial(_write_charts, lay_out, theme_type())
    show_formats(draw, partial(name_chart, snapshot, what, conditions, lang=read_lang()), key)


def show_timeline_downloads(snapshot: Snapshot, filter: Filter) -> None:
    """Offer the timeline of what is chosen; there must be something dated."""
    lang, conditions = read_lang(), list_conditions(snapshot, filter, read_lang())
    draw = partial(_write_timeline, snapshot, filter, lang, theme_type())
    show_formats(
        draw, partial(name_chart, snapshot, label("Policies and events by date"), conditions, lang=lang), "timeline"
    )


def _write_timeline(snapshot: Snapshot, filter: Filter, lang: str, theme: str) -> str:
    return write_picture(draw_timeline_picture(snapshot, filter, lang, theme), theme)


def _write_charts(lay_out: Callable[[], ChartSheet], theme: str) -> str:
    return write_picture(draw_chart_picture(lay_out(), theme, render_charts), theme)


def show_formats(
    draw: Callable[[], str],
    name_file: Callable[[str], str],
    key: str,
    *,
    button: Literal["secondary", "tertiary"] = "tertiary",
) -> None:
    """Offer a picture, a button a format.

    Parameters
    ----------
    draw
        Draws it as SVG, when it is asked for.
    name_file
        Names the file of a format.
    button
        Look of what opens the list.
    """
    if is_presenting():
        return
    with st.popover(label("Download picture"), type=button, key=f"picture_{key}"):
        for name, form in PICTURE_FORMATS.items():
            st.download_button(
                label(form.title),
                partial(_write, form.write, draw),
                file_name=name_file(name),
                mime=form.media_type,
                key=f"picture_{key}_{name}",
                type="tertiary",
                on_click="ignore",
            )


def _write(write: Callable[[str], bytes], draw: Callable[[], str]) -> bytes:
    return write(draw())
