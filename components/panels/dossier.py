"""The card of what is selected: what is known, who is there, and which document says so."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.i18n import format_date, format_number
from atlas.selection import Selection, find_holder
from atlas.sentences import say_rank
from atlas.stated import find_possible
from atlas.store import BEIJING, Snapshot, say_name, to_rows
from atlas.summarise import Dossier, gather, list_trail
from components.controls.filters import area_name, say_value
from components.panels.figures import describe_proof, say_quantity, say_row_date, show_proofs, write_proofs
from components.panels.found import show_radius
from components.panels.policies import show_policies
from components.panels.products import list_product_facts, show_products
from components.state import read_lang, select, write_url
from components.words import escape_html, escape_markdown, label

Row = dict[str, Any]


def show_dossier(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame) -> None:
    """Show the card, or how to get one."""
    dossier = gather(snapshot, selection, shown)
    if dossier is None:
        st.html(f'<p class="empty">{label("Click a district, park or mark on the map, or use the search box.")}</p>')
        return
    with st.container(border=True, key="card"):
        if dossier.row is not None:
            _show_trail(snapshot, selection.sel)
        _show_head(snapshot, dossier, selection, shown)
        if dossier.row is not None:
            _show_facts(snapshot, dossier, dossier.row)
        show_radius(snapshot, selection, selection.sel)
        _show_members(snapshot, dossier, selection)
        _show_lists(snapshot, dossier)
        _show_sources(snapshot, dossier)


def _name(row: Row | pd.Series) -> str:
    return say_name(row, read_lang())


def _show_trail(snapshot: Snapshot, chosen: str) -> None:
    """Show the way from the city down to what is chosen; each step can be chosen, the city clears."""
    with st.container(horizontal=True, gap=None, key="trail"):
        for step in list_trail(snapshot, chosen):
            st.button(
                f"{escape_markdown(area_name(snapshot, step))} ›",
                key=f"trail_{step}",
                type="tertiary",
                on_click=write_url,
                args=("sel", "" if step == BEIJING else step),
            )


def _show_head(snapshot: Snapshot, dossier: Dossier, selection: Selection, shown: pd.DataFrame) -> None:
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
    head, button = st.columns([5, 1], vertical_alignment="top")
    head.html(f'<h3 class="card-title">{escape_html(title)}</h3><p class="caption">{escape_html(sub)}</p>')
    button.button(
        "×",
        key="clear_selection",
        help=label("Clear the selection"),
        type="tertiary",
        on_click=write_url,
        args=("sel", ""),
    )
    holder = find_holder(snapshot, selection.sel)
    if dossier.kind in ("entity", "product") and holder not in set(shown["entity_id"]):
        st.html(f'<p class="notice">{label("The filters leave this one out; it stays selected.")}</p>')


def _place(snapshot: Snapshot, row: pd.Series) -> str:
    words, lang = snapshot.vocabulary, read_lang()
    areas = [area_name(snapshot, area) for area in (row["area_id"], row["park_id"]) if area]
    precision = words.word("precision", row["precision_code"], lang) or label("No place known")
    return " · ".join([*areas, label("Position known to: {precision}", precision=precision)])


def _show_facts(snapshot: Snapshot, dossier: Dossier, row: pd.Series) -> None:
    lang, missing = read_lang(), label("Not disclosed")
    facts = [("", row[f"description_{lang}"] or missing)]
    if dossier.kind == "product":
        facts += list_product_facts(snapshot, row)
    elif dossier.kind == "entity":
        steps = say_value(snapshot, "step", row["chain_step_code"]) if row["chain_step_code"] else missing
        basis = snapshot.vocabulary.word("basis", row["chain_basis_code"], lang)
        facts += [
            (label("Place"), _place(snapshot, row)),
            (label("Full name"), row["full_name_zh"] or missing),
            (label("Address"), " · ".join(filter(None, [row["address_zh"], row[f"address_source_{lang}"]])) or missing),
            (label("Chain step"), f"{steps} ({basis})" if basis else steps),
            (
                label("Modality"),
                "、".join(say_value(snapshot, "modality", code) for code in row["modality_codes"]) or missing,
            ),
        ]
    elif row["extent_km2"] > 0:
        extent = f"{format_number(row['extent_km2'], lang)} {snapshot.vocabulary.word('unit', 'km2', lang)}"
        facts.append((label("Extent"), f"{extent} · {row[f'extent_note_{lang}']}"))
    facts.append((label("About the position"), row.get(f"position_note_{lang}", "")))
    items = "".join(f"<dt>{escape_html(name)}</dt><dd>{escape_html(text)}</dd>" for name, text in facts if text)
    st.html(f'<dl class="facts">{items}</dl>')


def _say_nobody(snapshot: Snapshot, selection: Selection) -> str:
    """Say why nobody is shown in an area: nobody is named, it is not stated who fits, or the filters leave nobody."""
    here = snapshot.masks["area"].get(selection.sel)
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
            st.html(f'<p class="empty">{escape_html(_say_nobody(snapshot, selection))}</p>')
        return
    lang, words = read_lang(), snapshot.vocabulary
    kinds = words.codes("entity_kind")
    for kind, part in sorted(members.groupby("kind_code"), key=lambda pair: kinds.index(str(pair[0]))):
        st.html(f'<h4 class="list-title">{escape_html(words.word("entity_kind", str(kind), lang))} {len(part)}</h4>')
        with st.container(horizontal=True, gap="small", key=f"members_{kind}"):
            for row in to_rows(part):
                st.button(
                    escape_markdown(_name(row)),
                    key=f"go_{row['entity_id']}",
                    type="tertiary",
                    on_click=select,
                    args=(row["entity_id"],),
                )


def _section(title: str, items: list[str]) -> None:
    if items:
        listed = "".join(f"<li>{item}</li>" for item in items)
        st.html(f'<h4 class="list-title">{escape_html(title)} {len(items)}</h4><ul class="rows">{listed}</ul>')


def _say_date(date: str) -> str:
    said = format_date(date, read_lang())
    return label("{year}, month not stated", year=said) if len(date) == len("2025") else said


def _say_relation(snapshot: Snapshot, row: Row) -> str:
    lang = read_lang()
    first, second = (snapshot.name(row[end], lang) for end in ("from_id", "to_id"))
    verb = snapshot.vocabulary.word("relation", row["kind_code"], lang)
    return (
        f"{escape_html(first)} <i>{escape_html(verb)}</i> {escape_html(second)}<br>{escape_html(row[f'note_{lang}'])}"
    )


def _say_figure(snapshot: Snapshot, row: Row, vocabulary: str, code: str, value: str) -> str:
    lang = read_lang()
    figure = say_quantity(snapshot, row[value], row["unit_code"], row["qualifier_code"])
    name = snapshot.vocabulary.word(vocabulary, row[code], lang)
    kind = row.get("value_kind_code", "actual")
    stated = "" if kind == "actual" else f" ({snapshot.vocabulary.word('value_kind', kind, lang)})"
    note = f"{say_row_date(snapshot, row)} {row[f'note_{lang}']}"
    return f"{escape_html(name + stated)}: <b>{escape_html(figure)}</b> · {escape_html(note)}"


def _show_lists(snapshot: Snapshot, dossier: Dossier) -> None:
    lang, tables = read_lang(), {name: to_rows(table) for name, table in dossier.tables.items()}
    show_products(snapshot, dossier.products)
    _section(
        label("Figures"),
        [_say_figure(snapshot, row, "measure", "measure_code", "value") for row in tables.get("indicators", [])],
    )
    _section(
        label("Pipeline"),
        [_say_figure(snapshot, row, "stage", "stage_code", "count") for row in tables.get("pipeline_counts", [])],
    )
    _section(label("Relations"), [_say_relation(snapshot, row) for row in tables.get("relations", [])])
    show_policies(snapshot, tables.get("policies", []))
    # what is dated only by its year comes after what is dated in it
    events = sorted(tables.get("events", []), key=lambda row: (str(row["date"])[:4], str(row["date"])[4:] or "-13"))
    _section(
        label("Events"),
        [f"{escape_html(_say_date(row['date']))} {escape_html(row[f'title_{lang}'])}" for row in events],
    )
    _section(
        label("Ranks, as claimed"),
        [
            f"{escape_html(row[f'subject_{lang}'])}: {escape_html(say_rank(snapshot, row, lang))}"
            for row in tables.get("rankings", [])
        ],
    )
    _section(
        label("Sources that disagree"),
        [
            f"<b>{escape_html(row[f'topic_{lang}'])}</b> {escape_html(row[f'shown_{lang}'])}"
            for row in tables.get("conflicts", [])
        ],
    )


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
    position = row.get("position_source_id")
    if position:
        source = snapshot.find_row("sources", str(position))
        origin = escape_html(f"{source[f'title_{lang}']} · {source[f'publisher_{lang}']}")
        st.html(f'<p class="caption">{label("Position from")}: {origin}</p>')
    st.html(f'<p class="caption">{describe_proof(snapshot, row)}</p>')
    show_proofs(write_proofs(snapshot, named), "proof_card")


def row_table() -> pd.DataFrame:
    """Give a table without rows, for what a card does not have."""
    return pd.DataFrame()
