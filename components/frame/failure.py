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
from components.render import render
from components.state import is_bare
from components.words import label

STYLE = Path(__file__).resolve().parents[2] / "static" / "atlas.css"
LOG = logging.getLogger("atlas")
MOST = 50  # problems listed on the page
MOST_VALUE = 200  # characters of a wrong value
COME_BACK_SECONDS = 2


def _report(error: BaseException) -> str:
    incident = secrets.token_hex(4)
    LOG.error("incident %s", incident, exc_info=error)
    return incident


def _say(problem: Problem) -> tuple[str, ...]:
    """Say a problem in cells: file, row, column, value, what is wrong, how to mend it."""
    what, remedy = problem.texts
    cells = (problem.file, problem.place, problem.column or "", (problem.value or "")[:MOST_VALUE])
    return (*cells, label(what).format(detail=problem.detail), label(remedy))


def show_data_error(slot: DeltaGenerator, error: DataError) -> None:
    """List what is wrong with the data: file, row, column, value and how to mend it."""
    slot.empty()  # takes away what was half drawn
    slot.html(_write_data_error(error))
    _come_back()


def _write_data_error(error: DataError) -> str:
    trouble = read_trouble()
    # each visit meets the same trouble: the watch has already logged it, once
    incident = trouble.incident if trouble and trouble.problems == error.problems else _report(error)
    return render(
        "data_error.html", count=_count(error.problems), problems=_list_problems(error.problems), incident=incident
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
    place, first = _say_first(trouble.problems[0])
    written = render(
        "trouble.html",
        said=said,
        place=place,
        first=first,
        count=_count(trouble.problems),
        problems=_list_problems(trouble.problems),
        incident=trouble.incident,
    )
    st.html(written)
    _come_back()


@fragment(run_every=COME_BACK_SECONDS)
def _come_back() -> None:
    """Run the page again as soon as the files can be shown."""
    if read_trouble() is None:
        st.rerun()


def _count(problems: Sequence[Problem]) -> str:
    return label("{count} problems found.", count=len(problems))


def _say_first(problem: Problem) -> tuple[str, str]:
    """Say one problem in a sentence: file, row, its key and column; what is wrong and how to mend it."""
    what, remedy = problem.texts
    row = label("row {row}", row=problem.row) if problem.row else ""
    place = " · ".join(filter(None, [problem.file, row, problem.key, problem.column]))
    return place, f"{label(what).format(detail=problem.detail)} {label(remedy)}"


def _list_problems(problems: Sequence[Problem]) -> list[tuple[str, ...]]:
    return [_say(problem) for problem in problems[:MOST]]


def show_incident(slot: DeltaGenerator, error: Exception) -> None:
    """Say that something failed, with a number that leads to the log."""
    slot.empty()  # takes away what was half drawn
    slot.html(write_incident(error))


def write_incident(error: BaseException) -> str:
    """Write the page that says that something failed, in the language of a script run, else in Chinese; log it."""
    return render("incident.html", incident=_report(error))


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
