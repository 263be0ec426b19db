"""What the value-chain page is made of: the matrix, what its cells open, and who stands outside Beijing."""

import math

import pandas as pd
import streamlit as st

from atlas.analysis.value_chain import (
    NOWHERE,
    OUTLINE,
    POINT,
    Matrix,
    Nearest,
    build_matrix,
    list_class_conflicts,
    list_members,
    list_missing,
    list_outside,
    list_steps,
    nearest_provider,
)
from atlas.language.i18n import format_number, mark
from atlas.links.parameters import CELL
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot, to_rows
from components.boundary import guard
from components.card.dossier import show_dossier
from components.panels.figures import describe_proof, show_proofs, write_proofs
from components.panels.proofs import name_row
from components.state import read_lang, read_parameter, select, toggle_url
from components.words import escape_html, escape_markdown, label

DIGITS = 2  # of a distance: the points are no more exact
ORIGINS = {
    POINT: mark("Measured in a straight line from the published point of {area}."),
    OUTLINE: mark(
        "Measured in a straight line from a point inside the outline of {area}, for want of a published one."
    ),
    NOWHERE: mark("{area} has neither a published point nor an outline, so that no distance can be measured."),
}


def read_cell() -> tuple[str, str]:
    """Read the chosen area and step from the URL; blanks if none is chosen."""
    area, _, step = next(iter(read_parameter(CELL)), "").partition(":")
    return area, step


def show_matrix(snapshot: Snapshot, shown: pd.DataFrame, chosen: tuple[str, str]) -> None:
    """Show the matrix; its counts and the areas' names are buttons."""
    matrix, steps, lang = build_matrix(snapshot, shown), list_steps(snapshot), read_lang()
    st.html(f'<h2 class="panel-title">{label("Who stands where in the value chain")}</h2>')
    with st.container(key="chain_grid"):
        st.html(f"<style>.st-key-chain_grid {{ --steps: {len(steps)}; }}</style><b></b>")
        for step in steps:
            st.html(_write_step(snapshot, step))
        for area in matrix.counts.index:
            name = snapshot.name(area, lang)
            st.button(
                escape_markdown(name),
                key=f"row_{area}",
                help=label("What {area} lacks", area=escape_markdown(name)),
                type="primary" if chosen == (area, "") else "tertiary",
                on_click=guard(toggle_url),
                args=(CELL, area),
            )
            for step in steps:
                _show_count(snapshot, matrix, area, step, is_chosen=chosen == (area, step))
    st.html(f'<p class="caption">{say_how_to_count(matrix)}</p>')


def _write_step(snapshot: Snapshot, step: str) -> str:
    words, lang = snapshot.vocabulary, read_lang()
    group = words.word("chain_group", words.parent("chain_step", step), lang)
    word = words.word("chain_step", step, lang)
    return f'<div class="step"><small>{escape_html(group)}</small>{escape_html(word)}</div>'


def _show_count(snapshot: Snapshot, matrix: Matrix, area: str, step: str, *, is_chosen: bool) -> None:
    """Show one cell: how many are left, or that the documents name nobody, or that the filters leave nobody."""
    count, named = (int(table.loc[[area], step].sum()) for table in (matrix.counts, matrix.named))
    name, word = snapshot.name(area, read_lang()), snapshot.vocabulary.word("chain_step", step, read_lang())
    said, look = (str(count), "some") if count else (f"0/{named}", "left") if named else ("—", "none")
    st.button(
        said,
        key=f"{look}_{area}_{step}",  # the style sheet tells them apart by it
        help=escape_markdown(f"{name} · {word}"),
        type="primary" if is_chosen else "secondary",
        on_click=guard(toggle_url),
        args=(CELL, f"{area}:{step}"),
        width="stretch",
    )


def say_how_to_count(matrix: Matrix) -> str:
    """Say how the matrix is to be read."""
    parts = [
        label("— the documents name nobody here, which does not say that there is nobody; 0/3: filtered out."),
        label("A zone inside one district counts in that district too, a zone across several in none of them."),
        label(
            "{count} of those left have no chain step; to {apart} more none applies.",
            count=matrix.without_step,
            apart=matrix.apart,
        ),
    ]
    return " ".join(parts)


def show_class_note(snapshot: Snapshot) -> None:
    """Show where the documents disagree on the chain itself, with their words."""
    lang = read_lang()
    rows = to_rows(list_class_conflicts(snapshot))
    for row in rows:
        text = f"<b>{escape_html(row[f'topic_{lang}'])}</b> {escape_html(row[f'scope_{lang}'])}"
        st.html(f'<p class="notice">{text} {escape_html(row[f"shown_{lang}"])} {describe_proof(snapshot, row)}</p>')


def show_choice(snapshot: Snapshot, view: View, shown: pd.DataFrame, chosen: tuple[str, str]) -> None:
    """Show the card of who is selected, and what the chosen cell or row opens."""
    area, step = chosen
    with st.container(key="chain_choice"):
        if view.focus:
            show_dossier(snapshot, view, shown)
        if not area:
            hint = label("Click a count to see who it is, an empty cell for the nearest provider, a name for its gaps.")
            st.html(f'<p class="empty">{hint}</p>')
        elif step:
            _show_cell(snapshot, shown, area, step)
        else:
            _show_row(snapshot, area)


def _title(snapshot: Snapshot, area: str, step: str) -> str:
    words = snapshot.vocabulary.word("chain_step", step, read_lang())
    return escape_html(f"{snapshot.name(area, read_lang())} · {words}")


def _show_cell(snapshot: Snapshot, shown: pd.DataFrame, area: str, step: str) -> None:
    """Show who stands at a step in an area, or who is nearest."""
    members = list_members(snapshot, shown, area, step)
    everyone = list_members(snapshot, snapshot.entities, area, step)
    count = str(len(members)) if not everyone.empty else "—"  # as in the matrix: naming nobody is not zero
    st.html(f'<h3 class="card-title">{_title(snapshot, area, step)} {count}</h3>')
    if len(members) < len(everyone):
        st.html(f'<p class="caption">{label("{count} without the filters", count=len(everyone))}</p>')
    if not members.empty:
        _show_people(snapshot, members, f"{area}_{step}")
    elif everyone.empty:
        _show_nearest(snapshot, area, step)


def _show_row(snapshot: Snapshot, area: str) -> None:
    """Show at which steps the documents name nobody in an area, each with the nearest provider."""
    missing, name, lang = list_missing(snapshot, area), snapshot.name(area, read_lang()), read_lang()
    comma = "、" if lang == "zh" else ", "
    words = comma.join(snapshot.vocabulary.word("chain_step", step, lang) for step in missing)
    if missing:
        title = label("{area}: the documents name nobody for {steps}", area=name, steps=words)
    else:
        title = label("{area}: the documents name somebody for every step", area=name)
    st.html(f'<h3 class="card-title">{escape_html(title)}</h3>')
    for step in missing:
        st.html(f'<h4 class="list-title">{escape_html(snapshot.vocabulary.word("chain_step", step, lang))}</h4>')
        _show_nearest(snapshot, area, step)


def _show_people(snapshot: Snapshot, members: pd.DataFrame, key: str, *, is_elsewhere: bool = False) -> None:
    """List organisations as buttons that select them; those outside Beijing, which cannot be, as text.

    Parameters
    ----------
    is_elsewhere
        Whether they stand in other areas than the one that is asked about, so that each says where.
    """
    lang, here = read_lang(), set(snapshot.entities["entity_id"])
    rows = to_rows(members)
    with st.container(horizontal=True, gap="small", key=f"members_chain_{key}"):
        for row in rows:
            if row["entity_id"] in here:
                st.button(
                    escape_markdown(name_row(row) + (_say_place(snapshot, row) if is_elsewhere else "")),
                    key=f"go_chain_{key}_{row['entity_id']}",
                    type="tertiary",
                    on_click=guard(select),
                    args=(row["entity_id"],),
                )
    others = [f"{name_row(row)}{_say_place(snapshot, row)}" for row in rows if row["entity_id"] not in here]
    if others:
        st.html(f'<p class="caption">{escape_html(("、" if lang == "zh" else ", ").join(others))}</p>')
    show_proofs(write_proofs(snapshot, [(name_row(row), row) for row in rows]), f"proof_chain_{key}")


def _say_place(snapshot: Snapshot, row: dict[str, object]) -> str:
    lang = read_lang()
    area = str(row["park_id"] or row["area_id"])
    place = snapshot.name(area, lang) if area else label("no place stated")
    return f"（{place}）" if lang == "zh" else f" ({place})"


def _show_nearest(snapshot: Snapshot, area: str, step: str) -> None:
    """Show the nearest provider of a step outside an area and how far, else those without a position."""
    nearest, key = nearest_provider(snapshot, area, step), f"{area}_{step}"
    st.html(f'<p class="caption">{escape_html(_say_nearest(snapshot, area, nearest))}</p>')
    if not nearest.providers.empty:
        _show_people(snapshot, nearest.providers, f"{key}_near", is_elsewhere=True)
    if not nearest.unplaced.empty:
        st.html(f'<p class="caption">{label("Without a known position, so not measured:")}</p>')
        _show_people(snapshot, nearest.unplaced, f"{key}_unplaced", is_elsewhere=True)


def _say_nearest(snapshot: Snapshot, area: str, nearest: Nearest) -> str:
    name = snapshot.name(area, read_lang())
    if nearest.providers.empty:
        return label("The documents name no provider of this step whose position is known.")
    origin = label(ORIGINS[nearest.origin], area=name)
    if math.isnan(nearest.distance_km):
        return origin
    lead = label("Nearest outside {area}, whatever the filters:", area=name)
    distance = label("about {km} km", km=format_number(float(f"{nearest.distance_km:.{DIGITS}g}"), read_lang()))
    return f"{lead} {distance}. {origin}" if read_lang() == "en" else f"{lead}{distance}。{origin}"


def show_outside(snapshot: Snapshot) -> None:
    """List the organisations with a chain step that the documents do not place in Beijing, by step."""
    lang, words, rows = read_lang(), snapshot.vocabulary, list_outside(snapshot)
    st.html(f'<h2 class="panel-title">{label("Named in the chain, not placed in Beijing")}</h2>')
    note = label("These are not in the matrix. Where no place is stated, nothing says that they are outside Beijing.")
    st.html(f'<p class="caption">{note}</p>')
    items, proofs = "", []
    for step, part in rows.groupby("chain_step_code", sort=False):
        people = to_rows(part)
        named = "".join(f"<li>{escape_html(name_row(row) + _say_place(snapshot, row))}</li>" for row in people)
        items += f"<div>{_write_step(snapshot, str(step))}<ul>{named}</ul></div>"
        proofs += [(f"{words.word('chain_step', str(step), lang)} · {name_row(row)}", row) for row in people]
    st.html(f'<div class="outside">{items}</div>')
    show_proofs(write_proofs(snapshot, proofs), "proof_outside")
