"""Charts as a reader expects them, and the note that opens the sources of figures."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.links.parameters import PANELS
from atlas.panels.evidence import Evidence, Proof
from atlas.pictures.charts import PICK, enlarge
from atlas.store.snapshot import Snapshot
from components.boundary import guard
from components.cached import load_snapshot, remember
from components.render import render
from components.state import CHART_CLICKS, is_presenting, read_lang, read_parameter
from components.streamlit_internals import pack_rows
from components.told import read_codes
from components.words import label

ROWS = "rows"  # what a chart's specification calls its data
STAGE_PX = 748  # width of the panels before an audience, as static/present.css has it
SHARED_SCALE, SOLE_SCALE = 1.5, 1.9  # of a chart before an audience, beside another panel and alone


def write_proof(proof: Proof) -> str:
    """Write where a row comes from as HTML: title, publisher, date, section, words as printed."""
    return render("proof.html", one=proof)


def write_evidence(evidence: Evidence) -> str:
    """Write what stands behind some statements as HTML: each one's proof and further places, then what disagrees."""
    return render("evidence.html", behind=evidence)


@remember
def _write_in(_snapshot: Snapshot, evidence: Evidence, lang: str) -> str:  # noqa: ARG001 - tells what is kept apart
    """Write what stands behind a panel once and not in every run."""
    return write_evidence(evidence)


def show_proofs(evidence: Evidence, key: str) -> None:
    """Show the note that opens the sources of some figures; an audience reads them in the foot."""
    if is_presenting():
        return
    with st.popover(label("Sources"), type="tertiary", key=key):
        st.html(_write_in(load_snapshot(), evidence, read_lang()))


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
