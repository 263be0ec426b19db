"""Market size: each area in each currency on an axis of its own, two beside each other."""

from functools import partial

import streamlit as st

from atlas.panels.market import MarketPanel, say_market
from atlas.pictures.panel_charts import draw_market, lay_out_market
from atlas.selection.dimensions import list_options
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.frame.frame import theme_type
from components.panels.figures import Chart, show_chart, show_proofs
from components.panels.pictures import show_chart_downloads
from components.pieces import show_text, show_title
from components.state import read_lang, toggle_value
from components.words import label

ACROSS = 2  # charts beside each other
SOURCE = "source"  # the filter that a column sets


@remember
def _draw(snapshot: Snapshot, lang: str, theme: str) -> tuple[tuple[str, Chart], ...]:
    """Draw each series once and not in every run; give its heading, too."""
    panel = say_market(snapshot, View(), lang)
    drawn = zip(panel.series, draw_market(panel, theme), strict=True)
    return tuple((one.heading, Chart(spec, one.description)) for one, spec in drawn)


def _choose_source(snapshot: Snapshot, source_id: str) -> None:
    """Filter by the document of a column that is clicked, or no longer; say so where it names nobody in Beijing."""
    if source_id in list_options(snapshot, SOURCE):
        toggle_value(SOURCE, source_id)
    else:
        st.toast(label("The document of this figure names no organisation in Beijing."))


def show_market(snapshot: Snapshot, view: View) -> MarketPanel:
    """Show the panel, and give what it says; a click on a column narrows everything to what its document names."""
    panel = say_market(snapshot, view, read_lang())
    charts = _draw(snapshot, read_lang(), theme_type())
    show_title(panel.title)
    for first in range(0, len(charts), ACROSS):
        _show_line(snapshot, charts, first)
    show_text(panel.note)
    with st.container(horizontal=True, gap="small"):
        show_proofs(panel.evidence, "proof_market")
        if charts:
            lay_out = partial(lay_out_market, snapshot, panel, theme_type(), read_lang())
            show_chart_downloads(snapshot, lay_out, panel.topic, (), "market")
    return panel


def _show_line(snapshot: Snapshot, charts: tuple[tuple[str, Chart], ...], first: int) -> None:
    """Show a line of charts; one alone in the last line is as wide as those above it."""
    across = min(ACROSS, len(charts))
    shown = charts[first : first + ACROSS]
    for number, (column, (title, chart)) in enumerate(zip(st.columns(across), shown, strict=False), start=first):
        with column:
            show_text(title, "chart-title")
            choose = partial(_choose_source, snapshot)
            show_chart(chart, f"market_{number}", across=across, choose=choose)
