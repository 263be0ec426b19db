"""Any table as the filter leaves it, in words; a chosen row opens its card."""

from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from atlas.export.csv import write_cell
from atlas.language.i18n import format_date, format_number, translate
from atlas.links.parameters import MAP
from atlas.panels.evidence import gather_evidence
from atlas.selection.filter import Filter
from atlas.selection.row_filter import count_without, find_subject, follow_filter, list_idle
from atlas.selection.view import View
from atlas.store.schema import PROVENANCE, TABLES, Column, Table
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.table_text import (
    AS_OF,
    KIND,
    NAME,
    list_said_columns,
    name_columns,
    put_in_words,
    say_blank,
    say_cell,
    say_own_name,
    say_row_date,
)
from components.boundary import guard
from components.cached import remember
from components.facets.heard import say_idle, say_ways
from components.pieces import show_text
from components.render import render
from components.state import hash_state, open_page_on, read_lang, write_url
from components.told import read_rows
from components.words import escape_markdown, label

BLANK = "—"
TICKED = "ticked_row"  # table and key of the row that was ticked last
ROWS_HEIGHT, FEW_ROWS = 430, 12
DECIMALS = 4  # of a figure; coordinates have more
Width = Literal["small", "medium", "large"]
TEXT_WIDTH: Width = "medium"


@remember
def prepare_table(snapshot: Snapshot, filter: Filter, table_name: str, lang: str) -> pd.DataFrame:
    """Prepare the rows in words."""
    rows = follow_filter(snapshot, filter, table_name)
    return put_in_words(snapshot, TABLES[table_name], rows, lang)


def fit_height(count: int) -> int | Literal["content"]:
    """Give the height of a table with so many rows: a few are shown whole, more scroll."""
    return "content" if count <= FEW_ROWS else ROWS_HEIGHT


def show_count(snapshot: Snapshot, filter: Filter, table_name: str) -> None:
    """Show how many of the table's rows are left."""
    rows, every = follow_filter(snapshot, filter, table_name), len(snapshot[table_name])
    text = label("{left} of {total} rows", left=len(rows), total=every)
    show_text(text, "placed", is_status=True, fits=True)
    if "entity_id" in TABLES[table_name].primary_key:
        outside = int((~rows["entity_id"].isin(snapshot.entities["entity_id"])).sum())
        if outside:
            show_text(label("{count} not placed in Beijing", count=outside), fits=True)


def show_table(snapshot: Snapshot, view: View, table_name: str, columns: list[str]) -> None:
    """Show the rows, and below them the card of the one that is ticked: it selects whom it is about everywhere."""
    filter, table = view.filter, TABLES[table_name]
    said = prepare_table(snapshot, filter, table_name, read_lang())
    if idle := say_idle(list_idle(filter, table_name)):
        show_text(idle, "notice", is_status=True)
    if said.empty:
        _show_empty(snapshot, filter, table_name)
        return
    rows = follow_filter(snapshot, filter, table_name)
    # a ticked row is known by its number only: another filter starts afresh
    key = f"rows_{snapshot.snapshot_id}_{table_name}_{hash_state((filter, view.focus))}_{len(said)}"
    told: object = st.dataframe(
        said[columns],
        height=fit_height(len(said)),
        hide_index=True,
        column_config=configure(table, columns),
        key=key,
        on_select=guard(partial(_hear_tick, snapshot, table_name, rows, key)),
        selection_mode="single-row",
        selection_default={"selection": {"rows": _find_ticked(snapshot, view.focus, table_name, rows)}},
        placeholder=BLANK,
        alt=label(table.title),
    )
    text = label("{sign} stands for what is not stated or does not apply. A ticked row opens below.", sign=BLANK)
    show_text(text)
    if chosen := read_rows(told, len(said))[:1]:
        show_row(snapshot, table, to_rows(rows.iloc[chosen])[0])


def _find_ticked(snapshot: Snapshot, chosen: str, table_name: str, rows: pd.DataFrame) -> list[int]:
    """Find the row that is ticked when the table comes: the last one while it fits, else the one that is selected."""
    held = st.session_state.get(TICKED, ("", ""))
    named = TABLES[table_name].write_keys(rows)
    if held[0] == table_name and held[1] in named:
        place = named.index(held[1])
        subject = find_subject(snapshot, table_name, to_rows(rows.iloc[[place]])[0])
        if subject in ("", chosen):
            return [place]
    return [named.index(chosen)] if chosen in named else []


def _hear_tick(snapshot: Snapshot, table_name: str, rows: pd.DataFrame, key: str) -> None:
    """Select whom the ticked row is about; unticked, it is selected no longer."""
    ticked = read_rows(st.session_state.get(key), len(rows))[:1]
    before = _find_ticked(snapshot, st.query_params.get("sel", ""), table_name, rows)
    if not ticked and not before:
        return
    row = to_rows(rows.iloc[ticked or before])[0]
    st.session_state[TICKED] = (table_name, TABLES[table_name].write_key(row)) if ticked else ("", "")
    # a row about nobody leaves what is selected as it is, ticked and unticked
    if subject := find_subject(snapshot, table_name, row):
        write_url("sel", subject if ticked else "")


def configure(table: Table, columns: list[str], text_width: Width | None = TEXT_WIDTH) -> dict[str, Any]:
    """Name the columns on screen, with their meaning as help; without a width they take what their cells need."""
    lang, names = read_lang(), name_columns(table, read_lang())
    return {
        name: st.column_config.Column(
            names[name],
            help=escape_markdown(f"{translate(lang, table.column(name).meaning)} {name}"),
            width=text_width if table.column(name).type == "string" else None,
        )
        for name in columns
    }


def _show_empty(snapshot: Snapshot, filter: Filter, table_name: str) -> None:
    """Say that no row fits, and what to take away."""
    ways = say_ways(count_without(snapshot, filter, table_name))
    advice = (
        label("No row of this table belongs to what is chosen. Take a filter away:")
        if ways
        else label("No row of this table belongs to what is chosen. Take several filters away.")
    )
    st.html(render("nothing_left.html", said=advice, ways=ways))


def show_row(snapshot: Snapshot, table: Table, row: dict[str, Any]) -> None:
    """Show the card of a row: every field, its source, and the way to the map if whom it is about is there."""
    names, kind = name_columns(table, read_lang()), str(row.get(KIND, ""))

    def say(column: Column) -> str:
        said = say_field(snapshot, column, row)
        return said or say_blank(snapshot, table, column.name, kind, read_lang()) or BLANK

    facts = [(names[column.name], say(column)) for column in list_said_columns(table, read_lang())]
    with st.container(border=True, key="row_card"):
        subject = find_subject(snapshot, table.name, row)
        if subject and st.button(label("Show on the map"), key="row_to_map"):
            open_page_on(MAP, subject)
        st.html(render("facts.html", facts=facts, look="fields"))
        if {column.name for column in PROVENANCE} <= set(row):
            evidence = gather_evidence(snapshot, [("", row)], read_lang())
            st.html(render("row_source.html", behind=evidence))


def say_field(snapshot: Snapshot, column: Column, row: dict[str, Any]) -> str:
    """Say one field as text; a blank is `""`."""
    lang, cell = read_lang(), row[column.name]
    if column.type in ("integer", "number"):
        if pd.isna(cell):
            return ""
        is_plain = column.name.endswith("year") or round(cell, DECIMALS) != cell
        return write_cell(cell) if is_plain else format_number(cell, lang)
    if column.name == f"{NAME}_{lang}":
        return say_own_name(row, lang)
    if column.name == AS_OF:
        return say_row_date(snapshot, row, format_date(cell, lang), lang)
    if column.type == "date":
        return format_date(cell, lang)
    return say_cell(snapshot, column, cell, lang)
