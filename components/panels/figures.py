"""Figures as a reader expects them, and the note that opens a figure's source."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from atlas.i18n import MONEY, format_amount, format_date, format_number
from atlas.store import Snapshot
from components.state import read_lang
from components.words import escape_html, label

EXACT = "exact"


def say_quantity(snapshot: Snapshot, value: float, unit_code: str, qualifier_code: str) -> str:
    """Say a figure with qualifier and unit: 逾647项, more than 647 pipelines."""
    lang, words = read_lang(), snapshot.vocabulary
    if unit_code in MONEY:
        figure = format_amount(value, unit_code, lang)
    else:
        unit = words.word("unit", unit_code, lang)
        gap = "" if lang == "zh" or unit_code == "pct" else " "
        figure = f"{format_number(value, lang)}{gap}{unit}"
    if qualifier_code in (EXACT, ""):
        return figure
    qualifier = words.word("qualifier", qualifier_code, lang)
    return f"{qualifier}{figure}" if lang == "zh" else f"{qualifier} {figure}"


def say_as_of(row: Mapping[str, Any]) -> str:
    """Say a figure's date, or that none is stated."""
    date = format_date(row.get("as_of_date") or "", read_lang())
    return label("As of {date}", date=date) if date else label("Date not stated")


def describe_proof(snapshot: Snapshot, row: Mapping[str, Any]) -> str:
    """Write where a row comes from as HTML: title, publisher, date, section, words as printed."""
    lang = read_lang()
    source = snapshot["sources"].set_index("source_id").loc[row["source_id"]]
    locators = snapshot["locators"]
    place = locators[(locators["source_id"] == row["source_id"]) & (locators["locator"] == row["locator"])].iloc[0]
    date = format_date(source["published_date"], lang) or source[f"published_note_{lang}"] or label("Date not stated")
    parts = [source[f"title_{lang}"], source[f"publisher_{lang}"], date, place[f"heading_{lang}"]]
    shown = " · ".join(escape_html(part) for part in parts)
    return f'<span class="proof">“<q lang="zh">{escape_html(row["as_printed"])}</q>” {shown}</span>'


def show_proofs(snapshot: Snapshot, rows: Iterable[tuple[str, Mapping[str, Any]]], key: str) -> None:
    """Show the note that opens the sources of some figures: each figure, then its proof."""
    with st.popover(label("Sources"), type="tertiary", key=key):
        items = "".join(f"<li><b>{escape_html(text)}</b> {describe_proof(snapshot, row)}</li>" for text, row in rows)
        st.html(f'<ul class="proofs">{items}</ul>')


def to_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a table's rows as dictionaries."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
