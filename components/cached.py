"""The one door from a page to data, and what is kept of it.

Functions are kept by `lru_cache`: a snapshot is told apart by identity, so its key costs nothing; Streamlit's
caches hash every argument anew in each call.
"""

import gc
import os
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import ParamSpec, TypeVar

import pandas as pd

from atlas import stated
from atlas.export import export_table
from atlas.geo import label_points
from atlas.name_index import SearchIndex, build_index
from atlas.selection import DIMENSIONS, Selection, count_facet
from atlas.store import DATA, EntityStore, Snapshot

FOLDER = "ATLAS_DATA"  # another data folder than the atlas's own
KEEP = 3  # snapshots kept while files change under the running server
KEEP_RESULTS = 512
KEEP_FILES = 16
_LOADING = Lock()  # visitors who come while the data are read wait for the one who reads
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


@lru_cache(maxsize=KEEP)
def _load(folder: Path, signature: tuple[tuple[str, int, int], ...]) -> Snapshot:  # noqa: ARG001 - a key
    snapshot = EntityStore(folder).load()
    # one full collection now instead of one after each run; see .streamlit/config.toml
    gc.collect()
    gc.freeze()
    return snapshot


def load_snapshot() -> Snapshot:
    """Give the data as the files now stand; `DataError` if they cannot be shown."""
    folder = data_folder()
    with _LOADING:
        return _load(folder, _signature(folder, int(time.monotonic() * MOMENTS)))


@remember
def count_facets(snapshot: Snapshot, selection: Selection) -> dict[str, dict[str, int]]:
    """Count every facet's values for a selection."""
    return {dimension: count_facet(snapshot, selection, dimension) for dimension in DIMENSIONS}


@remember
def find_unstated(snapshot: Snapshot, selection: Selection) -> dict[str, frozenset[str]]:
    """Find every facet's values that nobody surely has, but somebody may."""
    return stated.find_unstated(snapshot, selection)


@remember
def find_label_points(snapshot: Snapshot) -> pd.DataFrame:
    """Find where the districts' names stand."""
    return label_points(snapshot.geometry["districts"], snapshot.entities)


@remember
def load_search_index(snapshot: Snapshot) -> SearchIndex:
    """Give all names that the search box knows."""
    return build_index(snapshot)


@lru_cache(maxsize=KEEP_FILES)
def write_export(snapshot: Snapshot, selection: Selection, table: str, format_name: str, lang: str) -> bytes:
    """Write the file of a table as a selection leaves it."""
    return export_table(snapshot, selection, table, format_name, lang=lang).content
