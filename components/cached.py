"""The one door from a page to data; every st.cache_* stands here."""

import gc
import os
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from atlas.export import export_table
from atlas.geo import label_points
from atlas.name_index import SearchIndex, build_index
from atlas.selection import DIMENSIONS, Selection, count_facet
from atlas.store import DATA, EntityStore, Snapshot

FOLDER = "ATLAS_DATA"  # another data folder than the atlas's own
KEEP = 3  # snapshots kept while files change under the running server
KEEP_RESULTS = 512
KEEP_FILES = 16
MOMENTS = 4  # a second: how often the files are looked at


Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def remember(prepare: Callable[Asked, Given]) -> Callable[Asked, Given]:
    """Keep what a panel prepares: its arguments (snapshot, language, theme, choice) say all that it depends on."""
    return lru_cache(maxsize=KEEP_RESULTS)(prepare)  # type: ignore[return-value]


def data_folder() -> Path:
    """Tell which data folder is shown."""
    return Path(os.environ.get(FOLDER) or DATA)


@lru_cache(maxsize=1)
def _signature(folder: Path, moment: int) -> tuple[tuple[str, int, int], ...]:  # noqa: ARG001 - a key
    """Tell the files' state, looked at afresh in each moment."""
    paths = sorted([*folder.glob("entities/*.csv"), *folder.glob("geo/*.geojson")])
    stats = [(path.name, path.stat()) for path in paths]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def _load(folder: Path, signature: tuple[tuple[str, int, int], ...]) -> Snapshot:  # noqa: ARG001 - a key
    snapshot = EntityStore(folder).load()
    # one full collection now instead of one after each run; see .streamlit/config.toml
    gc.collect()
    gc.freeze()
    return snapshot


def load_snapshot() -> Snapshot:
    """Give the data as the files now stand; `DataError` if they cannot be shown."""
    folder = data_folder()
    return _load(folder, _signature(folder, int(time.monotonic() * MOMENTS)))


@st.cache_resource(max_entries=KEEP_RESULTS, show_spinner=False)
def count_facets(_snapshot: Snapshot, snapshot_id: str, selection: Selection) -> dict[str, dict[str, int]]:  # noqa: ARG001
    """Count every facet's values for a selection."""
    return {dimension: count_facet(_snapshot, selection, dimension) for dimension in DIMENSIONS}


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def find_label_points(_snapshot: Snapshot, snapshot_id: str) -> pd.DataFrame:  # noqa: ARG001 - a key
    """Find where the districts' names stand."""
    return label_points(_snapshot.geometry["districts"], _snapshot.entities)


@st.cache_resource(max_entries=KEEP, show_spinner=False)
def load_search_index(_snapshot: Snapshot, snapshot_id: str) -> SearchIndex:  # noqa: ARG001 - a key
    """Give all names that the search box knows."""
    return build_index(_snapshot)


@lru_cache(maxsize=KEEP_FILES)
def write_export(snapshot: Snapshot, selection: Selection, table: str, format_name: str, lang: str) -> bytes:
    """Write the file of a table as a selection leaves it."""
    return export_table(snapshot, selection, table, format_name, lang=lang).content
