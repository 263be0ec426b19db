"""The search box: everything that can be selected, found by name, pinyin, initials or English."""

from itertools import groupby
from typing import Any

import streamlit as st

from atlas.schema import PRODUCTS
from atlas.search import Hit, find
from atlas.selection import MOST_Q, Selection, find_holder
from atlas.store import Snapshot
from components.cached import load_search_index, load_snapshot
from components.controls.search_box import mount
from components.state import go_to, read_lang, write_url
from components.words import label

KEY = "search"
FILTER = "q"  # what the box tells when its text becomes a filter; no id is as short
SEVERAL = 2  # organisations that make a filter worth while
HEADS = {"modality": PRODUCTS.title}  # vocabularies whose words say how a thing works, not what it is


def show_search(page: str = "") -> None:
    """Show the box; a choice selects it everywhere, as a click on the map does.

    Parameters
    ----------
    page
        Script of the page that a choice leads to; blank stays on this one.
    """
    with st.container(key="searchbox", width=264):
        _show_box(page)


@st.fragment
def _show_box(page: str) -> None:
    """Answer what is typed without running the page again; a choice runs it."""
    typed = str(st.session_state.get(KEY, {}).get("text") or "")
    box = mount(
        key=KEY,
        data=_answer(load_snapshot(), typed, read_lang()),
        default={"text": ""},
        on_text_change=lambda: None,
        on_chosen_change=lambda: None,
        height=36,
    )
    if box.chosen == FILTER:
        write_url("q", typed[:MOST_Q])
        st.rerun()
    if box.chosen:
        write_url("sel", str(box.chosen))
        if page:
            go_to(page)
        st.rerun()


def _answer(snapshot: Snapshot, query: str, lang: str) -> dict[str, Any]:
    """Give what the box shows for a query: its words and the hits under a heading for each kind."""
    hits = find(load_search_index(snapshot), query, lang)
    return {
        "label": label("Find an organisation, park, district or product"),
        "placeholder": label("Find firms, parks, products"),
        "none": label("Nothing found. Try fewer characters, pinyin, its initials or the English name."),
        "query": query,
        "groups": [
            {"head": _head(snapshot, group[0], lang), "hits": [_row(snapshot, hit, lang) for hit in group]}
            for group in (list(part) for _, part in groupby(hits, key=lambda hit: hit.group))
        ]
        + _offer_filter(snapshot, query),
    }


def _offer_filter(snapshot: Snapshot, query: str) -> list[dict[str, Any]]:
    """Offer to keep only the organisations whose names hold the query, if that leaves several."""
    left = int(Selection(q=query).mask(snapshot).sum()) if query else 0
    if left < SEVERAL or not query.isprintable():
        return []
    name = label("Only the {count} whose names have “{part}”", count=left, part=query)
    return [{"head": label("Filter"), "hits": [{"target": FILTER, "name": name, "note": ""}]}]


def _head(snapshot: Snapshot, hit: Hit, lang: str) -> str:
    title = HEADS.get(hit.vocabulary)
    return label(title) if title else snapshot.vocabulary.word(hit.vocabulary, hit.code, lang)


def _row(snapshot: Snapshot, hit: Hit, lang: str) -> dict[str, str]:
    """Give one line: a name, and in small what else helps to tell it: the name that matched, a product's owner."""
    owner = snapshot.name(find_holder(snapshot, hit.target), lang)
    notes = [hit.matched, owner if hit.vocabulary in HEADS and owner != hit.name else ""]
    return {"target": hit.target, "name": hit.name, "note": " · ".join(filter(None, notes))}
