"""What the value-chain page is made of: the matrix, what its cells open, and who stands outside Beijing."""

import pandas as pd
import streamlit as st

from atlas.links.parameters import CELL
from atlas.panels.chain import (
    MatrixCell,
    MatrixRow,
    NearestProvider,
    People,
    Step,
    list_class_notes,
    say_cell,
    say_chain,
    say_gaps,
    say_outside,
)
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.card.card import show_card
from components.panels.figures import show_proofs, write_proof
from components.state import read_lang, read_parameter, select, toggle_url
from components.words import escape_html, escape_markdown, label


def read_cell() -> tuple[str, str]:
    """Read the chosen area and step from the URL; blanks if none is chosen."""
    area, _, step = next(iter(read_parameter(CELL)), "").partition(":")
    return area, step


def show_matrix(snapshot: Snapshot, view: View, chosen: tuple[str, str]) -> None:
    """Show the matrix; its counts and the areas' names are buttons."""
    panel = say_chain(snapshot, view, read_lang())
    st.html(f'<h2 class="panel-title">{escape_html(panel.title)}</h2>')
    with st.container(key="chain_grid"):
        st.html(f"<style>.st-key-chain_grid {{ --steps: {len(panel.steps)}; }}</style><b></b>")
        for step in panel.steps:
            st.html(_write_step(step))
        for row in panel.rows:
            name = escape_markdown(row.name)
            st.button(
                name,
                key=f"row_{row.area_id}",
                help=label("What {area} lacks", area=name),
                type="primary" if chosen == (row.area_id, "") else "tertiary",
                on_click=guard(toggle_url),
                args=(CELL, row.area_id),
            )
            for step, cell in zip(panel.steps, row.cells, strict=True):
                _show_count(row, step, cell, is_chosen=chosen == (row.area_id, step.code))
    st.html(f'<p class="caption">{escape_html(" ".join(panel.notes))}</p>')


def _write_step(step: Step) -> str:
    return f'<div class="step"><small>{escape_html(step.group)}</small>{escape_html(step.word)}</div>'


def _show_count(row: MatrixRow, step: Step, cell: MatrixCell, *, is_chosen: bool) -> None:
    """Show one cell: how many are left, or that the documents name nobody, or that the filters leave nobody."""
    st.button(
        cell.text,
        key=f"{cell.standing}_{row.area_id}_{step.code}",  # the style sheet tells them apart by it
        help=escape_markdown(f"{row.name} · {step.word}"),
        type="primary" if is_chosen else "secondary",
        on_click=guard(toggle_url),
        args=(CELL, f"{row.area_id}:{step.code}"),
        width="stretch",
    )


def show_class_note(snapshot: Snapshot) -> None:
    """Show where the documents disagree on the chain itself, with their words."""
    for topic, said, proof in list_class_notes(snapshot, read_lang()):
        st.html(f'<p class="notice"><b>{escape_html(topic)}</b> {escape_html(said)} {write_proof(proof)}</p>')


def show_choice(snapshot: Snapshot, view: View, shown: pd.DataFrame, chosen: tuple[str, str]) -> None:
    """Show the card of who is selected, and what the chosen cell or row opens."""
    area, step = chosen
    with st.container(key="chain_choice"):
        if view.focus:
            show_card(snapshot, view, shown)
        if not area:
            hint = label("Click a count to see who it is, an empty cell for the nearest provider, a name for its gaps.")
            st.html(f'<p class="empty">{hint}</p>')
        elif step:
            _show_cell(snapshot, view, area, step)
        else:
            _show_gaps(snapshot, area)


def _show_cell(snapshot: Snapshot, view: View, area: str, step: str) -> None:
    """Show who stands at a step in an area, or who is nearest."""
    panel = say_cell(snapshot, view.filter, area, step, read_lang())
    st.html(f'<h3 class="card-title">{escape_html(panel.title)}</h3>')
    for note in panel.notes:
        st.html(f'<p class="caption">{escape_html(note)}</p>')
    if panel.people:
        _show_people(panel.people, f"{area}_{step}")
    if panel.nearest:
        _show_nearest(panel.nearest, f"{area}_{step}")


def _show_gaps(snapshot: Snapshot, area: str) -> None:
    """Show at which steps the documents name nobody in an area, each with the nearest provider."""
    panel = say_gaps(snapshot, area, read_lang())
    st.html(f'<h3 class="card-title">{escape_html(panel.title)}</h3>')
    for step, nearest in panel.gaps:
        st.html(f'<h4 class="list-title">{escape_html(step.word)}</h4>')
        _show_nearest(nearest, f"{area}_{step.code}")


def _show_people(people: People, key: str) -> None:
    """List organisations as buttons that select them; those outside Beijing, which cannot be, as text."""
    with st.container(horizontal=True, gap="small", key=f"members_chain_{key}"):
        for entity_id, name in people.named:
            st.button(
                escape_markdown(name),
                key=f"go_chain_{key}_{entity_id}",
                type="tertiary",
                on_click=guard(select),
                args=(entity_id,),
            )
    if people.others:
        others = ("、" if read_lang() == "zh" else ", ").join(people.others)
        st.html(f'<p class="caption">{escape_html(others)}</p>')
    show_proofs(people.evidence, f"proof_chain_{key}")


def _show_nearest(nearest: NearestProvider, key: str) -> None:
    """Show the nearest provider of a step outside an area and how far, else those without a position."""
    st.html(f'<p class="caption">{escape_html(nearest.text)}</p>')
    if nearest.providers:
        _show_people(nearest.providers, f"{key}_near")
    if nearest.unplaced:
        st.html(f'<p class="caption">{label("Without a known position, so not measured:")}</p>')
        _show_people(nearest.unplaced, f"{key}_unplaced")


def show_outside(snapshot: Snapshot) -> None:
    """List the organisations with a chain step that the documents do not place in Beijing, by step."""
    panel = say_outside(snapshot, read_lang())
    st.html(f'<h2 class="panel-title">{escape_html(panel.title)}</h2>')
    st.html(f'<p class="caption">{escape_html(" ".join(panel.notes))}</p>')
    items = ""
    for step, names in panel.steps:
        listed = "".join(f"<li>{escape_html(name)}</li>" for name in names)
        items += f"<div>{_write_step(step)}<ul>{listed}</ul></div>"
    st.html(f'<div class="outside">{items}</div>')
    show_proofs(panel.evidence, "proof_outside")
