"""The front door: page set-up, navigation and the one error boundary."""

import streamlit as st

from atlas.errors import DataError
from components.failure import show_data_error, show_incident
from components.frame import set_up_page, show_footer
from components.state import carry_over
from components.words import label

set_up_page()
page = st.navigation(
    [
        st.Page("pages/explore/map.py", title=label("Map"), url_path="map", default=True),
        st.Page("pages/explore/compare.py", title=label("Compare"), url_path="compare"),
        st.Page("pages/explore/chain.py", title=label("Value chain"), url_path="chain"),
        st.Page("pages/explore/policy.py", title=label("Policy"), url_path="policy"),
        st.Page("pages/analyse/table.py", title=label("Data"), url_path="data"),
        st.Page("pages/about/sources.py", title=label("About the data"), url_path="about"),
    ],
    position="top",
)
carry_over(page.url_path)
slot = st.empty()  # so that a failure replaces what was half drawn
try:
    with slot.container():
        page.run()
        show_footer()
except DataError as error:
    show_data_error(slot, error)
except Exception as error:  # noqa: BLE001 - the one error boundary
    show_incident(slot, error)
