"""What the profile page is made of: the card of what is selected over the whole page; of the city if nothing is."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from atlas.analysis.dossier import Dossier, gather, gather_area, list_inside, list_source_ids
from atlas.language.i18n import format_date
from atlas.selection.blanks import count_known
from atlas.selection.dimensions import find_masks
from atlas.selection.filter import Filter
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import BEIJING, Snapshot
from atlas.wording.table_text import put_in_words
from components.boundary import guard
from components.cached import remember
from components.card.dossier import (
    name_trail,
    say_nobody,
    show_left_out,
    show_pieces,
    show_trail,
    write_facts,
    write_head,
    write_position_source,
)
from components.card.lists import write_list
from components.card.policies import write_policies
from components.card.products import say_products, show_products
from components.data.table import BLANK, configure, fit_height
from components.facets.filters import area_name
from components.panels.proofs import fold_proofs
from components.state import hash_state, is_bare, open_page_on, read_lang, select, write_url
from components.told import read_rows
from components.words import escape_html, escape_markdown, label

MAP = "pages/explore/map.py"
MEMBERS = ENTITY_TABLES[0]  # the entity tables have the same columns
COLUMNS = ["kind_code", "chain_step_code", "modality_codes", "area_id", "park_id", "precision_code"]
FIGURES, STORY = ("indicators", "pipeline_counts", "rankings"), ("events", "conflicts")


def find_dossier(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> Dossier:
    """Gather what is known of what is selected, else of the city."""
    return gather(snapshot, view, shown) or gather_area(snapshot, BEIJING, shown)


def show_profile(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the whole card."""
    dossier = find_dossier(snapshot, view, shown)
    _show_title(snapshot, dossier, view, shown)
    left, right = st.columns([34, 66], gap="medium")
    with left:
        if dossier.row is not None:
            row = {str(name): value for name, value in dossier.row.items()}
            st.html(write_facts(snapshot, dossier, dossier.row))
            st.html(f"{write_position_source(snapshot, row)}{fold_proofs(snapshot, row)}")
        _show_inside(snapshot, dossier, view.filter)
        show_pieces(write_list(snapshot, dossier, table, has_proofs=True) for table in FIGURES)
    with right:
        _show_members(snapshot, dossier, view)
        things, story = st.columns(2, gap="medium")
        with things:
            show_products(say_products(snapshot, dossier.products))
            show_pieces([write_list(snapshot, dossier, "relations", has_proofs=True)])
            _show_sources(snapshot, dossier)
        with story:
            show_pieces(write_policies(snapshot, dossier))
            show_pieces(write_list(snapshot, dossier, table, has_proofs=True) for table in STORY)


def _show_title(snapshot: Snapshot, dossier: Dossier, view: View, shown: pd.DataFrame) -> None:
    if view.focus and dossier.row is not None:
        show_trail(name_trail(snapshot, view.focus))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="profile_head"):
        st.html(write_head(snapshot, dossier), width="content")
        if not is_bare() and st.button(label("Show on the map"), key="profile_to_map"):
            open_page_on(MAP, view.focus)
    show_left_out(snapshot, dossier.kind, view, shown)


def _show_inside(snapshot: Snapshot, dossier: Dossier, filter: Filter) -> None:
    """Show the areas one step further down, each with how many organisations the filters leave there."""
    areas = list_inside(snapshot, str(dossier.row["area_id"])) if dossier.kind == "area" else ()  # type: ignore[index]
    if not areas:
        return
    fits, may_fit = filter.mask(snapshot), find_possible(snapshot, filter)
    nobody = fits & False
    st.html(f'<h4 class="list-title">{label("Inside it")} {len(areas)}</h4>')
    with st.container(horizontal=True, gap="small", key="members_inside"):
        for area in areas:
            here = find_masks(snapshot, "area").get(area, nobody)
            count = count_known(int(here.sum()), int((here & fits).sum()), int((here & may_fit).sum()))
            st.button(
                f"{escape_markdown(area_name(snapshot, area))} :gray[{BLANK if count is None else count}]",
                key=f"go_{area}",
                type="tertiary",
                on_click=guard(select),
                args=(area,),
            )


@remember
def _prepare_members(snapshot: Snapshot, view: View, lang: str) -> tuple[list[str], pd.DataFrame]:
    """Prepare the organisations of what is selected, by kind: their ids, and what the table says of them."""
    members = find_dossier(snapshot, view, view.filter.apply(snapshot.entities, snapshot)).members
    kinds = snapshot.vocabulary.codes("entity_kind")
    rows = members.sort_values("kind_code", key=lambda codes: codes.map(kinds.index), kind="stable")
    columns = tuple(MEMBERS.column(name) for name in (f"name_{lang}", *COLUMNS))
    return list(rows["entity_id"]), put_in_words(snapshot, replace(MEMBERS, columns=columns), rows, lang)


def _show_members(snapshot: Snapshot, dossier: Dossier, view: View) -> None:
    """Show the organisations as a table; a ticked one is selected, so that its own profile comes."""
    if dossier.kind not in ("area", "place"):
        return
    entity_ids, said = _prepare_members(snapshot, view, read_lang())
    st.html(f'<h4 class="list-title">{label("Organisations")} {len(said)}</h4>')
    if said.empty:
        text = label("No organisation fits all filters; take one away.")
        if dossier.row is not None:
            text = say_nobody(snapshot, view.filter, str(dossier.row["area_id"]))
        st.html(f'<p class="empty">{escape_html(text)}</p>')
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


def _show_sources(snapshot: Snapshot, dossier: Dossier) -> None:
    """List the documents behind the card."""
    lang = read_lang()
    rows = [snapshot.find_row("sources", one) for one in list_source_ids(dossier)]
    dates = [format_date(row["published_date"], lang) or row[f"published_note_{lang}"] for row in rows]
    lines = [
        f"<li>{escape_html(' · '.join(filter(None, [row[f'title_{lang}'], row[f'publisher_{lang}'], date])))}</li>"
        for row, date in zip(rows, dates, strict=True)
    ]
    st.html(f'<h4 class="list-title">{label("Sources")} {len(rows)}</h4><ul class="rows">{"".join(lines)}</ul>')
