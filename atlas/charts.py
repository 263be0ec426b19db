"""Charts as plain Vega-Lite specifications."""

from typing import Any

import pandas as pd

FONT = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
HEADROOM = 1.4  # room for a figure above its column
BAR_PX = 23
SIDEROOM = 1.6  # room for a figure beside its bar
STYLE_OPACITY = {"solid": 1.0, "light": 0.55, "outlined": 0.12}
OUTLINED = "outlined"
# names of what is measured in pixels
LENGTHS = ("height", "fontSize", "labelFontSize", "titleFontSize", "labelLimit", "labelPadding", "dx", "dy")
Spec = dict[str, Any]


def _config(ink: str, muted: str) -> Spec:
    return {
        "font": FONT,
        "background": "transparent",
        "padding": {"left": 0, "right": 4, "top": 4, "bottom": 0},
        "view": {"stroke": None},
        "axis": {
            "labelColor": ink,
            "titleColor": muted,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "domainColor": muted,
            "grid": False,
            "ticks": False,
        },
        "text": {"color": ink, "fontSize": 13},
    }


def enlarge(spec: Spec, factor: float) -> Spec:
    """Draw a chart with texts, gaps and height so many times as large."""
    return {name: _enlarge(name, value, factor) for name, value in spec.items()}


def _enlarge(name: str, value: Any, factor: float) -> Any:
    if isinstance(value, dict):
        return {key: _enlarge(key, part, factor) for key, part in value.items()}
    if isinstance(value, list):
        return [_enlarge("", part, factor) for part in value]
    return round(value * factor) if name in LENGTHS and isinstance(value, int | float) else value


def draw_columns(rows: pd.DataFrame, *, color: str, ink: str, muted: str, height: int) -> Spec:
    """Draw one region's market by year.

    Parameters
    ----------
    rows
        `year`, `value` (in one unit), `text` (the figure), `kind` (the word for reported, forecast …),
        `style` (a key of STYLE_OPACITY).
    color
        Of the columns.
    """
    values = [
        {
            "year": str(row["year"]),
            "value": row["value"],
            "text": row["text"],
            "kind": row["kind"],
            "opacity": STYLE_OPACITY[row["style"]],
            "dash": int(row["style"] == OUTLINED),
        }
        for row in rows.to_dict("records")
    ]
    top = max((value["value"] for value in values), default=1.0) * HEADROOM
    return {
        "height": height,
        "data": {"values": values},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": {"title": None, "labelAngle": 0}},
            "y": {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, top]}},
        },
        "layer": [
            {
                "mark": {"type": "bar", "width": {"band": 0.62}, "fill": color, "stroke": color, "strokeWidth": 1.5},
                "encoding": {
                    "fillOpacity": {"field": "opacity", "type": "quantitative", "scale": None},
                    "strokeDash": {"condition": {"test": "datum.dash == 1", "value": [4, 3]}, "value": [1, 0]},
                    "tooltip": [
                        {"field": "year", "title": " "},
                        {"field": "text", "title": " "},
                        {"field": "kind", "title": " "},
                    ],
                },
            },
            {"mark": {"type": "text", "dy": -8, "fontSize": 13}, "encoding": {"text": {"field": "text"}}},
        ],
        "config": _config(ink, muted),
    }


def draw_bars(rows: pd.DataFrame, *, color: str, ink: str, muted: str) -> Spec:
    """Draw counts by stage, from the first to the last.

    Parameters
    ----------
    rows
        `name`, `count`, `text` (the count with its qualifier), `is_rest` (drawn outlined: what no
        stage explains).
    """
    values = [
        {
            "name": row["name"],
            "count": row["count"],
            "text": row["text"],
            "rest": bool(row["is_rest"]),
        }
        for row in rows.to_dict("records")
    ]
    names = [value["name"] for value in values]
    top = max((value["count"] for value in values), default=1) * SIDEROOM
    return {
        "height": len(values) * BAR_PX,
        "data": {"values": values},
        "encoding": {
            "y": {
                "field": "name",
                "type": "ordinal",
                "sort": names,
                "axis": {"title": None, "labelLimit": 200, "domain": False, "labelPadding": 6},
            },
            "x": {
                "field": "count",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, top]},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.66}, "stroke": color},
                "encoding": {
                    "fill": {"condition": {"test": "datum.rest", "value": "transparent"}, "value": color},
                    "strokeDash": {"condition": {"test": "datum.rest", "value": [4, 3]}, "value": [1, 0]},
                    "tooltip": [{"field": "name", "title": " "}, {"field": "text", "title": " "}],
                },
            },
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {"text": {"field": "text"}}},
        ],
        "config": _config(ink, muted),
    }
