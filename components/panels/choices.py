"""Buttons that choose an organisation, area or product, wherever some are listed."""

from collections.abc import Callable, Iterable

import streamlit as st

from components.boundary import guard
from components.state import select
from components.words import escape_markdown


def show_choices(
    choices: Iterable[tuple[str, str]],
    key: str = "go",
    *,
    say: Callable[[str], str] = escape_markdown,
    choose: Callable[[str], None] = select,
) -> None:
    """Show a button for each id and name; a click chooses it, the same again takes that back.

    Parameters
    ----------
    key
        What the buttons' keys begin with: no two lists of a page may share one.
    say
        Writes a name as Markdown.
    choose
        Called with the id that is clicked.
    """
    for one, name in choices:
        st.button(say(name), key=f"{key}_{one}", type="tertiary", on_click=guard(choose), args=(one,))
