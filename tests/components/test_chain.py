"""The value-chain page: a count opens who it is, an empty cell the nearest provider, a district what it lacks."""

import pytest

from atlas.analysis.value_chain import list_missing
from atlas.language.i18n import LANGUAGES
from tests.screen import ENGLISH, HAN, Tags, open_app, read_html, read_url, show_failure

CHAIN = "pages/explore/chain.py"
OTHER = {"zh": ENGLISH, "en": HAN}


def read_titles(app) -> str:
    """Give the titles of what is open."""
    return " ".join(Tags(body).words for body in read_html(app) if 'class="card-title"' in body)


def list_people(app) -> set[str]:
    """Give the ids of the organisations that can be opened."""
    return {str(one.key).split("_")[-1] for one in app.button if str(one.key).startswith("go_chain_")}


def test_a_count_opens_the_organisations_behind_it(snapshot):
    app = open_app(CHAIN)
    app.button(key="some_110115_cro_cdmo").click().run()
    assert read_url(app, "cell") == "110115:cro_cdmo"
    entities = snapshot.entities
    here = entities[["110115" in areas for areas in entities["area_ids"]]]
    assert list_people(app) == set(here.loc[here["chain_step_code"] == "cro_cdmo", "entity_id"])


def test_a_second_click_closes_it():
    app = open_app(CHAIN, cell="110115:cro_cdmo")
    app.button(key="some_110115_cro_cdmo").click().run()
    assert read_url(app, "cell") == ""
    assert list_people(app) == set()


def test_an_organisation_of_the_list_is_selected_and_its_card_opens():
    app = open_app(CHAIN, cell="110115:cro_cdmo")
    button = next(one for one in app.button if str(one.key).startswith("go_chain_"))
    button.click().run()
    assert read_url(app, "sel") == button.key.split("_")[-1]
    assert show_failure(app) == ""


def test_an_empty_cell_opens_the_nearest_provider_and_how_far():
    app = open_app(CHAIN)
    app.button(key="none_110114_delivery").click().run()
    said = " ".join(Tags(body).words for body in read_html(app))
    assert "公里" in said
    assert "自其边界内的代表点起算" in said
    assert list_people(app)


def test_a_click_on_changping_tells_which_steps_it_lacks(snapshot):
    app = open_app(CHAIN)
    app.button(key="row_110114").click().run()
    missing = list_missing(snapshot, "110114")
    assert missing
    assert all(snapshot.vocabulary.word("chain_step", step, "zh") in read_titles(app) for step in missing)


def test_a_filtered_cell_is_not_an_empty_one():
    app = open_app(CHAIN, kind="platform")
    assert app.button(key="left_110108_delivery").label == "0/3"
    assert app.button(key="none_110108_reagents").label == "—"


def test_an_unknown_cell_is_named_in_a_notice():
    notices = "".join(body for body in read_html(open_app(CHAIN, cell="x:<b>")) if 'class="notice"' in body)
    assert "cell=x:&lt;b&gt;" in notices


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_disagreement_on_cro_and_cdmo_stands_beside_the_matrix(lang):
    notices = [body for body in read_html(open_app(CHAIN, lang=lang)) if 'class="notice"' in body]
    assert any("CDMO" in body and 'class="proof"' in body for body in notices)


def test_those_outside_beijing_are_listed_with_or_without_a_place():
    listed = next(body for body in read_html(open_app(CHAIN)) if 'class="outside"' in body)
    assert "药明巨诺（苏州" in listed
    assert "安捷伦（所在地未注明）" in listed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("cell", ["", "110114", "110114:delivery", "life-valley:delivery", "110000:reagents"])
def test_every_kind_of_cell_opens_in_the_pages_language(lang, cell):
    app = open_app(CHAIN, lang=lang, cell=cell)
    assert show_failure(app) == ""
    assert not OTHER[lang].search(read_titles(app))
