"""Data page: any table as the filter leaves it, to look through and take away."""

import streamlit as st

from components.data.columns import pick_table
from components.data.downloads import show_downloads
from components.data.table import show_count, show_table
from components.map.page import open_page, show_head

snapshot, view, _ = open_page()
show_head(snapshot, view.filter)
with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tablebar"):
    table_name, columns = pick_table(snapshot, view.filter)
    show_count(snapshot, view.filter, table_name)
    st.space("stretch")
    show_downloads(snapshot, view.filter, table_name)
show_table(snapshot, view, table_name, columns)
