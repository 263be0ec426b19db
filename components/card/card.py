"""The card of what is looked at: what is known, who is there, and which document says so."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from atlas.analysis.dossier import gather
from atlas.links.parameters import PROFILE
from atlas.panels.card import Card, Members, say_card, say_left_out, say_nobody
from atlas.panels.card_lists import AREA
from atlas.selection.dimensions import find_masks
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import BEIJING, Snapshot
from components.boundary import guard
from components.cached import KEEP_LARGE, pack_entities, remember_most, unpack_entities
from components.card.lists import write_list
from components.card.products import show_products
from components.panels.choices import show_choices
from components.panels.figures import show_proofs
from components.panels.found import show_radius
from components.pieces import show_text, show_title
from components.render import render
from components.state import open_page_on, read_lang, write_url
from components.words import escape_markdown, label

BEFORE_POLICIES = ("indicators", "pipeline_counts", "mentions", "financings", "relations")
AFTER_POLICIES = ("events", "rankings", "conflicts")
# their cards are the same under every filter
WITHOUT_MEMBERS = ("products", *(table.name for table in ENTITY_TABLES))


@dataclass(frozen=True, eq=False)
class _Written:
    """A card with its facts, lists and source as HTML: they are written once, not in every run."""

    card: Card
    facts: str
    lists: tuple[str, ...]
    source: str


@remember_most(KEEP_LARGE)
def _prepare(snapshot: Snapshot, focus: str, packed: bytes, lang: str) -> _Written:
    """Prepare the card of what is looked at, with the members of those entities that are left."""
    dossier = gather(snapshot, View(focus=focus), unpack_entities(snapshot, packed))
    assert dossier is not None  # noqa: S101 - something is looked at
    card = say_card(snapshot, dossier, lang)
    lists = (
        *(write_list(card.lists.get(table)) for table in BEFORE_POLICIES),
        *(write_list(one, has_proofs=True) for one in card.policies),
        *(write_list(card.lists.get(table)) for table in AFTER_POLICIES),
    )
    source = render("card_source.html", card=card) if card.own.backings else ""
    return _Written(card, write_facts(card), lists, source)


def _pack_members(snapshot: Snapshot, focus: str, shown: pd.DataFrame) -> bytes:
    """Tell which entities can be members of what is looked at: many filters leave a district the same ones."""
    if any(focus in snapshot.rows[table] for table in WITHOUT_MEMBERS):
        return b""
    inside = find_masks(snapshot, "area").get(focus)
    return pack_entities(shown if inside is None else shown[inside[shown.index]])


def show_card(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the card, or how to get one."""
    if not view.focus:
        show_text(label("Click a district, park or mark on the map, or use the search box."), "empty")
        return
    written = _prepare(snapshot, view.focus, _pack_members(snapshot, view.focus, shown), read_lang())
    card = written.card
    with st.container(border=True, key="card"):
        show_trail(card)
        _show_head(snapshot, card, view)
        show_pieces([written.facts])
        show_radius(snapshot, view.filter, view.focus)
        _show_members(snapshot, card, view)
        show_products(card.products)
        show_pieces(written.lists)
        if written.source:
            st.html(written.source)
            show_proofs(card.evidence, "proof_card")


def show_pieces(pieces: Iterable[str]) -> None:
    """Show pieces of HTML below each other, those that are not blank."""
    for piece in filter(None, pieces):
        st.html(piece)


def show_trail(card: Card) -> None:
    """Show the way down to what is looked at, if it lies in anything; each step can be chosen, the city clears."""
    if not card.trail:
        return
    with st.container(horizontal=True, gap=None, key="trail"):
        for step, name in card.trail:
            st.button(
                f"{escape_markdown(name)} ›",
                key=f"trail_{step}",
                type="tertiary",
                on_click=guard(write_url),
                args=("sel", "" if step == BEIJING else step),
            )


def write_head(card: Card) -> str:
    """Write the name, and in small its kind and its other names, as HTML."""
    return render("card_head.html", card=card)


def _show_head(snapshot: Snapshot, card: Card, view: View) -> None:
    """Show name and kind, the way to the whole page, and the way to choose nothing."""
    with st.container(horizontal=True, gap="small", key="card_head"):
        st.html(write_head(card))
        if st.button(label("Whole page"), key="open_profile", type="tertiary"):
            open_page_on(PROFILE, view.focus)
        st.button(
            "×",
            key="clear_selection",
            help=label("Clear the selection"),
            type="tertiary",
            on_click=guard(write_url),
            args=("sel", ""),
        )
    show_left_out(snapshot, card, view)


def show_left_out(snapshot: Snapshot, card: Card, view: View) -> None:
    """Tell where the filter leaves out what is looked at."""
    if text := say_left_out(snapshot, view, card.kind, read_lang()):
        show_text(text, "notice")


def write_facts(card: Card) -> str:
    """Write the fields of what is looked at as HTML; blank for a place, which has none."""
    return render("facts.html", facts=card.facts, look="") if card.facts else ""


def _show_members(snapshot: Snapshot, card: Card, view: View) -> None:
    if not card.members and card.kind == AREA:
        text = say_nobody(snapshot, view.filter, view.focus, read_lang())
        show_text(text, "empty")
    for one in card.members:
        _show_kind(one)


def _show_kind(members: Members) -> None:
    show_title(members.title, 4, "list-title")
    with st.container(horizontal=True, gap="small", key=f"members_{members.kind}"):
        show_choices(members.named)
    if members.note:
        show_text(members.note)
