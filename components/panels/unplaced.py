"""How many of the selection the map shows, and the list of those without a place."""

import pandas as pd
import streamlit as st

from atlas.geo import is_counted, is_pinned
from atlas.store import Snapshot, to_rows
from components.state import read_lang, select
from components.words import escape_markdown, label


def show_unplaced(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Show "N of M on the map" and open the K without a place as a list."""
    counted = is_counted(shown)
    placed = is_pinned(shown) | counted
    missing = shown[~placed]
    text = label("{placed} of {total} on the map", placed=int(placed.sum()), total=len(shown))
    st.html(f'<p class="placed" role="status">{text}</p>')
    lang, words = read_lang(), snapshot.vocabulary
    with st.popover(
        label("{count} without a place", count=len(missing)), type="tertiary", key="unplaced", disabled=missing.empty
    ):
        for row in to_rows(missing):
            name = str(row[f"name_{lang}"] or row["name_zh"])
            text = f"{escape_markdown(name)} · {words.word('entity_kind', row['kind_code'], lang)}"
            st.button(
                text, key=f"unplaced_{row['entity_id']}", type="tertiary", on_click=select, args=(row["entity_id"],)
            )
