"""Pipeline stages: the country's counts, the parks' and firms' own, and the named products chosen."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.briefing.chart_picture import ChartSheet
from atlas.briefing.credit import list_chart_notes
from atlas.charts import draw_bars
from atlas.filters import list_filters
from atlas.palette import PALETTES
from atlas.parameters import NAMED, PIPELINE
from atlas.readable import LIST_JOINTS
from atlas.selection import dimension_options
from atlas.store import Snapshot, say_name, to_rows
from atlas.summarise import COUNTRY, PipelineCounts, count_pipeline, list_pipeline_scopes, list_products
from atlas.vocabulary import NOT_STATED
from components.cached import remember
from components.controls.pictures import show_chart_downloads
from components.frame import theme_type
from components.panels.figures import Chart, say_quantity, say_row_date, show_chart, show_proofs, write_proofs
from components.state import is_presenting, mirror, read_lang, read_parameter, read_selection, toggle_value
from components.words import escape_html, label

SCOPE = "pipeline_scope"
CLAUSE_JOINTS = {"zh": "；", "en": "; "}
STAGE = "stage"  # the filter that a bar sets


def _scope_name(snapshot: Snapshot, scope: str) -> str:
    if scope == NAMED:
        return label("Named products of this selection")
    return snapshot.name(scope, read_lang())


def _title(snapshot: Snapshot, counts: PipelineCounts) -> str:
    """State the finding, computed from the counts: the two fullest stages and their share."""
    if counts.unexplained is None:
        return label("Pipeline stages")
    assert counts.total is not None  # noqa: S101 - nothing is unexplained without a total
    same_unit = counts.stages[counts.stages["unit_code"] == counts.total["unit_code"]]
    fullest = same_unit.nlargest(2, "count").sort_index()
    first, second = (snapshot.vocabulary.word("stage", code, read_lang()) for code in fullest["stage_code"])
    share = round(100 * fullest["count"].sum() / same_unit["count"].sum())
    return label("{first} and {second} hold {share}% of the staged pipeline", first=first, second=second, share=share)


def _say_other_rest(snapshot: Snapshot, counts: PipelineCounts) -> str:
    """Say what else the rest may be, where the total may not hold the stages counted in another unit."""
    total, stages = counts.total, counts.stages
    if total is None or counts.unexplained is None:
        return ""
    apart = stages[stages["unit_code"] != total["unit_code"]]
    if apart.empty:
        return ""
    rest = counts.unexplained + int(apart["count"].sum())
    parts = [say_quantity(snapshot, row["count"], row["unit_code"], row["qualifier_code"]) for row in to_rows(apart)]
    figure = say_quantity(snapshot, rest, total["unit_code"], total["qualifier_code"])
    names = [snapshot.vocabulary.word("stage", code, read_lang()) for code in apart["stage_code"]]
    said = LIST_JOINTS[read_lang()].join(f"{name} {part}" for name, part in zip(names, parts, strict=True))
    told = label("{figure} if the total leaves out: {parts}", figure=figure, parts=said)
    return f"{CLAUSE_JOINTS[read_lang()]}{told}"


@dataclass(frozen=True)
class _Panel:
    title: str
    chart: Chart | None
    caption: str
    proofs: str
    source_ids: frozenset[str]


def _draw(bars: list[dict[str, Any]], theme: str) -> Chart | None:
    if not bars:
        return None
    palette = PALETTES[theme]
    spec = draw_bars(pd.DataFrame(bars), color=palette.company, ink=palette.ink, muted=palette.muted)
    return Chart(spec, "; ".join(f"{bar['name']}: {bar['text']}" for bar in bars))


def _make_panel(
    snapshot: Snapshot, title: str, chart: Chart | None, caption: str, named: list[tuple[str, dict[str, Any]]]
) -> _Panel:
    used = frozenset(str(row["source_id"]) for _, row in named)
    return _Panel(title, chart, caption, write_proofs(snapshot, named), used)


@remember
def _prepare_counts(snapshot: Snapshot, scope: str, lang: str, theme: str) -> _Panel:
    """Prepare the counts that a source gives of an area or entity."""
    counts, words = count_pipeline(snapshot, scope), snapshot.vocabulary
    bars, named, caption = [], [], ""
    for row in to_rows(counts.stages):
        name = words.word("stage", row["stage_code"], lang)
        figure = say_quantity(snapshot, row["count"], row["unit_code"], row["qualifier_code"])
        code = row["stage_code"]
        bars.append({"code": code, "name": name, "count": row["count"], "text": figure, "is_rest": False})
        named.append((f"{name}: {figure}", row))
        caption = say_row_date(snapshot, row)
    if counts.total is not None:
        total = {str(name): value for name, value in counts.total.items()}
        figure = say_quantity(snapshot, total["count"], total["unit_code"], total["qualifier_code"])
        caption = f"{label('In all')} {figure} · {say_row_date(snapshot, total)}"
        named.append((f"{label('In all')}: {figure}", total))
        if counts.unexplained:
            rest = say_quantity(snapshot, counts.unexplained, total["unit_code"], total["qualifier_code"])
            unstated = words.word("stage", NOT_STATED, lang)
            bars.append(
                {"code": NOT_STATED, "name": unstated, "count": counts.unexplained, "text": rest, "is_rest": True}
            )
            caption += f" · {label('Stage not stated: the total less all stages, not rescaled')}"
            caption += _say_other_rest(snapshot, counts)
    if len(bars) > 1 and counts.unexplained is None:
        caption += f" · {label('These counts may overlap or differ in what they count: they do not add up.')}"
    return _make_panel(snapshot, _title(snapshot, counts), _draw(bars, theme), caption, named)


def _prepare_named(snapshot: Snapshot, shown: pd.DataFrame, lang: str, theme: str) -> _Panel:
    """Prepare the named products of what the selection leaves."""
    products, words = list_products(snapshot, shown["entity_id"]), snapshot.vocabulary
    counts = products["stage_code"].value_counts()
    bars = [
        {
            "code": code,
            "name": words.word("stage", code, lang),
            "count": int(counts[code]),
            "text": label("{count} named", count=counts[code]),
            "is_rest": code == NOT_STATED,
        }
        for code in words.codes("stage")
        if code in counts
    ]
    caption = label("Only what the sources name; not a register.")
    if products.empty:
        caption = label("The sources name no product of this selection.")
        caption += f" {label('Take a filter away to see more.')}"
    named = [
        (f"{say_name(row, lang)} · {words.word('stage', row['stage_code'], lang)}", row) for row in to_rows(products)
    ]
    return _make_panel(snapshot, label("Named products by stage"), _draw(bars, theme), caption, named)


def _choose_stage(snapshot: Snapshot, code: str) -> None:
    """Filter by a stage whose bar is clicked, or no longer; say so where nobody in Beijing stands there."""
    if code in dimension_options(snapshot, STAGE):
        toggle_value(STAGE, code)
    elif code in snapshot.vocabulary.codes(STAGE):
        stage = snapshot.vocabulary.word("stage", code, read_lang())
        st.toast(label("The sources name no product in Beijing at this stage: {stage}.", stage=stage))


def show_pipeline_panel(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Show the panel with its switch between scopes."""
    st.session_state[SCOPE] = next(iter(read_parameter(PIPELINE)), COUNTRY)
    scope, lang, theme = str(st.session_state[SCOPE]), read_lang(), theme_type()
    panel = (
        _prepare_named(snapshot, shown, lang, theme)
        if scope == NAMED
        else _prepare_counts(snapshot, scope, lang, theme)
    )
    # an audience sees no switch that would say whose pipeline this is
    title = f"{_scope_name(snapshot, scope)} · {panel.title}" if is_presenting() else panel.title
    st.html(f'<h3 class="panel-title">{escape_html(title)}</h3>')
    st.selectbox(
        label("Whose pipeline"),
        _list_scopes(snapshot),
        format_func=lambda one: _scope_name(snapshot, one),
        key=SCOPE,
        label_visibility="collapsed",
        on_change=mirror(SCOPE, PIPELINE),
    )
    if panel.chart:
        show_chart(panel.chart, "pipeline_chart", choose=partial(_choose_stage, snapshot))
    st.html(f'<p class="caption">{escape_html(panel.caption)}</p>')
    with st.container(horizontal=True, gap="small"):
        show_proofs(panel.proofs, "proof_pipeline")
        if panel.chart:
            _show_downloads(snapshot, scope, panel, panel.chart)


def _show_downloads(snapshot: Snapshot, scope: str, panel: _Panel, chart: Chart) -> None:
    """Offer the chart as a picture, named after whose pipeline it shows."""
    lang, whose = read_lang(), _scope_name(snapshot, scope)
    filters = list_filters(snapshot, read_selection()[0], lang) if scope == NAMED else []
    chosen = [f"{one.title} {one.word}" for one in filters]
    picture = ChartSheet(
        title=f"{whose} · {panel.title}",
        subtitle=" · ".join(chosen),
        charts=(("", chart.spec),),
        description=chart.alt,
        notes=list_chart_notes(snapshot, panel.caption, panel.source_ids, lang),
    )
    show_chart_downloads(snapshot, picture, f"{label('Pipeline stages')} {whose}", filters, "pipeline")


@remember
def _list_scopes(snapshot: Snapshot) -> tuple[str, ...]:
    return (*list_pipeline_scopes(snapshot), NAMED)
