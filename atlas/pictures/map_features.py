"""What stands on the map of a view: marks, areas, and the names that find room among them."""

from collections.abc import Collection, Sequence

import pandas as pd

from atlas.geo.clusters import Cluster, cluster_id, gather_marks
from atlas.geo.geometry import (
    DECIMALS,
    circle_radius_km,
    count_in_areas,
    group_marks,
    is_pinned,
    outline_circle,
    place_id,
)
from atlas.geo.label_placement import Box, Name, break_name, place_names
from atlas.language.i18n import translate
from atlas.pictures.map_rows import MapArea, MapMark, MapName, PlacedName, Point
from atlas.selection.dimensions import beijing_areas
from atlas.selection.filter import Filter, find_points
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot
from atlas.style.layers import ON_DEMAND, SWITCHED
from atlas.style.symbols import BADGE_DROP_PX, CLUSTER, GROUP_PX, MARK_PX, NAME_PX, RINGS, SPOT_PX, size_cluster


@remember()
def list_layers(snapshot: Snapshot) -> tuple[str, ...]:
    """List what can be switched on and off: the kinds that occur, then the layers below them."""
    present = set(snapshot.entities["kind_code"])
    return (*(code for code in snapshot.vocabulary.codes("entity_kind") if code in present), *SWITCHED)


def choose_layers(snapshot: Snapshot, shown: Collection[str] = (), hidden: Collection[str] = ()) -> tuple[str, ...]:
    """Choose kinds and layers: all but those on demand, with those `shown` and without those `hidden`."""
    return tuple(one for one in list_layers(snapshot) if (one in shown if one in ON_DEMAND else one not in hidden))


def round_degrees(points: Sequence[Sequence[float]]) -> list[list[float]]:
    """Round coordinates to about a metre."""
    return [[round(part, DECIMALS) for part in point] for point in points]


def round_point(point: Point) -> Point:
    """Round a point to about a metre."""
    return round(point[0], DECIMALS), round(point[1], DECIMALS)


def say_marks(snapshot: Snapshot, lang: str) -> dict[tuple[str, str], str]:
    """Say what a mark is and how exactly it is placed, by kind and precision."""
    words = snapshot.vocabulary
    known = {
        code: translate(lang, "Position known to: {precision}", precision=words.word("precision", code, lang))
        for code in words.codes("precision")
    }
    return {
        (kind, code): f"{words.word('entity_kind', kind, lang)} · {text}"
        for kind in words.codes("entity_kind")
        for code, text in known.items()
    }


def list_marks(
    snapshot: Snapshot, shown: pd.DataFrame, lang: str, *, zoom: float, is_choice: bool = False
) -> list[MapMark]:
    """List the marks of some entities: those of a point and kind share one, and where many lie close they cluster.

    Parameters
    ----------
    zoom
        At which the map is shown.
    is_choice
        Whether a click on the map chooses, and takes a cluster apart.
    """
    words = snapshot.vocabulary
    kinds = {code: words.marker("entity_kind", code) for code in words.codes("entity_kind")}
    said, rings = say_marks(snapshot, lang), list(RINGS)
    several = translate(lang, "{count} at this place", count="{}")
    rows = []
    ringed = words.list_in_role("ringed")
    alone, clusters = gather_marks(group_marks(shown, kinds), zoom)
    for mark in alone:
        ids, count = mark.entity_ids, len(mark.entity_ids)
        spread = (mark.slot - (mark.slots - 1) / 2) * (GROUP_PX - 3)
        rows.append(
            MapMark(
                position=(round(mark.longitude, DECIMALS), round(mark.latitude, DECIMALS)),
                kind_code=mark.kind_code,
                ids=ids,
                id=ids[0] if count == 1 else place_id(mark.longitude, mark.latitude),
                size=MARK_PX if count == 1 else GROUP_PX,
                offset=(round(spread), 0),
                is_alone=count == mark.slots == 1,
                ring=rings[min(mark.slots, len(rings)) - 1] if mark.precision_code in ringed else "",
                tip=snapshot.name(ids[0], lang) if count == 1 else several.format(count),
                sub=said[mark.kind_code, mark.precision_code],
            )
        )
    return rows + _list_clusters(clusters, lang, is_choice=is_choice)


def _list_clusters(clusters: list[Cluster], lang: str, *, is_choice: bool) -> list[MapMark]:
    """List clusters as marks of a kind of their own."""
    together = translate(lang, "{count} organisations close together", count="{}")
    sub = translate(lang, "Click to see them apart") if is_choice else ""
    return [
        MapMark(
            position=(round(one.longitude, 4), round(one.latitude, 4)),  # nobody's own
            kind_code=CLUSTER,
            ids=one.entity_ids,
            id=cluster_id(one.bounds),
            size=size_cluster(len(one.entity_ids)),
            offset=(0, 0),
            is_alone=False,
            ring="",
            tip=together.format(len(one.entity_ids)),
            sub=sub,
        )
        for one in clusters
    ]


def list_areas(snapshot: Snapshot, lang: str) -> list[MapArea]:
    """List the areas that the map shows as spots, in the order in which their names take room."""
    areas, words = beijing_areas(snapshot), snapshot.vocabulary
    kinds = words.list_in_role("spotted")
    areas = areas[is_pinned(areas) & areas["kind_code"].isin(kinds)]
    sketched = translate(lang, "Sketched extent")
    rows = []
    for area in areas.to_dict("records"):
        word, has_extent = words.word("area_kind", area["kind_code"], lang), area["extent_km2"] > 0
        rows.append(
            MapArea(
                id=area["area_id"],
                position=(area["longitude"], area["latitude"]),
                has_extent=has_extent,
                tip=snapshot.name(area["area_id"], lang),
                sub=f"{word} · {sketched}" if has_extent else word,
            )
        )
    return rows


def outline_extents(snapshot: Snapshot) -> dict[str, list[list[float]]]:
    """Outline the circles of the published extents of areas by id, the widest first: closed lists of corners."""
    areas = snapshot["areas"].sort_values("extent_km2", ascending=False)
    areas = areas[areas["extent_km2"] > 0]
    columns = ["area_id", "longitude", "latitude", "extent_km2"]
    return {
        area_id: round_degrees(outline_circle(x, y, circle_radius_km(extent)))
        for area_id, x, y, extent in areas[columns].itertuples(index=False, name=None)
    }


def outline_radius(snapshot: Snapshot, filter: Filter) -> list[list[float]]:
    """Outline the ring round the place of `near`; empty if there is none."""
    if not filter.near:
        return []
    return round_degrees(outline_circle(*find_points(snapshot)[filter.near], float(filter.km)))


def list_names(
    snapshot: Snapshot,
    marks: Sequence[MapMark],
    areas: Sequence[MapArea],
    shown: pd.DataFrame,
    points: pd.DataFrame,
    *,
    lang: str,
) -> list[MapName]:
    """Write down the names of areas and districts, each with its badge and the room that it keeps.

    Parameters
    ----------
    points
        Where the districts' names stand, as `atlas.geo.geometry.label_points` finds it.
    """
    counted, spread = count_in_areas(shown), _find_spread(marks)
    words, rows = snapshot.vocabulary, snapshot.rows["areas"]
    kinds = words.list_in_role("spotted")
    names = [
        MapName(
            id=area.id,
            role="area",
            text=area.tip if area.id in counted else break_name(area.tip),  # a count stands under one line
            position=area.position,
            # the marks at its own point take room, or its own small ring
            clearance=spread.get(round_point(area.position), SPOT_PX / 2),
            badge=_badge(counted, area.id, lang),
        )
        for area in sorted(areas, key=lambda area: kinds.index(rows[area.id]["kind_code"]))
    ]
    word = words.word("area_kind", words.find_in_role("shaped"), lang)
    for adcode, x, y in points.itertuples(index=False):
        # the map has no room for the word District
        name = snapshot.name(adcode, lang).removesuffix(f" {word}")
        names.append(MapName(adcode, "district", name, (x, y), 0.0, _badge(counted, adcode, lang)))
    return names


def find_room(
    names: Sequence[MapName],
    marks: Sequence[MapMark],
    areas: Sequence[MapArea],
    zoom: float,
    windows: Sequence[Box],
) -> list[PlacedName]:
    """Find room for names at a zoom; those that find none are left out."""
    asked = [
        Name(one.id, *one.position, one.text, NAME_PX, one.clearance, BADGE_DROP_PX if one.badge else 0)
        for one in names
    ]
    obstacles = [(*one.position, one.size / 2 + abs(one.offset[0]), one.size / 2) for one in marks]
    obstacles += [(*one.position, SPOT_PX / 2, SPOT_PX / 2) for one in areas]
    # districts with a count come first: the count must show
    order = sorted(asked, key=lambda name: (name.extra_px == 0, name.clearance_px == 0))
    room = place_names(order, obstacles, zoom, windows=windows)
    return [PlacedName(one, room[one.id]) for one in names if one.id in room]


def _badge(counted: pd.Series, area_id: str, lang: str) -> str:
    """Say how many are known only to be in an area; blank if none."""
    return translate(lang, "{count} here", count=counted[area_id]) if area_id in counted else ""


def _find_spread(marks: Sequence[MapMark]) -> dict[Point, float]:
    """Tell how far the marks of each point reach to its sides, pixels."""
    spread: dict[Point, float] = {}
    for mark in marks:
        spread[mark.position] = max(spread.get(mark.position, 0), abs(mark.offset[0]) + MARK_PX)
    return spread
