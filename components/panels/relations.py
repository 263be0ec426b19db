"""Who is tied to whom, each tie with its source."""

import streamlit as st

from atlas.panels.relations import Tie, say_relations
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.panels.proofs import fold_evidence
from components.state import read_lang
from components.words import escape_html


def show_relations(snapshot: Snapshot, view: View) -> None:
    """Show the relations of what is left or looked at."""
    panel = say_relations(snapshot, view, read_lang())
    items = "".join(f"<li>{_write(one)}</li>" for one in panel.ties)
    head = f'<h3 class="panel-title">{escape_html(panel.title)}</h3>'
    notes = "".join(f'<p class="caption">{escape_html(note)}</p>' for note in panel.notes)
    st.html(f'{head}{notes}<ul class="rows">{items}</ul>')


def _write(tie: Tie) -> str:
    first, verb, second = map(escape_html, (tie.from_name, tie.verb, tie.to_name))
    return f"{first} <i>{verb}</i> {second}{fold_evidence(tie.evidence)}"
