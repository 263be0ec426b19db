"""What the layers draw, and the four kinds of drawing that they are made of."""

from dataclasses import dataclass
from typing import Any

import pydeck as pdk

from atlas.fill import DistrictFill
from components.map.palette import Palette, to_rgba
from components.map.static_files import mark_mapping, static_url

FONT = '"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
NAME_PX = 13
Rows = list[dict[str, Any]]
Layers = list[pdk.Layer]


@dataclass(frozen=True)
class MapContent:
    """All that the layers draw, prepared: no layer computes.

    Attributes
    ----------
    lang, theme, palette
        How it looks.
    marks
        `position`, `kind_code`, `count`, `offset` (pixels), `ring_px`, `id`, `tip`, `sub`, `pin` (its
        position among the pins; None if it shares its point).
    pins_url, pin_count
        Where the browser fetches all pins once, and how many there are.
    areas
        Parks and zones: `id`, `position`, `radius_m` (0 if no extent is published), `tip`, `sub`.
    district_ids
        Adcodes.
    names
        Names that found room: `role` (district, area), `text`, `position`, `offset`,
        `size_m`, `badge` (count of entities known only by district; blank if none).
    fill
        What the districts are filled by.
    chosen
        Id of what is selected; blank if nothing.
    hatch_scale
        Metres of ground that a pixel of the hatch covers.
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
    district_ids: tuple[str, ...]
    names: Rows
    fill: DistrictFill
    chosen: str
    hatch_scale: float
    clicks: int


def pick_fields(rows: Rows, *fields: str) -> Rows:
    """Keep some fields of each row: what a layer does not need is not sent."""
    return [{field: row[field] for field in fields} for row in rows]


def draw_geojson(name: str, stem: str, **options: Any) -> pdk.Layer:
    """Draw the shapes of a static file."""
    fill = options.get("get_fill_color")
    # deck.gl looks at an accessor again only if its trigger changes
    triggers = {"update_triggers": {"getFillColor": fill}} if isinstance(fill, str) else {}
    return pdk.Layer("GeoJsonLayer", data=static_url(stem), id=name, **{"pickable": False, **options, **triggers})


def draw_text(name: str, rows: Rows, color: str, palette: Palette, **options: Any) -> pdk.Layer:
    """Write names in a halo of paper: `position`, `text`, `size_m`, `offset`."""
    return pdk.Layer(
        "TextLayer",
        data=pick_fields(rows, "position", "text", "size_m", "offset"),
        id=name,
        pickable=False,
        get_position="position",
        get_text="text",
        # metres with a ceiling: nearer, names keep their size; farther away they shrink with the map
        get_size="size_m",
        size_units=pdk.types.String("meters"),
        size_max_pixels=NAME_PX,
        get_color=to_rgba(color),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        font_settings={"sdf": True, "fontSize": 48, "radius": 14, "buffer": 10, "smoothing": 0.2},
        font_weight=600,
        outline_width=3,
        outline_color=to_rgba(palette.paper),
        **options,
    )


def draw_circles(name: str, rows: Rows, *, fill: list[int], line: list[int], width: float) -> pdk.Layer:
    """Draw circles of a radius in metres: `position`, `radius_m`."""
    return pdk.Layer(
        "ScatterplotLayer",
        data=rows,
        id=name,
        pickable=False,
        get_position="position",
        get_radius="radius_m",
        radius_min_pixels=7,
        stroked=True,
        filled=True,
        get_fill_color=fill,
        get_line_color=line,
        line_width_min_pixels=width,
        line_width_max_pixels=width,
    )


# what the browser gets of a mark: short names, since every mark repeats them
SHORT = {"position": "p", "offset": "o", "id": "i", "tip": "n", "sub": "s", "radius_m": "r"}


def draw_icons(name: str, rows: Rows, content: MapContent, fields: tuple[str, ...], **options: Any) -> Layers:
    """Draw marks of one kind: those that stand alone without the fields that are the same for all.

    Parameters
    ----------
    rows
        Marks: `position`, `kind_code`, `size` and `offset` in pixels, and the fields.
    fields
        What is sent of each mark beside its place.
    """
    groups: dict[tuple[str, int, bool], Rows] = {}
    for row in rows:
        groups.setdefault((row["kind_code"], row["size"], row["offset"] != [0, 0]), []).append(row)
    return [
        pdk.Layer(
            "IconLayer",
            data=shorten(part, "position", *fields, *(["offset"] if moved else [])),
            id=f"{name}-{kind}-{size}-{moved}",
            get_position=SHORT["position"],
            get_icon=pdk.types.String(kind),
            get_size=size,
            icon_atlas=pdk.types.String(static_url(f"marks-{content.theme}")),
            icon_mapping=mark_mapping(kind),
            **({"get_pixel_offset": SHORT["offset"]} if moved else {}),
            **options,
        )
        for (kind, size, moved), part in groups.items()
    ]


def shorten(rows: Rows, *fields: str) -> Rows:
    """Keep some fields of each row under their short names."""
    return [{SHORT[field]: row[field] for field in fields} for row in rows]
