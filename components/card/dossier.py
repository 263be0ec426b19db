"""The card of what is selected: what is known, who is there, and which document says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.dossier import Dossier, gather, list_trail
from atlas.language.i18n import format_number
from atlas.selection.dimensions import find_masks
from atlas.selection.filter import Filter
from atlas.selection.focus import find_holder
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import BEIJING, Snapshot, say_name, to_rows
from atlas.wording.table_text import LIST_JOINTS, say_blank
from components.boundary import guard
from components.cached import KEEP_LARGE, pack_entities, remember_most, unpack_entities
from components.card.lists import COLONS, write_list
from components.card.policies import write_policies
from components.card.products import Said, list_product_facts, say_products, show_products
from components.facets.filters import area_name, say_value
from components.panels.figures import describe_proof, show_proofs, write_proofs
from components.panels.found import show_radius
from components.state import open_page_on, read_lang, select, write_url
from components.words import escape_html, escape_markdown, label

Row = dict[str, Any]
PAGE = "pages/explore/profile.py"  # the same over a whole page
MOST = 40  # organisations of a kind that are listed; each costs time and bytes in every run
BEFORE_POLICIES = ("indicators", "pipeline_counts", "relations")
WITHOUT_MEMBERS = ("products", *(table.name for table in ENTITY_TABLES))  # their cards are the same under every filter
AFTER_POLICIES = ("events", "rankings", "conflicts")


@dataclass(frozen=True)
class _Members:
    """Organisations of one kind on a card: heading and note as HTML, and the first of them, ids and names."""

    kind: str
    heading: str
    named: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True)
class _Card:
    """What a card says, in the order in which it says it; texts are HTML, blank where there is nothing to say."""

    kind: str
    trail: tuple[tuple[str, str], ...]  # ids and names
    head: str
    facts: str
    members: tuple[_Members, ...]
    products: tuple[Said, ...]
    lists: tuple[str, ...]
    source: str
    proofs: str


@remember_most(KEEP_LARGE)
def _prepare(snapshot: Snapshot, chosen: str, packed: bytes, lang: str) -> _Card:
    """Write the card of what is chosen, with the members of those entities that are left."""
    dossier = gather(snapshot, View(focus=chosen), unpack_entities(snapshot, packed))
    assert dossier is not None  # noqa: S101 - something is chosen
    source, proofs = _write_sources(snapshot, dossier)
    return _Card(
        kind=dossier.kind,
        trail=name_trail(snapshot, chosen) if dossier.row is not None else (),
        head=write_head(snapshot, dossier),
        facts=write_facts(snapshot, dossier, dossier.row) if dossier.row is not None else "",
        members=_list_members(snapshot, dossier, lang),
        products=say_products(snapshot, dossier.products),
        lists=(
            *(write_list(snapshot, dossier, table) for table in BEFORE_POLICIES),
            *write_policies(snapshot, dossier),
            *(write_list(snapshot, dossier, table) for table in AFTER_POLICIES),
        ),
        source=source,
        proofs=proofs,
    )


def _pack_members(snapshot: Snapshot, chosen: str, shown: pd.DataFrame) -> bytes:
    """Tell which entities can be members of what is chosen: many filters leave a district the same ones."""
    if any(chosen in snapshot.rows[table] for table in WITHOUT_MEMBERS):
        return b""
    inside = find_masks(snapshot, "area").get(chosen)
    return pack_entities(shown if inside is None else shown[inside[shown.index]])


def show_dossier(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the card, or how to get one."""
    if not view.focus:
        st.html(f'<p class="empty">{label("Click a district, park or mark on the map, or use the search box.")}</p>')
        return
    card = _prepare(snapshot, view.focus, _pack_members(snapshot, view.focus, shown), read_lang())
    with st.container(border=True, key="card"):
        if card.trail:
            show_trail(card.trail)
        _show_head(card, view, shown, snapshot)
        show_pieces([card.facts])
        show_radius(snapshot, view.filter, view.focus)
        _show_members(snapshot, card, view)
        show_products(card.products)
        show_pieces(card.lists)
        if card.proofs:
            st.html(card.source)
            show_proofs(card.proofs, "proof_card")


def show_pieces(pieces: Iterable[str]) -> None:
    """Show pieces of HTML below each other, those that are not blank."""
    for piece in filter(None, pieces):
        st.html(piece)


def _name(row: Row | pd.Series) -> str:
    return say_name(row, read_lang())


def name_trail(snapshot: Snapshot, chosen: str) -> tuple[tuple[str, str], ...]:
    """Name the way from the city down to what is chosen: ids and names."""
    return tuple((step, area_name(snapshot, step)) for step in list_trail(snapshot, chosen))


def show_trail(trail: tuple[tuple[str, str], ...]) -> None:
    """Show the way down to what is chosen; each step can be chosen, the city clears."""
    with st.container(horizontal=True, gap=None, key="trail"):
        for step, name in trail:
            st.button(
                f"{escape_markdown(name)} ›",
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


def _show_head(card: _Card, view: View, shown: pd.DataFrame, snapshot: Snapshot) -> None:
    """Show name and kind, the way to the whole page, and the way to choose nothing."""
    with st.container(horizontal=True, gap="small", key="card_head"):
        st.html(card.head)
        if st.button(label("Whole page"), key="open_profile", type="tertiary"):
            open_page_on(PAGE, view.focus)
        st.button(
            "×",
            key="clear_selection",
            help=label("Clear the selection"),
            type="tertiary",
            on_click=guard(write_url),
            args=("sel", ""),
        )
    show_left_out(snapshot, card.kind, view, shown)


def show_left_out(snapshot: Snapshot, kind: str, view: View, shown: pd.DataFrame) -> None:
    """Tell where the filters leave out what is chosen."""
    holder = find_holder(snapshot, view.focus)
    if kind in ("entity", "product") and holder not in set(shown["entity_id"]):
        st.html(f'<p class="notice">{label("The filters leave this one out; it stays selected.")}</p>')


def _place(snapshot: Snapshot, row: pd.Series) -> str:
    words, lang = snapshot.vocabulary, read_lang()
    areas = [area_name(snapshot, area) for area in (row["area_id"], row["park_id"]) if area]
    precision = words.word("precision", row["precision_code"], lang) or label("No place known")
    return " · ".join([*areas, label("Position known to: {precision}", precision=precision)])


def write_facts(snapshot: Snapshot, dossier: Dossier, row: pd.Series) -> str:
    """Write the fields of what is chosen as HTML, each blank as what it is."""
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
    return f'<dl class="facts">{items}</dl>'


def _say_blank(snapshot: Snapshot, row: pd.Series, column: str) -> str:
    """Say whether a blank is a fact that is missing, or does not apply to such an organisation."""
    said = say_blank(snapshot, TABLES[row["table"]], column, row["kind_code"], read_lang())
    return said or label("Not disclosed")


def say_nobody(snapshot: Snapshot, filter: Filter, area_id: str) -> str:
    """Say why nobody is shown in an area: nobody is named, it is not stated who fits, or the filters leave nobody."""
    here = find_masks(snapshot, "area").get(area_id)
    if here is None:
        return label("The documents name no organisation here.")
    possible = int((here & find_possible(snapshot, filter)).sum())
    if possible:
        return label(
            "Of {named} named here, {count} may fit the filters; the documents do not say.",
            named=int(here.sum()),
            count=possible,
        )
    return label("The filters leave none of the {count} named here.", count=int(here.sum()))


def _list_members(snapshot: Snapshot, dossier: Dossier, lang: str) -> tuple[_Members, ...]:
    """List the organisations of an area or place by kind."""
    words = snapshot.vocabulary
    kinds, note = (
        words.codes("entity_kind"),
        label("The first {most} are listed; the whole page has them all.", most=MOST),
    )
    return tuple(
        _Members(
            kind=str(kind),
            heading=f"{escape_html(words.word('entity_kind', str(kind), lang))} {len(part)}",
            named=tuple((row["entity_id"], _name(row)) for row in to_rows(part.head(MOST))),
            note=escape_html(note) if len(part) > MOST else "",
        )
        for kind, part in sorted(dossier.members.groupby("kind_code"), key=lambda pair: kinds.index(str(pair[0])))
    )


def _show_members(snapshot: Snapshot, card: _Card, view: View) -> None:
    if not card.members and card.kind == "area":
        st.html(f'<p class="empty">{escape_html(say_nobody(snapshot, view.filter, view.focus))}</p>')
    for one in card.members:
        st.html(f'<h4 class="list-title">{one.heading}</h4>')
        with st.container(horizontal=True, gap="small", key=f"members_{one.kind}"):
            for entity_id, name in one.named:
                st.button(
                    escape_markdown(name),
                    key=f"go_{entity_id}",
                    type="tertiary",
                    on_click=guard(select),
                    args=(entity_id,),
                )
        if one.note:
            st.html(f'<p class="caption">{one.note}</p>')


def _write_sources(snapshot: Snapshot, dossier: Dossier) -> tuple[str, str]:
    """Write which document names what is chosen, and all that stands behind its card, as HTML; blanks for a place."""
    if dossier.row is None:
        return "", ""
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
    source = f'{write_position_source(snapshot, row)}<p class="caption">{describe_proof(snapshot, row)}</p>'
    return source, write_proofs(snapshot, named)


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
