"""Every page opens through the front door, in both languages, with nothing of the other one."""

import re
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from atlas.language.i18n import LANGUAGES
from components.cached import load_snapshot
from components.frame.theme_switch import PATHS
from components.state import URL_NAMES
from tests.screen import (
    ENGLISH,
    HAN,
    MAP,
    Tags,
    list_pages,
    list_paths,
    open_app,
    page_hash,
    read_deck,
    read_html,
    read_url,
    show_failure,
    walk_strings,
)
from tools.update_words import list_texts

OTHER = {"zh": ENGLISH, "en": HAN}
DATA_WIDGETS = ("unplaced_", "go_", "chip_")  # named after rows of the data
SELECTIONS = {"nothing": "", "a district": "110115", "a zone": "bda", "a firm": "bosheng-zhuoyue"}
GEOMETRY = re.compile(r'"(coordinates|Polygon|MultiPolygon|FeatureCollection)"')


def widget_words(app) -> list[str]:
    """Give the words of the widgets that are ours: labels, placeholders, help, tabs, popovers."""
    own = [one for one in [*app.button, *app.selectbox] if not str(one.key).startswith(DATA_WIDGETS)]
    groups = [one.proto.label for one in app.get("button_group")]
    popovers = [one.proto.popover.label for one in app.get("popover")]
    tabs = [one.label for one in app.tabs]
    said = [getattr(one, name, "") for one in own for name in ("label", "placeholder", "help")]
    return [text for text in [*said, *groups, *popovers, *tabs] if text]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", list_pages())
def test_a_page_opens(page, lang):
    app = open_app(page, lang=lang)
    assert show_failure(app) == ""
    assert any('class="foot"' in body for body in read_html(app))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chosen", SELECTIONS.values(), ids=SELECTIONS)
def test_the_map_opens_with_a_selection(lang, chosen):
    app = open_app(lang=lang, sel=chosen)
    assert show_failure(app) == ""
    assert any("card-title" in body for body in read_html(app)) == bool(chosen)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", list_pages())
def test_the_widgets_speak_the_pages_language_only(page, lang):
    assert [text for text in widget_words(open_app(page, lang=lang)) if OTHER[lang].search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_layers_and_facets_are_named_in_the_pages_language(lang):
    groups = [one for one in open_app(lang=lang).get("button_group") if one.key != "language"]
    words = [option.content for one in groups for option in one.proto.options if one.key != "facet_park"]
    assert [text for text in words if OTHER[lang].search(re.sub(r"!\[[^)]*\)", "", text))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chosen", ["", "110115"])
def test_our_headings_are_in_the_pages_language(lang, chosen):
    bodies = read_html(open_app(lang=lang, sel=chosen))
    heads = [head for body in bodies for head in re.findall(r'<h[23] class="panel-title">(.*?)</h[23]>', body)]
    assert heads
    assert [head for head in heads if OTHER[lang].search(head)] == []


def test_the_footer_speaks_english_on_the_english_page():
    footers = [body for body in read_html(open_app(lang="en")) if 'class="foot"' in body]
    assert not HAN.search(Tags("".join(footers)).words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_map_and_charts_have_a_text_for_those_who_do_not_see_them(lang):
    app = open_app(lang=lang)
    charts = app.get("vega_lite_chart")
    alternatives = [one.proto.alt for one in [*charts, *app.get("deck_gl_json_chart")]]
    assert all(alternatives)
    assert [text for text in alternatives if OTHER[lang].search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chinese_comes_without_asking_and_english_when_asked(lang):
    asked = {} if lang == "zh" else {"lang": "en"}
    assert bool(HAN.search(open_app(**asked).get("deck_gl_json_chart")[0].proto.alt)) == (lang == "zh")


@pytest.mark.parametrize("page", list_pages())
def test_everything_said_on_a_page_is_known_to_the_catalogues(page, monkeypatch):
    said = set()

    def translate(_lang: str, text: str, **values: object) -> str:
        said.add(text)
        return text.format(**values) if values else text

    monkeypatch.setattr("components.words.translate", translate)
    load_snapshot().forget()  # what is remembered is not said again
    open_app(page, sel="110115")
    load_snapshot().forget()  # or other tests' pages would show what was said here, in no language
    assert said - set(list_texts()) - {""} == set()


def test_no_district_is_sent_with_the_map():
    text = open_app().get("deck_gl_json_chart")[0].proto.json
    assert not GEOMETRY.search(text)


def test_districts_come_by_url():
    layers = {layer["id"].split("-")[0]: layer["data"] for layer in read_deck(open_app())["layers"]}
    assert re.fullmatch(r"/app/static/districts-[0-9a-f]{10}\.json", layers["districts"])


def test_the_map_names_no_host():
    assert [text for text in walk_strings(read_deck(open_app())) if "://" in text] == []


def test_the_map_has_no_provider_that_would_fetch_a_style():
    assert not read_deck(open_app()).get("mapProvider")


@pytest.mark.parametrize("name", URL_NAMES)
def test_a_wrong_parameter_is_named_in_a_notice_and_the_page_still_comes(name):
    wrong = "no-such-thing" * 5  # too long for a name, too
    app = open_app(**{name: wrong})
    assert show_failure(app) == ""
    notices = [body for body in read_html(app) if 'class="notice"' in body]
    assert any(wrong in body for body in notices)


def test_what_is_chosen_goes_along_to_another_page_and_comes_back():
    app = open_app(kind="platform", sel="110115")
    app._page_hash = page_hash("pages/about/sources.py")
    app.query_params.clear()
    app.run()
    assert (read_url(app, "kind"), read_url(app, "sel")) == ("platform", "110115")
    app._page_hash = page_hash(MAP)
    app.query_params.clear()
    app.run()
    assert (read_url(app, "kind"), read_url(app, "sel")) == ("platform", "110115")


def test_a_parameter_that_attacks_is_shown_as_text():
    notices = [body for body in read_html(open_app(kind="<img src=x onerror=alert(1)>")) if 'class="notice"' in body]
    assert "img" not in Tags("".join(notices)).tags


def test_a_parameter_of_somebody_else_is_left_alone():
    app = open_app(utm_source="mail")
    assert not [body for body in read_html(app) if 'class="notice"' in body]


def test_the_url_has_its_names_from_the_start():
    assert {"lang", "kind", "area", "park", "step", "modality", "sel"} <= set(URL_NAMES)


def test_a_selection_that_leaves_nobody_says_so_and_is_no_error():
    app = open_app(kind="fund", area="110105")
    assert show_failure(app) == ""
    assert any('class="empty"' in body for body in read_html(app))


def test_a_selected_firm_that_the_filters_leave_out_stays_selected():
    app = open_app(sel="bosheng-zhuoyue", kind="platform")
    assert read_url(app, "sel") == "bosheng-zhuoyue"
    assert any('class="notice"' in body for body in read_html(app))
    assert any("铂生卓越" in body for body in read_html(app) if "card-title" in body)


def test_the_selection_can_be_cleared():
    app = open_app(sel="bosheng-zhuoyue")
    app.button(key="clear_selection").click().run()
    assert read_url(app, "sel") == ""
    assert show_failure(app) == ""


def test_a_facet_is_written_into_the_url_and_leaves_fewer():
    app = open_app()
    facet = next(one for one in app.get("button_group") if one.key == "facet_kind")
    facet.set_value(["platform"]).run()
    assert read_url(app, "kind") == "platform"
    marks = next(layer for layer in read_deck(app)["layers"] if layer["id"] == "marks")
    assert marks["data"]
    assert "'platform'" in marks["getIcon"]
    assert [row for row in marks["data"] if "k" in row] == []


def test_a_chip_takes_its_filter_away():
    app = open_app(kind="platform,company")
    app.button(key="chip_kind_platform").click().run()
    assert read_url(app, "kind") == "company"


def test_what_lies_within_a_radius_is_listed_with_its_distance_nearest_first():
    app = open_app(near="tiantan", km="10")
    listed = [one.label for one in app.button if str(one.key).startswith("found_")]
    distances = [float(re.match(r"[\d.]+", text.replace("\\", "")).group()) for text in listed]
    assert not [text for text in listed if "天坛医院" in text]  # a place is not near itself
    assert distances == sorted(distances)
    assert 0 < distances[0] <= distances[-1] <= 10
    shown = "".join(read_html(app))
    assert f"另有{len(listed)}家" in shown
    assert f"图上 {len(listed) + 1} / {len(listed) + 1}" in shown


def test_what_the_filters_leave_is_listed_and_leads_to_each_card():
    app = open_app(area="110115", modality="car_t")
    listed = [one for one in app.button if str(one.key).startswith("found_")]
    assert [one.label for one in listed] == ["剂泰科技 · 企业", "AI纳米递送平台 · 平台"]
    listed[0].click().run()
    assert read_url(app, "sel") == "jitai"


def test_nothing_is_listed_before_anything_is_filtered():
    assert not [one for one in open_app().button if str(one.key).startswith("found_")]


def test_a_radius_is_set_on_the_card_of_a_place_and_taken_off_by_its_chip():
    app = open_app(sel="tiantan")
    next(one for one in app.get("button_group") if one.key == "radius").set_value("5").run()
    assert (read_url(app, "near"), read_url(app, "km")) == ("tiantan", "5")
    app.button(key="chip_near_tiantan").click().run()
    assert (read_url(app, "near"), read_url(app, "km")) == ("", "")


def test_the_count_of_the_map_adds_up(snapshot):
    body = next(body for body in read_html(open_app()) if 'class="placed"' in body)
    placed, total = (int(number) for number in re.findall(r"\d+", Tags(body).words))
    missing = [one for one in open_app(open="unplaced").button if str(one.key).startswith("unplaced_")]
    assert total == len(snapshot.entities)
    assert placed + len(missing) == total


def test_someone_without_a_place_can_be_opened_from_the_list():
    app = open_app(open="unplaced")
    button = next(one for one in app.button if str(one.key).startswith("unplaced_"))
    button.click().run()
    assert read_url(app, "sel") == button.key.removeprefix("unplaced_")
    assert show_failure(app) == ""


@pytest.mark.parametrize("scope", ["100000", "zgc-life-park", "beilai-shengwu", "named"])
def test_every_kind_of_pipeline_can_be_shown(scope):
    app = open_app()
    app.selectbox(key="pipeline_scope").select(scope).run()
    assert show_failure(app) == ""


def test_the_approval_number_is_blank_until_the_operator_sets_it(monkeypatch):
    assert "GS(" not in "".join(read_html(open_app()))
    monkeypatch.setenv("ATLAS_MAP_APPROVAL", "GS<b>(0000)1")
    footer = next(body for body in read_html(open_app()) if 'class="foot"' in body)
    assert "GS&lt;b&gt;(0000)1" in footer


def test_every_selection_can_be_opened(snapshot):
    """Cards are the widest part of the page; each entity and area shows its own without failing."""
    failed = {}
    areas = [area for area, above in snapshot.ancestors.items() if "110000" in above and area != "110000"]
    for chosen in [*areas, *snapshot.entities["entity_id"]][::12]:
        if found := show_failure(open_app(sel=chosen)):
            failed[chosen] = found
    assert failed == {}


def test_the_map_page_is_the_front_page():
    assert list_pages()[0] == MAP


def test_the_theme_switch_reaches_every_page():
    assert set(PATHS) == set(list_paths())


def test_the_legend_names_only_figures_that_occur():
    body = next(body for body in read_html(open_app(metric="universities")) if 'class="fill-legend"' in body)
    assert re.findall(r"</i>([\d–]+)", body) == ["37"]


def test_an_empty_result_says_what_to_relax():
    assert "取消其中一项" in "".join(read_html(open_app(area="110113", modality="car_t")))


def test_the_national_rest_is_said_with_and_without_what_the_source_sets_apart():
    text = "".join(read_html(open_app()))
    assert "占已注明阶段管线的87%" in text
    assert "逾58项" in text


def test_counts_that_overlap_say_that_they_do_not_add_up():
    app = open_app()
    app.selectbox(key="pipeline_scope").set_value("beilai-shengwu").run()
    assert "不能相加" in "".join(read_html(app))


def read_layers(app: AppTest) -> list[str]:
    """Give the kinds and layers that are switched on."""
    return list(next(one for one in app.get("button_group") if one.key == "layers").value)


def test_a_layer_that_is_switched_stands_in_the_url():
    app = open_app()
    switches = next(one for one in app.get("button_group") if one.key == "layers")
    switches.set_value([*(one for one in switches.value if one != "rivers"), "relations"]).run()
    assert (read_url(app, "hide"), read_url(app, "show")) == ("rivers", "relations")
    again = open_app(hide="rivers", show="relations")
    assert "rivers" not in read_layers(again)
    assert "relations" in read_layers(again)
    assert "rivers" not in [layer["id"] for layer in read_deck(again)["layers"]]


def test_relations_come_with_their_arcs_and_each_with_its_source(snapshot):
    app = open_app(show="relations")
    panel = next(body for body in read_html(app) if "画在图上" in body)
    count, drawn = (int(number) for number in re.findall(r"\d+", Tags(panel.partition("</h3>")[0]).words))
    arcs = next(layer for layer in read_deck(app)["layers"] if layer["id"] == "relations")
    assert len(arcs["data"]) == drawn
    left = set(snapshot.entities["entity_id"])
    ends = snapshot["relations"][["from_id", "to_id"]]
    stated = ends.isin(left).any(axis=1).sum()
    assert count == stated + (snapshot.entities["park_id"] != "").sum()
    assert panel.count('class="proof"') >= count


def test_the_way_leads_from_the_city_down_to_a_product_and_to_the_words_of_its_source(snapshot):
    app = open_app(sel="yimiao-shenzhou")
    app.button(key="go_im96").click().run()
    assert (show_failure(app), read_url(app, "sel")) == ("", "im96")
    card = " ".join(read_html(app))
    assert "GUCY2C" in card
    assert snapshot.find_row("products", "im96")["as_printed"] in card
    app.button(key="trail_yimiao-shenzhou").click().run()
    assert read_url(app, "sel") == "yimiao-shenzhou"


def test_policies_of_the_city_reach_its_districts_each_with_its_source(snapshot):
    shown = "".join(read_html(open_app(sel="110115")))
    assert escape(snapshot.find_row("policies", "daxing-1n")["name_zh"]) in shown
    folded = re.search(r"另有面向全市或全国的政策(\d+)项.*", shown, re.DOTALL)
    assert escape(snapshot.find_row("policies", "bj-cgt-plan-2024")["name_zh"]) in folded[0]
    assert folded[0].count('class="proof"') >= int(folded[1])
