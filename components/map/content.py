"""Prepare what the layers draw: marks, areas, districts."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from atlas.fill import DistrictFill, district_ids
from atlas.geo import circle_radius_km, count_in_areas, group_marks, is_pinned, outline_circle
from atlas.i18n import translate
from atlas.labels import Name, metres_per_pixel, place_names
from atlas.relations import find_ends, list_relations
from atlas.selection import Selection, beijing_areas, find_points
from atlas.store import Snapshot
from components.cached import find_label_points, remember
from components.map.layers import BADGE_DROP_PX
from components.map.palette import PALETTES
from components.map.primitives import GROUP_PX, MARK_PX, NAME_PX, MapContent
from components.map.static_files import RINGS, SPOT_PX
from components.map.view import WINDOW
from components.words import label, plain_for_map

RINGED = ("park", "street")
HATCH_SCALE = 50_000  # at zoom 0; keeps the lines as far apart on screen at every flight's end
AREA_RANK = {"zone": 3, "park": 2}


Rows = list[dict[str, Any]]


def data_url(name: str, snapshot_id: str, lang: str) -> str:
    """Tell where the browser fetches one of DATA_FILES; components/serve.py sends them."""
    return f"/map/{snapshot_id}/{lang}/{name}.json"


def _say_kinds(snapshot: Snapshot, lang: str) -> dict[tuple[str, str], str]:
    """Say what a mark is and how exactly it is placed, by kind and precision."""
    words = snapshot.vocabulary
    known = {
        code: translate(lang, "Position known to: {precision}", precision=words.word("precision", code, lang))
        for code in words.codes("precision")
    }
    return {
        (kind, code): plain_for_map(f"{words.word('entity_kind', kind, lang)} · {text}")
        for kind in words.codes("entity_kind")
        for code, text in known.items()
    }


@remember
def list_pins(snapshot: Snapshot, lang: str) -> Rows:
    """List every pinned entity as the browser fetches them once: place, id, name, what it is, position in the list."""
    said, entities = _say_kinds(snapshot, lang), snapshot.entities
    pinned = entities[is_pinned(entities)].to_dict("records")
    return [
        {
            "p": [round(row["longitude"], 5), round(row["latitude"], 5)],
            "i": row["entity_id"],
            "n": plain_for_map(snapshot.name(row["entity_id"], lang)),
            "s": said[row["kind_code"], row["precision_code"]],
            "x": position,
        }
        for position, row in enumerate(pinned)
    ]


def _prepare_marks(shown: pd.DataFrame, snapshot: Snapshot, lang: str) -> Rows:
    """Make one row per mark."""
    words = snapshot.vocabulary
    kinds = {code: words.marker("entity_kind", code) for code in words.codes("entity_kind")}
    said = _say_kinds(snapshot, lang)
    pins = {row["i"]: row["x"] for row in list_pins(snapshot, lang)}
    several, rings = label("{count} at this place", count="{}"), list(RINGS)
    rows = []
    for mark in group_marks(shown, kinds).to_dict("records"):
        ids, count = mark["entity_ids"], len(mark["entity_ids"])
        spread = (mark["slot"] - (mark["slots"] - 1) / 2) * (GROUP_PX - 3)
        rows.append(
            {
                "position": [round(mark["longitude"], 5), round(mark["latitude"], 5)],
                "kind_code": mark["kind_code"],
                "ids": ids,
                "id": ids[0] if count == 1 else mark["place_id"],
                "count": count,
                "size": MARK_PX if count == 1 else GROUP_PX,
                "offset": (round(spread), 0),
                "pin": pins[ids[0]] if count == mark["slots"] == 1 else None,
                "ring": rings[min(mark["slots"], len(rings)) - 1] if mark["precision_code"] in RINGED else "",
                "tip": plain_for_map(snapshot.name(ids[0], lang)) if count == 1 else several.format(count),
                "sub": said[mark["kind_code"], mark["precision_code"]],
            }
        )
    return rows


def _prepare_areas(snapshot: Snapshot, lang: str) -> Rows:
    areas = beijing_areas(snapshot)
    areas = areas[is_pinned(areas) & areas["kind_code"].isin(AREA_RANK)]
    sketched = label("Sketched extent")
    rows = []
    for area in areas.to_dict("records"):
        word, has_extent = snapshot.vocabulary.word("area_kind", area["kind_code"], lang), area["extent_km2"] > 0
        rows.append(
            {
                "id": area["area_id"],
                "position": [area["longitude"], area["latitude"]],
                "has_extent": has_extent,
                "tip": plain_for_map(snapshot.name(area["area_id"], lang)),
                "sub": plain_for_map(f"{word} · {sketched}" if has_extent else word),
                "rank": AREA_RANK[area["kind_code"]],
            }
        )
    return rows


@remember
def list_circles(snapshot: Snapshot, lang: str) -> dict[str, Any]:
    """Draw the published extents of parks and zones as GeoJSON circles, the widest first."""
    areas = snapshot["areas"].set_index("area_id").sort_values("extent_km2", ascending=False)
    drawn = {row["id"]: row for row in _prepare_areas(snapshot, lang) if row["has_extent"]}
    features = [
        {
            "type": "Feature",
            "properties": {"i": area_id, "n": drawn[area_id]["tip"], "s": drawn[area_id]["sub"]},
            "geometry": {"type": "Polygon", "coordinates": [_round(outline_circle(x, y, circle_radius_km(extent)))]},
        }
        for area_id, x, y, extent in areas[["longitude", "latitude", "extent_km2"]].itertuples(name=None)
        if area_id in drawn
    ]
    return {"type": "FeatureCollection", "features": features}


def _draw_radius(snapshot: Snapshot, selection: Selection) -> dict[str, Any]:
    """Draw the ring round the place of `near` as GeoJSON; empty if there is none."""
    if not selection.near:
        return {}
    corners = _round(outline_circle(*find_points(snapshot)[selection.near], float(selection.km)))
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [corners]}}


def _prepare_relations(snapshot: Snapshot, selection: Selection, shown: pd.DataFrame, lang: str) -> Rows:
    """Make one row per relation that can be drawn."""
    rows = []
    for relation in list_relations(snapshot, selection, shown):
        ends = find_ends(snapshot, relation)
        if ends:
            first, second = (snapshot.name(one, lang) for one in (relation.from_id, relation.to_id))
            verb = snapshot.vocabulary.word("relation", relation.kind_code, lang)
            rows.append(
                {"p": [round(part, 5) for part in ends], "n": plain_for_map(f"{first} {verb} {second}"), "s": ""}
            )
    return rows


def _round(points: list[list[float]]) -> list[list[float]]:
    return [[round(part, 5) for part in point] for point in points]


# what the browser fetches once for each snapshot and language
DATA_FILES: dict[str, Callable[[Snapshot, str], object]] = {"pins": list_pins, "areas": list_circles}


def _list_names(snapshot: Snapshot, marks: Rows, areas: Rows, shown: pd.DataFrame, lang: str) -> Rows:
    """Write down the names of areas and districts, each with its badge and the room that it keeps."""
    counted = count_in_areas(shown)
    rows = [
        {**row, "role": "area", "text": row["tip"], "clearance": _clearance(marks, row["position"])}
        for row in sorted(areas, key=lambda row: -row["rank"])
    ]
    word = snapshot.vocabulary.word("area_kind", "district", lang)
    for adcode, x, y in find_label_points(snapshot, snapshot.snapshot_id).itertuples(index=False):
        # the map has no room for the word District
        name = plain_for_map(snapshot.name(adcode, lang)).removesuffix(f" {word}")
        rows.append({"id": adcode, "role": "district", "text": name, "position": [x, y], "clearance": 0.0})
    return [{**row, "badge": _badge(counted, row["id"])} for row in rows]


def _prepare_names(rows: Rows, marks: Rows, areas: Rows, view: dict[str, float], size: tuple[int, int]) -> Rows:
    """Keep the names that find room at the view's zoom in a window of some size."""
    zoom = view["zoom"]
    names = [
        Name(row["id"], x, y, row["text"], NAME_PX, row["clearance"], BADGE_DROP_PX if row["badge"] else 0)
        for row, (x, y) in ((row, row["position"]) for row in rows)
    ]
    obstacles = [(*row["position"], row["size"] / 2 + abs(row["offset"][0]), row["size"] / 2) for row in marks]
    obstacles += [(*row["position"], SPOT_PX / 2, SPOT_PX / 2) for row in areas]
    # districts with a count come first: the count must show
    order = sorted(names, key=lambda name: (name.extra_px == 0, name.clearance_px == 0))
    window = (view["longitude"], view["latitude"], size[0] / 2, size[1] / 2)
    placed = place_names(order, obstacles, zoom, window=window)
    return [
        {
            "role": row["role"],
            "text": row["text"],
            "position": [round(part, 5) for part in row["position"]],
            "offset": [round(part) for part in placed[row["id"]]],
            "size": round(NAME_PX * metres_per_pixel(row["position"][1], zoom), 1),
            "badge": row["badge"],
        }
        for row in rows
        if row["id"] in placed
    ]


def _badge(counted: pd.Series, area_id: str) -> str:
    """Say how many are known only to be in an area; blank if none."""
    return label("{count} here", count=counted[area_id]) if area_id in counted else ""


def _clearance(marks: Rows, position: list[float]) -> float:
    """Tell how much room the marks at an area's own point take, or its own small ring, pixels."""
    here = [round(part, 5) for part in position]
    return max((abs(mark["offset"][0]) + MARK_PX for mark in marks if mark["position"] == here), default=SPOT_PX / 2)


def prepare_content(
    snapshot: Snapshot,
    selection: Selection,
    shown: pd.DataFrame,
    *,
    kinds: set[str],
    fill: DistrictFill,
    lang: str,
    theme: str,
    clicks: int,
    view: dict[str, float],
    size: tuple[int, int] = WINDOW,
) -> MapContent:
    """Prepare all that the layers draw of what the selection leaves.

    Parameters
    ----------
    shown
        The entities that the selection leaves.
    kinds
        Kinds whose layers are switched on.
    size
        Width and height of the map, pixels.
    """
    drawn = shown[shown["kind_code"].isin(kinds)]
    marks, areas = _prepare_marks(drawn, snapshot, lang), _prepare_areas(snapshot, lang)
    rows = _list_names(snapshot, marks, areas, drawn, lang)
    return MapContent(
        lang=lang,
        theme=theme,
        palette=PALETTES[theme],
        marks=marks,
        pins_url=data_url("pins", snapshot.snapshot_id, lang),
        pin_count=len(list_pins(snapshot, lang)),
        areas=areas,
        areas_url=data_url("areas", snapshot.snapshot_id, lang),
        district_ids=tuple(district_ids(snapshot)),
        names=_prepare_names(rows, marks, areas, view, size),
        fill=fill,
        chosen=selection.sel,
        radius=_draw_radius(snapshot, selection),
        relations=_prepare_relations(snapshot, selection, shown, lang),
        hatch_scale=round(HATCH_SCALE * 2 ** -view["zoom"]),
        clicks=clicks,
    )
