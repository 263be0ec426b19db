"""Market size: the world in dollars, China in yuan, each on an axis of its own."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.briefing.chart_picture import ChartSheet
from atlas.briefing.credit import list_chart_notes
from atlas.charts import draw_columns
from atlas.i18n import MONEY, NO_CURRENCY
from atlas.palette import PALETTES
from atlas.selection import dimension_options
from atlas.store import Snapshot, to_rows
from atlas.summarise import list_market_sizes
from components.cached import remember
from components.controls.pictures import show_chart_downloads
from components.frame import theme_type
from components.panels.figures import Chart, say_quantity, show_chart, show_proofs, split_quantity, write_proofs
from components.state import read_lang, toggle_value
from components.words import escape_html, label

PLOTTED = [unit for unit, (currency, _) in MONEY.items() if currency != NO_CURRENCY]
SENTENCE_JOINTS = {"zh": "", "en": " "}
BARE = ""  # the axis names the unit
HEIGHT = 60
SOURCE = "source"  # the filter that a column sets


@dataclass(frozen=True)
class _Panel:
    regions: tuple[tuple[str, Chart], ...]  # each with its title
    caption: str
    proofs: str
    picture: ChartSheet


def _draw_region(snapshot: Snapshot, rows: pd.DataFrame, color: str, *, lang: str, theme: str) -> tuple[str, Chart]:
    """Write one region's title and draw its figures."""
    palette, words = PALETTES[theme], snapshot.vocabulary
    in_unit = words.word("unit", rows["unit_code"].iloc[0], lang)
    figures = [split_quantity(snapshot, row["value"], BARE, row["qualifier_code"])[:2] for row in to_rows(rows)]
    qualifiers, texts = zip(*figures, strict=True)
    kinds = [words.word("value_kind", code, lang) for code in rows["value_kind_code"]]
    styles = [words.marker("value_kind", code) for code in rows["value_kind_code"]]
    publishers = [_publisher(row, lang) for row in to_rows(rows)]
    drawn = rows.assign(
        code=rows["source_id"], text=texts, qualifier=qualifiers, kind=kinds, style=styles, publisher=publishers
    )
    spec = draw_columns(drawn, color=color, ink=palette.ink, muted=palette.muted, height=HEIGHT)
    said = [" ".join(filter(None, figure)) for figure in figures]
    told = zip(rows["year"], said, kinds, publishers, strict=True)
    alt = "; ".join(f"{year}: {figure} {in_unit}, {kind}, {publisher}" for year, figure, kind, publisher in told)
    return f"{snapshot.name(rows['area_id'].iloc[0], lang)} · {in_unit}", Chart(spec, alt)


def _publisher(row: dict[str, Any], lang: str) -> str:
    return str(row[f"publisher_{lang}"] or label("Publisher not stated"))


def _describe(snapshot: Snapshot, row: dict[str, Any], lang: str) -> str:
    """Say one figure whole: where, when, how much, of what kind and by whom."""
    figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    kind = snapshot.vocabulary.word("value_kind", row["value_kind_code"], lang)
    place = snapshot.name(row["area_id"], lang)
    return f"{place} {row['year']} · {figure} · {kind} · {_publisher(row, lang)}"


@remember
def _prepare(snapshot: Snapshot, lang: str, theme: str) -> _Panel:
    rows, palette = list_market_sizes(snapshot), PALETTES[theme]
    plotted = rows["unit_code"].isin(PLOTTED)
    groups = [part for _, part in rows[plotted].groupby("unit_code", sort=False)][::-1]
    colors = (palette.company, palette.platform)
    regions = [
        _draw_region(snapshot, part, color, lang=lang, theme=theme) for part, color in zip(groups, colors, strict=False)
    ]
    said = [label("Solid: reported. Outlined: forecast, also where its year has passed.")]
    if any(len(set(part[f"publisher_{lang}"])) > 1 for part in groups):
        said.append(label("No growth can be read across publishers."))
    said += [_describe(snapshot, row, lang) for row in to_rows(rows[~plotted])]
    caption = SENTENCE_JOINTS[lang].join(said)
    named = [(_describe(snapshot, row, lang), row) for row in to_rows(rows)]
    picture = ChartSheet(
        title=_title(),
        subtitle="",
        charts=tuple((title, chart.spec) for title, chart in regions),
        description=" ".join(f"{title}: {chart.alt}." for title, chart in regions),
        notes=list_chart_notes(snapshot, caption, rows["source_id"], lang),
    )
    return _Panel(tuple(regions), caption, write_proofs(snapshot, named), picture)


def _title() -> str:
    return label("Market size: world and China differ in scope and currency")


def _choose_source(snapshot: Snapshot, source_id: str) -> None:
    """Filter by the document of a column that is clicked, or no longer; say so where it names nobody in Beijing."""
    if source_id in dimension_options(snapshot, SOURCE):
        toggle_value(SOURCE, source_id)
    else:
        st.toast(label("The document of this figure names no organisation in Beijing."))


def show_market_panel(snapshot: Snapshot) -> None:
    """Show the panel; a click on a column narrows everything to what its document names."""
    panel = _prepare(snapshot, read_lang(), theme_type())
    st.html(f'<h3 class="panel-title">{escape_html(_title())}</h3>')
    for number, (column, (title, chart)) in enumerate(zip(st.columns(len(panel.regions)), panel.regions, strict=True)):
        with column:
            st.html(f'<p class="chart-title">{escape_html(title)}</p>')
            choose = partial(_choose_source, snapshot)
            show_chart(chart, f"market_{number}", across=len(panel.regions), choose=choose)
    st.html(f'<p class="caption">{escape_html(panel.caption)}</p>')
    with st.container(horizontal=True, gap="small"):
        show_proofs(panel.proofs, "proof_market")
        show_chart_downloads(snapshot, panel.picture, label("Market size, world and China"), [], "market")
