"""The measures of several places side by side: who gives what, up to how much, at which stage."""

from typing import Any

import pandas as pd
import streamlit as st

from atlas.i18n import format_date
from atlas.parameters import PURPOSE, SUPPORT_AREA, SUPPORT_STAGE
from atlas.policy import ALL, compare_measures, has_figure, list_measure_areas, list_measure_stages, list_purposes
from atlas.selection import Selection
from atlas.store import Snapshot, to_rows
from components.cached import remember
from components.panels.figures import split_quantity
from components.panels.proofs import fold_proofs, name_row, write_table
from components.state import mirror, read_lang, read_parameter
from components.words import escape_html, escape_markdown, label

PURPOSE_KEY, STAGE_KEY, AREA_KEY = "measures_purpose", "measures_stage", "measures_area"
Row = dict[str, Any]


def show_measures(snapshot: Snapshot, selection: Selection) -> None:
    """Show the choice and the comparison; compared places have a choice of their own."""
    if selection.is_narrowed:
        note = label(
            "Measures stand side by side whatever is filtered at the side; choose purpose, stage and places here."
        )
        st.html(f'<p class="notice">{note}</p>')
    purpose, stage = _pick_purpose_and_stage(snapshot)
    purposes = () if purpose == ALL else (purpose,)
    areas = _pick_areas(snapshot, purposes, stage)
    st.html(_write_measures(snapshot, purposes, areas, stage, read_lang()))


def _pick_purpose_and_stage(snapshot: Snapshot) -> tuple[str, str]:
    lang, words = read_lang(), snapshot.vocabulary
    purposes, stages = list_purposes(snapshot), list_measure_stages(snapshot)
    st.session_state[PURPOSE_KEY] = next(iter(read_parameter(PURPOSE)), purposes[0])
    st.session_state[STAGE_KEY] = next(iter(read_parameter(SUPPORT_STAGE)), "")
    left, right = st.columns(2, gap="small")
    left.selectbox(
        label("Purpose of the support"),
        purposes,
        format_func=lambda one: label("All purposes") if one == ALL else words.word("purpose", one, lang),
        key=PURPOSE_KEY,
        on_change=mirror(PURPOSE_KEY, PURPOSE, str),
    )
    right.selectbox(
        label("Stage that is supported"),
        ["", *stages],
        format_func=lambda one: words.word("stage", one, lang) or label("Any stage"),
        key=STAGE_KEY,
        on_change=mirror(STAGE_KEY, SUPPORT_STAGE, str),
    )
    return str(st.session_state[PURPOSE_KEY]), str(st.session_state[STAGE_KEY])


def _pick_areas(snapshot: Snapshot, purposes: tuple[str, ...], stage: str) -> tuple[str, ...]:
    """Show the places that have such measures, each with how many; none chosen means all."""
    counts, known = list_measure_areas(snapshot, purposes, stage), list_measure_areas(snapshot)
    asked = [area for area in known if area in read_parameter(SUPPORT_AREA)]
    options = {area: counts.get(area, 0) for area in known if area in counts or area in asked}
    st.session_state[AREA_KEY] = asked
    st.pills(
        label("Places compared"),
        list(options),
        selection_mode="multi",
        format_func=lambda area: f"{escape_markdown(snapshot.name(area, read_lang()))} :gray[{options[area]}]",
        key=AREA_KEY,
        on_change=mirror(AREA_KEY, SUPPORT_AREA, ",".join),
    )
    return tuple(asked or options)


@remember
def _write_measures(
    snapshot: Snapshot, purposes: tuple[str, ...], areas: tuple[str, ...], stage: str, lang: str
) -> str:
    measures = compare_measures(snapshot, purposes, areas, stage)
    purpose = " · ".join(snapshot.vocabulary.word("purpose", code, lang) for code in purposes) or label("All purposes")
    figures = int(has_figure(measures).sum())
    title = label(
        "{purpose}: {count} measures, {figures} of them with a figure",
        purpose=purpose,
        count=len(measures),
        figures=figures,
    )
    note = label("Single measures as the sources state them: no total of support can be made of them.")
    return "".join(
        [
            f'<h2 class="panel-title">{escape_html(title)}</h2><p class="caption">{note}</p>',
            _write_matrix(snapshot, measures, areas, stage),
            f'<h3 class="list-title">{label("Each measure with its source")}</h3>',
            _write_list(snapshot, measures),
        ]
    )


def _say_stage(snapshot: Snapshot, code: str) -> str:
    return snapshot.vocabulary.word("stage", code, read_lang()) or label("No stage named")


def _write_matrix(snapshot: Snapshot, measures: pd.DataFrame, areas: tuple[str, ...], stage: str) -> str:
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


def _write_list(snapshot: Snapshot, measures: pd.DataFrame) -> str:
    if measures.empty:
        said = label("The sources tell of no such measure. Choose another purpose, stage or place.")
        return f'<p class="empty">{said}</p>'
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
