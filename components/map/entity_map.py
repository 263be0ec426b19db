"""The map itself: prepares what the layers draw, shows it and hears its clicks."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pydeck as pdk
import streamlit as st
from pydeck.bindings.json_tools import default_serialize

from atlas.fill import fill_districts
from atlas.geo import Bounds, count_in_areas, fit_zoom, group_marks, is_pinned, label_points
from atlas.selection import Selection, beijing_areas
from atlas.store import Snapshot
from components.cached import load_snapshot
from components.frame import theme_type
from components.map.layers import (
    GROUP_PX,
    MARK_PX,
    MapContent,
    area_radius_m,
    draw_chosen,
    draw_picks,
    draw_rings,
    list_layers,
)
from components.map.palette import PALETTES
from components.state import CLICKS, VIEW, read_lang, select
from components.words import label, plain_for_map

HOME: Bounds = (116.12, 39.64, 116.62, 40.16)  # Haidian, Changping's park, Daxing's base, Yizhuang
WINDOW = (790, 560)  # pixels: the map at 1366 x 768
NEAR_ZOOM = 12.5
RING_PX = 18
RINGED = ("park", "street")
KEY = "map"
AREA_RANK = {"zone": 3, "park": 2}


class CompactDeck(pdk.Deck):
    """A deck that writes itself without white space: a tenth of the time and half of the bytes."""

    def to_json(self) -> str:
        """Serialise for the browser."""
        return json.dumps(self, default=default_serialize, ensure_ascii=False, separators=(",", ":"))


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
            "id": [ids[0] if len(ids) == 1 else place for ids, place in zip(marks["entity_ids"], marks["place_id"], strict=True)],
            "count": count,
            "size": size,
            "offset": [[round(float(shift)), 0] for shift in spread],
            "ring_px": [RING_PX + (slots - 1) * GROUP_PX // 2 if code in RINGED else 0 for code, slots in zip(marks["precision_code"], marks["slots"], strict=True)],
            "tip": [plain_for_map(name if number == 1 else text) for name, text, number in zip(single, several, count, strict=True)],
            "sub": [f"{kind} · {where.format(how)}" for kind, how in zip(kind_words, precision, strict=True)],
        }
    )  # fmt: skip


def _names(rows: pd.DataFrame, lang: str) -> list[str]:
    """Give the names in a language; where no English name is certain the Chinese one stands."""
    other = rows[f"name_{lang}"]
    return list(other.where(other != "", rows["name_zh"]))


def _prepare_areas(snapshot: Snapshot, lang: str) -> pd.DataFrame:
    areas = beijing_areas(snapshot)
    areas = areas[is_pinned(areas) & areas["kind_code"].isin(AREA_RANK)]
    words = [snapshot.vocabulary.word("area_kind", code, lang) for code in areas["kind_code"]]
    names = [plain_for_map(name) for name in _names(areas, lang)]
    frame = pd.DataFrame(
        {
            "id": areas["area_id"],
            "position": list(map(list, zip(areas["longitude"], areas["latitude"], strict=True))),
            "radius_m": [round(area_radius_m(extent)) for extent in areas["extent_km2"]],
            "tip": names,
            "text": names,
            "sub": [f"{word} · {label('Sketched extent')}" if extent > 0 else word for word, extent in zip(words, areas["extent_km2"], strict=True)],
            "rank": areas["kind_code"].map(AREA_RANK),
        }
    )  # fmt: skip
    return frame.sort_values("radius_m", ascending=False, ignore_index=True)


def _prepare_districts(snapshot: Snapshot, shown: pd.DataFrame, lang: str) -> pd.DataFrame:
    points = label_points(snapshot.geometry["districts"])
    named = snapshot["areas"].set_index("area_id").loc[points["adcode"]].reset_index()
    counted = count_in_areas(shown)
    badges = [label("{count} here", count=counted[adcode]) if adcode in counted else "" for adcode in points["adcode"]]
    position = list(map(list, zip(points["longitude"].round(5), points["latitude"].round(5), strict=True)))
    return pd.DataFrame({"id": points["adcode"], "position": position, "tip": _names(named, lang), "badge": badges})


def find_bounds(snapshot: Snapshot, chosen: str) -> Bounds | None:
    """Find what the map should show of a chosen entity, area or place; None if it has no place."""
    areas, districts = snapshot["areas"], snapshot.geometry["districts"]
    shape = districts.loc[districts["adcode"] == chosen]
    if not shape.empty:
        west, south, east, north = shape.total_bounds
        return west, south, east, north
    if chosen.startswith("at_"):
        longitude, latitude = (float(part) for part in chosen.split("_")[1:])
        return longitude, latitude, longitude, latitude
    rows = [areas[areas["area_id"] == chosen], snapshot.entities[snapshot.entities["entity_id"] == chosen]]
    for row in (row.iloc[0] for row in rows if not row.empty):
        if pd.notna(row["longitude"]):
            return row["longitude"], row["latitude"], row["longitude"], row["latitude"]
        if row["area_id"] in snapshot.ancestors and row["area_id"] != chosen:
            return find_bounds(snapshot, row["area_id"])
    return None


def _view(bounds: Bounds, *, margin: float = 0.04) -> dict[str, float]:
    west, south, east, north = bounds
    if east - west < margin:
        return {"longitude": (west + east) / 2, "latitude": (south + north) / 2, "zoom": NEAR_ZOOM}
    longitude, latitude, zoom = fit_zoom((west - margin, south - margin, east + margin, north + margin), *WINDOW)
    return {"longitude": longitude, "latitude": latitude, "zoom": round(zoom, 3)}


def send_map_to(bounds: Bounds) -> None:
    """Send the map to bounds, also where it already was sent."""
    nudge = 1e-9 * (st.session_state.get(CLICKS, 0) + 1)
    view = _view(bounds)
    st.session_state[VIEW] = {**view, "longitude": view["longitude"] + nudge}


def _follow(selection: Selection, snapshot: Snapshot) -> dict[str, float]:
    """Move the map when something else is selected; leave it alone otherwise."""
    last = "map_followed"
    if VIEW not in st.session_state:
        st.session_state[VIEW] = _view(HOME)
    if st.session_state.get(last, "") != selection.sel:
        st.session_state[last] = selection.sel
        bounds = find_bounds(snapshot, selection.sel) if selection.sel else None
        if bounds:
            send_map_to(bounds)
    view: dict[str, float] = st.session_state[VIEW]
    return view


def _hear_click() -> None:
    """Turn a click into the selection; new layer ids then make the chart forget it."""
    objects: Mapping[str, list[dict[str, Any]]] = st.session_state[KEY].selection.objects
    for picked in objects.values():
        for one in picked:
            st.session_state[CLICKS] = st.session_state.get(CLICKS, 0) + 1
            chosen = str(one.get("id") or one.get("properties", {}).get("adcode", ""))
            if chosen:
                select(chosen)


def build_deck(content: MapContent, switched_on: tuple[str, ...], view: dict[str, float]) -> CompactDeck:
    """Put the layers together, from the ground up."""
    kinds = list(dict.fromkeys(content.marks["kind_code"]))
    layers: list[pdk.Layer] = []
    for name, entry in list_layers(kinds).items():
        if name in switched_on:
            layers += entry.draw(content)
        if name == "labels":
            layers += draw_rings(content)
    layers += [*draw_chosen(content), *draw_picks(content)]
    name = f"{{tip_name_{content.lang}}}"
    return CompactDeck(
        layers=layers,
        map_provider=None,
        initial_view_state=pdk.ViewState(**view, min_zoom=7, max_zoom=16, transition_duration=800),
        tooltip={"html": f"<b>{name}</b>"},
    )


def show_entity_map(selection: Selection, shown: pd.DataFrame, switched_on: tuple[str, ...], metric: str) -> None:
    """Show the map of what the selection leaves."""
    snapshot, lang, theme = load_snapshot(), read_lang(), theme_type()
    view = _follow(selection, snapshot)
    kinds = set(switched_on)
    content = MapContent(
        lang=lang,
        theme=theme,
        palette=PALETTES[theme],
        marks=_prepare_marks(snapshot.entities, shown[shown["kind_code"].isin(kinds)], snapshot, lang),
        areas=_prepare_areas(snapshot, lang),
        districts=_prepare_districts(snapshot, shown, lang),
        fill=fill_districts(snapshot, shown, metric),
        chosen=selection.sel,
        clicks=st.session_state.get(CLICKS, 0),
    )
    st.pydeck_chart(
        build_deck(content, switched_on, view),
        height="stretch",
        on_select=_hear_click,
        selection_mode="single-object",
        key=KEY,
        alt=label(
            "Map of Beijing's districts with the companies, platforms and clinical sites; the search box and the lists hold the same."
        ),
    )
