"""What stands on the map of a view: marks, areas, and the names that find room among them."""

from collections.abc import Collection, Sequence
from typing import Any

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
from atlas.selection.dimensions import beijing_areas
from atlas.selection.filter import Filter, find_points
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot
from atlas.style.layers import ON_DEMAND, SWITCHED
from atlas.style.symbols import BADGE_DROP_PX, CLUSTER, GROUP_PX, MARK_PX, NAME_PX, RINGS, SPOT_PX, size_cluster

Rows = list[dict[str, Any]]


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


def list_marks(snapshot: Snapshot, shown: pd.DataFrame, lang: str, *, zoom: float, is_choice: bool = False) -> Rows:
    """List the marks of some entities: those of a point and kind share one, and where many lie close they cluster.

    Parameters
    ----------
    zoom
        At which the map is shown.
    is_choice
        Whether a click on the map chooses, and takes a cluster apart.

    Returns
    -------
    marks
        `position`, `kind_code` (`CLUSTER` of a cluster), `ids` of its entities, `id` (the entity's, the place's
        where several stand, or the cluster's), `count`, `size` and `offset` (pixels), `is_alone` (nobody else
        stands at its point), `ring` (name of its ring; blank if it has none), `tip` and `sub` (its name, and
        what it is).
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
            {
                "position": [round(mark.longitude, DECIMALS), round(mark.latitude, DECIMALS)],
                "kind_code": mark.kind_code,
                "ids": ids,
                "id": ids[0] if count == 1 else place_id(mark.longitude, mark.latitude),
                "count": count,
                "size": MARK_PX if count == 1 else GROUP_PX,
                "offset": (round(spread), 0),
                "is_alone": count == mark.slots == 1,
                "ring": rings[min(mark.slots, len(rings)) - 1] if mark.precision_code in ringed else "",
                "tip": snapshot.name(ids[0], lang) if count == 1 else several.format(count),
                "sub": said[mark.kind_code, mark.precision_code],
            }
        )
    return rows + _list_clusters(clusters, lang, is_choice=is_choice)


def _list_clusters(clusters: list[Cluster], lang: str, *, is_choice: bool) -> Rows:
    """List clusters as marks of a kind of their own."""
    together = translate(lang, "{count} organisations close together", count="{}")
    sub = translate(lang, "Click to see them apart") if is_choice else ""
    return [
        {
            "position": [round(one.longitude, 4), round(one.latitude, 4)],  # nobody's own
            "kind_code": CLUSTER,
            "ids": one.entity_ids,
            "id": cluster_id(one.bounds),
            "count": len(one.entity_ids),
            "size": size_cluster(len(one.entity_ids)),
            "offset": (0, 0),
            "is_alone": False,
            "ring": "",
            "tip": together.format(len(one.entity_ids)),
            "sub": sub,
        }
        for one in clusters
    ]


def list_areas(snapshot: Snapshot, lang: str) -> Rows:
    """List the zones and parks that have a position: `id`, `position`, `has_extent`, `tip`, `sub`, `rank`."""
    areas = beijing_areas(snapshot)
    kinds = snapshot.vocabulary.list_in_role("spotted")
    areas = areas[is_pinned(areas) & areas["kind_code"].isin(kinds)]
    sketched = translate(lang, "Sketched extent")
    rows = []
    for area in areas.to_dict("records"):
        word, has_extent = snapshot.vocabulary.word("area_kind", area["kind_code"], lang), area["extent_km2"] > 0
        rows.append(
            {
                "id": area["area_id"],
                "position": [area["longitude"], area["latitude"]],
                "has_extent": has_extent,
                "tip": snapshot.name(area["area_id"], lang),
                "sub": f"{word} · {sketched}" if has_extent else word,
                "rank": -kinds.index(area["kind_code"]),
            }
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
    snapshot: Snapshot, marks: Rows, areas: Rows, shown: pd.DataFrame, points: pd.DataFrame, *, lang: str
) -> Rows:
    """Write down the names of areas and districts, each with its badge and the room that it keeps.

    Parameters
    ----------
    points
        Where the districts' names stand, as `atlas.geo.geometry.label_points` finds it.

    Returns
    -------
    names
        `id`, `role` (area, district), `text`, `position`, `clearance` (pixels), `badge` (how many of the
        entities are known only to be in it; blank if none).
    """
    counted, spread = count_in_areas(shown), _find_spread(marks)
    rows = [
        {
            **row,
            "role": "area",
            "text": row["tip"] if row["id"] in counted else break_name(row["tip"]),  # a count stands under one line
            # the marks at its own point take room, or its own small ring
            "clearance": spread.get(tuple(round_degrees([row["position"]])[0]), SPOT_PX / 2),
        }
        for row in sorted(areas, key=lambda row: -row["rank"])
    ]
    words = snapshot.vocabulary
    word = words.word("area_kind", words.find_in_role("shaped"), lang)
    for adcode, x, y in points.itertuples(index=False):
        # the map has no room for the word District
        name = snapshot.name(adcode, lang).removesuffix(f" {word}")
        rows.append({"id": adcode, "role": "district", "text": name, "position": [x, y], "clearance": 0.0})
    return [{**row, "badge": _badge(counted, row["id"], lang)} for row in rows]


def find_room(
    rows: Rows, marks: Rows, areas: Rows, zoom: float, windows: Sequence[Box]
) -> dict[str, tuple[float, float]]:
    """Find room for names at a zoom: pixels from each name's point to its middle; the others are left out."""
    names = [
        Name(row["id"], x, y, row["text"], NAME_PX, row["clearance"], BADGE_DROP_PX if row["badge"] else 0)
        for row, (x, y) in ((row, row["position"]) for row in rows)
    ]
    obstacles = [(*row["position"], row["size"] / 2 + abs(row["offset"][0]), row["size"] / 2) for row in marks]
    obstacles += [(*row["position"], SPOT_PX / 2, SPOT_PX / 2) for row in areas]
    # districts with a count come first: the count must show
    order = sorted(names, key=lambda name: (name.extra_px == 0, name.clearance_px == 0))
    return place_names(order, obstacles, zoom, windows=windows)


def _badge(counted: pd.Series, area_id: str, lang: str) -> str:
    """Say how many are known only to be in an area; blank if none."""
    return translate(lang, "{count} here", count=counted[area_id]) if area_id in counted else ""


def _find_spread(marks: Rows) -> dict[tuple[float, ...], float]:
    """Tell how far the marks of each point reach to its sides, pixels."""
    spread: dict[tuple[float, ...], float] = {}
    for mark in marks:
        here = tuple(mark["position"])
        spread[here] = max(spread.get(here, 0), abs(mark["offset"][0]) + MARK_PX)
    return spread
