"""The profile page: one thing over the whole page, from the city down to a product, each line with its source."""

import re
from html import escape

import pytest

from atlas.analysis.dossier import list_inside
from atlas.language.i18n import LANGUAGES
from tests.screen import MAP, Tags, open_app, read_html, read_url, show_failure

PROFILE = "pages/explore/profile.py"
LEVELS = {"": "北京市", "110115": "大兴区", "daxing-base": "大兴生物医药产业基地", "im96": "IM96"}


@pytest.mark.parametrize(("chosen", "name"), LEVELS.items())
def test_every_level_has_a_page_of_its_own(chosen, name):
    app = open_app(PROFILE, sel=chosen)
    assert show_failure(app) == ""
    title = next(body for body in read_html(app) if "card-title" in body)
    assert Tags(title).words.startswith(name)


def test_the_city_leads_down_to_its_districts(snapshot):
    app = open_app(PROFILE)
    for area in list_inside(snapshot, "110000"):
        assert app.button(key=f"go_{area}")
    app.button(key="go_110115").click().run()
    assert read_url(app, "sel") == "110115"


def app_label(key: str) -> str:
    """Give what a button of the city's page says."""
    return str(open_app(PROFILE).button(key=key).label)


def test_a_district_where_nobody_is_named_has_no_count_not_zero():
    assert app_label("go_110109").endswith(":gray[—]")
    assert re.search(r":gray\[\d+\]$", app_label("go_110115"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_published_figure_opens_its_source(snapshot, lang):
    rows = snapshot["indicators"]
    printed = rows.loc[rows["area_id"] == "110000", "as_printed"]
    bodies = "".join(read_html(open_app(PROFILE, lang=lang)))
    assert len(printed)
    assert [one for one in printed if escape(one) not in bodies] == []


def test_the_organisations_are_those_that_the_filters_leave(snapshot):
    app = open_app(PROFILE, sel="110115", kind="platform")
    left = snapshot.entities[snapshot.entities["kind_code"] == "platform"]
    here = ["110115" in areas for areas in left["area_ids"]]
    assert len(app.dataframe[0].value) == sum(here)


@pytest.mark.parametrize("chosen", ["", "110115"])
def test_a_place_whose_organisations_are_filtered_out_is_not_said_to_have_none(snapshot, chosen):
    words = " ".join(Tags(body).words for body in read_html(open_app(PROFILE, sel=chosen, kind="fund", stage="late")))
    named = sum((chosen or "110000") in areas for areas in snapshot.entities["area_ids"])
    assert f"{named}家" in words
    assert "文献未提及此处的机构" not in words


def test_what_does_not_apply_to_a_fund_is_not_said_to_be_undisclosed():
    facts = next(body for body in read_html(open_app(PROFILE, sel="daxing-fund")) if 'class="facts"' in body)
    assert "技术路线</dt><dd>不适用" in facts
    firm = next(body for body in read_html(open_app(PROFILE, sel="baitu")) if 'class="facts"' in body)
    assert "技术路线</dt><dd>未披露" in firm


def test_the_card_leads_to_the_page():
    app = open_app(MAP, sel="110115", kind="platform")
    app.button(key="open_profile").click().run()
    assert (read_url(app, "sel"), read_url(app, "kind")) == ("110115", "platform")
    assert app.button(key="profile_to_map")


def test_the_page_leads_to_the_map():
    app = open_app(PROFILE, sel="110115")
    app.button(key="profile_to_map").click().run()
    assert app.get("deck_gl_json_chart")
