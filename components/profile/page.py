"""What the profile page is made of: the card of what is selected over the whole page; of the city if nothing is."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from atlas.links.parameters import MAP
from atlas.panels.card import PLACE, Card, find_dossier, list_documents, say_card, say_inside, say_nobody
from atlas.panels.card_lists import AREA
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import Snapshot
from atlas.wording.table_text import put_in_words
from components.boundary import guard
from components.cached import remember
from components.card.card import show_left_out, show_pieces, show_trail, write_facts, write_head
from components.card.lists import write_list
from components.card.products import show_products
from components.data.table import BLANK, configure, fit_height
from components.panels.choices import show_choices
from components.pieces import show_text, show_title
from components.profile.clinical import show_clinical
from components.render import render
from components.state import hash_state, is_bare, open_page_on, read_lang, write_url
from components.told import read_rows
from components.words import escape_markdown, label

MEMBERS = ENTITY_TABLES[0]  # the entity tables have the same columns
COLUMNS = ["kind_code", "chain_step_code", "modality_codes", "area_id", "park_id", "precision_code"]
FIGURES, STORY = ("indicators", "pipeline_counts", "rankings", "mentions"), ("financings", "events", "conflicts")


def show_profile(snapshot: Snapshot, view: View) -> None:
    """Show the whole card."""
    dossier, lang = find_dossier(snapshot, view), read_lang()
    card = say_card(snapshot, dossier, lang)
    area_id = str(dossier.row["area_id"]) if card.kind == AREA and dossier.row is not None else ""
    _show_title(snapshot, card, view)
    left, right = st.columns([34, 66], gap="medium")
    with left:
        if card.own.backings:
            st.html(write_facts(card))
            st.html(render("profile_source.html", card=card))
        _show_inside(snapshot, area_id, view.filter)
        if area_id:
            show_clinical(snapshot, area_id)
        show_pieces(write_list(card.lists.get(table), has_proofs=True) for table in FIGURES)
    with right:
        _show_members(snapshot, card, view, area_id)
        things, story = st.columns(2, gap="medium")
        with things:
            show_products(card.products)
            show_pieces([write_list(card.lists.get("relations"), has_proofs=True)])
            st.html(render("documents.html", documents=list_documents(snapshot, dossier, lang)))
        with story:
            show_pieces(write_list(one, has_proofs=True) for one in card.policies)
            show_pieces(write_list(card.lists.get(table), has_proofs=True) for table in STORY)


def _show_title(snapshot: Snapshot, card: Card, view: View) -> None:
    if view.focus:
        show_trail(card)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="profile_head"):
        st.html(write_head(card), width="content")
        if not is_bare() and st.button(label("Show on the map"), key="profile_to_map"):
            open_page_on(MAP, view.focus)
    show_left_out(snapshot, card, view)


def _show_inside(snapshot: Snapshot, area_id: str, filter: Filter) -> None:
    """Show the areas one step further down, each with how many organisations the filters leave there."""
    inside = say_inside(snapshot, filter, area_id, read_lang()) if area_id else ()
    if not inside:
        return
    show_title(f"{label('Inside it')} {len(inside)}", 4, "list-title")
    counts = {name: count for _, name, count in inside}

    def say(name: str) -> str:
        count = counts[name]
        return f"{escape_markdown(name)} :gray[{BLANK if count is None else count}]"

    with st.container(horizontal=True, gap="small", key="members_inside"):
        show_choices([(area, name) for area, name, _ in inside], say=say)


@remember
def _prepare_members(snapshot: Snapshot, view: View, lang: str) -> tuple[list[str], pd.DataFrame]:
    """Prepare the organisations of what is selected, by kind: their ids, and what the table says of them."""
    members = find_dossier(snapshot, view).members
    kinds = snapshot.vocabulary.codes("entity_kind")
    rows = members.sort_values("kind_code", key=lambda codes: codes.map(kinds.index), kind="stable")
    columns = tuple(MEMBERS.column(name) for name in (f"name_{lang}", *COLUMNS))
    return list(rows["entity_id"]), put_in_words(snapshot, replace(MEMBERS, columns=columns), rows, lang)


def _show_members(snapshot: Snapshot, card: Card, view: View, area_id: str) -> None:
    """Show the organisations as a table; a ticked one is selected, so that its own profile comes."""
    if card.kind not in (AREA, PLACE):
        return
    entity_ids, said = _prepare_members(snapshot, view, read_lang())
    show_title(f"{label('Organisations')} {len(said)}", 4, "list-title")
    if said.empty:
        text = label("No organisation fits all filters; take one away.")
        if area_id:
            text = say_nobody(snapshot, view.filter, area_id, read_lang())
        show_text(text, "empty")
        return
    key = f"profile_members_{hash_state(view)}_{snapshot.snapshot_id}"
    st.dataframe(
        said,
        height=fit_height(len(said)),
        hide_index=True,
        column_config=configure(MEMBERS, list(said.columns), text_width=None),
        key=key,
        on_select=guard(partial(_hear_tick, key, entity_ids)),
        selection_mode="single-row",
        placeholder=BLANK,
        alt=label("Organisations"),
    )


def _hear_tick(key: str, entity_ids: list[str]) -> None:
    for number in read_rows(st.session_state.get(key), len(entity_ids))[:1]:
        write_url("sel", entity_ids[number])
