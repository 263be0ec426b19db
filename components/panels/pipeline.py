"""Pipeline stages: the country's counts, the parks' and firms' own, and the named products chosen."""

from functools import partial

import streamlit as st

from atlas.links.parameters import PIPELINE
from atlas.panels.pipeline import PipelinePanel, PipelinePart, list_scopes, name_scope, say_pipeline
from atlas.pictures.panel_charts import draw_pipeline, lay_out_pipeline
from atlas.selection.dimensions import list_options
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.frame.frame import theme_type
from components.panels.figures import Chart, show_chart, show_proofs
from components.panels.pictures import show_chart_downloads
from components.pieces import show_text, show_title
from components.state import is_presenting, mirror, read_lang, read_parameter, toggle_value
from components.words import label

SCOPE = "pipeline_scope"
STAGE = "stage"  # the filter that a bar sets


@remember
def _draw(_snapshot: Snapshot, panel: PipelinePanel, theme: str) -> tuple[Chart | None, ...]:
    """Draw each part once and not in every run."""
    drawn = zip(panel.parts, draw_pipeline(panel, theme), strict=True)
    return tuple(Chart(spec, part.description) if spec else None for part, spec in drawn)


def _choose_stage(snapshot: Snapshot, code: str) -> None:
    """Filter by a stage whose bar is clicked, or no longer; say so where nobody in Beijing stands there."""
    if code in list_options(snapshot, STAGE):
        toggle_value(STAGE, code)
    elif code in snapshot.vocabulary.codes(STAGE):
        stage = snapshot.vocabulary.word("stage", code, read_lang())
        st.toast(label("The sources name no product in Beijing at this stage: {stage}.", stage=stage))


def show_pipeline(snapshot: Snapshot, view: View) -> PipelinePanel:
    """Show the panel with its switch between scopes, and give what it says."""
    lang, theme = read_lang(), theme_type()
    panel = say_pipeline(snapshot, view, lang, next(iter(read_parameter(PIPELINE)), ""))
    charts = _draw(snapshot, panel, theme)
    st.session_state[SCOPE] = panel.scope
    # an audience sees no switch that would say whose pipeline this is
    title = f"{panel.whose} · {panel.title}" if is_presenting() else panel.title
    show_title(title)
    st.selectbox(
        label("Whose pipeline"),
        list_scopes(snapshot),
        format_func=lambda one: name_scope(snapshot, one, lang),
        key=SCOPE,
        label_visibility="collapsed",
        on_change=mirror(SCOPE, PIPELINE),
    )
    for number, (part, chart) in enumerate(zip(panel.parts, charts, strict=True)):
        _show_part(snapshot, part, chart, f"pipeline_chart_{number}" if number else "pipeline_chart")
    for note in panel.notes:
        show_text(note)
    with st.container(horizontal=True, gap="small"):
        show_proofs(panel.evidence, "proof_pipeline")
        if any(charts):
            lay_out = partial(lay_out_pipeline, snapshot, panel, theme, lang)
            what = f"{label('Pipeline stages')} {panel.whose}"
            show_chart_downloads(snapshot, lay_out, what, panel.conditions, "pipeline")
    return panel


def _show_part(snapshot: Snapshot, part: PipelinePart, chart: Chart | None, key: str) -> None:
    if part.heading:
        show_text(part.heading, "chart-title")
    if chart:
        show_chart(chart, key, choose=partial(_choose_stage, snapshot))
    show_text(part.caption)
