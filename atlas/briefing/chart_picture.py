"""The picture of a panel's charts, as its page draws them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.briefing.picture import Picture
from atlas.briefing.svg import element, number, write_text
from atlas.charts import Spec
from atlas.palette import PALETTES

WIDTH, HEIGHT = 720, 290  # of all charts together, before they are scaled into their room
GAP_PX, TITLE_PX, TITLE_ROOM = 40, 12, 24
SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
Render = Callable[[Sequence[Spec]], list[str]]  # draws specifications as SVG


@dataclass(frozen=True)
class ChartSheet:
    """A panel's charts with what the panel says of them.

    Attributes
    ----------
    title, subtitle
        Of the panel, and whose figures they are.
    charts
        Each one's title (blank if it needs none) and Vega-Lite specification.
    description
        What the charts say, in words.
    notes
        Units, sources, date and credit.
    """

    title: str
    subtitle: str
    charts: tuple[tuple[str, Spec], ...]
    description: str
    notes: tuple[str, ...]


def draw_chart_picture(sheet: ChartSheet, theme: str, render: Render) -> Picture:
    """Draw a panel's charts side by side, large."""
    drawn = render([_enlarge(spec, len(sheet.charts)) for _, spec in sheet.charts])
    parts, left, high = [], 0.0, 0.0
    for (title, _), svg in zip(sheet.charts, drawn, strict=True):
        width, height = _measure(svg)
        parts.append(write_text(title, left, TITLE_PX / 2, TITLE_PX, fill=PALETTES[theme].muted))
        parts.append(element("g", svg, transform=f"translate({number(left)} {TITLE_ROOM})"))
        left, high = left + width + GAP_PX, max(high, height + TITLE_ROOM)
    return Picture(
        title=sheet.title,
        subtitle=sheet.subtitle,
        description=sheet.description,
        notes=sheet.notes,
        drawing="".join(parts),
        size=(left - GAP_PX, high),
    )


def _enlarge(spec: Spec, beside: int) -> dict[str, Any]:
    """Give a specification the size that it has in a picture; on its page the panel sets it."""
    width = (WIDTH - GAP_PX * (beside - 1)) / beside
    return {**spec, "width": width, "height": max(spec["height"], HEIGHT)}


def _measure(svg: str) -> tuple[float, float]:
    found = SIZE.search(svg)
    if not found:
        message = "a chart without a size"
        raise ValueError(message)
    width, height = found.groups()
    return float(width), float(height)
