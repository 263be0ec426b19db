"""The picture of the map: the map of a view with its legend."""

from collections.abc import Callable, Collection

import pandas as pd

from atlas.analysis.choropleth import DistrictFill, fill_districts
from atlas.geo.geometry import is_placed
from atlas.geo.label_placement import measure_text, metres_per_pixel
from atlas.language.i18n import translate
from atlas.pictures.credit import say_boundaries, say_snapshot, say_sources
from atlas.pictures.picture import Picture, room_for, write_picture
from atlas.pictures.sheet import MapSheet, prepare_sheet
from atlas.pictures.static_map import draw_badge, draw_cluster, draw_map, draw_symbol, hatching
from atlas.pictures.svg import break_lines, element, write_text
from atlas.pictures.window import Window
from atlas.selection.conditions import list_conditions
from atlas.selection.metrics import list_metrics
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.symbols import CLUSTER, MARK_PX, NAME_PX
from atlas.wording.choropleth import list_fill_notes
from atlas.wording.sentences import say_metric, say_span

LEGEND_PX, GAP_PX = 236, 24
ROW_PX, HEAD_PX = 25, 30
BOX = (20, 14)
HATCHED = "M-10,-1L-4,-7M-10,7L4,-7M-4,7L10,-7M4,7L10,1"  # over a box
JOINTS = {"zh": "、", "en": ", "}
SCALES_KM = (1, 2, 5, 10, 20, 50)
SCALE_PX = 120  # the bar is no longer
Item = tuple[str, str]  # the sign, drawn round the origin, and what it means


def write_map(
    snapshot: Snapshot,
    view: View,
    *,
    layers: Collection[str],
    points: pd.DataFrame,
    find_window: Callable[[tuple[int, int]], Window],
    lang: str,
    theme: str,
) -> str:
    """Write the picture of the map of a view as an SVG document.

    Parameters
    ----------
    layers, points
        As `atlas.pictures.sheet.prepare_sheet` takes them.
    find_window
        Gives the window that the map shows, for its width and height in pixels.
    """
    shown, metric = view.filter.apply(snapshot.entities, snapshot), view.metric or list_metrics(snapshot)[0]
    fill = fill_districts(snapshot, shown, metric, possible=find_possible(snapshot, view.filter))
    sheet = prepare_sheet(
        snapshot,
        view,
        shown,
        fill=fill,
        layers=layers,
        points=points,
        window=find_window(size_map(list_notes(snapshot, shown, fill, lang))),
        lang=lang,
        theme=theme,
    )
    return write_picture(draw_map_picture(sheet), theme)


def list_notes(snapshot: Snapshot, shown: pd.DataFrame, fill: DistrictFill, lang: str) -> tuple[str, ...]:
    """Say below the map what its fill does not show, where its marks and its fill come from, and what it is worth."""
    given = [row["source_id"] for row in (*fill.drawn.values(), *fill.differing, *fill.apart)]
    sources = say_sources(snapshot, {*shown["source_id"], *given}, lang)
    notes = list_fill_notes(snapshot, fill, lang)
    return tuple(filter(None, (*notes, sources, say_boundaries(lang), say_snapshot(snapshot, lang))))


def size_map(notes: tuple[str, ...]) -> tuple[int, int]:
    """Tell how many pixels the map has beside its legend and above its notes."""
    width, height = room_for(notes)
    return width - LEGEND_PX - GAP_PX, height


def draw_map_picture(sheet: MapSheet) -> Picture:
    """Draw the picture of a sheet whose window is as large as `size_map` says."""
    lang, window = sheet.lang, sheet.window
    board = element(
        "svg", draw_map(sheet), width=window.width, height=window.height, viewBox=f"0 0 {window.width} {window.height}"
    )
    frame = element(
        "rect", width=window.width, height=window.height, fill="none", stroke=sheet.palette.muted, stroke_opacity="0.5"
    )
    legend = element("g", _draw_legend(sheet), transform=f"translate({window.width + GAP_PX} 0)")
    return Picture(
        title=translate(lang, "Beijing's cell and gene therapy organisations"),
        subtitle=say_choice(sheet),
        description=_describe(sheet),
        notes=list_notes(sheet.snapshot, sheet.shown, sheet.fill, lang),
        drawing=board + frame + _draw_scale(sheet) + legend,
        size=(window.width + GAP_PX + LEGEND_PX, window.height),
    )


def say_choice(sheet: MapSheet) -> str:
    """Say the filters, and what is selected."""
    lang, chosen = sheet.lang, sheet.view.focus
    words: dict[str, list[str]] = {}
    for one in list_conditions(sheet.snapshot, sheet.view.filter, lang):
        words.setdefault(one.title, []).append(one.word)
    said = " · ".join(f"{title} {JOINTS[lang].join(own)}" for title, own in words.items())
    said = said or translate(lang, "Nothing is filtered out")
    named = sheet.snapshot.name(chosen, lang) if chosen and not chosen.startswith("at_") else ""
    return f"{said} · {translate(lang, 'Selected: {name}', name=named)}" if named else said


def _describe(sheet: MapSheet) -> str:
    counted = "; ".join(f"{word} {count}" for _, word, count in _count_kinds(sheet))
    # a note below the map is cut where it is long: here it is whole
    notes = list_fill_notes(sheet.snapshot, sheet.fill, sheet.lang)
    return ". ".join([say_choice(sheet), _say_placed(sheet), counted, *notes])


def _count_kinds(sheet: MapSheet) -> list[tuple[str, str, int]]:
    """Count what is shown by kind: code, word, number."""
    words, counts = sheet.snapshot.vocabulary, sheet.shown["kind_code"].value_counts()
    kinds = [kind for kind in words.codes("entity_kind") if kind in counts]
    return [(kind, words.word("entity_kind", kind, sheet.lang), int(counts[kind])) for kind in kinds]


def _say_placed(sheet: MapSheet) -> str:
    placed = int(is_placed(sheet.shown).sum())
    return translate(sheet.lang, "{placed} of {total} on the map", placed=placed, total=len(sheet.shown))


def _draw_legend(sheet: MapSheet) -> str:
    """Draw the legend: the kinds with their counts, the fill of the districts, and the other signs."""
    lang, palette = sheet.lang, sheet.palette
    kinds = [
        (element("g", draw_symbol(sheet.snapshot, kind, sheet.theme), transform=f"scale({MARK_PX})"), f"{word} {count}")
        for kind, word, count in _count_kinds(sheet)
    ]
    fill = translate(lang, "District fill: {metric}", metric=say_metric(sheet.snapshot, sheet.fill.metric, lang))
    parts, y = [], 0.0
    for heading, items in ((_say_placed(sheet), kinds), (fill, _list_fills(sheet)), ("", _list_signs(sheet))):
        for line in break_lines(heading, LEGEND_PX, NAME_PX * 1.06, 3) if heading else [""]:
            parts.append(write_text(line, 0, y + HEAD_PX / 2, NAME_PX, fill=palette.ink, font_weight=700))
            y += NAME_PX * 1.5 if line else 0
        y += HEAD_PX - NAME_PX * 1.5 if heading else 4
        for sign, text in items:
            line = break_lines(text, LEGEND_PX - 42, NAME_PX, 1)[0]
            parts.append(element("g", sign, transform=f"translate(18 {y + ROW_PX / 2:.1f})"))
            parts.append(write_text(line, 42, y + ROW_PX / 2, NAME_PX, fill=palette.ink))
            y += ROW_PX
        y += 8
    return "".join(parts)


def _draw_box(fill: str, line: str) -> str:
    width, height = BOX
    return element(
        "rect", x=-width / 2, y=-height / 2, width=width, height=height, fill=fill, stroke=line, stroke_opacity="0.4"
    )


def _list_fills(sheet: MapSheet) -> list[Item]:
    """List the steps of the district fill, zero and not disclosed apart."""
    palette, fill = sheet.palette, sheet.fill
    items = [
        (_draw_box(palette.steps[step], palette.ink), say_span(ends, sheet.lang)) for step, ends in fill.classes.items()
    ]
    if 0 in fill.values.values():
        items.append((_draw_box(palette.paper, palette.ink), translate(sheet.lang, "Zero")))
    if fill.undisclosed:
        lines = element("path", d=HATCHED, **hatching(palette))
        items.append((_draw_box(palette.paper, palette.ink) + lines, translate(sheet.lang, "Not disclosed")))
    if fill.outside:
        items.append(("", translate(sheet.lang, "{count} not of one district", count=fill.outside)))
    return items


def _list_signs(sheet: MapSheet) -> list[Item]:
    """List the signs that tell how exactly something is placed, and what is chosen."""
    palette, lang = sheet.palette, sheet.lang

    def ring(color: str, **line: object) -> str:
        return element("circle", r=8, fill="none", stroke=color, stroke_width="1.5", **line)

    items = [
        (ring(palette.muted), translate(lang, "Park or street only")),
        (draw_badge("N", 0, 0, palette), translate(lang, "District only")),
        (ring(palette.area, stroke_dasharray="5 3"), translate(lang, "Sketched extent")),
    ]
    if any(mark.kind_code == CLUSTER for mark in sheet.marks):
        cluster = element("g", draw_cluster(palette), transform=f"scale({MARK_PX})")
        cluster += write_text("N", 0, 0, NAME_PX, fill=palette.ink, font_weight=600, text_anchor="middle")
        items.insert(0, (cluster, translate(lang, "Organisations close together")))
    if sheet.arcs:
        arc = element("path", d="M-10,5Q0,-9 10,5", fill="none", stroke=palette.focus, stroke_width="1.5")
        items.append((arc, translate(lang, "Relations")))
    if sheet.radius:
        items.append((ring(palette.focus), translate(lang, "{km} km", km=sheet.view.filter.km)))
    if sheet.view.focus:
        bold = element("circle", r=8, fill="none", stroke=palette.focus, stroke_width="3.6")
        items.append((bold, translate(lang, "Selected")))
    return items


def _draw_scale(sheet: MapSheet) -> str:
    """Draw the scale bar in the map's lower left corner."""
    window, palette = sheet.window, sheet.palette
    pixel = metres_per_pixel(window.latitude, window.zoom) / 1000
    km = max((one for one in SCALES_KM if one / pixel <= SCALE_PX), default=SCALES_KM[0])
    length, text = km / pixel, translate(sheet.lang, "{km} km", km=km)
    box = element(
        "rect",
        width=length + measure_text(text, NAME_PX) + 28,
        height=24,
        fill=palette.paper,
        fill_opacity="0.85",
        rx=3,
    )
    bar = element("path", d=f"M10,9v6h{length:.1f}v-6", fill="none", stroke=palette.ink, stroke_width="1.5")
    said = write_text(text, length + 18, 12, NAME_PX, fill=palette.ink)
    return element("g", box, bar, said, transform=f"translate(10 {window.height - 34})")
