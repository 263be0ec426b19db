"""Map page: where Beijing's CGT organisations are, and how far their products have come."""

import streamlit as st

from components.explore import open_map, show_filters, show_map_column, show_panels, show_top_bar

snapshot, selection, shown = open_map()
show_filters(snapshot, selection)
show_top_bar(snapshot, selection, shown)
map_column, panel_column = st.columns([64, 36], gap="small")
with map_column:
    show_map_column(snapshot, selection, shown)
with panel_column:
    show_panels(snapshot, selection, shown)
