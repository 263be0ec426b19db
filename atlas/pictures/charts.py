"""Charts as plain Vega-Lite specifications."""

import math
import textwrap
from itertools import pairwise
from typing import Any

import pandas as pd

FONT = "Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
HEADROOM = 1.45  # room for a figure above its column
HALF = 0.31  # width of a column, where the next stands 1 further
GAP = 0.35  # more between the columns of two publishers
YEAR_PX, BRACKET_PX, FOOT_PX, LINE_PX = 11, 22, 27, 14  # below the columns
EMS, LATIN_EM = 5, 0.55  # room for a publisher's name under a column; width of a letter
BAR_PX = 20
# stands in the specification: what only its configuration says, Streamlit overrules with 20 pixels below
PADDING = {"left": 0, "right": 4, "top": 4, "bottom": 0}
TOLD = ("year", "qualifier", "text", "kind", "publisher")  # of a column that is pointed at
SIDEROOM = 1.6  # room for a figure beside its bar
STYLE_OPACITY = {"solid": 1.0, "light": 0.55, "outlined": 0.12}
OUTLINED = "outlined"
# names of what is measured in pixels
LENGTHS = (
    "height",
    "fontSize",
    "labelFontSize",
    "titleFontSize",
    "labelLimit",
    "labelPadding",
    "dx",
    "dy",
    "lineHeight",
)
PICK = "pick"  # name of a chart's selection: the bars that are clicked
Spec = dict[str, Any]
PICKED: Spec = {"name": PICK, "select": {"type": "point", "fields": ["code"]}}


def _config(ink: str, muted: str) -> Spec:
    return {
        "font": FONT,
        "background": "transparent",
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


def _wrap(text: str, columns: int) -> list[str]:
    """Break a publisher's name into lines that fit under so many columns."""
    width = EMS * columns
    if not text.isascii():
        count = math.ceil(len(text) / width)
        size = math.ceil(len(text) / max(count, 1)) or 1
        return [text[start : start + size] for start in range(0, len(text), size)]
    return textwrap.wrap(text, int(width / LATIN_EM))


def _place_columns(rows: pd.DataFrame) -> tuple[list[Spec], list[Spec]]:
    """Place columns from left to right, those of another publisher behind a gap; and each publisher under its own."""
    values: list[Spec] = []
    publishers: list[Spec] = []
    place = 0.0
    for row in rows.to_dict("records"):
        issuer = row.get("issuer", row["publisher"])
        if not publishers or publishers[-1]["issuer"] != issuer:
            place += GAP if publishers else 0
            publishers.append({"publisher": row["publisher"], "issuer": issuer, "left": place - HALF, "columns": 0})
        publishers[-1] |= {"right": place + HALF, "columns": publishers[-1]["columns"] + 1}
        style = row["style"] if row["style"] in STYLE_OPACITY else OUTLINED
        look = {"opacity": STYLE_OPACITY[style], "dash": int(style == OUTLINED)}
        said = {name: row[name] for name in ("code", "value", "qualifier", "text", "kind", "publisher")}
        values.append({"year": str(row["year"]), "left": place - HALF, "right": place + HALF, **said, **look})
        place += 1
    for one in publishers:
        one["lines"] = _wrap(one["publisher"], one["columns"])
        one["middle"] = (one["left"] + one["right"]) / 2
    return values, publishers


def draw_columns(rows: pd.DataFrame, *, color: str, ink: str, muted: str, height: int) -> Spec:
    """Draw one region's market by year; each publisher's columns stand apart, above its name.

    Parameters
    ----------
    rows
        `code` (told when the column is clicked), `year`, `value` (in one unit), `text` (the number),
        `qualifier` (its word or blank), `kind` (the word for reported, forecast …),
        `style` (a key of STYLE_OPACITY; any other is drawn outlined), `publisher` (its name on screen), those of
        one in a run; `issuer`, if given, tells publishers apart that have one name: those that are not stated.
    color
        Of the columns.
    height
        Of the columns with their figures, pixels; years and publishers stand below.
    """
    values, publishers = _place_columns(rows)
    top = (max((value["value"] for value in values), default=0.0) or 1.0) * HEADROOM  # all may be zero
    lines = max((len(one["lines"]) for one in publishers), default=0)
    foot = FOOT_PX + LINE_PX * lines
    pixel = top / height
    end = values[-1]["right"] if values else HALF
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [-0.5, end + 0.5 - HALF], "nice": False}}
    y = {"type": "quantitative", "axis": None, "scale": {"domain": [-foot * pixel, top], "nice": False}}
    middle = {"x": x | {"field": "middle"}}
    column = {"x": x | {"field": "left"}, "x2": {"field": "right"}}
    for value in values:
        value["middle"] = (value["left"] + value["right"]) / 2
    named: Spec = {"values": publishers}
    gaps: Spec = {"values": [{"gap": (a["right"] + b["left"]) / 2} for a, b in pairwise(publishers)]}
    return {
        "height": height + foot,
        "padding": PADDING,
        "data": {"values": values},
        "layer": [
            {
                "params": [PICKED],
                "mark": {"type": "rect", "fill": color, "stroke": color, "strokeWidth": 1.5, "cursor": "pointer"},
                "encoding": column
                | {
                    "y": y | {"field": "value"},
                    "y2": {"datum": 0},
                    "fillOpacity": {"field": "opacity", "type": "quantitative", "scale": None},
                    "strokeDash": {"condition": {"test": "datum.dash == 1", "value": [4, 3]}, "value": [1, 0]},
                    "tooltip": [{"field": name, "title": " "} for name in TOLD],
                },
            },
            *(
                {
                    "mark": {"type": "text", "dy": dy, "fontSize": 13},
                    "encoding": middle | {"y": y | {"field": "value"}, "text": {"field": field}},
                }
                for field, dy in (("text", -8), ("qualifier", -22))
            ),
            {
                "mark": {"type": "text", "fontSize": 13},
                "encoding": middle | {"y": y | {"datum": -YEAR_PX * pixel}, "text": {"field": "year"}},
            },
            {"mark": {"type": "rule", "aria": False, "color": muted}, "encoding": {"y": y | {"datum": 0}}},
            {
                "data": named,
                "mark": {"type": "rule", "aria": False, "color": muted, "strokeWidth": 2},
                "encoding": column | {"y": y | {"datum": -BRACKET_PX * pixel}},
            },
            {
                "data": named,
                "mark": {"type": "text", "baseline": "top", "fontSize": 12, "lineHeight": LINE_PX},
                "encoding": middle | {"y": y | {"datum": -(BRACKET_PX + 4) * pixel}, "text": {"field": "lines"}},
            },
            {
                "data": gaps,
                "mark": {"type": "rule", "aria": False, "color": muted, "strokeDash": [2, 3]},
                "encoding": {"x": x | {"field": "gap"}},
            },
        ],
        "config": _config(ink, muted),
    }


def draw_bars(rows: pd.DataFrame, *, color: str, ink: str, muted: str) -> Spec:
    """Draw counts by stage, from the first to the last.

    Parameters
    ----------
    rows
        `code` (told when the bar is clicked), `name`, `count`, `text` (the count with its qualifier), `is_rest`
        (drawn outlined: what no stage explains).
    """
    values = [
        {
            "code": row["code"],
            "name": row["name"],
            "count": row["count"],
            "text": row["text"],
            "rest": bool(row["is_rest"]),
        }
        for row in rows.to_dict("records")
    ]
    names = [value["name"] for value in values]
    top = (max((value["count"] for value in values), default=0) or 1) * SIDEROOM  # all may be zero
    return {
        "height": len(values) * BAR_PX,
        "padding": PADDING,
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
                "params": [PICKED],
                "mark": {"type": "bar", "height": {"band": 0.66}, "stroke": color, "cursor": "pointer"},
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
