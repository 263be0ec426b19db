"""How many of those that the filter leaves the map shows, and the list of those without a place."""

import pandas as pd
import streamlit as st

from atlas.geo.geometry import is_placed
from atlas.links.parameters import OPEN, UNPLACED
from atlas.store.snapshot import Snapshot, say_name, to_rows
from components.boundary import guard
from components.cached import pack_entities, remember, unpack_entities
from components.panels.choices import show_choices
from components.pieces import show_text
from components.state import read_lang, read_parameter, select, write_url
from components.words import label

LISTED = ("entity_id", "kind_code", "name_zh", "name_en")


def _mirror_list() -> None:
    write_url(OPEN, UNPLACED if st.session_state.get(UNPLACED) is True else "")


def _choose(entity_id: str) -> None:
    """Choose one of the list, which closes: it would lie over the card."""
    write_url(OPEN, "")
    select(entity_id)


@remember
def _count(snapshot: Snapshot, packed: bytes, layers: tuple[str, ...]) -> tuple[int, int]:
    """Count who is drawn, and who has no place, of those that are left."""
    shown = unpack_entities(snapshot, packed)
    placed = is_placed(shown)
    return int((placed & shown["kind_code"].isin(layers)).sum()), int((~placed).sum())


def show_unplaced(snapshot: Snapshot, shown: pd.DataFrame, layers: tuple[str, ...]) -> None:
    """Show "N of M on the map", of the kinds that are switched on, and open the K without a place as a list."""
    drawn, missing = _count(snapshot, pack_entities(shown), layers)
    text = label("{placed} of {total} on the map", placed=drawn, total=len(shown))
    show_text(text, "placed", is_status=True)
    lang, words = read_lang(), snapshot.vocabulary
    st.session_state[UNPLACED] = UNPLACED in read_parameter(OPEN) and missing > 0
    title = label("{count} without a place", count=missing)
    popover = st.popover(title, type="tertiary", key=UNPLACED, disabled=not missing, on_change=guard(_mirror_list))
    with popover, st.container(gap=None):
        rows = to_rows(shown.loc[~is_placed(shown), list(LISTED)]) if st.session_state[UNPLACED] else ()
        named = [
            (row["entity_id"], f"{say_name(row, lang)} · {words.word('entity_kind', row['kind_code'], lang)}")
            for row in rows
        ]
        show_choices(named, "unplaced", choose=_choose)
