"""The presentation: what of each page is shown to an audience, and what of the frame is not."""

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.links.saved_views import list_views
from tests.screen import ENGLISH, HAN, MAP, Tags, list_pages, open_app, read_html, read_url, show_failure

OTHER = {"zh": ENGLISH, "en": HAN}
COMPARE = "pages/explore/compare.py"
SCRIPTS = {"map": MAP, "compare": COMPARE}


def read_part(app, name):
    """Give the words of the part of the page in a class."""
    return " ".join(Tags(body).words for body in read_html(app) if f'class="{name}"' in body)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", list_pages())
def test_every_page_can_be_presented_with_title_and_foot_and_without_its_frame(page, lang):
    app = open_app(page, lang=lang, present="true")
    assert show_failure(app) == ""
    assert read_part(app, "stage-title")
    assert read_part(app, "foot")
    assert app.sidebar.children == {}
    assert not [one for one in app.button if str(one.key).startswith(("chip_", "view_", "unplaced_"))]
    own = [read_part(app, name) for name in ("stage-title", "stage-filters", "stage-kinds", "foot")]
    assert [text for text in own if OTHER[lang].search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", range(3))
def test_a_saved_view_is_titled_by_its_name(snapshot, lang, number):
    view = list_views(snapshot)[number]
    app = open_app(SCRIPTS[view.page], **dict(view.parameters), lang=lang, present="true")
    assert show_failure(app) == ""
    assert getattr(view, f"name_{lang}") in read_part(app, "stage-title")


def test_the_title_says_the_filters_in_words():
    app = open_app(present="true", kind="company", area="110115")
    assert "企业" in read_part(app, "stage-filters")
    assert "大兴区" in read_part(app, "stage-filters")


def test_the_foot_names_the_sources_the_date_and_whose_the_boundaries_are():
    foot = read_part(open_app(present="true", panels="pipeline"), "foot")
    assert "细胞与基因治疗产业发展现状及启示" in foot
    assert "2025年11月10日" in foot
    assert "天地图" in foot


def test_the_url_says_which_panels_are_presented():
    words = " ".join(read_html(open_app(present="true", panels="market")))
    assert "市场规模" in words
    assert 'class="kpis' not in words


def test_what_is_selected_comes_with_its_card():
    assert "转化肌肉" in read_part(open_app(present="true", sel="110115"), "stage-text")


def test_nothing_that_is_clicked_is_offered_to_an_audience():
    assert "点击" not in " ".join(Tags(body).words for body in read_html(open_app(COMPARE, present="true")))


def test_present_says_only_true():
    app = open_app(present="yes")
    assert any("present=yes" in body for body in read_html(app) if 'class="notice"' in body)
    assert not read_part(app, "stage-title")


def test_what_a_reader_switched_off_is_off_before_the_audience_and_after():
    app = open_app()
    layers = next(one for one in app.get("button_group") if one.key == "layers")
    layers.set_value([one for one in layers.value if one != "company"]).run()
    app.query_params["present"] = "true"
    app.run()
    assert "企业 30" not in read_part(app, "stage-kinds")
    del app.query_params["present"]
    app.run()
    assert "company" not in next(one for one in app.get("button_group") if one.key == "layers").value


def test_whose_pipeline_is_shown_stands_in_the_url():
    app = open_app(pipeline="zgc-life-park")
    assert app.selectbox(key="pipeline_scope").value == "zgc-life-park"
    app.selectbox(key="pipeline_scope").set_value("named").run()
    assert read_url(app, "pipeline") == "named"
