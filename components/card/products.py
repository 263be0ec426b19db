"""A product or trial: its place in the list of whose it is, and the facts of its own card."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.language.i18n import format_date
from atlas.store.snapshot import Snapshot, say_name, to_rows
from components.boundary import guard
from components.state import read_lang, select
from components.words import escape_html, escape_markdown, label

Said = tuple[str, str, str]  # a product's id, its name, and what it is, as HTML


def list_product_facts(snapshot: Snapshot, row: pd.Series) -> list[tuple[str, str]]:
    """List what is known of a product: whose it is, where it is tried, how it works, against what, how far it is."""
    lang, words, missing = read_lang(), snapshot.vocabulary, label("Not disclosed")
    stage = [words.word("stage", row["stage_code"], lang), format_date(row["stage_date"], lang)]
    owner, site = (snapshot.name(row[end], lang) if row[end] else missing for end in ("owner_id", "site_id"))
    return [
        (label("Owner"), owner),
        (label("Site"), site),
        (label("Stage"), " · ".join(filter(None, stage))),
        (label("Modality"), words.word("modality", row["modality_code"], lang) or missing),
        (label("Target"), row["target"] or missing),
        (label("Indication"), row[f"indication_{lang}"] or missing),
    ]


def say_products(snapshot: Snapshot, products: pd.DataFrame) -> tuple[Said, ...]:
    """Say what products and trials are, in the table's order."""
    return tuple(
        (row["product_id"], say_name(row, read_lang()), _say_product(snapshot, row)) for row in to_rows(products)
    )


def show_products(said: tuple[Said, ...]) -> None:
    """List products and trials, each leading to its card."""
    if not said:
        return
    st.html(f'<h4 class="list-title">{escape_html(label("Products and trials"))} {len(said)}</h4>')
    for product, name, text in said:
        with st.container(gap=None, key=f"product_{product}"):
            shown = f"**{escape_markdown(name)}**"
            st.button(shown, key=f"go_{product}", type="tertiary", on_click=guard(select), args=(product,))
            st.html(f'<p class="caption">{text}</p>')


def _say_product(snapshot: Snapshot, row: dict[str, Any]) -> str:
    lang, words = read_lang(), snapshot.vocabulary
    missing = label("not stated")
    details = [
        words.word("stage", row["stage_code"], lang),
        words.word("modality", row["modality_code"], lang),
        f"{label('Target')} {row['target'] or missing}",
        f"{label('Indication')} {row[f'indication_{lang}'] or missing}",
        format_date(row["stage_date"], lang),
    ]
    known = escape_html(" · ".join(filter(None, details)))
    return f"{known}<br>{escape_html(row[f'description_{lang}'])}"
