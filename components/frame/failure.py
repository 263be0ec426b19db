"""The plain page that a reader sees when something is wrong, and the log that the operator reads."""

import logging
import secrets
from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.errors import DataError, Problem
from components.boundary import fragment
from components.cached import read_trouble
from components.state import is_bare
from components.words import escape_html, label

STYLE = Path(__file__).resolve().parents[2] / "static" / "atlas.css"
LOG = logging.getLogger("atlas")
MOST = 50  # problems listed on the page
MOST_VALUE = 200  # characters of a wrong value
COME_BACK_SECONDS = 2


def _report(error: BaseException) -> str:
    incident = secrets.token_hex(4)
    LOG.error("incident %s", incident, exc_info=error)
    return incident


def _say(problem: Problem) -> str:
    what, remedy = problem.texts
    cells = [problem.file, problem.row or "", problem.column or "", (problem.value or "")[:MOST_VALUE]]
    texts = [label(what).format(detail=problem.detail), label(remedy)]
    return "".join(f"<td>{escape_html(cell)}</td>" for cell in [*cells, *texts])


def show_data_error(slot: DeltaGenerator, error: DataError) -> None:
    """List what is wrong with the data: file, row, column, value and how to mend it."""
    slot.empty()  # takes away what was half drawn
    slot.html(_write_data_error(error))
    _come_back()


def _write_data_error(error: DataError) -> str:
    trouble = read_trouble()
    # each visit meets the same trouble: the watch has already logged it, once
    incident = trouble.incident if trouble and trouble.problems == error.problems else _report(error)
    return (
        f'<section class="failure" role="alert"><h2>{label("The data cannot be shown")}</h2>'
        f"<p>{_count(error.problems)} {label('Mend the files: this page then comes back by itself.')}</p>"
        f"{_list_problems(error.problems)}"
        f'<p class="caption">{label("Incident")} {incident}</p></section>'
    )


def show_trouble() -> None:
    """Say on a page that goes on with the last sound data why the files as they now stand are not shown."""
    trouble = read_trouble()
    if trouble is None or is_bare():
        return
    said = label(
        "The files have been changed and cannot be shown as they stand; this is the last sound version. Since {time}.",
        time=f"{trouble.since:%Y-%m-%d %H:%M:%S}",
    )
    st.html(
        f'<details class="trouble" role="status"><summary>{escape_html(said)} '
        f"{_say_first(trouble.problems[0])} {_count(trouble.problems)}</summary>{_list_problems(trouble.problems)}"
        f'<p class="caption">{label("Incident")} {trouble.incident}</p></details>'
    )
    _come_back()


@fragment(run_every=COME_BACK_SECONDS)
def _come_back() -> None:
    """Run the page again as soon as the files can be shown."""
    if read_trouble() is None:
        st.rerun()


def _count(problems: Sequence[Problem]) -> str:
    return label("{count} problems found.", count=len(problems))


def _say_first(problem: Problem) -> str:
    """Say one problem in a sentence: file, row, column, what is wrong and how to mend it."""
    what, remedy = problem.texts
    row = label("row {row}", row=problem.row) if problem.row else ""
    place = " · ".join(filter(None, [problem.file, row, problem.column]))
    said = escape_html(f"{label(what).format(detail=problem.detail)} {label(remedy)}")
    return f"<b>{escape_html(place)}</b>: {said}"


def _list_problems(problems: Sequence[Problem]) -> str:
    heads = "".join(
        f"<th>{head}</th>"
        for head in (
            label("File"),
            label("Row"),
            label("Column"),
            label("Value"),
            label("What is wrong"),
            label("How to mend it"),
        )
    )
    rows = "".join(f"<tr>{_say(problem)}</tr>" for problem in problems[:MOST])
    return f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def show_incident(slot: DeltaGenerator, error: Exception) -> None:
    """Say that something failed, with a number that leads to the log."""
    slot.empty()  # takes away what was half drawn
    slot.html(write_incident(error))


def write_incident(error: BaseException) -> str:
    """Write the page that says that something failed, in the language of a script run, else in Chinese; log it."""
    incident = _report(error)
    return (
        f'<section class="failure" role="alert"><h2>{label("Something went wrong")}</h2>'
        f"<p>{label('Load the page again.')} "
        f"{label('If it happens again, give the incident number to whoever runs the atlas.')}</p>"
        f'<p class="caption">{label("Incident")} {incident}</p></section>'
    )


def show_uncaught(error: Exception) -> bool:
    """Show the plain page for what no boundary of ours caught, such as a message that cannot be read.

    Streamlit has then not run the page, so its style sheet comes along.

    Returns
    -------
    shown
        True: Streamlit shows no box of its own.
    """
    st.html(STYLE)
    st.html(_write_data_error(error) if isinstance(error, DataError) else write_incident(error))
    return True
