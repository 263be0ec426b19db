"""Data page: any table as the selection leaves it, to look through and take away."""

import streamlit as st

from components.data.columns import pick_table
from components.data.downloads import show_downloads
from components.data.table import show_count, show_table
from components.map.page import open_page, show_head

snapshot, selection, _ = open_page()
show_head(snapshot, selection)
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tablebar"):
    table_name, columns = pick_table(snapshot, selection)
    show_count(snapshot, selection, table_name)
    st.space("stretch")
    show_downloads(snapshot, selection, table_name)
show_table(snapshot, selection, table_name, columns)
