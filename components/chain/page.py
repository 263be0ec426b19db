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
from components.panels.choices import show_choices
from components.panels.figures import show_proofs
from components.pieces import show_text, show_title
from components.render import render
from components.state import read_lang, read_parameter, toggle_url
from components.words import escape_markdown, label


def read_cell() -> tuple[str, str]:
    """Read the chosen area and step from the URL; blanks if none is chosen."""
    area, _, step = next(iter(read_parameter(CELL)), "").partition(":")
    return area, step


def show_matrix(snapshot: Snapshot, view: View, chosen: tuple[str, str]) -> None:
    """Show the matrix; its counts and the areas' names are buttons."""
    panel = say_chain(snapshot, view, read_lang())
    show_title(panel.title, 2)
    with st.container(key="chain_grid"):
        st.html(f"<style>.st-key-chain_grid {{ --steps: {len(panel.steps)}; }}</style><b></b>")
        for step in panel.steps:
            st.html(render("step.html", one=step))
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
    show_text(panel.note)


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
        st.html(render("class_note.html", topic=topic, said=said, proven=proof))


def show_choice(snapshot: Snapshot, view: View, shown: pd.DataFrame, chosen: tuple[str, str]) -> None:
    """Show the card of who is selected, and what the chosen cell or row opens."""
    area, step = chosen
    with st.container(key="chain_choice"):
        if view.focus:
            show_card(snapshot, view, shown)
        if not area:
            hint = label("Click a count to see who it is, an empty cell for the nearest provider, a name for its gaps.")
            show_text(hint, "empty")
        elif step:
            _show_cell(snapshot, view, area, step)
        else:
            _show_gaps(snapshot, area)


def _show_cell(snapshot: Snapshot, view: View, area: str, step: str) -> None:
    """Show who stands at a step in an area, or who is nearest."""
    panel = say_cell(snapshot, view.filter, area, step, read_lang())
    show_title(panel.title, 3, "card-title")
    for note in panel.notes:
        show_text(note)
    if panel.people:
        _show_people(panel.people, f"{area}_{step}")
    if panel.nearest:
        _show_nearest(panel.nearest, f"{area}_{step}")


def _show_gaps(snapshot: Snapshot, area: str) -> None:
    """Show at which steps the documents name nobody in an area, each with the nearest provider."""
    panel = say_gaps(snapshot, area, read_lang())
    show_title(panel.title, 3, "card-title")
    for step, nearest in panel.gaps:
        show_title(step.word, 4, "list-title")
        _show_nearest(nearest, f"{area}_{step.code}")


def _show_people(people: People, key: str) -> None:
    """List organisations as buttons that select them; those outside Beijing, which cannot be, as text."""
    with st.container(horizontal=True, gap="small", key=f"members_chain_{key}"):
        show_choices(people.named, f"go_chain_{key}")
    if people.others:
        others = ("、" if read_lang() == "zh" else ", ").join(people.others)
        show_text(others)
    show_proofs(people.evidence, f"proof_chain_{key}")


def _show_nearest(nearest: NearestProvider, key: str) -> None:
    """Show the nearest provider of a step outside an area and how far, else those without a position."""
    show_text(nearest.text)
    if nearest.providers:
        _show_people(nearest.providers, f"{key}_near")
    if nearest.unplaced:
        show_text(label("Without a known position, so not measured:"))
        _show_people(nearest.unplaced, f"{key}_unplaced")


def show_outside(snapshot: Snapshot) -> None:
    """List the organisations with a chain step that the documents do not place in Beijing, by step."""
    panel = say_outside(snapshot, read_lang())
    show_title(panel.title, 2)
    show_text(panel.note)
    st.html(render("outside.html", panel=panel))
    show_proofs(panel.evidence, "proof_outside")
