"""Market size: the world in dollars, China in yuan, each on an axis of its own."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.charts import draw_columns
from atlas.i18n import MONEY, NO_CURRENCY
from atlas.store import Snapshot
from atlas.summarise import list_market_sizes
from components.controls.filters import area_name
from components.frame import theme_type
from components.map.palette import PALETTES
from components.panels.figures import say_quantity, show_proofs, split_quantity, to_rows
from components.state import read_lang
from components.words import escape_html, label

PLOTTED = [unit for unit, (currency, _) in MONEY.items() if currency != NO_CURRENCY]
BARE = ""  # the axis names the unit
HEIGHT = 112


def _show_region(snapshot: Snapshot, rows: pd.DataFrame, unit: str, color: str) -> None:
    palette, lang, words = PALETTES[theme_type()], read_lang(), snapshot.vocabulary
    name = area_name(snapshot, rows["area_id"].iloc[0])
    in_unit = words.word("unit", unit, lang)
    texts = [
        " ".join(filter(None, split_quantity(snapshot, row["value"], BARE, row["qualifier_code"])[:2]))
        for row in to_rows(rows)
    ]
    kinds = [words.word("value_kind", code, lang) for code in rows["value_kind_code"]]
    styles = [words.marker("value_kind", code) for code in rows["value_kind_code"]]
    st.html(f'<p class="chart-title">{escape_html(name)} · {escape_html(in_unit)}</p>')
    st.vega_lite_chart(
        spec=draw_columns(
            rows.assign(text=texts, kind=kinds, style=styles),
            color=color,
            ink=palette.ink,
            muted=palette.muted,
            height=HEIGHT,
        ),
        theme=None,
        height=HEIGHT,
        key=f"market_{unit}",
        alt="; ".join(f"{year}: {text} {in_unit}" for year, text in zip(rows["year"], texts, strict=True)),
    )


def _describe(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Say one figure whole: where, when, how much, of what kind and by whom."""
    lang = read_lang()
    figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    kind = snapshot.vocabulary.word("value_kind", row["value_kind_code"], lang)
    publisher = row[f"publisher_{lang}"] or label("Publisher not stated")
    return f"{area_name(snapshot, row['area_id'])} {row['year']} · {figure} · {kind} · {publisher}"


def show_market_panel(snapshot: Snapshot) -> None:
    """Show the panel."""
    rows, lang = list_market_sizes(snapshot), read_lang()
    palette = PALETTES[theme_type()]
    st.html(f'<h3 class="panel-title">{label("Market size: world and China differ in scope and currency")}</h3>')
    plotted = rows[rows["unit_code"].isin(PLOTTED)]
    groups = list(plotted.groupby("unit_code", sort=False))
    colors = (palette.company, palette.platform)
    for column, (unit, part), color in zip(st.columns(len(groups)), groups[::-1], colors, strict=False):
        with column:
            _show_region(snapshot, part, str(unit), color)
    others = to_rows(rows[~rows["unit_code"].isin(PLOTTED)])
    notes = [
        f"{row['year']}: {say_quantity(snapshot, row['value'], row['unit_code'], row['qualifier_code'])}"
        for row in others
    ]
    publishers = " · ".join(dict.fromkeys(filter(None, rows[f"publisher_{lang}"])))
    caption = label("Solid: reported. Outlined: forecast, also where its year has passed.")
    st.html(f'<p class="caption">{caption} {escape_html("; ".join(notes))} {escape_html(publishers)}</p>')
    show_proofs(snapshot, [(_describe(snapshot, row), row) for row in to_rows(rows)], "proof_market")
