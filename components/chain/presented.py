"""The value-chain page for an audience: the whole matrix as one table."""

import pandas as pd
import streamlit as st

from atlas.analysis.value_chain import Matrix, build_matrix, list_steps
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot, to_rows
from components.chain.page import say_how_to_count
from components.map.presented import Row
from components.panels.proofs import write_table
from components.state import read_lang
from components.words import escape_html, label


def show_chain_stage(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> list[Row]:  # noqa: ARG001 - as all stages
    """Show the matrix; give the rows behind it."""
    matrix, steps, lang = build_matrix(snapshot, shown), list_steps(snapshot), read_lang()
    heads = [label("District or zone"), *(snapshot.vocabulary.word("chain_step", step, lang) for step in steps)]
    rows = [
        [escape_html(snapshot.name(area, lang)), *(_say_count(matrix, area, step) for step in steps)]
        for area in map(str, matrix.counts.index)
    ]
    with st.container(key="present_pages"):
        st.html(write_table(heads, rows, "chain"))
        st.html(f'<p class="caption">{say_how_to_count(matrix)}</p>')
    return to_rows(shown)


def _say_count(matrix: Matrix, area: str, step: str) -> str:
    """Say how many are left, or that the filters leave nobody, or that the documents name nobody."""
    count, named = (int(table.loc[[area], step].sum()) for table in (matrix.counts, matrix.named))
    return f"<b>{count}</b>" if count else f"0/{named}" if named else '<span class="unknown">—</span>'
