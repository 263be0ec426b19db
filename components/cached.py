"""The one door from a page to data, and what is kept of it.

What is prepared of a snapshot is kept on the snapshot (`atlas.store.memory`), told apart by identity, so its key costs
nothing; Streamlit's caches hash every argument anew in each call.
"""

import gc
import inspect
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from atlas.export import export_table
from atlas.geo.geometry import label_points
from atlas.search.index import SearchIndex, build_index
from atlas.selection import possible
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.filter import Filter, count_facet
from atlas.store import memory
from atlas.store.folder_store import DATA, FolderStore
from atlas.store.snapshot import Snapshot
from atlas.store.watch import Trouble, Watch
from components.language import NONE, speaking
from components.streamlit_internals import find_session

FOLDER = "ATLAS_DATA"  # another data folder than the atlas's own
SNAPSHOT = "snapshot"  # session key: what this session shows, held for as long as it lives
WATCHED = 3  # folders; tests and benchmarks change theirs
KEEP_RESULTS = 512
KEEP_LARGE = 64  # of tens of kilobytes each: cards, marks
KEEP_FILES = 16
_WATCHES: dict[Path, Watch] = {}
_OPENING = Lock()

Asked = ParamSpec("Asked")
Given = TypeVar("Given")
Prepare = Callable[Concatenate[Snapshot, Asked], Given]


def remember_most(most: int) -> Callable[[Prepare[Asked, Given]], Prepare[Asked, Given]]:
    """Keep what a panel prepares: its arguments (snapshot, language, theme, choice) say all that it depends on.

    It is prepared in the language of its argument `lang`, whatever the reader's; without one it must not speak.
    """

    def decorate(prepare: Prepare[Asked, Given]) -> Prepare[Asked, Given]:
        signature = inspect.signature(prepare)

        @wraps(prepare)
        def prepare_in_language(snapshot: Snapshot, /, *asked: Asked.args, **named: Asked.kwargs) -> Given:
            arguments = signature.bind(snapshot, *asked, **named).arguments
            with speaking(arguments.get("lang", NONE)):
                return prepare(snapshot, *asked, **named)

        return memory.remember(most)(prepare_in_language)

    return decorate


def remember(prepare: Prepare[Asked, Given]) -> Prepare[Asked, Given]:
    """Keep what is small: see `remember_most`."""
    return remember_most(KEEP_RESULTS)(prepare)


def pack_entities(shown: pd.DataFrame) -> bytes:
    """Pack which of a snapshot's entities a table holds: a frame cannot be the key of what is remembered, bytes can."""
    return shown.index.to_numpy(dtype=np.int32).tobytes()


def unpack_entities(snapshot: Snapshot, packed: bytes) -> pd.DataFrame:
    """Give the entities that `pack_entities` packed."""
    return snapshot.entities.iloc[np.frombuffer(packed, dtype=np.int32)]


def data_folder() -> Path:
    """Tell which data folder is shown."""
    return Path(os.environ.get(FOLDER) or DATA)


def watch_data() -> Watch:
    """Give the watch over the data folder that is shown; the first call starts it."""
    folder = data_folder()
    watch = _WATCHES.get(folder)
    if watch is None:
        with _OPENING:
            watch = _WATCHES.get(folder)
            if watch is None:
                while len(_WATCHES) >= WATCHED:
                    _WATCHES.pop(next(iter(_WATCHES))).stop()
                watch = _WATCHES[folder] = Watch(FolderStore(folder), _settle_memory)
                watch.start()
    return watch


def _settle_memory(_: Snapshot) -> None:
    """Collect garbage once for each new snapshot and freeze the rest; see .streamlit/config.toml.

    What is frozen is never collected: without the thaw, released snapshots would stay.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def settle_snapshot() -> None:
    """Take the newest sound data for this run of the page; `DataError` if there have been none."""
    st.session_state[SNAPSHOT] = watch_data().give_snapshot()


def load_snapshot() -> Snapshot:
    """Give the data that this session shows: a whole page, its fragments and its callbacks see one version.

    Outside a session, the newest.
    """
    held: Snapshot | None = st.session_state.get(SNAPSHOT) if find_session() else None
    return held or watch_data().give_snapshot()


def find_snapshot(snapshot_id: str) -> Snapshot | None:
    """Find a version of the data that is shown, or that an open page still shows; None if there is none."""
    return watch_data().find_snapshot(snapshot_id)


def read_trouble() -> Trouble | None:
    """Tell why the data as the files now stand are not shown; None if they are."""
    return watch_data().trouble


@remember
def count_facets(snapshot: Snapshot, filter: Filter) -> dict[str, dict[str, int]]:
    """Count every facet's values for a filter."""
    return {dimension: count_facet(snapshot, filter, dimension) for dimension in DIMENSIONS}


@remember
def find_unstated(snapshot: Snapshot, filter: Filter) -> dict[str, frozenset[str]]:
    """Find every facet's values that nobody surely has, but somebody may."""
    return possible.find_unstated(snapshot, filter)


@remember
def find_label_points(snapshot: Snapshot) -> pd.DataFrame:
    """Find where the districts' names stand."""
    return label_points(snapshot.geometry["districts"], snapshot.entities)


@remember
def load_search_index(snapshot: Snapshot) -> SearchIndex:
    """Give all names that the search box knows."""
    return build_index(snapshot)


@memory.remember(KEEP_FILES)
def write_export(snapshot: Snapshot, filter: Filter, table: str, format_name: str, lang: str) -> bytes:
    """Write the file of a table as a filter leaves it."""
    return export_table(snapshot, filter, table, format_name, lang=lang).content
