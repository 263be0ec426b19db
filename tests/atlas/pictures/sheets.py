"""Make drawn maps to look at, and read what is in them."""

from xml.etree import ElementTree as ET

import pandas as pd

from atlas.analysis.choropleth import fill_districts
from atlas.geo.geometry import label_points
from atlas.pictures.map_picture import draw_map_picture
from atlas.pictures.picture import write_picture
from atlas.pictures.sheet import MapSheet, prepare_sheet
from atlas.pictures.window import Window
from atlas.selection.possible import find_possible
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import LAYERS

SVG = "{http://www.w3.org/2000/svg}"
WINDOW = Window(116.37, 39.9, 9.5, 700, 500)


def make_sheet(snapshot: Snapshot, view: View | None = None, **options: object) -> MapSheet:
    """Prepare the drawn map of a view, or of everything."""
    view = view or View()
    shown = view.filter.apply(snapshot.entities, snapshot)
    usual = {
        "fill": fill_districts(snapshot, shown, "count_company", possible=find_possible(snapshot, view.filter)),
        "layers": [*LAYERS, *snapshot.vocabulary.codes("entity_kind")],
        "points": find_points(snapshot),
        "window": WINDOW,
        "lang": "zh",
        "theme": "light",
    }
    return prepare_sheet(snapshot, view, shown, **{**usual, **options})


def find_points(snapshot: Snapshot) -> pd.DataFrame:
    """Find where the districts' names stand, once for each snapshot."""
    if not hasattr(snapshot, "_points_of_the_tests"):
        points = label_points(snapshot.geometry["districts"], snapshot.entities)
        object.__setattr__(snapshot, "_points_of_the_tests", points)
    return snapshot._points_of_the_tests


def draw(sheet: MapSheet) -> ET.Element:
    """Draw the picture of a sheet and read it as XML."""
    return ET.fromstring(write_picture(draw_map_picture(sheet), sheet.theme))  # noqa: S314 - our own


def list_marks(root: ET.Element) -> list[ET.Element]:
    """List the marks of organisations."""
    return [one for one in root.iter(f"{SVG}g") if one.get("class") == "mark"]


def list_texts(root: ET.Element) -> list[str]:
    """List all that is written."""
    return [one.text or "" for one in root.iter(f"{SVG}text")]
