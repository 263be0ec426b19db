"""Charts as a reader expects them, and the note that opens the sources of figures."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.links.parameters import PANELS
from atlas.panels.evidence import Backing, Disagreement, Evidence, Proof
from atlas.pictures.charts import PICK, enlarge
from components.boundary import guard
from components.state import CHART_CLICKS, is_presenting, read_parameter
from components.streamlit_internals import pack_rows
from components.told import read_codes
from components.words import escape_html, label

ROWS = "rows"  # what a chart's specification calls its data
STAGE_PX = 748  # width of the panels before an audience, as static/present.css has it
SHARED_SCALE, SOLE_SCALE = 1.5, 1.9  # of a chart before an audience, beside another panel and alone


def write_proof(proof: Proof) -> str:
    """Write where a row comes from as HTML: title, publisher, date, section, words as printed."""
    shown = " · ".join(escape_html(part) for part in proof.place)
    return f'<span class="proof">“<q lang="zh">{escape_html(proof.as_printed)}</q>” {shown}</span>'


def write_evidence(evidence: Evidence) -> str:
    """Write what stands behind some statements as HTML: each one's proof and further places, then what disagrees."""
    items = "".join(f"<li>{_write_backing(one)}</li>" for one in evidence.backings)
    return f'<ul class="proofs">{items}</ul>{"".join(_write_disagreement(one) for one in evidence.disagreements)}'


def _write_backing(backing: Backing) -> str:
    """Write one statement's proof, its date and notes if it is a figure, and the further places that speak of it."""
    head = f"<b>{escape_html(backing.text)}</b> " if backing.text else ""
    said = "".join(f"<small>{escape_html(note)}</small> " for note in backing.notes)
    further = [f"<li>{write_proof(proof)} <small>{escape_html(note)}</small></li>" for proof, note in backing.further]
    also = f'<ul class="further">{"".join(further)}</ul>' if further else ""
    return f"{head}{write_proof(backing.proof)} {said}{also}"


def _write_disagreement(one: Disagreement) -> str:
    """Write about what documents disagree, the rows that do, how their scopes differ, and what the atlas shows."""
    listed = "".join(f"<li>{escape_html(item)}</li>" for item in one.rows)
    return (
        f'<div class="disagreement"><b>{label("Sources differ")}</b> {escape_html(one.topic)}'
        f"<ul>{listed}</ul>{escape_html(one.scope)} <b>{label('What the atlas shows')}</b> "
        f"{escape_html(one.shown)} {write_proof(one.proof)}</div>"
    )


def show_proofs(evidence: Evidence, key: str) -> None:
    """Show the note that opens the sources of some figures; an audience reads them in the foot."""
    if is_presenting():
        return
    with st.popover(label("Sources"), type="tertiary", key=key):
        st.html(write_evidence(evidence))


def _hear_click(key: str, choose: Callable[[str], None]) -> None:
    st.session_state[CHART_CLICKS] = st.session_state.get(CHART_CLICKS, 0) + 1
    for code in read_codes(key, PICK)[:1]:
        choose(code)


@dataclass(frozen=True)
class Chart:
    """A chart ready to show: a Vega-Lite specification with its height in it, and what it says in words."""

    spec: dict[str, Any]
    alt: str

    @cached_property
    def packed(self) -> dict[str, Any]:
        """The specification with its rows as the browser gets them, packed once and not in every run."""
        rows = pack_rows(pd.DataFrame(self.spec["data"]["values"]))
        return {**self.spec, "data": {"name": ROWS}, "datasets": {ROWS: rows}}


def show_chart(chart: Chart, key: str, *, across: int = 1, choose: Callable[[str], None] | None = None) -> None:
    """Show a chart, one of so many across the panel; to an audience it is drawn larger.

    Parameters
    ----------
    choose
        Called with the code of a bar that is clicked; the chart must have been drawn with PICK.
    """
    if not is_presenting():
        options: dict[str, Any] = {}
        if choose:
            clicks = st.session_state.setdefault(CHART_CLICKS, 0)
            key = f"{key}_{clicks}"  # a new chart after each click: it would tell the old one again
            options["on_select"] = guard(partial(_hear_click, key, choose))
        # a copy: Streamlit takes the rows out of what it is given
        spec, height = {**chart.packed}, chart.spec["height"]
        st.vega_lite_chart(spec=spec, theme=None, height=height, key=key, alt=chart.alt, **options)
        return
    spec = enlarge(chart.spec, SOLE_SCALE if len(read_parameter(PANELS)) == 1 else SHARED_SCALE)
    # in so many pixels, since what the browser measures of a stage that it makes smaller is too small
    spec |= {"width": STAGE_PX // across - 16, "autosize": {"type": "fit", "contains": "padding"}}
    st.vega_lite_chart(spec=spec, theme=None, width="content", height="content", key=key, alt=chart.alt)
