"""Every URL parameter and session key, and how URL and View become each other."""

import hashlib
from collections.abc import Callable, Iterable
from typing import NoReturn

import streamlit as st

from atlas.language.i18n import LANGUAGES
from atlas.links import parameters
from atlas.links.parameters import COLUMNS, DRAWN, LANG, ON, PLAIN, PRESENT, TABLE
from atlas.links.renamed import follow_renamed
from atlas.selection.filter import PARAMETERS as FILTER_PARAMETERS
from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.selection.view import PARAMETERS, View
from components.boundary import guard
from components.cached import load_snapshot
from components.language import read_spoken, settle_spoken
from components.navigation import is_led, lead

URL_NAMES = (*PARAMETERS, *parameters.PARAMETERS)

# session keys
CAMERA = "map_camera"  # the last view that the map was sent to
LOOKED_AT = "map_looked_at"  # what was selected, and the radius, when the map was last drawn
CAMERAS = "map_cameras"  # the view of each that the map has left
WRITTEN = "url_written"  # what we last put into the URL, by name: any other value came by Back or a link
CHART_CLICKS = "chart_clicks"  # how many clicks charts have told us of
CLICKS = "map_clicks"  # how many clicks the map has told us of
NO_WEBGL = "no_webgl"  # the browser has said that it has no WebGL 2
REMEMBERED_LANG = "remembered_lang"  # Streamlit drops the URL's parameters between pages
REMEMBERED = "remembered_url"  # the last page's name and parameters
WAY_BACK = "present_way_back"  # page and parameters that the presentation was entered from


def carry_over(page: str) -> None:
    """Keep what is chosen when the reader goes to another page by its link: the URL would come bare."""
    last_page, last = st.session_state.get(REMEMBERED, (page, {}))
    if page != last_page and not is_led() and not any(name in st.query_params for name in PARAMETERS):
        st.query_params.from_dict({**last, **st.query_params.to_dict()})
    st.session_state[REMEMBERED] = (page, st.query_params.to_dict())


def settle_renamed() -> None:
    """Write the URL anew where it says an id or a code that is called otherwise now."""
    said = st.query_params.to_dict()
    now = follow_renamed(said, load_snapshot())
    if now != said:
        st.query_params.from_dict(now)


def is_presenting() -> bool:
    """Tell whether the page is shown to an audience: full screen and large."""
    return st.query_params.get(PRESENT, "") == ON


def is_bare() -> bool:
    """Tell whether the page comes without its frame: presented, or inside another page."""
    return is_presenting() or bool(st.context.is_embedded)


def lack_webgl() -> None:
    """Remember that the browser has no WebGL 2."""
    st.session_state[NO_WEBGL] = True


def has_webgl() -> bool:
    """Tell whether the browser has WebGL 2, as far as it has said."""
    return not st.session_state.get(NO_WEBGL, False)


def is_plain_map() -> bool:
    """Tell whether the map is shown as a plain drawing: by choice, or since the browser can do no other."""
    return st.query_params.get(DRAWN, "") == PLAIN or not has_webgl()


def toggle_plain_map() -> None:
    """Draw the map plainly, or no longer."""
    toggle_url(DRAWN, PLAIN)


def start_presenting() -> None:
    """Present what is shown."""
    write_url(PRESENT, ON)


def mark_way_back(page: str) -> None:
    """Remember where the presentation was entered, and forget it when it has ended."""
    if is_presenting():
        st.session_state.setdefault(WAY_BACK, (page, read_address()))
    else:
        st.session_state.pop(WAY_BACK, None)


def find_way_back() -> tuple[str, dict[str, str]]:
    """Tell from which page and parameters the presentation was entered."""
    page, address = st.session_state[WAY_BACK]
    return page, address


def read_address() -> dict[str, str]:
    """Give the URL's parameters, without the one that says that they are presented."""
    return {name: value for name, value in st.query_params.to_dict().items() if name != PRESENT}


def keep_alive(keys: Iterable[str]) -> None:
    """Keep what widgets hold that this run does not draw."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def settle_lang() -> None:
    """Read the language from the URL once for this run of the page."""
    settle_spoken(_find_lang())


def read_lang() -> str:
    """Give the reader's language: the URL's, else the one last chosen, else Chinese."""
    return read_spoken() or _find_lang()


def _find_lang() -> str:
    asked = st.query_params.get(LANG, "")
    if asked in LANGUAGES:
        st.session_state[REMEMBERED_LANG] = asked
    return str(st.session_state.get(REMEMBERED_LANG, LANGUAGES[0]))


def read_view() -> tuple[View, tuple[str, ...]]:
    """Read the View from the URL, with what was dropped of it."""
    return parameters.read_all(st.query_params.to_dict(), load_snapshot())


def read_parameter(name: str) -> tuple[str, ...]:
    """Read one of a page's own parameters: its values that mean something, in the URL's order."""
    return parameters.read_values(name, st.query_params.to_dict(), load_snapshot())[0]


def write_table(table: str) -> None:
    """Look at another table, with its usual columns."""
    write_url(TABLE, table)
    write_url(COLUMNS, "")


def open_page_on(page: str, chosen: str) -> None:
    """Go to a page with an entity, area or place chosen there, and all else as it is."""
    lead(page, {**st.query_params.to_dict(), "sel": chosen})


def write_url(name: str, value: str) -> None:
    """Set one parameter of the URL, or take it out if the value is blank."""
    st.session_state.setdefault(WRITTEN, {})[name] = value
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def is_written(name: str, value: str) -> bool:
    """Tell whether a parameter's value was put into the URL by the atlas, not by Back or a link."""
    written: dict[str, str] = st.session_state.get(WRITTEN, {})
    return written.get(name, "") == value


def go_to(page: str) -> NoReturn:
    """Go to another page with all that stands in the URL."""
    lead(page, st.query_params.to_dict())


def write_filter(filter: Filter) -> None:
    """Put a filter into the URL, leaving the other parameters as they are."""
    wanted = filter.to_url()
    for name in FILTER_PARAMETERS:
        write_url(name, wanted.get(name, ""))


def toggle_url(name: str, value: str) -> None:
    """Set one parameter of the URL; the same value again takes it out."""
    write_url(name, "" if st.query_params.get(name, "") == value else value)


def toggle_value(name: str, value: str) -> None:
    """Add a value to one of the URL's lists; the same value again takes it out."""
    values = [one for one in st.query_params.get(name, "").split(",") if one]
    values = [one for one in values if one != value] if value in values else [*values, value]
    write_url(name, ",".join(values))


def select(chosen: str) -> None:
    """Choose an entity, area or place; choosing it again clears it."""
    toggle_url("sel", chosen)


def hash_state(state: object) -> str:
    """Hash what a widget's key depends on, by how it is written: `hash()` of a text differs between processes."""
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def select_told(chosen: str) -> None:
    """Choose what the browser told, if there is such an entity, area or place."""
    if chosen in selectable_ids(load_snapshot()):
        select(chosen)


def write_told(**told: str) -> None:
    """Set parameters of the URL to what the browser told; what means nothing is left out."""
    known = parameters.keep_known({**st.query_params.to_dict(), **told}, load_snapshot())
    for name in told:
        write_url(name, known[name])


def mirror(key: str, name: str) -> Callable[[], None]:
    """Make the callback that writes a widget's choice, one or several, into the URL."""

    def write() -> None:
        held = st.session_state.get(key)
        values = held if isinstance(held, (list, tuple)) else [held]
        write_told(**{name: ",".join(one for one in values if isinstance(one, str))})

    return guard(write)
