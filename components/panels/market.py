"""Market size: each area in each currency on an axis of its own, two beside each other."""

from dataclasses import dataclass
from functools import partial
from itertools import cycle

import streamlit as st

from atlas.analysis.market import group_markets, list_market_sizes
from atlas.pictures.chart_picture import ChartSheet
from atlas.pictures.charts import draw_columns
from atlas.pictures.credit import list_chart_notes
from atlas.selection.dimensions import list_options
from atlas.store.snapshot import Snapshot, to_rows
from atlas.style.palette import PALETTES
from atlas.wording.market import (
    describe_columns,
    list_columns,
    say_caption,
    say_heading,
    say_market_size,
    say_title,
    say_topic,
)
from components.cached import remember
from components.frame.frame import theme_type
from components.panels.figures import Chart, show_chart, show_proofs, write_proofs
from components.panels.pictures import show_chart_downloads
from components.state import read_lang, toggle_value
from components.words import escape_html, label

HEIGHT = 60
ACROSS = 2  # charts beside each other
SOURCE = "source"  # the filter that a column sets


@dataclass(frozen=True)
class _Panel:
    title: str
    topic: str
    regions: tuple[tuple[str, Chart], ...]  # each with its title
    caption: str
    proofs: str
    picture: ChartSheet


@remember
def _prepare(snapshot: Snapshot, lang: str, theme: str) -> _Panel:
    markets, palette = group_markets(snapshot), PALETTES[theme]
    colors = cycle((palette.company, palette.platform, palette.area, palette.muted))
    regions: list[tuple[str, Chart]] = []
    for series, color in zip(markets.series, colors, strict=False):
        columns = list_columns(snapshot, series, lang)
        spec = draw_columns(columns, color=color, ink=palette.ink, muted=palette.muted, height=HEIGHT)
        regions.append((say_heading(snapshot, series, lang), Chart(spec, describe_columns(snapshot, series, lang))))
    title, caption = say_title(snapshot, markets, lang), say_caption(snapshot, markets, lang)
    rows = to_rows(list_market_sizes(snapshot))
    picture = ChartSheet(
        title=title,
        subtitle="",
        charts=tuple((heading, chart.spec) for heading, chart in regions),
        description=" ".join([*(f"{heading}: {chart.alt}." for heading, chart in regions), caption]),
        notes=list_chart_notes(snapshot, caption, (row["source_id"] for row in rows), lang),
    )
    proofs = write_proofs(snapshot, [(say_market_size(snapshot, row, lang), row) for row in rows])
    return _Panel(title, say_topic(snapshot, markets, lang), tuple(regions), caption, proofs, picture)


def _choose_source(snapshot: Snapshot, source_id: str) -> None:
    """Filter by the document of a column that is clicked, or no longer; say so where it names nobody in Beijing."""
    if source_id in list_options(snapshot, SOURCE):
        toggle_value(SOURCE, source_id)
    else:
        st.toast(label("The document of this figure names no organisation in Beijing."))


def show_market_panel(snapshot: Snapshot) -> None:
    """Show the panel; a click on a column narrows everything to what its document names."""
    panel = _prepare(snapshot, read_lang(), theme_type())
    st.html(f'<h3 class="panel-title">{escape_html(panel.title)}</h3>')
    for first in range(0, len(panel.regions), ACROSS):
        _show_line(snapshot, panel, first)
    st.html(f'<p class="caption">{escape_html(panel.caption)}</p>')
    with st.container(horizontal=True, gap="small"):
        if panel.proofs:
            show_proofs(panel.proofs, "proof_market")
        if panel.regions:
            show_chart_downloads(snapshot, panel.picture, panel.topic, [], "market")


def _show_line(snapshot: Snapshot, panel: _Panel, first: int) -> None:
    """Show a line of charts; one alone in the last line is as wide as those above it."""
    across = min(ACROSS, len(panel.regions))
    shown = panel.regions[first : first + ACROSS]
    for number, (column, (title, chart)) in enumerate(zip(st.columns(across), shown, strict=False), start=first):
        with column:
            st.html(f'<p class="chart-title">{escape_html(title)}</p>')
            choose = partial(_choose_source, snapshot)
            show_chart(chart, f"market_{number}", across=across, choose=choose)
