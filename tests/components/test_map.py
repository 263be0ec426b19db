"""The map's layers: every entry draws, from prepared content alone, with static files that exist."""

import json
import re
from dataclasses import replace

import pydeck as pdk
import pytest

from atlas.fill import list_metrics
from atlas.selection import Selection
from components.map.content import prepare_content
from components.map.entity_map import CompactDeck, build_deck
from components.map.layers import area_radius_m, draw_chosen, list_layers
from components.map.palette import PALETTES, to_rgba
from components.map.primitives import MapContent
from components.map.static_files import STATIC, URL, mark_image, mark_mapping, static_url
from tests.screen import walk_strings
from tests.test_data import contrast

KINDS = ["company", "platform", "clinical_site", "university", "laboratory", "fund", "agency"]
VIEW = {"longitude": 116.37, "latitude": 39.9, "zoom": 9.5}


def make_content(snapshot, monkeypatch, *, theme: str = "light", lang: str = "zh", **options) -> MapContent:
    """Prepare the map of everything."""
    monkeypatch.setattr("components.words.read_lang", lambda: lang)
    shown = options.pop("shown", snapshot.entities)
    selection = Selection(sel=options.pop("sel", ""))
    metric = options.pop("metric", list_metrics(snapshot)[0])
    return prepare_content(
        snapshot, selection, shown, kinds=set(KINDS), metric=metric, lang=lang, theme=theme, clicks=0, view=VIEW
    )


@pytest.fixture
def content(snapshot, monkeypatch) -> MapContent:
    """Give the map of everything, in Chinese and light."""
    return make_content(snapshot, monkeypatch)


def to_json(layers: list[pdk.Layer]) -> dict:
    """Serialise layers as the browser gets them."""
    return json.loads(CompactDeck(layers=layers, map_provider=None).to_json())


def test_there_is_a_layer_for_every_kind_of_entity(snapshot):
    assert list(list_layers(KINDS))[-len(KINDS) :] == KINDS == snapshot.vocabulary.codes("entity_kind")


@pytest.mark.parametrize("name", list_layers(KINDS))
@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_layer_draws(snapshot, monkeypatch, name, theme, lang):
    layers = list_layers(KINDS)[name].draw(make_content(snapshot, monkeypatch, theme=theme, lang=lang))
    assert layers
    assert all(layer["@@type"] for layer in to_json(layers)["layers"])


@pytest.mark.parametrize("name", list_layers(KINDS))
def test_every_layer_draws_when_nobody_is_left(snapshot, monkeypatch, name):
    empty = make_content(snapshot, monkeypatch, shown=snapshot.entities.iloc[:0])
    assert to_json(list_layers(KINDS)[name].draw(empty))["layers"]


def test_a_layer_that_is_switched_off_is_not_drawn(content):
    drawn = {layer["id"] for layer in to_json(build_deck(content, ("districts",), VIEW).layers)["layers"]}
    assert "districts" in drawn
    assert not {"rivers", "areas", "marks-company"} & drawn


def test_no_two_layers_share_an_id(content):
    ids = [layer["id"] for layer in to_json(build_deck(content, tuple(list_layers(KINDS)), VIEW).layers)["layers"]]
    assert len(ids) == len(set(ids))


def test_only_the_unseen_layers_on_top_can_be_clicked(content):
    layers = to_json(build_deck(content, tuple(list_layers(KINDS)), VIEW).layers)["layers"]
    pickable = [layer["id"] for layer in layers if layer.get("pickable")]
    assert pickable
    assert all(name.startswith("pick-") for name in pickable)


def test_every_static_file_of_the_map_exists(content):
    deck = to_json(build_deck(content, tuple(list_layers(KINDS)), VIEW).layers)
    urls = {text for text in walk_strings(deck) if text.startswith(URL)}
    assert urls
    assert [url for url in urls if not (STATIC / url.removeprefix(URL)).is_file()] == []


def test_a_tooltip_is_a_constant_template(content):
    template = build_deck(content, (), VIEW)._tooltip["html"]
    assert re.fullmatch(r"(</?b>|<br>|\{[ns]\})+", template)


def test_every_pinned_entity_is_in_one_mark(snapshot, content):
    marked = [one for mark in content.marks for one in mark["ids"]]
    assert sorted(marked) == sorted(snapshot.entities.dropna(subset=["longitude"])["entity_id"])


def test_a_mark_stands_where_its_entity_does(snapshot, content):
    points = snapshot.entities.set_index("entity_id")[["longitude", "latitude"]]
    for ids, position in ((mark["ids"], mark["position"]) for mark in content.marks):
        for one in ids:
            assert list(points.loc[one]) == pytest.approx(position, abs=1e-5)


def test_a_mark_of_park_or_street_precision_has_a_ring(snapshot, content):
    precision = snapshot.entities.set_index("entity_id")["precision_code"]
    for row in content.marks:
        assert (row["ring_px"] > 0) == (precision[row["ids"][0]] in {"park", "street"})


@pytest.mark.parametrize("sel", ["110115", "bda", "bosheng-zhuoyue"])
def test_what_is_selected_is_highlighted(snapshot, monkeypatch, sel):
    content = make_content(snapshot, monkeypatch, sel=sel)
    nothing = to_json(draw_chosen(replace(content, chosen="")))
    assert to_json(draw_chosen(content)) != nothing


def test_nothing_is_highlighted_without_a_selection(content):
    border, circle, halo = to_json(draw_chosen(content))["layers"]
    assert circle["data"] == halo["data"] == []
    assert border["id"] == "chosen-"


def test_every_district_of_the_fill_has_its_colour(content):
    fill = to_json(list_layers(KINDS)["districts"].draw(content))["layers"][0]["getFillColor"]
    assert all(adcode in fill for adcode in content.fill.steps)


@pytest.mark.parametrize("theme", PALETTES)
def test_every_name_on_the_map_can_be_read_in_its_outline(snapshot, monkeypatch, theme):
    layers = to_json(list_layers(KINDS)["labels"].draw(make_content(snapshot, monkeypatch, theme=theme)))["layers"]
    colors = {layer["id"]: (layer["getColor"], layer["outlineColor"]) for layer in layers}
    hexes = {name: ["#" + bytes(color[:3]).hex() for color in pair] for name, pair in colors.items()}
    weak = {name: round(contrast(*pair), 2) for name, pair in hexes.items()}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


def test_an_area_without_a_published_extent_has_no_radius():
    assert area_radius_m(float("nan")) == 0
    assert area_radius_m(0) == 0
    assert area_radius_m(1) > 0


def test_a_colour_becomes_four_numbers():
    assert to_rgba("#0072B2") == [0, 114, 178, 255]
    assert to_rgba("#FFFFFF", 0.5) == [255, 255, 255, 128]


def test_every_kind_has_its_mark_in_both_themes(snapshot):
    for kind in snapshot.vocabulary.codes("entity_kind"):
        assert kind in mark_mapping(kind)
        assert all(mark_image(kind, theme).startswith("![](/app/static/") for theme in PALETTES)


def test_an_unknown_static_file_is_refused():
    with pytest.raises(KeyError):
        static_url("secrets")
