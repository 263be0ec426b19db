"""Show a title or a line of text of its own in one of the style sheet's looks."""

from functools import lru_cache
from typing import Literal

import streamlit as st

from components.render import render

KEPT = 1024  # pieces as written: most of a page's come again in its next run
Look = Literal[
    "panel-title",
    "card-title",
    "list-title",
    "chart-title",
    "unseen",
    "caption",
    "empty",
    "notice",
    "placed",
    "sentence",
    "stage-kinds",
    "",
]


def show_title(text: str, level: int = 3, look: Look = "panel-title", *, fits: bool = False) -> None:
    """Show a heading of a level; `fits` makes it as wide as its text, for what stands beside it."""
    _show(f"h{level}", text, look, fits=fits)


def show_text(text: str, look: Look = "caption", *, is_status: bool = False, fits: bool = False) -> None:
    """Show a paragraph; a status is read out where it comes in later."""
    _show("p", text, look, is_status=is_status, fits=fits)


def _show(tag: str, text: str, look: Look, *, is_status: bool = False, fits: bool = False) -> None:
    st.html(_write(tag, text, look, is_status=is_status), width="content" if fits else "stretch")


@lru_cache(KEPT)
def _write(tag: str, text: str, look: Look, *, is_status: bool) -> str:
    return render("piece.html", tag=tag, text=text, look=look, is_status=is_status)
