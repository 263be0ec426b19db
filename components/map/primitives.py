"""What the layers draw, and the three kinds of drawing that they are made of."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from atlas.analysis.choropleth import DistrictFill
from atlas.geo.label_placement import LINE
from atlas.style.palette import Palette
from atlas.style.symbols import MARK_PX
from components.map.deck import Layer, as_text, make_layer, read_or
from components.signs.static_files import HALO, mark_mapping, static_url

FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
NARROW = str.maketrans("（）", "()")  # deck.gl draws a sign at the left end of its room
Rows = list[dict[str, Any]]
Layers = list[Layer]


@dataclass(frozen=True)
class MapContent:
    """All that the layers draw, prepared: no layer computes.

    Attributes
    ----------
    lang, theme, palette
        How it looks.
    marks
        As `map_features.list_marks` lists them, each with `pin` (its position among the pins; None if it shares
        its point or is a cluster).
    pins_url, pin_count
        Where the browser fetches all pins once, and how many there are.
    areas
        Parks and zones: `id`, `position`, `has_extent` (whether one is published), `tip`, `sub`.
    areas_url
        Where the browser fetches the circles of the published extents once.
    district_ids
        Adcodes.
    names
        Names that found room: `role` (district, area), `text`, `position`, `offset`,
        `size` (metres), `badge` (count of entities known only by district; blank if none).
    fill
        What the districts are filled by.
    chosen
        Id of what is selected; blank if nothing.
    radius
        GeoJSON of the ring of `near`; empty if there is none.
    relations
        Arcs: `p` (longitude and latitude of both ends, in one list), `n` (what is said of it), `s` (blank).
    hatch_scale
        Metres of ground that a pixel of the hatch covers.
    looks
        Kinds that the picture of marks lacks: the shape of it that is tinted, and its colour.
    clicks
        How many clicks came before: part of the pick layers' ids, so that a click is told once.
    """

    lang: str
    theme: str
    palette: Palette
    marks: Rows
    pins_url: str
    pin_count: int
    areas: Rows
    areas_url: str
    district_ids: tuple[str, ...]
    names: Rows
    fill: DistrictFill
    chosen: str
    radius: dict[str, Any]
    relations: Rows
    hatch_scale: float
    looks: dict[str, tuple[str, list[int]]]
    clicks: int


def to_rgba(color: str, alpha: float = 1.0) -> list[int]:
    """Turn `#RRGGBB` into deck.gl's [red, green, blue, alpha], each 0 to 255."""
    return [*(int(color[start : start + 2], 16) for start in (1, 3, 5)), round(alpha * 255)]


def pick_fields(rows: Rows, *fields: str) -> Rows:
    """Keep some fields of each row: what a layer does not need is not sent."""
    return [{field: row[field] for field in fields} for row in rows]


def draw_geojson(name: str, shapes: str | dict[str, Any], **options: Any) -> Layer:
    """Draw shapes: those of a file that the browser fetches once by its URL, or GeoJSON itself."""
    fill = options.get("get_fill_color")
    # deck.gl looks at an accessor again only if its trigger changes
    triggers = {"update_triggers": {"getFillColor": fill}} if isinstance(fill, str) else {}
    return make_layer("GeoJsonLayer", name, shapes, **{"pickable": False, **options, **triggers})


def draw_text(name: str, rows: Rows, palette: Palette, **options: Any) -> Layer:
    """Write texts: `position`, `text`, `size`, `color` and `offset` (lists) of each, and what else the options name.

    All text layers share one set of accessors, so that the browser builds their program once; as with marks, what
    most texts share stands there.
    """
    usual = {key: _find_usual(rows, key) for key in ("size", "color", "offset")}
    return make_layer(
        "TextLayer",
        name,
        [
            {"p": row["position"], "t": row["text"].translate(NARROW)}
            | {key: value for key, value in row.items() if key not in WRITTEN and value != usual.get(key)}
            for row in rows
        ],
        pickable=False,
        get_position="p",
        get_text="t",
        get_size=read_or("size", usual["size"]),
        get_color=read_or("color", usual["color"]),
        get_pixel_offset=read_or("offset", usual["offset"]),
        character_set=as_text("auto"),
        font_family=as_text(FONT),
        font_settings={"sdf": True, "fontSize": 48, "radius": 14, "buffer": 10, "smoothing": 0.2},
        font_weight=600,
        line_height=LINE,
        outline_color=to_rgba(palette.paper),
        **options,
    )


WRITTEN = ("position", "text")  # what every text has, under a short name


def _find_usual(rows: Rows, key: str) -> Any:
    """Find the commonest value of a field, as the browser gets it; 0 where there are no rows."""
    texts = Counter(json.dumps(row[key]) for row in rows)
    return json.loads(texts.most_common(1)[0][0]) if texts else 0


# what the browser gets of a mark: short names, since every mark repeats them
SHORT = {
    "position": "p",
    "offset": "o",
    "id": "i",
    "tip": "n",
    "sub": "s",
    "kind_code": "k",
    "size": "z",
}
PLAIN_COLOR = [0, 0, 0, 255]  # of marks that have their own
PLAIN = {"kind_code": HALO, "size": MARK_PX, "offset": (0, 0)}  # how a mark looks where no row says it


def draw_icons(name: str, rows: Rows, content: MapContent, fields: tuple[str, ...] = (), **options: Any) -> Layer:
    """Draw marks: what most of them share stands in the accessor, only the others carry it.

    Parameters
    ----------
    rows
        Marks: `position`, `kind_code`, `size` and `offset` in pixels, and the fields.
    fields
        What is sent of each mark beside its place and look.
    """
    rows = [_look_up(row, content) for row in rows]
    colored = [row["color"] for row in rows if "color" in row]
    counted = {key: Counter(row[key] for row in rows) for key in PLAIN}
    usual: dict[str, Any] = {
        key: counts.most_common(1)[0][0] if counts else PLAIN[key] for key, counts in counted.items()
    }
    data = [
        {SHORT[key]: row[key] for key in ("position", *fields)}
        | {SHORT[key]: row[key] for key, value in usual.items() if row[key] != value}
        | ({"c": row["color"]} if "color" in row else {})
        for row in rows
    ]
    if colored:
        options["get_color"] = read_or("c", PLAIN_COLOR)
    return make_layer(
        "IconLayer",
        name,
        data,
        get_position=SHORT["position"],
        get_icon=read_or("k", f"'{usual['kind_code']}'"),
        get_size=read_or("z", usual["size"]),
        get_pixel_offset=read_or("o", [*usual["offset"]]),
        icon_atlas=as_text(static_url("marks")),
        icon_mapping=mark_mapping(content.theme),
        **options,
    )


def _look_up(row: dict[str, Any], content: MapContent) -> dict[str, Any]:
    """Give a mark the look of a new kind: a shape and its colour."""
    if row["kind_code"] not in content.looks:
        return row
    shape, color = content.looks[row["kind_code"]]
    return {**row, "kind_code": shape, "color": color}
