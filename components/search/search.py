"""The search box: everything that can be selected, found by name, pinyin, initials or English."""

from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from atlas.language.pinyin import squeeze
from atlas.search.find import Hit, find
from atlas.selection import conditions
from atlas.selection.conditions import TITLES
from atlas.selection.dimensions import DIMENSIONS, list_options
from atlas.selection.filter import MOST_Q, Filter
from atlas.selection.focus import find_holder, selectable_ids
from atlas.store.schema import PRODUCTS
from atlas.store.snapshot import Snapshot
from components.boundary import fragment, guard
from components.cached import load_search_index, load_snapshot
from components.search.search_box import mount
from components.state import go_to, read_lang, write_told, write_url
from components.told import read_told
from components.words import label

KEY, Q = "search", "q"
ASKED = [name for name, dimension in DIMENSIONS.items() if dimension.is_typed]
SEVERAL = 2  # organisations that make a filter worth while
Group = dict[str, Any]
HEADS = {"modality": PRODUCTS.title}  # vocabularies whose words say how a thing works, not what it is


def show_search(page: str = "") -> None:
    """Show the box; a choice selects it everywhere, as a click on the map does.

    Parameters
    ----------
    page
        Name of the page that a choice leads to; blank stays on this one.
    """
    with st.container(key="searchbox", width=264):
        _show_box(page)


@fragment()
def _show_box(page: str) -> None:
    """Answer what is typed without running the page again; a choice runs it."""
    mount(
        key=KEY,
        data=_answer(load_snapshot(), read_told(KEY, "text"), read_lang()),
        default={"text": ""},
        on_text_change=guard(_hear_text),
        on_chosen_change=guard(partial(_hear_choice, page)),
        height=36,
    )


def _hear_text() -> None:
    """Hear that something is typed; the box looks it up when it is drawn."""


def _hear_choice(page: str) -> None:
    """Choose what was chosen: once, since what the box goes on telling would run the page again for ever."""
    name, is_filter, value = read_told(KEY, "chosen").partition("=")
    if is_filter and name in (*ASKED, Q):
        held = [one for one in st.query_params.get(name, "").split(",") if one and name in DIMENSIONS]
        write_told(**{name: ",".join(dict.fromkeys([*held, value]))})
    elif not is_filter and name in selectable_ids(load_snapshot()):
        write_url("sel", name)
    else:
        return
    if page:
        go_to(page)
    st.rerun()


def _answer(snapshot: Snapshot, query: str, lang: str) -> dict[str, Any]:
    """Give what the box shows for a query: its words and the hits under a heading for each kind."""
    hits = find(load_search_index(snapshot), query, lang)
    found = [
        {"head": _head(snapshot, group[0], lang), "hits": [_row(snapshot, hit, lang) for hit in group]}
        for group in (list(part) for _, part in groupby(hits, key=lambda hit: hit.group))
    ]
    exact, part = _offer_values(snapshot, query), _offer_part(snapshot, query)
    return {
        "label": label("Find an organisation, park, district or product"),
        "placeholder": label("Find firms, parks, products"),
        "none": label("Nothing found. Try fewer characters, pinyin, its initials or the English name."),
        "query": query,
        "groups": [*exact, *found, *part],
    }


def _offer_values(snapshot: Snapshot, query: str) -> list[Group]:
    """Offer as filters the values that the query is the word of; what such a row tells has a sign that no id has."""
    lang, typed = read_lang(), squeeze(query)
    values = [(one, value) for one in ASKED for value in list_options(snapshot, one)] if typed else []
    hits = [
        {"target": f"{dimension}={value}", "name": word, "note": label(TITLES[dimension])}
        for dimension, value in values
        if squeeze(word := conditions.say_value(snapshot, dimension, value, lang)) == typed
    ]
    return [{"head": label("Filter"), "hits": hits}] if hits else []


def _offer_part(snapshot: Snapshot, query: str) -> list[Group]:
    """Offer to keep only the organisations whose names hold the query, if that leaves several."""
    left = int(Filter(q=query).mask(snapshot).sum()) if query else 0
    if left < SEVERAL or not query.isprintable():
        return []
    name = label("Only the {count} whose names have “{part}”", count=left, part=query)
    return [{"head": label("Filter"), "hits": [{"target": f"q={query[:MOST_Q]}", "name": name, "note": ""}]}]


def _head(snapshot: Snapshot, hit: Hit, lang: str) -> str:
    title = HEADS.get(hit.vocabulary)
    return label(title) if title else snapshot.vocabulary.word(hit.vocabulary, hit.code, lang)


def _row(snapshot: Snapshot, hit: Hit, lang: str) -> dict[str, str]:
    """Give one line: a name, and in small what else helps to tell it: the name that matched, a product's owner."""
    owner = snapshot.name(find_holder(snapshot, hit.target), lang)
    notes = [hit.matched, owner if hit.vocabulary in HEADS and owner != hit.name else ""]
    return {"target": hit.target, "name": hit.name, "note": " · ".join(filter(None, notes))}
