"""The headline strip: up to four published figures of the chosen area."""

from typing import Any

import streamlit as st

from atlas.analysis.dossier import Headlines, find_headlines
from atlas.selection.view import View
from atlas.store.comparable import find_subject
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_kind
from components.cached import remember
from components.panels.figures import say_quantity, say_row_date, show_proofs, split_quantity, write_proofs
from components.state import read_lang
from components.words import escape_html, label


def _emphasise(snapshot: Snapshot, row: dict[str, Any]) -> str:
    """Write a figure with the number large and the words small."""
    parts = split_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    qualifier, number, unit = map(escape_html, parts)
    return f"<small>{qualifier}</small> {number} <small>{unit}</small>"


@remember
def _prepare(snapshot: Snapshot, chosen: tuple[str, ...], lang: str) -> tuple[str, str]:
    """Write the strip and its sources as HTML; blank if there is no figure."""
    found = find_headlines(snapshot, chosen)
    if not found.rows:
        return "", ""
    cells, named = [], []
    for row in (*found.rows, *found.apart):
        name = _name_figure(snapshot, found, row, lang)
        figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
        named.append((f"{name}: {figure}", row))
    for row in found.rows:
        kind = say_kind(snapshot, row["value_kind_code"], lang)
        name = " · ".join(filter(None, [_name_figure(snapshot, found, row, lang), kind]))
        said = f"{escape_html(name)}<br>{escape_html(say_row_date(snapshot, row))}"
        cells.append(f"<div><dd>{_emphasise(snapshot, row)}</dd><dt>{said}</dt></div>")
    head = f'<h3 class="panel-title">{escape_html(snapshot.name(found.area_id, lang))}</h3>'
    return f'{head}<dl class="kpis kpis-{lang}">{"".join(cells)}</dl>', write_proofs(snapshot, named)


def _name_figure(snapshot: Snapshot, found: Headlines, row: dict[str, Any], lang: str) -> str:
    """Name what is measured, and of what, where it is not the area's own figure."""
    subject = find_subject(row)
    place = "" if subject == found.area_id else f"{snapshot.name(subject, lang)} · "
    return place + snapshot.vocabulary.word("measure", row["measure_code"], lang)


def list_chosen_areas(snapshot: Snapshot, view: View) -> tuple[str, ...]:
    """List the areas that are looked at or filtered by, the nearest first."""
    asked = (view.focus, *view.filter["park"], *view.filter["area"])
    return tuple(area for area in asked if area in snapshot.rows["areas"])


def show_headlines(snapshot: Snapshot, view: View) -> None:
    """Show the strip."""
    strip, proofs = _prepare(snapshot, list_chosen_areas(snapshot, view), read_lang())
    if not strip:
        st.html(f'<p class="empty">{label("The sources give no figure of this area.")}</p>')
        return
    st.html(strip)
    show_proofs(proofs, "proof_headlines")
