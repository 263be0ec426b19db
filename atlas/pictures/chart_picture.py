"""The picture of a panel's charts, as its page draws them."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from atlas.pictures.charts import Spec
from atlas.pictures.picture import Picture
from atlas.pictures.svg import element, number, write_text
from atlas.style.palette import PALETTES

WIDTH, HEIGHT = 720, 290  # of all charts together, before they are scaled into their room
GAP_PX, TITLE_PX, TITLE_ROOM = 40, 12, 24
ACROSS, LEAST_PX = 2, 220  # charts in the only line; width of the narrowest
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
    """Draw a panel's charts, at least one, large: two side by side, more in lines below each other."""
    count = len(sheet.charts)
    across = count if count <= ACROSS else math.ceil(math.sqrt(count))
    lines = math.ceil(count / across)
    drawn = render(_enlarge([spec for _, spec in sheet.charts], across, lines))
    parts, left, top, wide, high = [], 0.0, 0.0, 0.0, 0.0
    for place, ((title, _), svg) in enumerate(zip(sheet.charts, drawn, strict=True)):
        if place and place % across == 0:
            left, top, high = 0.0, top + high + GAP_PX / 2, 0.0
        width, height = _measure(svg)
        parts.append(write_text(title, left, top + TITLE_PX / 2, TITLE_PX, fill=PALETTES[theme].muted))
        parts.append(element("g", svg, transform=f"translate({number(left)} {number(top + TITLE_ROOM)})"))
        left, high = left + width + GAP_PX, max(high, height + TITLE_ROOM)
        wide = max(wide, left - GAP_PX)
    return Picture(
        title=sheet.title,
        subtitle=sheet.subtitle,
        description=sheet.description,
        notes=sheet.notes,
        drawing="".join(parts),
        size=(wide, top + high),
    )


def _enlarge(specs: list[Spec], across: int, lines: int) -> list[Spec]:
    """Give specifications the size that they have in a picture, all as much higher; on its page the panel sets it."""
    # below a least width the names beside bars leave no room for these: the whole is scaled into its room
    width = max(LEAST_PX, (WIDTH - GAP_PX * (across - 1)) / across)
    higher = max(1.0, HEIGHT / lines / max(spec["height"] for spec in specs))
    return [{**spec, "width": width, "height": spec["height"] * higher} for spec in specs]


def _measure(svg: str) -> tuple[float, float]:
    found = SIZE.search(svg)
    if not found:
        message = "a chart without a size"
        raise ValueError(message)
    width, height = found.groups()
    return float(width), float(height)
