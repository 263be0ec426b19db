"""The card of what is selected: what is known, who is there, and which document says so."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.i18n import format_number
from atlas.readable import LIST_JOINTS, say_blank
from atlas.schema import TABLES
from atlas.selection import Selection, find_holder
from atlas.stated import find_possible
from atlas.store import BEIJING, Snapshot, say_name, to_rows
from atlas.summarise import Dossier, gather, list_trail
from components.boundary import guard
from components.controls.filters import area_name, say_value
from components.panels.dossier_lists import COLONS, show_list
from components.panels.figures import describe_proof, show_proofs, write_proofs
from components.panels.found import show_radius
from components.panels.policies import show_policies
from components.panels.products import list_product_facts, show_products
from components.state import open_page_on, read_lang, select, write_url
from components.words import escape_html, escape_markdown, label

Row = dict[str, Any]
PAGE = "pages/explore/profile.py"  # the same over a whole page
MOST = 40  # organisations of a kind that are listed; each costs time and bytes in every run
BEFORE_POLICIES = ("indicators", "pipeline_counts", "relations")
AFTER_POLICIES = ("events", "rankings", "conflicts")


def show_dossier(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> None:
    """Show the card, or how to get one."""
    dossier = gather(snapshot, selection, shown)
    if dossier is None:
        st.html(f'<p class="empty">{label("Click a district, park or mark on the map, or use the search box.")}</p>')
        return
    with st.container(border=True, key="card"):
        if dossier.row is not None:
            show_trail(snapshot, selection.sel)
        show_card_head(snapshot, dossier, selection, shown)
        if dossier.row is not None:
            show_facts(snapshot, dossier, dossier.row)
        show_radius(snapshot, selection, selection.sel)
        _show_members(snapshot, dossier, selection)
        _show_lists(snapshot, dossier)
        _show_sources(snapshot, dossier)


def _name(row: Row | pd.Series) -> str:
    return say_name(row, read_lang())


def show_trail(snapshot: Snapshot, chosen: str) -> None:
    """Show the way from the city down to what is chosen; each step can be chosen, the city clears."""
    with st.container(horizontal=True, gap=None, key="trail"):
        for step in list_trail(snapshot, chosen):
            st.button(
                f"{escape_markdown(area_name(snapshot, step))} ›",
                key=f"trail_{step}",
                type="tertiary",
                on_click=guard(write_url),
                args=("sel", "" if step == BEIJING else step),
            )


def write_head(snapshot: Snapshot, dossier: Dossier) -> str:
    """Write the name, and in small its kind and its other names, as HTML."""
    lang, words = read_lang(), snapshot.vocabulary
    if dossier.row is None:
        title, sub = (
            label("{count} at this place", count=len(dossier.members)),
            label("They share one published point; choose one below."),
        )
    else:
        title = _name(dossier.row)
        if dossier.kind == "product":
            sub = label("Product or trial")
        else:
            sub = words.word(f"{dossier.kind}_kind", dossier.row["kind_code"], lang)
        other = dossier.row["name_zh"] if lang == "en" else dossier.row["name_en"]
        if not dossier.row[f"name_{lang}"] and title != other:
            other = label("pinyin, no English name in the sources")
        sub = " · ".join(filter(None, [sub, other if other != title else "", " / ".join(dossier.row["aliases"])]))
    return f'<h3 class="card-title">{escape_html(title)}</h3><p class="caption">{escape_html(sub)}</p>'


def show_card_head(snapshot: Snapshot, dossier: Dossier, selection: Selection, shown: pd.DataFrame) -> None:
    """Show name and kind, the way to the whole page, and the way to choose nothing."""
    with st.container(horizontal=True, gap="small", key="card_head"):
        st.html(write_head(snapshot, dossier))
        if st.button(label("Whole page"), key="open_profile", type="tertiary"):
            open_page_on(PAGE, selection.sel)
        st.button(
            "×",
            key="clear_selection",
            help=label("Clear the selection"),
            type="tertiary",
            on_click=guard(write_url),
            args=("sel", ""),
        )
    show_left_out(snapshot, dossier, selection, shown)


def show_left_out(snapshot: Snapshot, dossier: Dossier, selection: Selection, shown: pd.DataFrame) -> None:
    """Tell where the filters leave out what is chosen."""
    holder = find_holder(snapshot, selection.sel)
    if dossier.kind in ("entity", "product") and holder not in set(shown["entity_id"]):
        st.html(f'<p class="notice">{label("The filters leave this one out; it stays selected.")}</p>')


def _place(snapshot: Snapshot, row: pd.Series) -> str:
    words, lang = snapshot.vocabulary, read_lang()
    areas = [area_name(snapshot, area) for area in (row["area_id"], row["park_id"]) if area]
    precision = words.word("precision", row["precision_code"], lang) or label("No place known")
    return " · ".join([*areas, label("Position known to: {precision}", precision=precision)])


def show_facts(snapshot: Snapshot, dossier: Dossier, row: pd.Series) -> None:
    """Show the fields of what is chosen, each blank as what it is."""
    lang, missing = read_lang(), label("Not disclosed")
    facts = [("", row[f"description_{lang}"] or missing)]
    if dossier.kind == "product":
        facts += list_product_facts(snapshot, row)
    elif dossier.kind == "entity":
        steps = say_value(snapshot, "step", row["chain_step_code"]) if row["chain_step_code"] else ""
        basis = snapshot.vocabulary.word("basis", row["chain_basis_code"], lang)
        modalities = LIST_JOINTS[lang].join(say_value(snapshot, "modality", code) for code in row["modality_codes"])
        facts += [
            (label("Place"), _place(snapshot, row)),
            (label("Full name"), row["full_name_zh"] or missing),
            (label("Address"), " · ".join(filter(None, [row["address_zh"], row[f"address_source_{lang}"]])) or missing),
            (
                label("Chain step"),
                (f"{steps} ({basis})" if basis else steps) or _say_blank(snapshot, row, "chain_step_code"),
            ),
            (label("Modality"), modalities or _say_blank(snapshot, row, "modality_codes")),
        ]
    elif row["extent_km2"] > 0:
        extent = f"{format_number(row['extent_km2'], lang)} {snapshot.vocabulary.word('unit', 'km2', lang)}"
        facts.append((label("Extent"), f"{extent} · {row[f'extent_note_{lang}']}"))
    facts.append((label("About the position"), row.get(f"position_note_{lang}", "")))
    items = "".join(f"<dt>{escape_html(name)}</dt><dd>{escape_html(text)}</dd>" for name, text in facts if text)
    st.html(f'<dl class="facts">{items}</dl>')


def _say_blank(snapshot: Snapshot, row: pd.Series, column: str) -> str:
    """Say whether a blank is a fact that is missing, or does not apply to such an organisation."""
    said = say_blank(snapshot, TABLES[row["table"]], column, row["kind_code"], read_lang())
    return said or label("Not disclosed")


def say_nobody(snapshot: Snapshot, selection: Selection, area_id: str) -> str:
    """Say why nobody is shown in an area: nobody is named, it is not stated who fits, or the filters leave nobody."""
    here = snapshot.masks["area"].get(area_id)
    if here is None:
        return label("The documents name no organisation here.")
    possible = int((here & find_possible(snapshot, selection)).sum())
    if possible:
        return label(
            "Of {named} named here, {count} may fit the filters; the documents do not say.",
            named=int(here.sum()),
            count=possible,
        )
    return label("The filters leave none of the {count} named here.", count=int(here.sum()))


def _show_members(snapshot: Snapshot, dossier: Dossier, selection: Selection) -> None:
    members = dossier.members
    if members.empty:
        if dossier.kind == "area":
            st.html(f'<p class="empty">{escape_html(say_nobody(snapshot, selection, selection.sel))}</p>')
        return
    lang, words = read_lang(), snapshot.vocabulary
    kinds = words.codes("entity_kind")
    for kind, part in sorted(members.groupby("kind_code"), key=lambda pair: kinds.index(str(pair[0]))):
        st.html(f'<h4 class="list-title">{escape_html(words.word("entity_kind", str(kind), lang))} {len(part)}</h4>')
        with st.container(horizontal=True, gap="small", key=f"members_{kind}"):
            for row in to_rows(part.head(MOST)):
                st.button(
                    escape_markdown(_name(row)),
                    key=f"go_{row['entity_id']}",
                    type="tertiary",
                    on_click=guard(select),
                    args=(row["entity_id"],),
                )
        if len(part) > MOST:
            note = label("The first {most} are listed; the whole page has them all.", most=MOST)
            st.html(f'<p class="caption">{escape_html(note)}</p>')


def _show_lists(snapshot: Snapshot, dossier: Dossier) -> None:
    show_products(snapshot, dossier.products)
    for table in BEFORE_POLICIES:
        show_list(snapshot, dossier, table)
    show_policies(snapshot, dossier)
    for table in AFTER_POLICIES:
        show_list(snapshot, dossier, table)


def _show_sources(snapshot: Snapshot, dossier: Dossier) -> None:
    if dossier.row is None:
        return
    lang, row = read_lang(), {str(name): value for name, value in dossier.row.items()}
    named: list[tuple[str, Row]] = [(_name(dossier.row), row)]
    named += [(_name(one), one) for one in to_rows(dossier.products)]
    for name, code, vocabulary in (
        ("indicators", "measure_code", "measure"),
        ("pipeline_counts", "stage_code", "stage"),
        ("relations", "kind_code", "relation"),
    ):
        named += [
            (snapshot.vocabulary.word(vocabulary, one[code], lang), one)
            for one in to_rows(dossier.tables.get(name, row_table()))
        ]
    for name, stem in (("events", "title"), ("rankings", "subject")):
        named += [(one[f"{stem}_{lang}"], one) for one in to_rows(dossier.tables.get(name, row_table()))]
    st.html(f'{write_position_source(snapshot, row)}<p class="caption">{describe_proof(snapshot, row)}</p>')
    show_proofs(write_proofs(snapshot, named), "proof_card")


def write_position_source(snapshot: Snapshot, row: Row) -> str:
    """Write where the position comes from, as HTML; blank if there is none."""
    position, lang = row.get("position_source_id"), read_lang()
    if not position:
        return ""
    source = snapshot.find_row("sources", str(position))
    origin = escape_html(f"{source[f'title_{lang}']} · {source[f'publisher_{lang}']}")
    return f'<p class="caption">{label("Position from")}{COLONS[lang]}{origin}</p>'


def row_table() -> pd.DataFrame:
    """Give a table without rows, for what a card does not have."""
    return pd.DataFrame()
