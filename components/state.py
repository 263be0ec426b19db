"""Every URL parameter and session key, and how URL and Selection become each other."""

from collections.abc import Callable, Collection
from contextvars import ContextVar
from typing import NoReturn

import streamlit as st

from atlas.i18n import LANGUAGES
from atlas.schema import ENTITY_TABLES, TABLES
from atlas.selection import PARAMETERS, Selection
from components.cached import load_snapshot

LANG = "lang"
AREAS, CELL = "areas", "cell"  # names in the URL of single pages: what compare sets side by side, what chain opens
# parameters of the policy page
SECTION, PURPOSE, SUPPORT_STAGE, SUPPORT_AREA = "section", "purpose", "support_stage", "support_area"
TABLE, COLUMNS = "table", "cols"  # of the data page
OPEN = "open"  # which list lies open
URL_NAMES = (LANG, *PARAMETERS, TABLE, COLUMNS, OPEN)
_LANG: ContextVar[str] = ContextVar("lang", default="")  # a script run has a context of its own

# session keys
VIEW = "map_view"  # the last view that the map was sent to
LOOKED_AT = "map_looked_at"  # what was selected, and the radius, when the map was last drawn
VIEWS = "map_views"  # the view of each that the map has left
WRITTEN = "url_written"  # what we last put into the URL, by name: any other value came by Back or a link
CLICKS = "map_clicks"  # how many clicks the map has told us of
REMEMBERED_LANG = "remembered_lang"  # Streamlit drops the URL's parameters between pages
REMEMBERED = "remembered_url"  # the last page's path and parameters


def carry_over(page: str) -> None:
    """Keep what is chosen when the reader goes to another page by its link: the URL would come bare."""
    last_page, last = st.session_state.get(REMEMBERED, (page, {}))
    if page != last_page and not any(name in st.query_params for name in PARAMETERS):
        st.query_params.from_dict({**last, **st.query_params.to_dict()})
    st.session_state[REMEMBERED] = (page, st.query_params.to_dict())


def settle_lang() -> None:
    """Read the language from the URL once for this run of the page."""
    _LANG.set(_find_lang())


def read_lang() -> str:
    """Give the reader's language: the URL's, else the one last chosen, else Chinese."""
    return _LANG.get() or _find_lang()


def _find_lang() -> str:
    asked = st.query_params.get(LANG, "")
    if asked in LANGUAGES:
        st.session_state[REMEMBERED_LANG] = asked
    return str(st.session_state.get(REMEMBERED_LANG, LANGUAGES[0]))


def read_selection() -> tuple[Selection, tuple[str, ...]]:
    """Read the Selection from the URL, with what was dropped of it."""
    selection, dropped = Selection.from_url(st.query_params.to_dict(), load_snapshot())
    lang = st.query_params.get(LANG, "")
    wrong = [f"{LANG}={lang}"] if lang and lang not in LANGUAGES else []
    _, _, foreign = _find_table()
    return selection, (*wrong, *dropped, *foreign)


def read_table() -> tuple[str, tuple[str, ...]]:
    """Read from the URL which table and which of its columns are looked at; no columns: the usual ones."""
    table, columns, _ = _find_table()
    return table, columns


def _find_table() -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Give table, columns and what of both means nothing here."""
    asked = st.query_params.get(TABLE, "")
    table = TABLES.get(asked, ENTITY_TABLES[0])
    wanted = [name for name in st.query_params.get(COLUMNS, "").split(",") if name]
    wrong = [f"{TABLE}={asked}"] if asked and asked not in TABLES else []
    wrong += [f"{COLUMNS}={name}" for name in wanted if name not in table.column_names]
    return table.name, tuple(name for name in table.column_names if name in wanted), tuple(wrong)


def write_table(table: str) -> None:
    """Look at another table, with its usual columns."""
    write_url(TABLE, table)
    write_url(COLUMNS, "")


def open_page_on(page: str, chosen: str) -> None:
    """Go to a page with an entity, area or place chosen there, and all else as it is."""
    st.switch_page(page, query_params={**st.query_params.to_dict(), "sel": chosen})


def read_url(name: str) -> str:
    """Give one parameter of the URL; blank if it is not set."""
    return st.query_params.get(name, "")


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
    """Go to another page's script with all that stands in the URL."""
    st.switch_page(page, query_params=st.query_params.to_dict())


def write_selection(selection: Selection) -> None:
    """Put a Selection into the URL, leaving the other parameters as they are."""
    wanted = selection.to_url()
    for name in PARAMETERS:
        write_url(name, wanted.get(name, ""))


def read_parameter(name: str, options: Collection[str]) -> tuple[list[str], tuple[str, ...]]:
    """Read a page's own parameter: its known values in the options' order, and `name=value` of the others."""
    asked = [value for value in st.query_params.get(name, "").split(",") if value]
    wrong = tuple(f"{name}={value}" for value in asked if value not in options)
    return [value for value in options if value in asked], wrong


def toggle_url(name: str, value: str) -> None:
    """Set one parameter of the URL; the same value again takes it out."""
    write_url(name, "" if read_url(name) == value else value)


def select(chosen: str) -> None:
    """Choose an entity, area or place; choosing it again clears it."""
    toggle_url("sel", chosen)


def mirror(key: str, name: str, render: Callable[[list[str]], str]) -> Callable[[], None]:
    """Make the callback that writes a widget's value into the URL."""

    def write() -> None:
        write_url(name, render(st.session_state[key]))

    return write
