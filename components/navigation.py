"""Leading the reader to another page, also while the browser still speaks from where it was.

A browser names its address with every message, and Streamlit runs the page that the last message names. What is
clicked or drawn before the browser hears of a step comes from the old address: without this it undoes the step.
"""

from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from atlas.links.parameters import PAGES
from components.streamlit_internals import Said, SessionState

FRONT_PAGE = next(iter(PAGES))  # stands at the root
TRAIL = "trail"  # session key
OWN_OF_STREAMLIT = "embed"  # how the parameters begin that Streamlit keeps to itself


class Address(NamedTuple):
    """A page, by its name in `PAGES`, and its parameters in the URL."""

    page: str
    query: frozenset[tuple[str, str]]


def address(page: str, query: Mapping[str, str]) -> Address:
    """Make an address, whatever the order of the parameters."""
    return Address(page, frozenset(one for one in query.items() if not one[0].startswith(OWN_OF_STREAMLIT)))


class Trail:
    """Where one window was led, and the addresses that it may still speak from."""

    def __init__(self) -> None:
        self.pages: Mapping[str, StreamlitPage] = {}
        self.here = ""  # the page that is run
        self.is_led = False  # the run answers a step of the atlas, not a link
        self.query: Mapping[str, str] = {}  # that the last step led to, in the order of the URL
        self.spoken_from: Address | None = None  # where the browser stood when it sent its last message
        self._led: Address | None = None
        self._left: set[Address] = set()

    def note(self, left: set[Address], page: str, query: Mapping[str, str]) -> None:
        """Note a step; the browser changes page and parameters one after the other."""
        there, self.query = address(page, query), query
        halfway = {Address(one.page, there.query) for one in left} | {Address(page, one.query) for one in left}
        self._left = (self._left | left | halfway) - {there}
        self._led = there

    def is_at(self, here: Address) -> bool:
        """Tell whether the last step led here."""
        return self._led == here

    def hear(self, spoken_from: Address, asked: str, *, is_history: bool) -> None:
        """Hear where the browser stands: the last step is over if it has heard of it, or its reader goes elsewhere.

        Parameters
        ----------
        spoken_from
            Where it stands.
        asked
            Page that it asks for: the same, or one that a link leads to.
        is_history
            The reader went Back or Forward.
        """
        self.spoken_from = spoken_from
        has_heard = spoken_from not in self._left
        goes_elsewhere = self._led is not None and asked not in {spoken_from.page, self._led.page}
        if is_history or has_heard or goes_elsewhere:
            self._left, self._led = set(), None

    def find_undone(self, here: Address) -> str:
        """Find the page of the step that running this would undo; blank if it undoes none."""
        return self._led.page if self._led and self._led != here and self.spoken_from in self._left else ""


def name_page(page: StreamlitPage) -> str:
    """Name a page as `atlas.links.parameters.PAGES` does."""
    return page.url_path or FRONT_PAGE


def locate(url: str) -> str:
    """Tell which page a URL of the atlas means, whatever stands before its name."""
    try:
        page = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    except ValueError:  # a message may hold anything
        return FRONT_PAGE
    return page if page in PAGES else FRONT_PAGE


def settle_page(pages: list[StreamlitPage], page: StreamlitPage) -> str:
    """Tell which page is run, by its name; go on to where the reader was led if the browser has not heard of it.

    Parameters
    ----------
    pages
        Every page.
    page
        That the browser asked for.
    """
    trail, name = _find_trail(), name_page(page)
    trail.pages, trail.here = {name_page(one): one for one in pages}, name
    here = address(name, st.query_params.to_dict())
    trail.is_led = trail.is_at(here)
    if undone := trail.find_undone(here):
        lead(undone, trail.query)
    if trail.is_led:
        st.query_params.from_dict(trail.query)  # the browser may not have been told: a run drops what was not sent yet
    return name


def lead(page: str, query: Mapping[str, str]) -> NoReturn:
    """Go to a page, by its name, with these parameters and no other."""
    trail = _find_trail()
    here = address(trail.here, st.query_params.to_dict())
    trail.note({here, trail.spoken_from or here}, page, query)
    st.switch_page(trail.pages[page], query_params=dict(query))


def redirect(held: SessionState, said: Said) -> tuple[str, str] | None:
    """Send what was said before the browser had heard of a step to where the step led, not back."""
    try:
        trail: Trail = held[TRAIL]
    except KeyError:
        return None
    query = dict(parse_qsl(said.query, keep_blank_values=True))
    asked = said.page or FRONT_PAGE
    trail.hear(address(locate(said.url), query), asked, is_history=said.is_history)
    page = trail.find_undone(address(asked, query))
    if not page:
        return None
    own = {name: value for name, value in query.items() if name.startswith(OWN_OF_STREAMLIT)}
    return "" if page == FRONT_PAGE else page, urlencode({**trail.query, **own})


def is_led() -> bool:
    """Tell whether the present run answers a step that the atlas made, not a link."""
    return _find_trail().is_led


def _find_trail() -> Trail:
    trail: Trail = st.session_state.setdefault(TRAIL, Trail())
    return trail
