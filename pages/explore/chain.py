"""Value-chain page: which steps each district covers, who is nearest where it has none, and who is elsewhere."""

import streamlit as st

from components.chain.page import read_cell, show_choice, show_class_note, show_matrix, show_outside
from components.map.page import open_page, show_head

snapshot, view, shown = open_page()
show_head(snapshot, view.filter)
chosen = read_cell()
matrix_column, choice_column = st.columns([62, 38], gap="small")
with matrix_column:
    show_matrix(snapshot, view, chosen)
    show_class_note(snapshot)
with choice_column:
    show_choice(snapshot, view, shown, chosen)
show_outside(snapshot)
