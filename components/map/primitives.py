"""What the layers draw, and the three kinds of drawing that they are made of."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from atlas.analysis.choropleth import DistrictFill
from atlas.geo.label_placement import LINE
from atlas.pictures.map_rows import MapArea, MapMark, Point
from atlas.style.palette import Palette
from atlas.style.symbols import MARK_PX
from components.map.deck import Color, Layer, as_text, make_layer, read_or
from components.signs.static_files import HALO, mark_mapping, static_url

FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
NARROW = str.maketrans("（）", "()")  # deck.gl draws a sign at the left end of its room
Rows = list[dict[str, Any]]
Offset = tuple[int, int]  # pixels: right, down


class Pinned(NamedTuple):
    """A mark, and its position among the pins; None if it shares its point or is a cluster."""

    mark: MapMark
    pin: int | None


class LiveName(NamedTuple):
    """A name that found room: what it names (`area`, `district`), its size in metres, its badge (blank if none)."""

    role: str
    text: str
    position: Point
    offset: Offset
    size: float
    badge: str


class Icon(NamedTuple):
    """One picture on the map: its kind, size and offset in pixels, and what a click and the pointer are told."""

    position: Point
    kind_code: str
    size: int
    offset: Offset = (0, 0)
    id: str = ""
    tip: str = ""
    sub: str = ""


class Text(NamedTuple):
    """One text on the map; `fill` and `line` colour the box behind it."""

    position: Point
    text: str
    size: float
    offset: Offset
    color: Color
    fill: Color | None = None
    line: Color | None = None


Layers = list[Layer]


@dataclass(frozen=True)
class MapContent:
    """All that the layers draw, prepared: no layer computes.

    Attributes
    ----------
    lang, theme, palette
        How it looks.
    marks
        Each with its position among the pins.
    pins_url, pin_count
        Where the browser fetches all pins once, and how many there are.
    areas
        Parks and zones.
    areas_url
        Where the browser fetches the circles of the published extents once.
    district_ids
        Adcodes.
    names
        Names that found room.
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
    marks: tuple[Pinned, ...]
    pins_url: str
    pin_count: int
    areas: tuple[MapArea, ...]
    areas_url: str
    district_ids: tuple[str, ...]
    names: tuple[LiveName, ...]
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


def draw_geojson(name: str, shapes: str | dict[str, Any], **options: Any) -> Layer:
    """Draw shapes: those of a file that the browser fetches once by its URL, or GeoJSON itself."""
    fill = options.get("get_fill_color")
    # deck.gl looks at an accessor again only if its trigger changes
    triggers = {"update_triggers": {"getFillColor": fill}} if isinstance(fill, str) else {}
    return make_layer("GeoJsonLayer", name, shapes, **{"pickable": False, **options, **triggers})


def draw_text(name: str, texts: Sequence[Text], palette: Palette, **options: Any) -> Layer:
    """Write texts; the options name what their boxes look like.

    All text layers share one set of accessors, so that the browser builds their program once; as with marks, what
    most texts share stands there.
    """
    usual = {key: _find_usual([getattr(one, key) for one in texts]) for key in ("size", "color", "offset")}
    return make_layer(
        "TextLayer",
        name,
        [
            {"p": one.position, "t": one.text.translate(NARROW)}
            | {key: value for key in LOOKS if (value := getattr(one, key)) is not None and value != usual.get(key)}
            for one in texts
        ],
        pickable=False,
        get_position="p",
        get_text="t",
        get_size=read_or("size", usual["size"]),
        get_color=read_or("color", usual["color"]),
        get_pixel_offset=read_or("offset", [*usual["offset"]] if usual["offset"] else usual["offset"]),
        character_set=as_text("auto"),
        font_family=as_text(FONT),
        font_settings={"sdf": True, "fontSize": 48, "radius": 14, "buffer": 10, "smoothing": 0.2},
        font_weight=600,
        line_height=LINE,
        outline_color=to_rgba(palette.paper),
        **options,
    )


LOOKS = ("size", "offset", "color", "fill", "line")  # what a text may have of its own


def _find_usual(values: list[Any]) -> Any:
    """Find the commonest of some values; 0 where there are none."""
    texts = Counter(map(json.dumps, values))
    found = texts.most_common(1)[0][0] if texts else "0"
    return next((value for value in values if json.dumps(value) == found), 0)


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


def draw_icons(
    name: str, icons: Sequence[Icon], content: MapContent, fields: tuple[str, ...] = (), **options: Any
) -> Layer:
    """Draw marks: what most of them share stands in the accessor, only the others carry it.

    Parameters
    ----------
    fields
        What is sent of each mark beside its place and look.
    """
    looks = [_look_up(one, content) for one in icons]
    counted = {key: Counter(map(attrgetter(key), (one for one, _ in looks))) for key in PLAIN}
    usual: dict[str, Any] = {
        key: counts.most_common(1)[0][0] if counts else PLAIN[key] for key, counts in counted.items()
    }
    data = [
        {SHORT[key]: getattr(one, key) for key in ("position", *fields)}
        | {SHORT[key]: own for key, value in usual.items() if (own := getattr(one, key)) != value}
        | ({"c": color} if color else {})
        for one, color in looks
    ]
    if any(color for _, color in looks):
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


def _look_up(icon: Icon, content: MapContent) -> tuple[Icon, Color | None]:
    """Give a mark the look of a new kind: a shape and its colour; the others have their own picture."""
    if icon.kind_code not in content.looks:
        return icon, None
    shape, color = content.looks[icon.kind_code]
    return icon._replace(kind_code=shape), color
