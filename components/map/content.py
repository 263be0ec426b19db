"""Prepare what the layers draw: marks, areas, districts."""

import pandas as pd

from atlas.fill import district_ids, fill_districts
from atlas.geo import count_in_areas, group_marks, is_pinned
from atlas.labels import Name, metres_per_pixel, place_names
from atlas.selection import Selection, beijing_areas
from atlas.store import Snapshot
from components.cached import find_label_points
from components.map.layers import BADGE_DROP_PX, GROUP_PX, MARK_PX, area_radius_m
from components.map.palette import PALETTES
from components.map.primitives import NAME_PX, MapContent
from components.map.view import WINDOW
from components.words import label, plain_for_map

RING_PX = 18
SPOT_PX = 8  # half of the smallest circle of an area
RINGED = ("park", "street")
HATCH_SCALE = 50_000  # at zoom 0; keeps the lines as far apart on screen at every flight's end
AREA_RANK = {"zone": 3, "park": 2}


def _prepare_marks(entities: pd.DataFrame, shown: pd.DataFrame, snapshot: Snapshot, lang: str) -> pd.DataFrame:
    """Make one row per mark; rows stay in place, those that the selection empties are left out."""
    words = snapshot.vocabulary
    kinds = {code: words.marker("entity_kind", code) for code in words.codes("entity_kind")}
    marks = group_marks(shown, kinds)
    names = dict(zip(entities["entity_id"], _names(entities, lang), strict=True))
    count = marks["entity_ids"].map(len)
    size = count.map(lambda number: GROUP_PX if number > 1 else MARK_PX)
    spread = (marks["slot"] - (marks["slots"] - 1) / 2) * (GROUP_PX - 3)
    kind_words = marks["kind_code"].map(lambda code: words.word("entity_kind", code, lang))
    single = marks["entity_ids"].map(lambda ids: names[ids[0]])
    several = [label("{count} at this place", count=number) for number in count]
    precision = marks["precision_code"].map(lambda code: words.word("precision", code, lang))
    where = label("Position known to: {precision}", precision="{}")
    return pd.DataFrame(
        {
            "position": list(map(list, zip(marks["longitude"].round(5), marks["latitude"].round(5), strict=True))),
            "kind_code": marks["kind_code"],
            "ids": marks["entity_ids"],
            "id": [
                ids[0] if len(ids) == 1 else place
                for ids, place in zip(marks["entity_ids"], marks["place_id"], strict=True)
            ],
            "count": count,
            "size": size,
            "offset": [[round(float(shift)), 0] for shift in spread],
            "ring_px": [
                RING_PX + (slots - 1) * GROUP_PX // 2 if code in RINGED else 0
                for code, slots in zip(marks["precision_code"], marks["slots"], strict=True)
            ],
            "tip": [name if number == 1 else text for name, text, number in zip(single, several, count, strict=True)],
            "sub": [
                plain_for_map(f"{kind} · {where.format(how)}") for kind, how in zip(kind_words, precision, strict=True)
            ],
        }
    )


def _short_names(snapshot: Snapshot, districts: pd.DataFrame, lang: str) -> list[str]:
    """Leave the word District out of English names; the map has no room for it."""
    word = snapshot.vocabulary.word("area_kind", "district", lang)
    return [name.removesuffix(f" {word}") for name in _names(districts, lang)]


def _names(rows: pd.DataFrame, lang: str) -> list[str]:
    """Give the names in a language; where no English name is certain the Chinese one stands."""
    other = rows[f"name_{lang}"]
    return [plain_for_map(name) for name in other.where(other != "", rows["name_zh"])]


def _prepare_areas(snapshot: Snapshot, lang: str) -> pd.DataFrame:
    areas = beijing_areas(snapshot)
    areas = areas[is_pinned(areas) & areas["kind_code"].isin(AREA_RANK)]
    words = [snapshot.vocabulary.word("area_kind", code, lang) for code in areas["kind_code"]]
    names = _names(areas, lang)
    radius = [round(area_radius_m(extent)) for extent in areas["extent_km2"]]
    frame = pd.DataFrame(
        {
            "id": areas["area_id"],
            "position": list(map(list, zip(areas["longitude"], areas["latitude"], strict=True))),
            "radius_m": radius,
            "tip": names,
            "sub": [
                plain_for_map(f"{word} · {label('Sketched extent')}" if extent > 0 else word)
                for word, extent in zip(words, areas["extent_km2"], strict=True)
            ],
            "rank": areas["kind_code"].map(AREA_RANK),
        }
    )
    return frame.sort_values("radius_m", ascending=False, ignore_index=True)


def _prepare_names(
    snapshot: Snapshot,
    marks: pd.DataFrame,
    areas: pd.DataFrame,
    shown: pd.DataFrame,
    *,
    lang: str,
    view: dict[str, float],
) -> pd.DataFrame:
    """Write down the names of districts and areas and keep those that find room at a zoom."""
    points = find_label_points(snapshot, snapshot.snapshot_id)
    districts = snapshot["areas"].set_index("area_id").loc[points["adcode"]].reset_index()
    counted = count_in_areas(shown)
    rows = [
        (
            row["id"],
            "area",
            row["tip"],
            *row["position"],
            _clearance(marks, row["position"]),
            _badge(counted, row["id"]),
        )
        for row in areas.sort_values("rank", ascending=False, kind="stable").to_dict("records")
    ]
    rows += [
        (adcode, "district", name, x, y, 0.0, _badge(counted, adcode))
        for adcode, x, y, name in zip(
            *(points[column] for column in points), _short_names(snapshot, districts, lang), strict=True
        )
    ]
    names = [
        Name(key, x, y, text, NAME_PX, clearance, BADGE_DROP_PX if badge else 0)
        for key, _, text, x, y, clearance, badge in rows
    ]
    obstacles = [
        (*row["position"], row["size"] / 2 + abs(row["offset"][0]), row["size"] / 2) for row in marks.to_dict("records")
    ]
    obstacles += [(*position, SPOT_PX, SPOT_PX) for position in areas["position"]]
    # districts with a count come first: the count must show
    order = sorted(names, key=lambda name: (name.extra_px == 0, name.clearance_px == 0))
    zoom = view["zoom"]
    window = (view["longitude"], view["latitude"], WINDOW[0] / 2, WINDOW[1] / 2)
    placed = place_names(order, obstacles, zoom, window=window)
    kept = [(row, placed[row[0]]) for row in rows if row[0] in placed]
    return pd.DataFrame(
        {
            "role": [row[1] for row, _ in kept],
            "text": [row[2] for row, _ in kept],
            "position": [[round(row[3], 5), round(row[4], 5)] for row, _ in kept],
            "offset": [[round(dx), round(dy)] for _, (dx, dy) in kept],
            "size_m": [round(NAME_PX * metres_per_pixel(row[4], zoom), 1) for row, _ in kept],
            "badge": [row[6] for row, _ in kept],
        }
    )


def _badge(counted: pd.Series, area_id: str) -> str:
    """Say how many are known only to be in an area; blank if none."""
    return label("{count} here", count=counted[area_id]) if area_id in counted else ""


def _clearance(marks: pd.DataFrame, position: list[float]) -> float:
    """Tell how much room the marks at an area's own point take, pixels."""
    here = [own[:2] == [round(part, 5) for part in position] for own in marks["position"]]
    beside = [abs(offset[0]) for offset, is_here in zip(marks["offset"], here, strict=True) if is_here]
    return max(beside, default=0.0) + MARK_PX


def prepare_content(
    snapshot: Snapshot,
    selection: Selection,
    shown: pd.DataFrame,
    *,
    kinds: set[str],
    metric: str,
    lang: str,
    theme: str,
    clicks: int,
    view: dict[str, float],
) -> MapContent:
    """Prepare all that the layers draw of what the selection leaves.

    Parameters
    ----------
    shown
        The entities that the selection leaves; the fill counts them all.
    kinds
        Kinds whose layers are switched on.
    """
    drawn = shown[shown["kind_code"].isin(kinds)]
    marks, areas = _prepare_marks(snapshot.entities, drawn, snapshot, lang), _prepare_areas(snapshot, lang)
    return MapContent(
        lang=lang,
        theme=theme,
        palette=PALETTES[theme],
        marks=marks,
        areas=areas,
        district_ids=tuple(district_ids(snapshot)),
        names=_prepare_names(snapshot, marks, areas, drawn, lang=lang, view=view),
        fill=fill_districts(snapshot, shown, metric),
        chosen=selection.sel,
        hatch_scale=round(HATCH_SCALE * 2 ** -view["zoom"]),
        clicks=clicks,
    )
