"""The map as a plain drawing, for browsers without WebGL and for those who want it: each mark also in a list."""

from collections import Counter
from typing import Any

import pandas as pd

from atlas.analysis.choropleth import DistrictFill
from atlas.pictures.charts import FONT
from atlas.pictures.map_rows import MapMark
from atlas.pictures.sheet import MapSheet, prepare_sheet
from atlas.pictures.static_map import draw_cluster, draw_map, draw_symbol
from atlas.pictures.svg import NAMESPACE, element, say
from atlas.pictures.window import cut_window
from atlas.selection.focus import find_holder
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.symbols import CLUSTER
from components.boundary import guard
from components.cached import find_label_points
from components.frame.frame import theme_type
from components.map.camera import WINDOW, Camera, hear_choice
from components.modules import Component
from components.state import read_lang
from components.told import read_told
from components.words import label

KEY = "plain_map"
SIZE, SHOWS = (530, 535), (630, 535)  # of the drawing beside its list; what of the map's window stands in it
SCRIPT = """
function fill(list, groups, chosen) {
  list.replaceChildren(...groups.map((group) => {
    const part = document.createElement("section"), head = document.createElement("h4");
    head.innerHTML = group.sign;
    head.append(group.title);
    part.append(head, ...group.items.map((item) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.id = item.id;
      button.textContent = item.text;
      button.setAttribute("aria-pressed", item.id === chosen);
      return button;
    }));
    return part;
  }));
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const picture = parentElement.querySelector(".picture"), list = parentElement.querySelector(".list");
  const held = list.querySelector("button:focus")?.dataset.id, top = list.scrollTop;
  picture.innerHTML = data.svg;
  list.hidden = data.groups.length === 0;
  list.setAttribute("aria-label", data.label);
  parentElement.querySelector(".plain").style.setProperty("--chosen", data.color);
  fill(list, data.groups, data.chosen);
  list.scrollTop = top;
  if (held) list.querySelector(`button[data-id="${CSS.escape(held)}"]`)?.focus();
  parentElement.querySelector(".plain").onclick = (event) => {
    const one = event.target.closest("[data-id]");
    if (one && data.groups.length) setTriggerValue("chosen", one.dataset.id);
  };
}
"""
STYLE = """
.plain { position: absolute; inset: 0; display: flex; gap: 8px; overflow: hidden; }
.picture { flex: 1 1 0; min-width: 0; overflow: hidden; position: relative; }
.picture svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
.picture [data-id] { cursor: pointer; }
.list { flex: 0 0 190px; overflow: hidden auto; font: 13px var(--st-font); color: var(--st-text-color);
  scrollbar-width: thin; }
.list[hidden] { display: none; }
.list h4 { margin: 6px 0 2px; font-size: 13px; font-weight: 600; position: sticky; top: 0;
  background: var(--st-background-color); }
.list h4 svg { width: 13px; height: 13px; margin-right: 5px; vertical-align: -2px; }
.list button { all: unset; display: block; box-sizing: border-box; width: 100%; padding: 2px 6px; cursor: pointer;
  line-height: 1.3; border-radius: 4px; }
.list button:hover { color: var(--st-primary-color); }
.list button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
.list button[aria-pressed="true"] { font-weight: 600; box-shadow: inset 3px 0 var(--chosen); }
@media (max-width: 640px) { .plain { flex-direction: column; } .list { flex: 0 0 38%; } }
"""
MARKUP = '<div class="plain"><div class="picture"></div><nav class="list"></nav></div>'

_map = Component("plain_map", html=MARKUP, css=STYLE, js=SCRIPT)
Group = dict[str, Any]


def show_plain_map(
    snapshot: Snapshot,
    view: View,
    shown: pd.DataFrame,
    *,
    layers: tuple[str, ...],
    fill: DistrictFill,
    camera: Camera,
    is_choice: bool = True,
    size: tuple[int, int] = WINDOW,
) -> None:
    """Show the drawn map of what the filter leaves.

    Parameters
    ----------
    is_choice
        Whether a click chooses; then all that can be chosen stands in a list, too.
    size
        Width and height in pixels of the window that the view is for, where the drawing has it alone.
    """
    sheet = prepare_sheet(
        snapshot,
        view,
        shown,
        fill=fill,
        layers=layers,
        points=find_label_points(snapshot),
        window=cut_window(camera, SIZE, SHOWS) if is_choice else cut_window(camera, size, size),
        lang=read_lang(),
        theme=theme_type(),
        is_choice=is_choice,
    )
    groups = list_groups(sheet) if is_choice else []
    data = {
        "svg": write_svg(sheet),
        "groups": groups,
        "chosen": find_holder(snapshot, view.focus),
        "label": label("On the map"),
    }
    data["color"] = sheet.palette.focus
    _map(data=data, key=KEY, height="stretch", on_chosen_change=guard(_hear_click))


def _hear_click() -> None:
    if chosen := read_told(KEY, "chosen"):
        hear_choice(chosen)


def write_svg(sheet: MapSheet) -> str:
    """Write the drawing as an SVG document that fills its room."""
    return element(
        "svg",
        element("title", say(label("Map of Beijing's districts with organisations"))),
        draw_map(sheet),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {sheet.window.width} {sheet.window.height}",
        role="img",
        font_family=FONT,
    )


def list_groups(sheet: MapSheet) -> list[Group]:
    """List all that a click on the map can choose: districts, areas, and the marks of each kind."""
    snapshot, lang, words = sheet.snapshot, sheet.lang, sheet.snapshot.vocabulary
    badges = {name.id: name.badge for name, _ in sheet.names}
    adcodes = snapshot.geometry["districts"]["adcode"]
    districts = [{"id": one, "text": _join(snapshot.name(one, lang), badges.get(one, ""))} for one in adcodes]
    groups = [{"title": words.word("area_kind", words.find_in_role("shaped"), lang), "sign": "", "items": districts}]
    areas = [{"id": row.id, "text": _join(row.tip, badges.get(row.id, ""))} for row in sheet.areas]
    groups.append({"title": label("Zones and parks"), "sign": "", "items": areas})
    for kind in words.codes("entity_kind"):
        marks = [row for row in sheet.marks if row.kind_code == kind]
        items = [{"id": row.id, "text": _name_mark(sheet, row)} for row in marks]
        sign = _draw_sign(draw_symbol(snapshot, kind, sheet.theme))
        groups.append({"title": words.word("entity_kind", kind, lang), "sign": sign, "items": items})
    groups.append(
        {
            "title": label("Organisations close together"),
            "sign": _draw_sign(draw_cluster(sheet.palette)),
            "items": _list_clusters(sheet),
        }
    )
    return [group for group in groups if group["items"]]


def _draw_sign(symbol: str) -> str:
    return element("svg", symbol, viewBox="-0.5 -0.5 1 1", aria_hidden="true")


def _list_clusters(sheet: MapSheet) -> list[dict[str, str]]:
    """List the clusters, each with the districts or zones that its organisations are in, the commonest first."""
    clusters = [row for row in sheet.marks if row.kind_code == CLUSTER]
    areas = dict(zip(sheet.shown["entity_id"], sheet.shown["area_id"], strict=True)) if clusters else {}
    items = []
    for row in clusters:
        counts = Counter(areas[one] for one in row.ids)
        names = [sheet.snapshot.name(area, sheet.lang) for area, _ in counts.most_common() if area]
        items.append({"id": row.id, "text": _join(row.tip, *names)})
    return items


def _join(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _name_mark(sheet: MapSheet, row: MapMark) -> str:
    """Name a mark: the organisation, or how many are at which place."""
    if len(row.ids) == 1:
        return row.tip
    entities = sheet.shown.set_index("entity_id")
    first = entities.loc[row.ids[0]]
    place = first["park_id"] or first["area_id"]
    return _join(row.tip, sheet.snapshot.name(place, sheet.lang) if place else "")
