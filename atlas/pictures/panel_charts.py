"""The charts of the market and the pipeline panel, and the pictures of them to take away."""

from itertools import cycle

import pandas as pd

from atlas.panels.market import MarketPanel
from atlas.panels.pipeline import PipelinePanel
from atlas.pictures.chart_picture import ChartSheet
from atlas.pictures.charts import Spec, draw_bars, draw_columns
from atlas.pictures.credit import list_chart_notes
from atlas.store.snapshot import Snapshot
from atlas.style.palette import PALETTES

COLUMNS_PX = 60  # height of the market's columns


def draw_market(panel: MarketPanel, theme: str) -> tuple[Spec, ...]:
    """Draw each series of the market panel, each in a colour of its own."""
    palette = PALETTES[theme]
    colors = cycle((palette.company, palette.platform, palette.area, palette.muted))
    return tuple(
        draw_columns(one.columns, color=color, ink=palette.ink, muted=palette.muted, height=COLUMNS_PX)
        for one, color in zip(panel.series, colors, strict=False)
    )


def draw_pipeline(panel: PipelinePanel, theme: str) -> tuple[Spec | None, ...]:
    """Draw each part of the pipeline panel; None where there is nothing to draw."""
    palette = PALETTES[theme]
    return tuple(
        draw_bars(pd.DataFrame(one.bars), color=palette.company, ink=palette.ink, muted=palette.muted)
        if one.bars
        else None
        for one in panel.parts
    )


def lay_out_market(snapshot: Snapshot, panel: MarketPanel, theme: str, lang: str) -> ChartSheet:
    """Lay out the market panel as a picture."""
    caption = panel.note
    return ChartSheet(
        title=panel.title,
        subtitle="",
        charts=tuple(zip((one.heading for one in panel.series), draw_market(panel, theme), strict=True)),
        description=" ".join([*(f"{one.heading}: {one.description}." for one in panel.series), caption]),
        notes=list_chart_notes(snapshot, caption, panel.source_ids, lang),
    )


def lay_out_pipeline(snapshot: Snapshot, panel: PipelinePanel, theme: str, lang: str) -> ChartSheet:
    """Lay out the pipeline panel as a picture, named after whose pipeline it shows."""
    drawn = [(one, spec) for one, spec in zip(panel.parts, draw_pipeline(panel, theme), strict=True) if spec]
    said = [f"{one.heading}: {one.description}" if one.heading else one.description for one, _ in drawn]
    return ChartSheet(
        title=f"{panel.whose} · {panel.title}",
        subtitle=" · ".join(f"{one.title} {one.word}" for one in panel.conditions),
        charts=tuple((one.heading, spec) for one, spec in drawn),
        description=". ".join(said),
        notes=list_chart_notes(snapshot, panel.caption, panel.source_ids, lang),
    )
