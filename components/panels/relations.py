"""Who is tied to whom, each tie with its source: what the map's arcs are, and those that it cannot draw."""

import pandas as pd
import streamlit as st

from atlas.analysis.relations import Relation, find_ends, list_relations
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.panels.proofs import fold_proofs
from components.state import read_lang
from components.words import escape_html, label


def show_relations(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> None:
    """Show the relations of what is left or selected."""
    found = list_relations(snapshot, view, shown)
    drawn = sum(find_ends(snapshot, one) is not None for one in found)
    title = label("{count} relations, {drawn} of them drawn on the map", count=len(found), drawn=drawn)
    note = label("The others share a point, or an end has no place of its own or lies outside Beijing.")
    items = "".join(f"<li>{_say(snapshot, one)}</li>" for one in found)
    st.html(
        f'<h3 class="panel-title">{escape_html(title)}</h3><p class="caption">{note}</p><ul class="rows">{items}</ul>'
    )


def _say(snapshot: Snapshot, relation: Relation) -> str:
    lang = read_lang()
    ends = [escape_html(snapshot.name(one, lang)) for one in (relation.from_id, relation.to_id)]
    verb = escape_html(snapshot.vocabulary.word("relation", relation.kind_code, lang))
    return f"{ends[0]} <i>{verb}</i> {ends[1]}{fold_proofs(snapshot, relation.row)}"
