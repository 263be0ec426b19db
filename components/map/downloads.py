"""Take the map away as a picture."""

from dataclasses import replace
from functools import partial

from atlas.pictures.formats import name_picture
from atlas.pictures.map_picture import write_map
from atlas.pictures.window import cut_window
from atlas.selection.conditions import list_conditions
from atlas.selection.row_filter import MAPPED, drop_idle
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import find_label_points
from components.frame.frame import theme_type
from components.map.camera import WINDOW, read_camera
from components.panels.pictures import show_formats
from components.state import read_lang
from components.words import label


def show_map_downloads(snapshot: Snapshot, view: View, layers: tuple[str, ...]) -> None:
    """Offer the map as it is chosen, and as the atlas last sent it to look."""
    heard = replace(
        view, filter=drop_idle(view.filter, MAPPED)
    )  # what leaves no mark out does not stand in the picture
    draw = partial(
        write_map,
        snapshot,
        heard,
        layers=layers,
        points=find_label_points(snapshot),
        find_window=partial(cut_window, read_camera(), of=WINDOW),
        lang=read_lang(),
        theme=theme_type(),
    )
    conditions = list_conditions(snapshot, heard.filter, read_lang())
    show_formats(
        draw, partial(name_picture, snapshot, label("Map"), conditions, lang=read_lang()), "map", button="secondary"
    )
