"""The measures of several places side by side: who gives what, up to how much, at which stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.policy import (
    ALL,
    ANYTHING,
    compare_measures,
    has_figure,
    list_idle,
    list_measure_areas,
    list_measure_stages,
    list_purposes,
)
from atlas.language.i18n import format_date
from atlas.links.parameters import PURPOSE, SUPPORT_AREA, SUPPORT_STAGE
from atlas.selection.conditions import count_each_without
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot, to_rows
from components.cached import remember
from components.facets.heard import write_idle, write_ways
from components.panels.figures import split_quantity
from components.panels.proofs import fold_proofs, name_row, write_table
from components.state import mirror, read_lang, read_parameter
from components.words import escape_html, escape_markdown, label

PURPOSE_KEY, STAGE_KEY, AREA_KEY = "measures_purpose", "measures_stage", "measures_area"
Row = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What is picked in this section: purposes, none for all; a stage, blank for any; places, none for the side's."""

    purposes: tuple[str, ...]
    stage: str
    areas: tuple[str, ...]

    def compare(self, snapshot: Snapshot, filter: Filter) -> pd.DataFrame:
        """Set what it picks of the measures that a filter leaves side by side."""
        return compare_measures(snapshot, self.purposes, self.areas, self.stage, filter)


def show_measures(snapshot: Snapshot, view: View) -> None:
    """Show the choice and the comparison; places that are picked here stand before those at the side."""
    filter = view.filter
    _pick_purpose_and_stage(snapshot)
    choice = read_choice(snapshot)
    _pick_areas(snapshot, choice, filter)
    st.html(_write_measures(snapshot, choice, filter, read_lang()))


def read_choice(snapshot: Snapshot) -> Choice:
    """Read from the URL what is picked in this section."""
    purpose = next(iter(read_parameter(PURPOSE)), list_purposes(snapshot)[0])
    areas = tuple(area for area in list_measure_areas(snapshot) if area in read_parameter(SUPPORT_AREA))
    return Choice(() if purpose == ALL else (purpose,), next(iter(read_parameter(SUPPORT_STAGE)), ""), areas)


def _pick_purpose_and_stage(snapshot: Snapshot) -> None:
    lang, words = read_lang(), snapshot.vocabulary
    purposes, stages = list_purposes(snapshot), list_measure_stages(snapshot)
    choice = read_choice(snapshot)
    st.session_state[PURPOSE_KEY], st.session_state[STAGE_KEY] = next(iter(choice.purposes), ALL), choice.stage
    left, right = st.columns(2, gap="small")
    left.selectbox(
        label("Purpose of the support"),
        purposes,
        format_func=lambda one: label("All purposes") if one == ALL else words.word("purpose", one, lang),
        key=PURPOSE_KEY,
        on_change=mirror(PURPOSE_KEY, PURPOSE),
    )
    right.selectbox(
        label("Stage that is supported"),
        ["", *stages],
        format_func=lambda one: words.word("stage", one, lang) or label("Any stage"),
        key=STAGE_KEY,
        on_change=mirror(STAGE_KEY, SUPPORT_STAGE),
    )


def _pick_areas(snapshot: Snapshot, choice: Choice, filter: Filter) -> None:
    """Show the places that have such measures, each with how many; none chosen means all that reach the side's."""
    counts = list_measure_areas(snapshot, choice.purposes, choice.stage, filter)
    known = list_measure_areas(snapshot)
    options = {area: counts.get(area, 0) for area in known if area in counts or area in choice.areas}
    st.session_state[AREA_KEY] = list(choice.areas)
    st.pills(
        label("Places compared"),
        list(options),
        selection_mode="multi",
        format_func=lambda area: f"{escape_markdown(snapshot.name(area, read_lang()))} :gray[{options[area]}]",
        key=AREA_KEY,
        on_change=mirror(AREA_KEY, SUPPORT_AREA),
    )
    if not choice.areas and (filter["area"] or filter["park"]):
        note = label("None picked: what reaches the places chosen at the side, from the city and the country, too.")
        st.html(f'<p class="caption">{note}</p>')


@remember
def _write_measures(snapshot: Snapshot, choice: Choice, filter: Filter, lang: str) -> str:
    measures = choice.compare(snapshot, filter)
    words = snapshot.vocabulary
    purpose = " · ".join(words.word("purpose", code, lang) for code in choice.purposes) or label("All purposes")
    figures = int(has_figure(measures).sum())
    title = label(
        "{purpose}: {count} measures, {figures} of them with a figure",
        purpose=purpose,
        count=len(measures),
        figures=figures,
    )
    note = label("Single measures as the sources state them: no total of support can be made of them.")
    parts = [
        write_idle(list_idle(filter, choice.areas)),
        f'<h2 class="panel-title">{escape_html(title)}</h2><p class="caption">{note}</p>',
    ]
    if measures.empty:
        return "".join([*parts, _write_empty(snapshot, choice, filter)])
    found = set(measures["area_id"])
    places = choice.areas or [area for area in list_measure_areas(snapshot) if area in found]
    head = f'<h3 class="list-title">{label("Each measure with its source")}</h3>'
    matrix = _write_matrix(snapshot, measures, places, choice.stage)
    return "".join([*parts, matrix, head, _write_list(snapshot, measures)])


def _say_stage(snapshot: Snapshot, code: str) -> str:
    return snapshot.vocabulary.word("stage", code, read_lang()) or label("No stage named")


def _write_matrix(snapshot: Snapshot, measures: pd.DataFrame, areas: Sequence[str], stage: str) -> str:
    """Write stages down and places across; a cell holds each figure with its bound, or says that there is none."""
    lang = read_lang()
    stages = list(dict.fromkeys([*([stage] if stage else []), *measures["stage_code"]]))
    rows = []
    for code in stages:
        at_stage = measures[measures["stage_code"] == code]
        cells = [_say_cell(snapshot, at_stage[at_stage["area_id"] == area]) for area in areas]
        rows.append([escape_html(_say_stage(snapshot, code)), *cells])
    return write_table([label("Stage"), *(snapshot.name(area, lang) for area in areas)], rows, "matrix")


def _say_cell(snapshot: Snapshot, measures: pd.DataFrame) -> str:
    if measures.empty:
        return f'<span class="unknown">{label("Nothing in the sources")}</span>'
    figures = has_figure(measures)
    lines = [
        part
        for row in to_rows(measures[figures])
        for part in (_say_amount(snapshot, row), _say_rate(snapshot, row))
        if part
    ]
    rest = int((~figures).sum())
    if rest:
        lines.append(f'<span class="unknown">{label("{count} without a figure", count=rest)}</span>')
    return "<br>".join(lines)


def _say_amount(snapshot: Snapshot, row: Row) -> str:
    """Say an amount with its bound, if it is one, and what it is for."""
    if pd.isna(row["amount"]):
        return ""
    lang, words = read_lang(), snapshot.vocabulary
    bound, number, unit = split_quantity(snapshot, row["amount"], row["unit_code"], row["qualifier_code"])
    figure = f"{number}{unit}" if lang == "zh" else f"{number} {unit}".strip()
    per = words.word("per", row["per_code"], lang)
    return f"<small>{escape_html(bound)}</small> <b>{escape_html(figure)}</b> <small>{escape_html(per)}</small>"


def _say_rate(snapshot: Snapshot, row: Row) -> str:
    if pd.isna(row["rate_pct"]):
        return ""
    bound, number, _ = split_quantity(snapshot, row["rate_pct"], "", row["rate_qualifier_code"])
    base = row[f"rate_of_{read_lang()}"]
    of = label("of {base}", base=base) if base else label("of what is not stated")
    return f"<small>{escape_html(bound)}</small> <b>{escape_html(number)}%</b> <small>{escape_html(of)}</small>"


def _write_empty(snapshot: Snapshot, choice: Choice, filter: Filter) -> str:
    """Write why there is no such measure, and what to take away or to pick instead."""
    ways = write_ways(count_each_without(filter, lambda left: len(choice.compare(snapshot, left))))
    if ways:
        said = label("The filters leave no such measure. Take one away:")
    elif len(choice.compare(snapshot, ANYTHING)):
        said = label("The filters leave no such measure. Take several away.")
    else:
        said = label("The sources tell of no such measure. Choose another purpose, stage or place.")
    return f'<p class="empty" role="status">{said}</p>{ways}'


def _write_list(snapshot: Snapshot, measures: pd.DataFrame) -> str:
    lang, words = read_lang(), snapshot.vocabulary
    none = f'<span class="unknown">{label("Not stated")}</span>'
    rows = [
        [
            escape_html(snapshot.name(row["area_id"], lang)),
            _small_below(_say_stage(snapshot, row["stage_code"]), words.word("purpose", row["purpose_code"], lang)),
            _say_amount(snapshot, row) or none,
            _say_rate(snapshot, row) or none,
            _small_below(row[f"description_{lang}"], row[f"condition_{lang}"]),
            _say_policy(snapshot, row),
            fold_proofs(snapshot, row),
        ]
        for row in to_rows(measures)
    ]
    return write_table(
        [
            label("Place"),
            label("Stage"),
            label("Amount"),
            label("Rate"),
            label("What and on what condition"),
            label("Policy and status"),
            label("Source"),
        ],
        rows,
        "measures",
    )


def _say_policy(snapshot: Snapshot, row: Row) -> str:
    lang = read_lang()
    status = snapshot.vocabulary.word("policy_status", row["status_code"], lang)
    if not row["policy_id"]:
        return _small_below(label("No policy named"), status)
    policy = snapshot.find_row("policies", row["policy_id"])
    date = format_date(policy["issued_date"], lang) or label("Date not stated")
    return _small_below(name_row(policy), f"{date} · {status}")


def _small_below(text: str, small: str) -> str:
    return f"{escape_html(text)}<br><small>{escape_html(small)}</small>"
