"""What both plain apps share: rows from the files, facets as multiselects, districts as a dictionary."""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

TABLES = ("companies", "platforms", "clinical_sites", "institutions")
FACETS = {
    "kind": "kind_code",
    "area": "area_id",
    "park": "park_id",
    "step": "chain_step_code",
    "modality": "modality_codes",
}
VIEW = {"longitude": 116.37, "latitude": 39.9, "zoom": 9}
HEIGHT = 500
COLUMNS = (64, 36)  # the chart gets the same share of the window as the atlas's map


@st.cache_data
def read_rows() -> pd.DataFrame:
    """Read every entity with a position."""
    folder = Path(os.environ["ATLAS_DATA"]) / "entities"
    parts = [pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False) for name in TABLES]
    rows = pd.concat(parts, ignore_index=True)
    rows[["longitude", "latitude"]] = rows[["longitude", "latitude"]].apply(pd.to_numeric)
    return rows.dropna(subset=["longitude"])


@st.cache_data
def read_districts() -> Any:
    """Read the districts as GeoJSON."""
    path = Path(os.environ["ATLAS_DATA"]) / "geo" / "districts.geojson"
    return json.loads(path.read_text(encoding="utf-8"))


def pick_rows() -> pd.DataFrame:
    """Show the facets in the sidebar; give the rows that they leave."""
    rows = read_rows()
    for facet, column in FACETS.items():
        values = rows[column].str.split(";")
        options = sorted(set(values.explode()) - {""})
        chosen = st.sidebar.multiselect(facet, options, key=facet)
        if chosen:
            rows = rows[[not set(chosen).isdisjoint(own) for own in values]]
    return rows
