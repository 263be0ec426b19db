"""The front door: page set-up, navigation and the one error boundary."""

import streamlit as st

from atlas.errors import DataError
from components.boundary import raise_failure
from components.cached import settle_snapshot
from components.frame.connection import watch_connection
from components.frame.failure import show_data_error, show_incident, show_trouble
from components.frame.frame import set_up_page
from components.navigation import settle_page
from components.stage.stage import show_page
from components.stage.steps import steer
from components.state import carry_over, is_bare, mark_way_back, settle_renamed
from components.turns import take_turn
from components.words import label

with take_turn():
    set_up_page()
    watch_connection()
    pages = [
        st.Page("pages/explore/map.py", title=label("Map"), url_path="map", default=True),
        st.Page("pages/explore/compare.py", title=label("Compare"), url_path="compare"),
        st.Page("pages/explore/chain.py", title=label("Value chain"), url_path="chain"),
        st.Page("pages/explore/policy.py", title=label("Policy"), url_path="policy"),
        st.Page("pages/explore/profile.py", title=label("Profile"), url_path="profile"),
        st.Page("pages/analyse/table.py", title=label("Data"), url_path="data"),
        st.Page("pages/about/sources.py", title=label("About the data"), url_path="about"),
    ]
    page = st.navigation(
        pages,
        position="hidden" if is_bare() else "top",
    )
    name = settle_page(pages, page)
    carry_over(name)
    mark_way_back(name)
    slot = st.empty()  # so that a failure replaces what was half drawn
    try:
        settle_snapshot()
        settle_renamed()
        raise_failure()
        steer(name)
        with slot.container():
            show_trouble()
            show_page(page, name)
    except DataError as error:
        show_data_error(slot, error)
    except Exception as error:  # noqa: BLE001 - the one error boundary
        show_incident(slot, error)
