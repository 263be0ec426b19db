"""The naive way: whole rows and whole districts go through pydeck to the browser in every rerun."""

import pydeck as pdk
import streamlit as st

from benchmarks.plain import COLUMNS, HEIGHT, VIEW, pick_rows, read_districts

st.set_page_config(layout="wide")
rows = pick_rows()
column, _ = st.columns(COLUMNS)
column.pydeck_chart(
    pdk.Deck(
        layers=[
            pdk.Layer(
                "GeoJsonLayer",
                data=read_districts(),
                get_fill_color=[220, 231, 241],
                get_line_color=[28, 39, 51],
                line_width_min_pixels=1,
            ),
            pdk.Layer(
                "ScatterplotLayer",
                data=rows,
                get_position=["longitude", "latitude"],
                get_fill_color=[0, 114, 178],
                get_radius=1,
                radius_min_pixels=5,
                pickable=True,
            ),
        ],
        # the default style would be fetched from an outside host
        map_provider=None,
        initial_view_state=pdk.ViewState(**VIEW),
        tooltip={"text": "{name_zh}"},
    ),
    height=HEIGHT,
    key="chart",
)
