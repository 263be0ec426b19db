"""What a drawn map shows of a view, prepared for its window."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from atlas.analysis.choropleth import DistrictFill
from atlas.analysis.relations import Arc, list_arcs
from atlas.pictures.map_features import find_room, list_areas, list_marks, list_names, outline_radius
from atlas.pictures.map_rows import MapArea, MapMark, PlacedName
from atlas.pictures.window import Corners, Window
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from atlas.style.layers import RELATIONS
from atlas.style.palette import PALETTES, Palette


@dataclass(frozen=True, eq=False)
class MapSheet:
    """All that a drawn map shows, prepared.

    Attributes
    ----------
    marks, areas, names
        As `map_features` lists them; the names are those that found room.
    layers
        Names of the kinds and layers that are switched on.
    radius
        Corners of the ring of `near`; empty if there is none.
    arcs
        As `atlas.analysis.relations.list_arcs` lists them; empty if their layer is off.
    """

    snapshot: Snapshot
    view: View
    shown: pd.DataFrame
    fill: DistrictFill
    lang: str
    theme: str
    window: Window
    layers: Collection[str]
    marks: list[MapMark]
    areas: list[MapArea]
    names: list[PlacedName]
    radius: Corners
    arcs: list[Arc]

    @property
    def palette(self) -> Palette:
        """The theme's colours."""
        return PALETTES[self.theme]


def prepare_sheet(
    snapshot: Snapshot,
    view: View,
    shown: pd.DataFrame,
    *,
    fill: DistrictFill,
    layers: Collection[str],
    points: pd.DataFrame,
    window: Window,
    lang: str,
    theme: str,
    is_choice: bool = False,
) -> MapSheet:
    """Prepare what a drawn map shows.

    Parameters
    ----------
    shown
        The entities that the filter leaves.
    layers
        Codes of the kinds and names of the layers in `SWITCHED` that are switched on.
    points
        Where the districts' names stand, as `atlas.geo.geometry.label_points` finds it.
    is_choice
        Whether a click on the map chooses.
    """
    drawn = shown[shown["kind_code"].isin(layers)]
    marks = list_marks(snapshot, drawn, lang, zoom=window.zoom, is_choice=is_choice)
    areas = list_areas(snapshot, lang)
    names = list_names(snapshot, marks, areas, drawn, points, lang=lang)
    seen = (window.longitude, window.latitude, window.width / 2, window.height / 2)
    return MapSheet(
        snapshot=snapshot,
        view=view,
        shown=drawn,
        fill=fill,
        lang=lang,
        theme=theme,
        window=window,
        layers=layers,
        marks=marks,
        areas=areas,
        names=find_room(names, marks, areas, window.zoom, [seen]),
        radius=outline_radius(snapshot, view.filter),
        arcs=list_arcs(snapshot, view, shown, lang) if RELATIONS in layers else [],
    )
