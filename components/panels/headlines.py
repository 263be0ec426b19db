"""The headline strip: up to four published figures of the chosen area."""

import streamlit as st

from atlas.panels.headlines import HeadlineFigure, HeadlinesPanel, say_headlines
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.panels.figures import show_proofs
from components.state import read_lang
from components.words import escape_html


def write_figure(figure: HeadlineFigure) -> str:
    """Write a figure as HTML, with the number large and the words small."""
    qualifier, number, unit, name, date = map(
        escape_html, (figure.qualifier, figure.number, figure.unit, figure.name, figure.date)
    )
    said = f"<small>{qualifier}</small> {number} <small>{unit}</small>"
    return f"<div><dd>{said}</dd><dt>{name}<br>{date}</dt></div>"


def show_headlines(snapshot: Snapshot, view: View) -> HeadlinesPanel:
    """Show the strip, and give what it says."""
    panel = say_headlines(snapshot, view, read_lang())
    if not panel.figures:
        st.html(f'<p class="empty">{escape_html(" ".join(panel.notes))}</p>')
        return panel
    cells = "".join(write_figure(one) for one in panel.figures)
    head = f'<h3 class="panel-title">{escape_html(panel.title)}</h3>'
    st.html(f'{head}<dl class="kpis kpis-{read_lang()}">{cells}</dl>')
    show_proofs(panel.evidence, "proof_headlines")
    return panel
