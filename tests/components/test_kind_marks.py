"""A kind that static/ does not hold yet has its mark on the map and in labels at once, in its own colour."""

import base64
import json

import pytest

from atlas.store.snapshot import Snapshot
from atlas.style.palette import PALETTES
from components.map.new_looks import find_new_looks
from components.map.primitives import to_rgba
from components.signs.kind_marks import mark_url
from components.signs.static_files import mark_mapping
from tests.mutations.draft import Draft
from tests.mutations.show import open_folder
from tests.screen import open_app, read_deck
from tests.tables import make_snapshot

MUSEUM = {"vocabulary": "entity_kind", "code": "museum", "order": "1", "word_zh": "馆", "word_en": "Museum"}
COLOURED = MUSEUM | {"color_light": "#112233", "color_dark": "#DDEEFF", "marker": "diamond"}


def make(**cells: str) -> Snapshot:
    return make_snapshot(codes=[MUSEUM | cells])


@pytest.mark.parametrize("theme", PALETTES)
def test_a_new_kind_is_tinted_in_its_colour_and_shape(theme):
    looks = find_new_looks(make_snapshot(codes=[COLOURED]), theme)
    assert looks == {"museum": ("shape-diamond", to_rgba(COLOURED[f"color_{theme}"]))}


def test_a_new_kind_without_colour_and_mark_is_a_neutral_circle():
    assert find_new_looks(make(), "light") == {"museum": ("shape-circle", to_rgba(PALETTES["light"].muted))}


def test_every_shape_that_a_new_kind_may_have_is_in_the_picture_of_marks():
    looks = [find_new_looks(make(marker=shape), "dark")["museum"][0] for shape in ("ring", "square", "cross", "")]
    assert all(mark_mapping("dark")[look]["mask"] for look in looks)


def test_a_kind_of_the_picture_keeps_its_own_mark(snapshot):
    assert find_new_looks(snapshot, "light") == {}
    assert mark_url(snapshot, "company", "light").startswith("/app/static/mark-company-light-")


def test_a_label_shows_a_new_kind_as_a_picture_of_its_own():
    kind, _, picture = mark_url(make_snapshot(codes=[COLOURED]), "museum", "light").partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert COLOURED["color_light"] in base64.b64decode(picture).decode()


def test_the_map_draws_the_organisations_of_a_new_kind(tmp_path):
    draft = Draft()
    draft.add("codes", COLOURED)
    for row in draft.rows("companies").values():
        row["kind_code"] = "museum"
    with open_folder(draft.write(tmp_path)):
        deck = read_deck(open_app())
    marks = next(layer for layer in deck["layers"] if layer["id"] == "marks")
    drawn = [mark for mark in marks["data"] if mark.get("c") == to_rgba(COLOURED["color_light"])]
    assert drawn
    assert "shape-diamond" in json.dumps([marks["getIcon"], drawn])
