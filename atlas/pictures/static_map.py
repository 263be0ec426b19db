"""The map of a view as SVG, for where deck.gl cannot draw and for pictures to take away."""

from collections.abc import Callable

from atlas.geo.label_placement import LINE, measure_text
from atlas.pictures.map_features import outline_extents
from atlas.pictures.map_rows import MapArea, MapMark
from atlas.pictures.sheet import MapSheet
from atlas.pictures.svg import element, number, say, write_text
from atlas.pictures.window import BLEED_PX, write_corners, write_hatch, write_outline, write_shapes
from atlas.selection.focus import find_holder
from atlas.store.snapshot import Snapshot
from atlas.style.layers import LAYERS, RELATIONS, SWITCHED
from atlas.style.palette import PALETTES, Palette
from atlas.style.symbols import (
    BADGE_DROP_PX,
    CLUSTER,
    COUNT_PX,
    NAME_PX,
    RINGS,
    SPOT_PX,
    outline_marker,
    size_halo,
)

BADGE_PAD_PX, BADGE_HIGH_PX = 7, 17
BOW = 0.3  # of its width: how far an arc rises


def draw_map(sheet: MapSheet) -> str:
    """Draw the layers that are switched on, from the ground up, as SVG elements in the window's pixels.

    What can be chosen carries its id as `data-id`, as a click on the map tells it.
    """
    parts = [DRAW[name](sheet) for name in LAYERS if name in sheet.layers or name not in SWITCHED]
    window, paper = sheet.window, sheet.palette.paper
    ground = element(
        "rect",
        x=-BLEED_PX,
        y=-BLEED_PX,
        width=window.width + 2 * BLEED_PX,
        height=window.height + 2 * BLEED_PX,
        fill=paper,
    )
    return "".join([_define(sheet), ground, *parts])


def _define(sheet: MapSheet) -> str:
    """Define the shape of each kind's mark, one pixel across."""
    shapes = [
        element("g", draw_symbol(sheet.snapshot, kind, sheet.theme), id=f"kind{position}")
        for position, kind in enumerate(sheet.snapshot.vocabulary.codes("entity_kind"))
    ]
    return element("defs", *shapes, element("g", draw_cluster(sheet.palette), id=CLUSTER))


def draw_cluster(palette: Palette) -> str:
    """Draw the mark of a cluster, one pixel across, round the origin: of no kind's colour."""
    return element("circle", r="0.46", fill=palette.panel, stroke=palette.ink, stroke_width="0.07")


def draw_symbol(snapshot: Snapshot, kind: str, theme: str) -> str:
    """Draw a kind's mark, one pixel across, round the origin."""
    words = snapshot.vocabulary
    points = " ".join(f"{x - 0.5:.3f},{y - 0.5:.3f}" for x, y in outline_marker(words.marker("entity_kind", kind)))
    fill, line = words.color("entity_kind", kind, theme), PALETTES[theme].paper
    return element("polygon", points=points, fill=fill, stroke=line, stroke_width="0.06", stroke_linejoin="round")


def _name(*texts: str) -> str:
    """Write the name that the browser shows where the pointer rests."""
    return element("title", say(" · ".join(filter(None, texts))))


def _draw_neighbours(sheet: MapSheet) -> str:
    paths = write_shapes(sheet.snapshot, "neighbours", sheet.window)
    return element("path", d="".join(paths) or None, fill=sheet.palette.neighbour)


def _draw_districts(sheet: MapSheet) -> str:
    """Fill the districts by the figure; hatch those of which nothing is disclosed."""
    palette, fill, snapshot = sheet.palette, sheet.fill, sheet.snapshot
    colors = {adcode: palette.steps[step] for adcode, step in fill.steps.items()}
    paths = zip(
        snapshot.geometry["districts"]["adcode"], write_shapes(snapshot, "districts", sheet.window), strict=True
    )
    drawn = [
        element(
            "path",
            _name(snapshot.name(adcode, sheet.lang)),
            d=path or None,
            fill=colors.get(adcode, palette.paper),
            stroke=palette.ink,
            stroke_opacity="0.4",
            data_id=adcode,
        )
        for adcode, path in paths
    ]
    outline = write_outline(snapshot, sheet.window)
    line = element("path", d=outline or None, fill="none", stroke=palette.ink, stroke_opacity="0.8", stroke_width="1.5")
    hatch = element(
        "path", d=write_hatch(snapshot, fill.undisclosed, sheet.window) or None, class_="hatch", **hatching(palette)
    )
    return element("g", *drawn, hatch, line)


def hatching(palette: Palette) -> dict[str, object]:
    """Give the look of the lines that say that nothing is disclosed."""
    return {"fill": "none", "stroke": palette.muted, "stroke_opacity": "0.45", "pointer_events": "none"}


def _draw_rivers(sheet: MapSheet) -> str:
    path = "".join(write_shapes(sheet.snapshot, "rivers", sheet.window))
    line = {"stroke": sheet.palette.water, "stroke_opacity": "0.7"}
    return element("path", d=path or None, fill="none", pointer_events="none", **line)


def _draw_areas(sheet: MapSheet) -> str:
    """Draw parks and zones: a dashed circle of the published extent, or a small ring where none is published."""
    palette, areas = sheet.palette, {one.id: one for one in sheet.areas}
    drawn = []
    for area, corners in outline_extents(sheet.snapshot).items():
        if area in areas:
            path, row = write_corners(sheet.window, corners), areas[area]
            drawn += [
                element("path", d=path, fill="none", stroke=palette.paper, stroke_width=4),
                element(
                    "path",
                    _name(row.tip, row.sub),
                    d=path,
                    fill=palette.area,
                    fill_opacity="0.08",
                    stroke=palette.area,
                    stroke_width="1.5",
                    stroke_dasharray="5 3",
                    data_id=area,
                ),
            ]
    return element("g", *drawn, *(_draw_spot(sheet, row) for row in sheet.areas if not row.has_extent))


def _draw_spot(sheet: MapSheet, row: MapArea) -> str:
    x, y = sheet.window.place(*row.position)
    rings = _draw_ring(sheet, x, y, SPOT_PX, sheet.palette.area)
    return element("g", _name(row.tip, row.sub), *rings, data_id=row.id, pointer_events="all")


def _draw_ring(sheet: MapSheet, x: float, y: float, across: float, color: str) -> list[str]:
    """Draw a ring on a wider one of paper."""
    circle = {"cx": float(x), "cy": float(y), "r": across / 2 - 1.8, "fill": "none"}
    lines = ((sheet.palette.paper, "3.6"), (color, "1.5"))
    return [element("circle", **circle, stroke=stroke, stroke_width=width) for stroke, width in lines]


def _draw_labels(sheet: MapSheet) -> str:
    """Name districts and areas where there is room; a count stands under its district's name."""
    palette = sheet.palette
    colors = {"district": palette.muted, "area": palette.area_name}
    drawn = []
    for row, shift in sheet.names:
        x, y = (sum(pair) for pair in zip(sheet.window.place(*row.position), shift, strict=True))
        halo = {"stroke": palette.paper, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
        lines = row.text.split("\n")
        for place, line in enumerate(lines):
            middle = y + (place - (len(lines) - 1) / 2) * LINE * NAME_PX
            drawn.append(write_text(line, x, middle, NAME_PX, fill=colors[row.role], class_="name", **halo))
        if row.badge:
            drawn.append(draw_badge(row.badge, x, y + BADGE_DROP_PX, palette))
    return element("g", *drawn, font_weight=600, text_anchor="middle", pointer_events="none")


def draw_badge(text: str, x: float, y: float, palette: Palette) -> str:
    """Draw the count of entities that are known only by their area."""
    width = measure_text(text, NAME_PX) + 2 * BADGE_PAD_PX
    box = element(
        "rect",
        x=x - width / 2,
        y=y - BADGE_HIGH_PX / 2,
        width=width,
        height=BADGE_HIGH_PX,
        rx="8.5",
        fill=palette.panel,
        stroke=palette.company,
    )
    return box + write_text(text, x, y, NAME_PX, fill=palette.company, font_weight=600, text_anchor="middle")


def _draw_radius(sheet: MapSheet) -> str:
    path = write_corners(sheet.window, sheet.radius) if sheet.radius else None
    line = {"stroke": sheet.palette.focus, "stroke_width": "1.5"}
    return element("path", d=path, fill="none", pointer_events="none", **line)


def _draw_relations(sheet: MapSheet) -> str:
    """Draw an arc from the first end of each relation to the second; it names itself under the pointer."""
    arcs = []
    for row in sheet.arcs:
        (x, y), (to_x, to_y) = sheet.window.place(*row.ends[:2]), sheet.window.place(*row.ends[2:])
        bow = ((x + to_x) / 2, (y + to_y) / 2 - abs(to_x - x) * BOW)
        path = f"M{x:.1f},{y:.1f}Q{bow[0]:.1f},{bow[1]:.1f} {to_x:.1f},{to_y:.1f}"
        arcs.append(element("path", _name(row.tip), d=path))
    return element("g", *arcs, fill="none", stroke=sheet.palette.focus, stroke_width="1.5") if arcs else ""


def _draw_marks(sheet: MapSheet) -> str:
    """Draw the marks, with a count where several share a point and a ring where no door is known."""
    ringed = {row.position: row.ring for row in sheet.marks if row.ring}
    rings = [
        ring
        for point, name in ringed.items()
        for ring in _draw_ring(sheet, *sheet.window.place(*point), RINGS[name], sheet.palette.muted)
    ]
    return element("g", *rings, pointer_events="none") + element("g", *(_draw_mark(sheet, row) for row in sheet.marks))


def _draw_mark(sheet: MapSheet, row: MapMark) -> str:
    kinds, is_cluster = sheet.snapshot.vocabulary.codes("entity_kind"), row.kind_code == CLUSTER
    name = CLUSTER if is_cluster else f"kind{kinds.index(row.kind_code)}"
    x, y = _place_mark(sheet, row)
    shape = element(
        "use",
        href=f"#{name}",
        transform=f"translate({number(x)} {number(y)}) scale({row.size})",
    )
    color = sheet.palette.ink if is_cluster else sheet.palette.paper
    count = {"fill": color, "font_weight": 600, "text_anchor": "middle"}
    text = write_text(str(len(row.ids)), x, y, COUNT_PX, **count) if len(row.ids) > 1 else ""
    return element("g", _name(row.tip, row.sub), shape, text, class_="mark", data_id=row.id)


def _place_mark(sheet: MapSheet, row: MapMark) -> tuple[float, float]:
    x, y = sheet.window.place(*row.position)
    return x + row.offset[0], y + row.offset[1]


def _draw_chosen(sheet: MapSheet) -> str:
    """Mark what is selected: the border of the district or of the area's circle, or a halo round the mark."""
    chosen, drawn = find_holder(sheet.snapshot, sheet.view.focus), []
    line = {"fill": "none", "stroke": sheet.palette.focus, "class_": "chosen"}
    adcodes = list(sheet.snapshot.geometry["districts"]["adcode"])
    extents = {row.id for row in sheet.areas if row.has_extent}
    if chosen in adcodes:
        path = write_shapes(sheet.snapshot, "districts", sheet.window)[adcodes.index(chosen)]
        drawn.append(element("path", d=path or None, stroke_width="2.5", **line))
    if chosen in extents:
        path = write_corners(sheet.window, outline_extents(sheet.snapshot)[chosen])
        drawn.append(element("path", d=path, stroke_width="2.5", **line))
    marked = [row for row in sheet.marks if chosen in (row.id, *row.ids)]
    places = [(*_place_mark(sheet, row), size_halo(row.size)) for row in marked]
    places += [
        (*sheet.window.place(*row.position), size_halo(SPOT_PX))
        for row in sheet.areas
        if row.id == chosen and not row.has_extent
    ]
    drawn += [element("circle", cx=x, cy=y, r=size / 2 - 1.8, stroke_width="3.6", **line) for x, y, size in places]
    return element("g", *drawn, pointer_events="none") if drawn else ""


DRAW: dict[str, Callable[[MapSheet], str]] = {
    "neighbours": _draw_neighbours,
    "districts": _draw_districts,
    "rivers": _draw_rivers,
    "areas": _draw_areas,
    "chosen": _draw_chosen,
    "labels": _draw_labels,
    "radius": _draw_radius,
    RELATIONS: _draw_relations,
    "marks": _draw_marks,
}
