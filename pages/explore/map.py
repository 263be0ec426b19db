"""Map page: where Beijing's CGT organisations are, and how far their products have come."""

import streamlit as st

from components.map.page import lay_out_page, open_page, show_filters, show_map_column, show_panels, show_top_bar

snapshot, view, shown = open_page()
top_bar = lay_out_page()
map_column, panel_column = st.columns([64, 36], gap="small")
with map_column:  # first, since the browser needs longest for it
    show_map_column(snapshot, view, shown)
with panel_column:
    show_panels(snapshot, view, shown)
with top_bar:
    show_top_bar(snapshot, view, shown)
show_filters(snapshot, view.filter)
