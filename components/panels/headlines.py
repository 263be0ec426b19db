"""The headline strip: up to four published figures of the chosen area."""

from typing import Any

import streamlit as st

from atlas.selection import Selection
from atlas.store import BEIJING, Snapshot
from atlas.summarise import list_headlines
from components.controls.filters import area_name
from components.panels.figures import say_as_of, say_quantity, show_proofs, split_quantity, to_rows
from components.state import read_lang
from components.words import escape_html, label


def _emphasise(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Write a figure with the number large and the words small."""
    parts = split_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    qualifier, number, unit = map(escape_html, parts)
    return f"<small>{qualifier}</small> {number} <small>{unit}</small>"


def show_headlines(snapshot: Snapshot, selection: Selection) -> None:
    """Show the strip."""
    rows = to_rows(list_headlines(snapshot, selection))
    if not rows:
        st.html(f'<p class="empty">{label("The sources give no figure of this area.")}</p>')
        return
    words, lang = snapshot.vocabulary, read_lang()
    figures = [say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"]) for row in rows]
    chosen = next(filter(None, [selection.sel, *selection.park, *selection.area]), "")
    title = (
        chosen if chosen in set(snapshot["areas"]["area_id"]) and rows[0]["area_id"] != BEIJING else rows[0]["area_id"]
    )
    where = ["" if row["area_id"] == title else f"{area_name(snapshot, row['area_id'])} · " for row in rows]
    names = [place + words.word("measure", row["measure_code"], lang) for place, row in zip(where, rows, strict=True)]
    kinds = [
        "" if row["value_kind_code"] == "actual" else f" · {words.word('value_kind', row['value_kind_code'], lang)}"
        for row in rows
    ]
    cells = "".join(
        f"<div><dd>{_emphasise(snapshot, row)}</dd>"
        f"<dt>{escape_html(name + kind)}<br>{escape_html(say_as_of(row))}</dt></div>"
        for name, kind, row in zip(names, kinds, rows, strict=True)
    )
    area = escape_html(area_name(snapshot, title))
    st.html(f'<h3 class="panel-title">{area}</h3><dl class="kpis kpis-{lang}">{cells}</dl>')
    show_proofs(
        snapshot,
        zip([f"{name}: {figure}" for name, figure in zip(names, figures, strict=True)], rows, strict=True),
        "proof_headlines",
    )
