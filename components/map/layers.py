"""The layers of the map: one function and one entry in LAYERS each."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pydeck as pdk

from atlas.geo import circle_radius_m
from atlas.i18n import mark
from components.map.palette import to_rgba
from components.map.primitives import (
    FONT,
    Layers,
    MapContent,
    draw_circles,
    draw_geojson,
    draw_icons,
    draw_text,
    pick_fields,
    shorten,
)
from components.map.static_files import mark_mapping, static_url

MARK_PX, GROUP_PX = 20, 27
SHIFTED = {"get_pixel_offset": "offset"}
BADGE_DROP_PX = 19
HALO = "halo"


def _by_adcode(values: dict[str, list[int]], otherwise: list[int]) -> str:
    """Write an expression that picks a district's colour; the geometry stays in its static file."""
    picks = "".join(f"properties.adcode=='{adcode}'?{color}:" for adcode, color in values.items())
    return f"{picks}{otherwise}"


def draw_neighbours(content: MapContent) -> Layers:
    """Draw Hebei, Tianjin and what lies beyond, flat and without labels."""
    color = to_rgba(content.palette.neighbour)
    return [draw_geojson("neighbours", "neighbours", filled=True, stroked=False, get_fill_color=color)]


def draw_districts(content: MapContent) -> Layers:
    """Fill the districts by the chosen figure; hatch those of which nothing is disclosed."""
    palette, fill = content.palette, content.fill
    clear = to_rgba(palette.paper, 0)
    steps = {adcode: to_rgba(palette.steps[step]) for adcode, step in fill.steps.items()}
    hatched = dict.fromkeys(fill.undisclosed, to_rgba(palette.muted, 0.45))
    return [
        draw_geojson(
            "districts",
            "districts",
            filled=True,
            stroked=True,
            get_fill_color=_by_adcode(steps, to_rgba(palette.paper)),
            get_line_color=to_rgba(palette.ink, 0.4),
            line_width_min_pixels=1,
            line_width_max_pixels=1,
        ),
        draw_geojson(
            "undisclosed",
            "districts",
            filled=True,
            stroked=False,
            get_fill_color=_by_adcode(hatched, clear),
            get_fill_pattern=pdk.types.String("hatch"),
            get_fill_pattern_scale=content.hatch_scale,
            fill_pattern_mask=True,
            fill_pattern_atlas=pdk.types.String(static_url("hatch")),
            fill_pattern_mapping={"hatch": {"x": 0, "y": 0, "width": 32, "height": 32, "mask": True}},
            extensions=[{"@@type": "FillStyleExtension", "pattern": True}],
        ),
        draw_geojson(
            "outline",
            "outline",
            filled=False,
            stroked=True,
            get_line_color=to_rgba(palette.ink, 0.8),
            line_width_min_pixels=1.5,
            line_width_max_pixels=1.5,
        ),
    ]


def draw_rivers(content: MapContent) -> Layers:
    """Draw the rivers as thin lines."""
    color = to_rgba(content.palette.water, 0.7)
    return [draw_geojson("rivers", "rivers", stroked=True, filled=False, get_line_color=color, line_width_min_pixels=1)]


def draw_areas(content: MapContent) -> Layers:
    """Draw parks and zones: a circle of the published extent, or a small one where none is published."""
    palette, rows = content.palette, pick_fields(content.areas, "position", "radius_m")
    clear = to_rgba(palette.paper, 0)
    return [
        # a wider line of paper below keeps the circle apart from any fill
        draw_circles("areas-casing", rows, fill=clear, line=to_rgba(palette.paper), width=4.0),
        draw_circles("areas", rows, fill=to_rgba(palette.area, 0.08), line=to_rgba(palette.area), width=1.5),
    ]


def draw_labels(content: MapContent) -> Layers:
    """Name districts and areas where there is room; a count stands under its district's name."""
    palette, names = content.palette, content.names
    colors = {"district": palette.muted, "area": palette.area_name}
    layers = [
        draw_text(f"names-{role}", [row for row in names if row["role"] == role], color, palette, **SHIFTED)
        for role, color in colors.items()
    ]
    badges = [
        {**row, "text": row["badge"], "offset": [row["offset"][0], row["offset"][1] + BADGE_DROP_PX]}
        for row in names
        if row["badge"]
    ]
    return [
        *layers,
        draw_text(
            "counts-district",
            badges,
            palette.company,
            palette,
            **SHIFTED,
            background=True,
            get_background_color=to_rgba(palette.panel),
            background_padding=[7, 2, 7, 2],
            background_border_radius=9,
            get_border_color=to_rgba(palette.company),
            get_border_width=1,
        ),
    ]


def draw_marks(kind: str) -> Callable[[MapContent], Layers]:
    """Make the function that draws one kind's marks, with a count where several share a point."""

    def draw(content: MapContent) -> Layers:
        marks = [row for row in content.marks if row["kind_code"] == kind]
        groups = [{**row, "text": str(row["count"])} for row in marks if row["count"] > 1]
        color = to_rgba(content.palette.paper)
        return [
            *draw_icons("marks", marks, content, (), pickable=False),
            pdk.Layer(
                "TextLayer",
                data=pick_fields(groups, "position", "text", "offset"),
                id=f"counts-{kind}",
                pickable=False,
                get_position="position",
                get_text="text",
                get_size=13,
                get_color=color,
                get_pixel_offset="offset",
                font_family=pdk.types.String(FONT),
                font_weight=700,
            ),
        ]

    return draw


def draw_rings(content: MapContent) -> Layers:
    """Ring the marks that stand at a park's or street's anchor, not at a door."""
    rows = pick_fields([row for row in content.marks if row["ring_px"]], "position", "ring_px")
    places = list({tuple(row["position"]): row for row in rows}.values())
    return [
        pdk.Layer(
            "ScatterplotLayer",
            data=places,
            id=name,
            pickable=False,
            get_position="position",
            get_radius="ring_px",
            radius_units=pdk.types.String("pixels"),
            stroked=True,
            filled=False,
            get_line_color=to_rgba(color),
            line_width_min_pixels=width,
            line_width_max_pixels=width,
        )
        for name, color, width in (("rings-casing", content.palette.paper, 3.2), ("rings", content.palette.area, 1.4))
    ]


def draw_chosen(content: MapContent) -> Layers:
    """Mark what is selected: the district's border, the area's circle or a halo round the mark."""
    color = to_rgba(content.palette.selection)
    chosen = content.chosen
    border = {chosen: color} if chosen in content.district_ids else {}
    circles = pick_fields([row for row in content.areas if row["id"] == chosen], "position", "radius_m")
    halos = pick_fields([row for row in content.marks if chosen in row["ids"]], "position", "offset")
    return [
        draw_geojson(
            # Streamlit drops the other triggers, so the id says whose border it is
            f"chosen-{chosen if border else ''}",
            "districts",
            filled=False,
            stroked=True,
            get_line_color=_by_adcode(border, [0, 0, 0, 0]),
            line_width_min_pixels=2.5,
            line_width_max_pixels=2.5,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            data=circles,
            id="chosen-area",
            pickable=False,
            get_position="position",
            get_radius="radius_m",
            radius_min_pixels=34,
            stroked=True,
            filled=False,
            get_line_color=color,
            line_width_min_pixels=2.5,
        ),
        pdk.Layer(
            "IconLayer",
            data=halos,
            id="chosen-mark",
            pickable=False,
            get_position="position",
            get_icon=pdk.types.String(HALO),
            get_size=42,
            get_pixel_offset="offset",
            icon_atlas=pdk.types.String(static_url(f"marks-{content.theme}")),
            icon_mapping=mark_mapping(HALO),
        ),
    ]


def draw_picks(content: MapContent) -> Layers:
    """Lay what can be clicked on top, unseen; new ids after each click make every click count once."""
    clicks, tips = content.clicks, ("id", "tip", "sub")
    shared = [row for row in content.marks if row["pin"] is None]
    return [
        draw_geojson(f"pick-districts-{clicks}", f"districts-{content.lang}", pickable=True, filled=True, opacity=0),
        pdk.Layer(
            "ScatterplotLayer",
            data=[
                {**row, "r": area["radius_m"]}
                for row, area in zip(shorten(content.areas, "position", *tips), content.areas, strict=True)
            ],
            id=f"pick-areas-{clicks}",
            pickable=True,
            opacity=0,
            get_position="p",
            get_radius="r",
            radius_min_pixels=9,
            filled=True,
        ),
        _draw_pin_picks(content),
        # unseen icons would fall under the cut-off and not be hit
        *draw_icons(f"pick-{clicks}", shared, content, tips, pickable=True, opacity=0, alpha_cutoff=-1),
    ]


def _draw_pin_picks(content: MapContent) -> pdk.Layer:
    """Pick the marks that stand alone: all pins are fetched once, and a mask tells which are there now."""
    mask = bytearray(b"0" * content.pin_count)
    for row in content.marks:
        if row["pin"] is not None:
            mask[row["pin"]] = ord("1")
    bits = mask.decode()
    return pdk.Layer(
        "ScatterplotLayer",
        data=content.pins_url,
        id=f"pick-pins-{content.clicks}-{zlib.crc32(mask):x}",
        pickable=True,
        opacity=0,
        get_position="p",
        get_radius=MARK_PX / 2,
        radius_units=pdk.types.String("pixels"),
        filled=True,
        get_filter_value=f"('{bits}')[x]=='1'?1:0",
        filter_range=[0.5, 1.5],
        extensions=[{"@@type": "DataFilterExtension", "filterSize": 1}],
    )


@dataclass(frozen=True)
class LayerEntry:
    """A layer that the legend can switch: what it is called and how it is drawn."""

    title: str
    draw: Callable[[MapContent], Layers]


BELOW_MARKS = {
    "neighbours": LayerEntry(mark("Neighbouring provinces"), draw_neighbours),
    "districts": LayerEntry(mark("Districts"), draw_districts),
    "rivers": LayerEntry(mark("Rivers"), draw_rivers),
    "areas": LayerEntry(mark("Zones and parks (sketched extent)"), draw_areas),
    "labels": LayerEntry(mark("Names"), draw_labels),
}


def list_layers(kinds: list[str]) -> dict[str, LayerEntry]:
    """List the layers from the ground up: the fixed ones, then one for each kind of entity."""
    marks = {kind: LayerEntry("", draw_marks(kind)) for kind in kinds}
    return {**BELOW_MARKS, **marks}


def area_radius_m(extent_km2: float) -> float:
    """Radius of an area's circle, metres; 0 where no extent is published."""
    return circle_radius_m(extent_km2) if extent_km2 > 0 else 0.0
