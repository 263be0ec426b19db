"""The map's layers: every entry draws, from prepared content alone, with static files that exist."""

import json
import re
from dataclasses import replace

import pytest

from atlas.analysis.choropleth import fill_districts
from atlas.geo.geometry import is_placed
from atlas.pictures import static_map
from atlas.selection.filter import Filter
from atlas.selection.metrics import list_metrics
from atlas.selection.view import View
from atlas.style.layers import LAYERS
from atlas.style.palette import PALETTES
from atlas.style.symbols import CLUSTER
from components.map.content import list_circles, list_pins, prepare_content
from components.map.deck import CompactDeck, Layer
from components.map.entity_map import build_deck
from components.map.layers import DRAW, draw_chosen
from components.map.primitives import MapContent, to_rgba
from components.signs.kind_marks import mark_image
from components.signs.static_files import STATIC, URL, mark_mapping, static_url
from tests.contrast import contrast
from tests.screen import Tags, open_app, read_html, walk_strings
from tests.tables import add_companies

KINDS = ["company", "platform", "clinical_site", "university", "laboratory", "fund", "agency"]
CAMERA = {"longitude": 116.37, "latitude": 39.9, "zoom": 9.5}


def make_content(snapshot, monkeypatch, *, theme: str = "light", lang: str = "zh", **options) -> MapContent:
    """Prepare the map of everything."""
    monkeypatch.setattr("components.words.read_lang", lambda: lang)
    shown = options.pop("shown", snapshot.entities)
    view = View(Filter(near="tiantan", km="10"), focus=options.pop("sel", ""))
    metric = options.pop("metric", list_metrics(snapshot)[0])
    return prepare_content(
        snapshot,
        view,
        shown,
        kinds=set(KINDS),
        fill=fill_districts(snapshot, shown, metric, possible=snapshot.entities.index.isin(shown.index)),
        lang=lang,
        theme=theme,
        clicks=0,
        camera=CAMERA,
    )


@pytest.fixture
def content(snapshot, monkeypatch) -> MapContent:
    """Give the map of everything, in Chinese and light."""
    return make_content(snapshot, monkeypatch)


def to_json(layers: list[Layer]) -> dict:
    """Serialise layers as the browser gets them."""
    return json.loads(CompactDeck(layers=layers, map_provider=None).to_json())


def test_every_kind_of_entity_is_drawn_with_its_own_mark(snapshot, content):
    marks = next(layer for layer in to_json(DRAW["marks"](content))["layers"] if layer["id"] == "marks")
    usual = re.search(r"k\?k:'(\w+)'", marks["getIcon"]).group(1)
    drawn = {row.get("k", usual) for row in marks["data"]}
    pinned = snapshot.entities.dropna(subset=["longitude"])
    assert drawn == set(pinned["kind_code"])
    assert drawn <= set(marks["iconMapping"])


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_layer_draws(snapshot, monkeypatch, name, theme, lang):
    layers = DRAW[name](make_content(snapshot, monkeypatch, theme=theme, lang=lang, sel="110115"))
    assert layers
    assert all(layer["@@type"] for layer in to_json(layers)["layers"])


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_draws_when_nobody_is_left(snapshot, monkeypatch, name):
    empty = make_content(snapshot, monkeypatch, shown=snapshot.entities.iloc[:0], sel="110115")
    assert to_json(DRAW[name](empty))["layers"]


def test_every_layer_is_drawn_on_the_live_map_and_in_the_drawing_and_no_other():
    assert set(DRAW) == set(static_map.DRAW) == set(LAYERS)


def test_a_layer_that_is_switched_off_is_not_drawn(content):
    drawn = {
        layer["id"].split("-")[0] for layer in to_json(build_deck(content, ("districts",), CAMERA).layers)["layers"]
    }
    assert "districts" in drawn
    assert not {"rivers", "areas", "names", "neighbours"} & drawn


def test_no_two_layers_share_an_id(content):
    ids = [layer["id"] for layer in to_json(build_deck(content, tuple(LAYERS), CAMERA).layers)["layers"]]
    assert len(ids) == len(set(ids))


def test_only_the_unseen_layers_on_top_can_be_clicked(content):
    layers = to_json(build_deck(content, tuple(LAYERS), CAMERA).layers)["layers"]
    pickable = [layer["id"] for layer in layers if layer.get("pickable")]
    named_only = ["relations"]  # an arc names itself under the pointer and selects nothing
    assert pickable[:1] == named_only
    assert all(name.startswith("pick-") for name in pickable[1:])


def test_every_static_file_of_the_map_exists(content):
    deck = to_json(build_deck(content, tuple(LAYERS), CAMERA).layers)
    urls = {text for text in walk_strings(deck) if text.startswith(URL)}
    assert urls
    assert [url for url in urls if not (STATIC / url.removeprefix(URL)).is_file()] == []


def test_a_tooltip_is_a_constant_template(content):
    template = build_deck(content, (), CAMERA)._tooltip["html"]
    assert re.fullmatch(r"(</?b>|<br>|\{[ns]\})+", template)


def test_every_pinned_entity_is_in_one_mark(snapshot, content):
    marked = [one for mark, _ in content.marks for one in mark.ids]
    assert sorted(marked) == sorted(snapshot.entities.dropna(subset=["longitude"])["entity_id"])


def test_a_mark_stands_where_its_entity_does(snapshot, content):
    points = snapshot.entities.set_index("entity_id")[["longitude", "latitude"]]
    for ids, position in ((mark.ids, mark.position) for mark, _ in content.marks):
        for one in ids:
            assert list(points.loc[one]) == pytest.approx(position, abs=1e-5)


def test_a_mark_of_park_or_street_precision_has_a_ring(snapshot, content):
    precision = snapshot.entities.set_index("entity_id")["precision_code"]
    for mark, _ in content.marks:
        assert bool(mark.ring) == (precision[mark.ids[0]] in {"park", "street"})


@pytest.mark.parametrize("sel", ["110115", "bda", "bosheng-zhuoyue"])
def test_what_is_selected_is_highlighted(snapshot, monkeypatch, sel):
    content = make_content(snapshot, monkeypatch, sel=sel)
    nothing = to_json(draw_chosen(replace(content, chosen="")))
    assert to_json(draw_chosen(content)) != nothing


def test_nothing_is_highlighted_without_a_selection(content):
    assert draw_chosen(content) == []


def test_every_district_of_the_fill_has_its_colour(content):
    fill = to_json(DRAW["districts"](content))["layers"][0]["getFillColor"]
    assert all(adcode in fill for adcode in content.fill.steps)


def test_the_hatch_shows_by_its_colour_alone_since_a_changed_pattern_is_not_heard_of(content):
    layers = {}
    for undisclosed in ((), content.district_ids[:3]):
        fill = replace(content.fill, undisclosed=undisclosed)
        drawn = to_json(DRAW["districts"](replace(content, fill=fill)))["layers"]
        layers[undisclosed] = next(layer for layer in drawn if "getFillPattern" in layer)
    none, some = layers.values()
    assert none["getFillPattern"] == some["getFillPattern"]
    assert none["getFillColor"] != some["getFillColor"]
    assert some["updateTriggers"]["getFillColor"] == some["getFillColor"].removeprefix("@@=")


@pytest.mark.parametrize("theme", PALETTES)
def test_every_name_on_the_map_can_be_read_in_its_outline(snapshot, monkeypatch, theme):
    (names,) = to_json(DRAW["labels"](make_content(snapshot, monkeypatch, theme=theme)))["layers"]
    assert names["data"]
    usual = json.loads(names["getColor"].split(":", 1)[1])
    for row in names["data"]:
        ground = row["fill"] if row["fill"][3] else names["outlineColor"]
        color, behind = ("#" + bytes(part[:3]).hex() for part in (row.get("color", usual), ground))
        assert contrast(color, behind) >= 4.5, row["t"]


def test_only_a_published_extent_is_drawn_as_a_circle(snapshot, content):
    published = snapshot["areas"].query("extent_km2 > 0").dropna(subset=["longitude"])["area_id"]
    circles = {feature["properties"]["i"] for feature in list_circles(snapshot, "zh")["features"]}
    (spots,) = (layer for layer in to_json(DRAW["areas"](content))["layers"] if layer["id"] == "spots")
    assert circles == {one.id for one in content.areas} & set(published)
    assert len(spots["data"]) == len(content.areas) - len(circles) > 0


def test_every_pin_knows_its_place_in_the_mask(snapshot):
    pins = list_pins(snapshot, "zh")
    assert [pin["x"] for pin in pins] == list(range(len(pins)))


def test_a_colour_becomes_four_numbers():
    assert to_rgba("#0072B2") == [0, 114, 178, 255]
    assert to_rgba("#FFFFFF", 0.5) == [255, 255, 255, 128]


def test_every_kind_has_its_mark_in_both_themes(snapshot):
    for kind in snapshot.vocabulary.codes("entity_kind"):
        assert all(kind in mark_mapping(theme) for theme in PALETTES)
        assert all(mark_image(snapshot, kind, theme).startswith("![](/app/static/") for theme in PALETTES)


def test_an_unknown_static_file_is_refused():
    with pytest.raises(KeyError):
        static_url("secrets")


@pytest.fixture(scope="module")
def crowd(snapshot):
    """Give a city with many more companies."""
    return add_companies(snapshot, 400)


def test_a_city_of_few_has_no_cluster(content):
    assert CLUSTER not in {mark.kind_code for mark, _ in content.marks}


def test_the_counts_on_the_map_of_many_add_up_to_all(crowd, monkeypatch):
    layers = {one["id"]: one for one in to_json(DRAW["marks"](make_content(crowd, monkeypatch)))["layers"]}
    counts = [int(row["t"]) for row in layers["counts"]["data"]]
    drawn = len(layers["marks"]["data"]) + len(layers["clusters"]["data"])
    assert len(layers["clusters"]["data"]) > 10
    assert drawn - len(counts) + sum(counts) == len(crowd.entities.dropna(subset=["longitude"]))


@pytest.mark.parametrize("theme", PALETTES)
def test_a_cluster_has_a_look_of_its_own_in_each_theme(crowd, monkeypatch, theme):
    content = make_content(crowd, monkeypatch, theme=theme)
    layers = {one["id"]: one for one in to_json(DRAW["marks"](content))["layers"]}
    assert CLUSTER in layers["clusters"]["getIcon"]
    assert CLUSTER in layers["clusters"]["iconMapping"]
    assert str(to_rgba(PALETTES[theme].ink)) in layers["counts"]["getColor"]


def test_what_is_in_a_cluster_cannot_be_picked_below_it(crowd, monkeypatch):
    for mark, pin in make_content(crowd, monkeypatch).marks:
        if mark.kind_code == CLUSTER:
            assert pin is None
            assert mark.ring == ""


def test_who_is_selected_has_a_halo_round_the_cluster(crowd, monkeypatch):
    cluster = next(mark for mark, _ in make_content(crowd, monkeypatch).marks if mark.kind_code == CLUSTER)
    (halo,) = to_json(draw_chosen(make_content(crowd, monkeypatch, sel=cluster.ids[1])))["layers"]
    assert [row["p"] for row in halo["data"]] == [[*cluster.position]]
    assert float(halo["getSize"].split(":")[-1]) > cluster.size


def test_a_kind_that_is_switched_off_is_not_said_to_be_on_the_map(snapshot):
    def count(**parameters: str) -> list[str]:
        bodies = read_html(open_app(**parameters))
        return re.findall(r"\d+", next(Tags(body).words for body in bodies if 'class="placed"' in body))

    every, total = count()
    left, same = count(hide="company")
    companies = snapshot.entities[snapshot.entities["kind_code"] == "company"]
    assert total == same
    assert int(left) == int(every) - int(is_placed(companies).sum())
