"""The search box: everything that the map can select, for the keyboard too."""

import streamlit as st

from atlas.selection import AREA_KINDS, beijing_areas
from atlas.store import Snapshot
from components.cached import load_snapshot
from components.state import read_lang, write_url
from components.words import label

KEY = "search"


@st.cache_resource(max_entries=8, show_spinner=False)
def _options(_snapshot: Snapshot, snapshot_id: str, lang: str) -> dict[str, str]:  # noqa: ARG001 - a key
    words, areas, entities = _snapshot.vocabulary, beijing_areas(_snapshot), _snapshot.entities
    areas = areas.sort_values("kind_code", key=lambda kinds: kinds.map([*AREA_KINDS, "park"].index))
    rows = [(row, words.word("area_kind", row["kind_code"], lang), "area_id") for row in areas.to_dict("records")]
    rows += [
        (row, words.word("entity_kind", row["kind_code"], lang), "entity_id") for row in entities.to_dict("records")
    ]
    options = {}
    for row, kind, key in rows:
        names = [row[f"name_{lang}"] or row["name_zh"], row["name_zh"], row["name_en"], *row["aliases"]]
        options[str(row[key])] = f"{' / '.join(dict.fromkeys(filter(None, names)))} · {kind}"
    return options


def show_search() -> None:
    """Show the box; a choice selects it everywhere, as a click on the map does."""
    snapshot = load_snapshot()
    options = _options(snapshot, snapshot.snapshot_id, read_lang())
    st.selectbox(
        label("Find a company, park or district"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=label("Find a company, park or district"),
        key=KEY,
        label_visibility="collapsed",
        on_change=_choose,
    )


def _choose() -> None:
    chosen = st.session_state[KEY]
    if chosen:
        write_url("sel", chosen)
        st.session_state[KEY] = None
