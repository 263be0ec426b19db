"""Steps through the saved views, and the way back to where the presentation was entered."""

import streamlit as st

from atlas.links.parameters import LANG, ON, PRESENT
from atlas.links.saved_views import find_position, list_views
from components.boundary import guard
from components.cached import load_snapshot
from components.compare.page import MEASURE
from components.navigation import lead
from components.stage.controls import mount
from components.state import find_way_back, is_presenting, keep_alive, read_address, read_lang
from components.told import is_told, read_told
from components.words import label

KEY = "present"
ASKED, LEFT = "present_asked", "present_left"  # session keys: what the controls asked for since the last run
KEPT = (MEASURE,)  # widgets of the pages that are not drawn meanwhile and would be forgotten


def steer(name: str) -> None:
    """Show the controls while presenting, and go where they ask.

    Parameters
    ----------
    name
        Of the page that is shown.
    """
    if not is_presenting():
        return
    keep_alive(KEPT)
    views = {one.view_id: one for one in list_views(load_snapshot())}
    _show_controls(name)
    # asked once: what the component goes on telling would lead there again in every run
    if st.session_state.pop(LEFT, False):
        lead(*find_way_back())
    if (asked := st.session_state.pop(ASKED, "")) in views:
        view, lang = views[asked], read_address().get(LANG)
        lead(view.page, {**dict(view.parameters), **({LANG: lang} if lang else {}), PRESENT: ON})


def _hear_view() -> None:
    st.session_state[ASKED] = read_told(KEY, "view")


def _hear_left() -> None:
    st.session_state[LEFT] = is_told(KEY, "left")


def _show_controls(name: str) -> None:
    snapshot, lang = load_snapshot(), read_lang()
    at = find_position(snapshot, name, read_address())
    with st.container(key="present_controls"):
        mount(
            data={
                "at": -1 if at is None else at,
                "views": [
                    {"id": one.view_id, "name": one.name_zh if lang == "zh" else one.name_en}
                    for one in list_views(snapshot)
                ],
                "words": {
                    "back": label("Previous view"),
                    "on": label("Next view"),
                    "leave": label("End presentation"),
                    "leave_help": label("Back to where the presentation was started (Esc)"),
                },
            },
            key=KEY,
            on_view_change=guard(_hear_view),
            on_left_change=guard(_hear_left),
            height=44,
        )
