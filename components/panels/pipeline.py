"""Pipeline stages: the country's counts, the parks' and firms' own, and the named products chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from atlas.analysis.dossier import list_products
from atlas.analysis.pipeline import list_pipeline_scopes, list_series
from atlas.links.parameters import NAMED, PIPELINE
from atlas.pictures.chart_picture import ChartSheet
from atlas.pictures.charts import draw_bars
from atlas.pictures.credit import list_chart_notes
from atlas.selection.conditions import list_conditions
from atlas.selection.dimensions import list_options
from atlas.store.snapshot import Snapshot, say_name, to_rows
from atlas.store.vocabulary import NOT_STATED
from atlas.style.palette import PALETTES
from atlas.wording.pipeline import CLAUSE_JOINTS, say_series, say_title
from components.cached import remember
from components.frame.frame import theme_type
from components.panels.figures import Chart, show_chart, show_proofs, write_proofs
from components.panels.pictures import show_chart_downloads
from components.state import is_presenting, mirror, read_lang, read_parameter, read_view, toggle_value
from components.words import escape_html, label

SCOPE = "pipeline_scope"
STAGE = "stage"  # the filter that a bar sets


def _scope_name(snapshot: Snapshot, scope: str) -> str:
    if scope == NAMED:
        return label("Named products of this selection")
    return snapshot.name(scope, read_lang())


@dataclass(frozen=True)
class _Part:
    """One series: its heading, blank where it is the only one, its chart, if there is anything to draw, its caption."""

    heading: str
    chart: Chart | None
    caption: str


@dataclass(frozen=True)
class _Panel:
    title: str
    parts: tuple[_Part, ...]
    note: str  # below them all
    proofs: str
    source_ids: frozenset[str]

    @property
    def drawn(self) -> list[tuple[str, Chart]]:
        """The charts with their headings."""
        return [(part.heading, part.chart) for part in self.parts if part.chart]

    @property
    def caption(self) -> str:
        """All that stands below the charts, in one text."""
        said = [" · ".join(filter(None, [part.heading, part.caption])) for part in self.parts]
        return CLAUSE_JOINTS[read_lang()].join(filter(None, [*said, self.note]))


def _draw(bars: Sequence[dict[str, Any]], theme: str) -> Chart | None:
    if not bars:
        return None
    palette = PALETTES[theme]
    spec = draw_bars(pd.DataFrame(bars), color=palette.company, ink=palette.ink, muted=palette.muted)
    return Chart(spec, "; ".join(f"{bar['name']}: {bar['text']}" for bar in bars))


def _make_panel(
    snapshot: Snapshot, title: str, parts: Sequence[_Part], note: str, named: list[tuple[str, dict[str, Any]]]
) -> _Panel:
    used = frozenset(str(row["source_id"]) for _, row in named)
    return _Panel(title, tuple(parts), note, write_proofs(snapshot, named), used)


@remember
def _prepare_counts(snapshot: Snapshot, scope: str, lang: str, theme: str) -> _Panel:
    """Prepare the counts that the sources give of an area or entity."""
    series = list_series(snapshot, scope)
    said = say_series(snapshot, series, lang)
    parts = [_Part(one.heading, _draw(one.bars, theme), one.caption) for one in said]
    note = label("Counts of another date, unit or document stand apart: they do not add up.") if len(said) > 1 else ""
    return _make_panel(
        snapshot, say_title(snapshot, series, lang), parts, note, [pair for one in said for pair in one.named]
    )


def _prepare_named(snapshot: Snapshot, shown: pd.DataFrame, lang: str, theme: str) -> _Panel:
    """Prepare the named products of what the filter leaves."""
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
    part = _Part("", _draw(bars, theme), caption)
    return _make_panel(snapshot, label("Named products by stage"), [part], "", named)


def _choose_stage(snapshot: Snapshot, code: str) -> None:
    """Filter by a stage whose bar is clicked, or no longer; say so where nobody in Beijing stands there."""
    if code in list_options(snapshot, STAGE):
        toggle_value(STAGE, code)
    elif code in snapshot.vocabulary.codes(STAGE):
        stage = snapshot.vocabulary.word("stage", code, read_lang())
        st.toast(label("The sources name no product in Beijing at this stage: {stage}.", stage=stage))


def show_pipeline_panel(snapshot: Snapshot, shown: pd.DataFrame) -> None:
    """Show the panel with its switch between scopes."""
    scope, lang, theme = read_scope(snapshot), read_lang(), theme_type()
    st.session_state[SCOPE] = scope
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
    for number, part in enumerate(panel.parts):
        _show_part(snapshot, part, f"pipeline_chart_{number}" if number else "pipeline_chart")
    if panel.note:
        st.html(f'<p class="caption">{escape_html(panel.note)}</p>')
    with st.container(horizontal=True, gap="small"):
        show_proofs(panel.proofs, "proof_pipeline")
        if panel.drawn:
            _show_downloads(snapshot, scope, panel)


def read_scope(snapshot: Snapshot) -> str:
    """Read from the URL whose pipeline is shown: the country's, if none is asked for and there is any."""
    return next(iter([*read_parameter(PIPELINE), *_list_scopes(snapshot)]))


def _show_part(snapshot: Snapshot, part: _Part, key: str) -> None:
    if part.heading:
        st.html(f'<p class="chart-title">{escape_html(part.heading)}</p>')
    if part.chart:
        show_chart(part.chart, key, choose=partial(_choose_stage, snapshot))
    st.html(f'<p class="caption">{escape_html(part.caption)}</p>')


def _show_downloads(snapshot: Snapshot, scope: str, panel: _Panel) -> None:
    """Offer the charts as a picture, named after whose pipeline they show."""
    lang, whose = read_lang(), _scope_name(snapshot, scope)
    conditions = list_conditions(snapshot, read_view()[0].filter, lang) if scope == NAMED else []
    chosen = [f"{one.title} {one.word}" for one in conditions]
    picture = ChartSheet(
        title=f"{whose} · {panel.title}",
        subtitle=" · ".join(chosen),
        charts=tuple((heading, chart.spec) for heading, chart in panel.drawn),
        description=". ".join(
            [*(f"{heading}: {chart.alt}" if heading else chart.alt for heading, chart in panel.drawn)]
        ),
        notes=list_chart_notes(snapshot, panel.caption, panel.source_ids, lang),
    )
    show_chart_downloads(snapshot, picture, f"{label('Pipeline stages')} {whose}", conditions, "pipeline")


@remember
def _list_scopes(snapshot: Snapshot) -> tuple[str, ...]:
    return (*list_pipeline_scopes(snapshot), NAMED)
