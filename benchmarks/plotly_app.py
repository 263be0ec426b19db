"""A peer: the same points and districts through plotly's scatter_map, without a basemap."""

import plotly.express as px
import streamlit as st

from benchmarks.plain import COLUMNS, HEIGHT, VIEW, pick_rows, read_districts

st.set_page_config(layout="wide")
rows = pick_rows()
figure = px.scatter_map(
    rows,
    lat="latitude",
    lon="longitude",
    hover_name="name_zh",
    hover_data=["kind_code", "area_id"],
    zoom=VIEW["zoom"],
    center={"lon": VIEW["longitude"], "lat": VIEW["latitude"]},
    map_style="white-bg",
)
districts = {"sourcetype": "geojson", "source": read_districts()}
figure.update_layout(
    map_layers=[
        {**districts, "type": "fill", "color": "#DCE7F1", "below": "traces"},
        {**districts, "type": "line", "color": "#1C2733", "below": "traces"},
    ],
    margin={"l": 0, "r": 0, "t": 0, "b": 0},
)
column, _ = st.columns(COLUMNS)
column.plotly_chart(figure, height=HEIGHT, key="chart")
