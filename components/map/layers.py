"""How the live map draws each of its layers."""

import zlib
from collections.abc import Callable
from typing import Any

from atlas.pictures.map_rows import MapMark
from atlas.style.layers import RELATIONS
from atlas.style.symbols import BADGE_DROP_PX, CLUSTER, COUNT_PX, MARK_PX, NAME_PX, RINGS, SPOT_PX, size_halo
from components.map.deck import CLEAR, UNSEEN, UNSEEN_ICONS, Layer, as_text, hatch, make_layer, pick_by, pick_masked
from components.map.primitives import (
    Icon,
    Layers,
    MapContent,
    Text,
    draw_geojson,
    draw_icons,
    draw_text,
    to_rgba,
)
from components.signs.static_files import HALO, SPOT, mark_mapping, static_url


def draw_neighbours(content: MapContent) -> Layers:
    """Draw Hebei, Tianjin and what lies beyond, flat and without labels."""
    color = to_rgba(content.palette.neighbour)
    return [draw_geojson("neighbours", static_url("neighbours"), filled=True, stroked=False, get_fill_color=color)]


def draw_districts(content: MapContent) -> Layers:
    """Fill the districts by the chosen figure; hatch those of which nothing is disclosed."""
    palette, fill = content.palette, content.fill
    colors = {adcode: to_rgba(palette.steps[step]) for adcode, step in fill.steps.items()}
    hatched = dict.fromkeys(fill.undisclosed, to_rgba(palette.muted, 0.45))
    return [
        draw_geojson(
            "districts",
            static_url("districts"),
            filled=True,
            stroked=True,
            get_fill_color=pick_by("adcode", colors, to_rgba(palette.paper)),
            get_line_color=to_rgba(palette.ink, 0.4),
            line_width_min_pixels=1,
            line_width_max_pixels=1,
        ),
        draw_geojson(
            "hatch",
            static_url("districts"),
            **hatch(pick_by("adcode", hatched, CLEAR), static_url("hatch"), content.hatch_scale),
        ),
        draw_geojson(
            "outline",
            static_url("outline"),
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
    line = {"filled": False, "stroked": True, "get_line_color": color, "line_width_min_pixels": 1}
    return [draw_geojson("rivers", static_url("rivers"), **line)]


def draw_areas(content: MapContent) -> Layers:
    """Draw parks and zones: a circle of the published extent, or a small ring where none is published."""
    palette, url = content.palette, content.areas_url
    casing, line = _line(palette.paper, 4.0), _line(palette.area, 1.5)
    return [
        # a wider line of paper below keeps the circle apart from any fill
        draw_geojson("areas-casing", url, filled=False, **casing),
        draw_geojson("areas", url, filled=True, get_fill_color=to_rgba(palette.area, 0.08), **line),
        draw_icons("spots", _list_spots(content), content, pickable=False),
    ]


def _line(color: str, width: float) -> dict[str, Any]:
    """Give the options of a line of one colour and width in pixels."""
    return {
        "stroked": True,
        "get_line_color": to_rgba(color),
        "line_width_min_pixels": width,
        "line_width_max_pixels": width,
    }


def _list_spots(content: MapContent) -> list[Icon]:
    """List the areas without a published extent as small rings."""
    spots = (one for one in content.areas if not one.has_extent)
    return [Icon(one.position, SPOT, SPOT_PX, id=one.id, tip=one.tip, sub=one.sub) for one in spots]


def _to_icon(mark: MapMark) -> Icon:
    return Icon(mark.position, mark.kind_code, mark.size, mark.offset, mark.id, mark.tip, mark.sub)


def draw_labels(content: MapContent) -> Layers:
    """Name districts and areas where there is room; a count stands under its district's name."""
    palette, nothing = content.palette, to_rgba(content.palette.paper, 0)
    colors = {"district": to_rgba(palette.muted), "area": to_rgba(palette.area_name)}
    badge = (to_rgba(palette.company), to_rgba(palette.panel), to_rgba(palette.company))  # text, box, its line
    texts = []
    for one in content.names:
        texts.append(Text(one.position, one.text, one.size, one.offset, colors[one.role], nothing, nothing))
        if one.badge:
            x, y = one.offset
            texts.append(Text(one.position, one.badge, one.size, (x, y + BADGE_DROP_PX), *badge))
    return [
        draw_text(
            "names",
            texts,
            palette,
            # metres with a ceiling: nearer, names keep their size; farther away they shrink with the map
            size_units=as_text("meters"),
            size_max_pixels=NAME_PX,
            outline_width=3,
            background=True,
            get_background_color="fill",
            get_border_color="line",
            get_border_width=1,
            background_padding=[7, 2, 7, 2],
            background_border_radius=9,
        )
    ]


def draw_marks(content: MapContent) -> Layers:
    """Draw the organisations' marks, with a count where several share a point and a ring where no door is known."""
    palette, paper, ink = content.palette, to_rgba(content.palette.paper), to_rgba(content.palette.ink)
    clusters = [one.mark for one in content.marks if one.mark.kind_code == CLUSTER]
    marks = [one.mark for one in content.marks if one.mark.kind_code != CLUSTER]
    counts = [
        Text(one.position, str(len(one.ids)), COUNT_PX, one.offset, color)
        for color, own in ((paper, marks), (ink, clusters))
        for one in own
        if len(one.ids) > 1
    ]
    rings = {one.mark.position: one.mark.ring for one in content.marks if one.mark.ring}
    ringed = [Icon(point, ring, RINGS[ring]) for point, ring in rings.items()]
    return [
        draw_icons("rings", ringed, content, pickable=False),
        draw_icons("marks", [*map(_to_icon, marks)], content, pickable=False),
        *([draw_icons("clusters", [*map(_to_icon, clusters)], content, pickable=False)] if clusters else []),
        draw_text("counts", counts, palette),
    ]


def draw_chosen(content: MapContent) -> Layers:
    """Mark what is selected: the border of the district or of the area's circle, or a halo round the mark."""
    chosen, layers = content.chosen, []
    extents = {one.id for one in content.areas if one.has_extent}
    for url, key, known in (
        (static_url("districts"), "adcode", content.district_ids),
        (content.areas_url, "i", extents),
    ):
        if chosen in known:
            color = pick_by(key, {chosen: to_rgba(content.palette.focus)}, CLEAR)
            line = {**_line(content.palette.focus, 2.5), "get_line_color": color}
            # Streamlit drops the line's trigger, so the id says whose border it is
            layers.append(draw_geojson(f"chosen-{chosen}", url, filled=False, **line))
    marked = [_to_icon(one.mark) for one in content.marks if chosen in one.mark.ids]
    marked += [one for one in _list_spots(content) if chosen == one.id]
    halos = [one._replace(kind_code=HALO, size=size_halo(one.size)) for one in marked]
    if halos:
        layers.append(draw_icons("chosen-mark", halos, content, pickable=False))
    return layers


def draw_radius(content: MapContent) -> Layers:
    """Draw the ring within which everything shown lies."""
    if not content.radius:
        return []
    return [draw_geojson("radius", content.radius, filled=False, **_line(content.palette.focus, 1.5))]


def draw_relations(content: MapContent) -> Layers:
    """Draw an arc from the first end of each relation to the second; it names itself under the pointer."""
    color = to_rgba(content.palette.focus)
    return [
        make_layer(
            "ArcLayer",
            "relations",
            content.relations,
            get_source_position="[p[0],p[1]]",
            get_target_position="[p[2],p[3]]",
            get_source_color=color,
            get_target_color=color,
            get_width=2.5,
            get_height=0.35,
            get_tilt=35,
            pickable=True,
        )
    ]


def draw_picks(content: MapContent) -> Layers:
    """Lay what can be clicked on top, unseen; new ids after each click make every click count once."""
    clicks = content.clicks
    shared = [*_list_spots(content), *(_to_icon(one.mark) for one in content.marks if one.pin is None)]
    return [
        draw_geojson(f"pick-districts-{clicks}", static_url(f"districts-{content.lang}"), filled=True, **UNSEEN),
        draw_geojson(f"pick-areas-{clicks}", content.areas_url, filled=True, **UNSEEN),
        draw_icons(f"pick-{clicks}", shared, content, ("id", "tip", "sub"), **UNSEEN_ICONS),
        _draw_pin_picks(content),  # over the ring of the park that it stands in
    ]


def _draw_pin_picks(content: MapContent) -> Layer:
    """Pick the marks that stand alone: all pins are fetched once, and a mask tells which are there now."""
    mask = bytearray(b"0" * content.pin_count)
    for one in content.marks:
        if one.pin is not None:
            mask[one.pin] = ord("1")
    return make_layer(
        "IconLayer",
        f"pick-pins-{content.clicks}-{zlib.crc32(mask):x}",
        content.pins_url,
        get_position="p",
        get_icon=as_text(HALO),
        get_size=pick_masked(bytes(mask), MARK_PX, 0),
        icon_atlas=as_text(static_url("marks")),
        icon_mapping=mark_mapping(content.theme),
        **UNSEEN_ICONS,
    )


DRAW: dict[str, Callable[[MapContent], Layers]] = {
    "neighbours": draw_neighbours,
    "districts": draw_districts,
    "rivers": draw_rivers,
    "areas": draw_areas,
    "chosen": draw_chosen,
    "labels": draw_labels,
    "radius": draw_radius,
    RELATIONS: draw_relations,
    "marks": draw_marks,
}
