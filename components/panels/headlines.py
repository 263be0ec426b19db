"""The headline strip: up to four published figures of the chosen area."""

from typing import Any

import streamlit as st

from atlas.selection import Selection
from atlas.store import BEIJING, Snapshot, to_rows
from atlas.summarise import list_headlines
from components.cached import remember
from components.panels.figures import say_quantity, say_row_date, show_proofs, split_quantity, write_proofs
from components.state import read_lang
from components.words import escape_html, label

SOLID = "solid"  # how a reported figure is drawn; others say their kind


def _emphasise(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Write a figure with the number large and the words small."""
    parts = split_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    qualifier, number, unit = map(escape_html, parts)
    return f"<small>{qualifier}</small> {number} <small>{unit}</small>"


@remember
def _prepare(snapshot: Snapshot, chosen: tuple[str, ...], lang: str) -> tuple[str, str]:
    """Write the strip and its sources as HTML; blank if there is no figure."""
    rows = to_rows(list_headlines(snapshot, chosen))
    if not rows:
        return "", ""
    words = snapshot.vocabulary
    title = chosen[0] if chosen and rows[0]["area_id"] != BEIJING else rows[0]["area_id"]
    cells, named = [], []
    for row in rows:
        place = "" if row["area_id"] == title else f"{snapshot.name(row['area_id'], lang)} · "
        name = place + words.word("measure", row["measure_code"], lang)
        solid = words.marker("value_kind", row["value_kind_code"]) == SOLID
        kind = "" if solid else f" · {words.word('value_kind', row['value_kind_code'], lang)}"
        said = f"{escape_html(name + kind)}<br>{escape_html(say_row_date(snapshot, row))}"
        cells.append(f"<div><dd>{_emphasise(snapshot, row)}</dd><dt>{said}</dt></div>")
        figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
        named.append((f"{name}: {figure}", row))
    head = f'<h3 class="panel-title">{escape_html(snapshot.name(title, lang))}</h3>'
    return f'{head}<dl class="kpis kpis-{lang}">{"".join(cells)}</dl>', write_proofs(snapshot, named)


def show_headlines(snapshot: Snapshot, selection: Selection) -> None:
    """Show the strip."""
    chosen = [area for area in (selection.sel, *selection.park, *selection.area) if area in snapshot.rows["areas"]]
    strip, proofs = _prepare(snapshot, tuple(chosen), read_lang())
    if not strip:
        st.html(f'<p class="empty">{label("The sources give no figure of this area.")}</p>')
        return
    st.html(strip)
    show_proofs(proofs, "proof_headlines")
