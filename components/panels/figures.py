"""Figures as a reader expects them, and the note that opens a figure's source."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.evidence import list_disagreements, list_further
from atlas.language.i18n import format_date
from atlas.links.parameters import PANELS
from atlas.pictures.charts import PICK, enlarge
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.wording import sentences
from atlas.wording.sentences import say_figure, split_figure
from atlas.wording.table_text import say_row
from components.boundary import guard
from components.state import CHART_CLICKS, is_presenting, read_lang, read_parameter
from components.streamlit_internals import pack_rows
from components.told import read_codes
from components.words import escape_html, label

MOST = 8  # rows listed of a disagreement
ROWS = "rows"  # what a chart's specification calls its data
STAGE_PX = 748  # width of the panels before an audience, as static/present.css has it
SHARED_SCALE, SOLE_SCALE = 1.5, 1.9  # of a chart before an audience, beside another panel and alone


def split_quantity(snapshot: Snapshot, value: float, unit_code: str, qualifier_code: str) -> tuple[str, str, str]:
    """Split a figure into qualifier, number and unit; money keeps its unit in the number."""
    return split_figure(snapshot, value, unit_code, qualifier_code, read_lang())


def say_quantity(snapshot: Snapshot, value: float, unit_code: str, qualifier_code: str) -> str:
    """Say a figure with qualifier and unit: 逾647项, more than 647 pipelines."""
    return say_figure(snapshot, value, unit_code, qualifier_code, read_lang())


def say_row_date(snapshot: Snapshot, row: Mapping[str, Any]) -> str:
    """Say a figure's date, that it is only its document's, or that none is stated."""
    return sentences.say_row_date(snapshot, row, read_lang())


def describe_proof(snapshot: Snapshot, row: Mapping[str, Any]) -> str:
    """Write where a row comes from as HTML: title, publisher, date, section, words as printed."""
    lang = read_lang()
    source = snapshot.find_row("sources", row["source_id"])
    place = snapshot.find_row("locators", f"{row['source_id']} / {row['locator']}")
    date = format_date(source["published_date"], lang) or source[f"published_note_{lang}"] or label("Date not stated")
    parts = [source[f"title_{lang}"], source[f"publisher_{lang}"], date, place[f"heading_{lang}"]]
    shown = " · ".join(escape_html(part) for part in parts)
    return f'<span class="proof">“<q lang="zh">{escape_html(row["as_printed"])}</q>” {shown}</span>'


def write_proofs(snapshot: Snapshot, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """Write what stands behind some rows as HTML: each row's proof and further places, then all that disagrees."""
    named = list(rows)
    items = "".join(f"<li>{_write_proof(snapshot, text, row)}</li>" for text, row in named)
    disagreements = list_disagreements(snapshot, (row for _, row in named))
    return f'<ul class="proofs">{items}</ul>{"".join(_write_disagreement(snapshot, one) for one in disagreements)}'


def _write_proof(snapshot: Snapshot, text: str, row: Mapping[str, Any]) -> str:
    """Write one row's proof, its date and notes if it is a figure, and the further places that speak of it."""
    lang = read_lang()
    head = f"<b>{escape_html(text)}</b> " if text else ""
    dated = [say_row_date(snapshot, row), row[f"as_of_note_{lang}"]] if "as_of_note_zh" in row else []
    notes = [*dated, row.get(f"note_{lang}", "") if "qualifier_code" in row else ""]
    said = "".join(f"<small>{escape_html(note)}</small> " for note in notes if note)
    further = [
        f"<li>{describe_proof(snapshot, one)} <small>{escape_html(one[f'note_{lang}'])}</small></li>"
        for one in list_further(snapshot, row)
    ]
    also = f'<ul class="further">{"".join(further)}</ul>' if further else ""
    return f"{head}{describe_proof(snapshot, row)} {said}{also}"


def _write_disagreement(snapshot: Snapshot, conflict: Mapping[str, Any]) -> str:
    """Write about what sources disagree, the rows that do, how their scopes differ, and what the atlas shows."""
    lang, named = read_lang(), [name.partition(":") for name in conflict["rows"]]
    items = [say_row(snapshot, TABLES[table], snapshot.find_row(table, key), lang) for table, _, key in named[:MOST]]
    items += [label("and {count} more rows", count=len(named) - MOST)] if len(named) > MOST else []
    listed = "".join(f"<li>{escape_html(item)}</li>" for item in items)
    return (
        f'<div class="disagreement"><b>{label("Sources differ")}</b> {escape_html(conflict[f"topic_{lang}"])}'
        f"<ul>{listed}</ul>{escape_html(conflict[f'scope_{lang}'])} <b>{label('What the atlas shows')}</b> "
        f"{escape_html(conflict[f'shown_{lang}'])} {describe_proof(snapshot, conflict)}</div>"
    )


def show_proofs(written: str, key: str) -> None:
    """Show the note that opens the sources of some figures; an audience reads them in the foot."""
    if is_presenting():
        return
    with st.popover(label("Sources"), type="tertiary", key=key):
        st.html(written)


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
