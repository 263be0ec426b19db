"""The plain page that a reader sees when something is wrong, and the log that the operator reads."""

import logging
import secrets
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from atlas.errors import DataError, Problem
from components.words import escape_html, label

STYLE = Path(__file__).resolve().parents[1] / "static" / "atlas.css"
LOG = logging.getLogger("atlas")
MOST = 50  # problems listed on the page


def _report(error: BaseException) -> str:
    incident = secrets.token_hex(4)
    LOG.error("incident %s", incident, exc_info=error)
    return incident


def _say(problem: Problem) -> str:
    what, remedy = problem.texts
    cells = [problem.file, problem.row or "", problem.column or "", problem.value or ""]
    texts = [label(what).format(detail=problem.detail), label(remedy)]
    return "".join(f"<td>{escape_html(cell)}</td>" for cell in [*cells, *texts])


def show_data_error(slot: DeltaGenerator, error: DataError) -> None:
    """List what is wrong with the data: file, row, column, value and how to mend it."""
    slot.empty()  # takes away what was half drawn
    slot.html(_write_data_error(error))


def _write_data_error(error: DataError) -> str:
    incident = _report(error)
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
    rows = "".join(f"<tr>{_say(problem)}</tr>" for problem in error.problems[:MOST])
    count = label("{count} problems found.", count=len(error.problems))
    return (
        f'<section class="failure" role="alert"><h2>{label("The data cannot be shown")}</h2>'
        f"<p>{count} {label('Mend the files, then load this page again.')}</p>"
        f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f'<p class="caption">{label("Incident")} {incident}</p></section>'
    )


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
