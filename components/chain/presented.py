"""The value-chain page for an audience: the whole matrix as one table."""

import pandas as pd
import streamlit as st

from atlas.panels.chain import MatrixCell, Standing, say_chain
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.panels.proofs import write_table
from components.state import read_lang
from components.words import escape_html, label

LOOKS = {Standing.SOME: "<b>{}</b>", Standing.LEFT: "{}", Standing.NONE: '<span class="unknown">{}</span>'}


def show_chain_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> frozenset[str]:  # noqa: ARG001 - as all stages
    """Show the matrix; give the documents behind it."""
    panel = say_chain(snapshot, view, read_lang())
    heads = [label("District or zone"), *(step.word for step in panel.steps)]
    rows = [[escape_html(row.name), *map(_write_cell, row.cells)] for row in panel.rows]
    with st.container(key="present_pages"):
        st.html(write_table(heads, rows, "chain"))
        st.html(f'<p class="caption">{escape_html(" ".join(panel.notes))}</p>')
    return panel.source_ids


def _write_cell(cell: MatrixCell) -> str:
    return LOOKS[cell.standing].format(escape_html(cell.text))
