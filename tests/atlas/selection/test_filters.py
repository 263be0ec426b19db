"""What is set can be said in words, and taken away piece by piece."""

import pytest
from hypothesis import given

from atlas.language.i18n import LANGUAGES
from atlas.selection.filters import drop_filter, list_filters
from atlas.selection.selection import Selection
from tests.atlas.selection.test_selection import SNAPSHOT, selections

FULL = Selection(area=("110115",), modality=("car_t",), q="生物", near="bda", km="3", since="2024-03")


def test_every_filter_is_said_in_words_and_as_code():
    said = {(one.name, one.value): one.word for one in list_filters(SNAPSHOT, FULL, "zh")}
    assert said["area", "110115"] == "大兴区"
    assert said["modality", "car_t"] == "CAR-T"
    assert said["from", "2024-03"] == "2024年3月"
    assert (said["q", "生物"], said["km", "3"]) == ("生物", "3")
    assert "near" in {name for name, _ in said}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_only_looked_at_is_no_filter(lang):
    assert list_filters(SNAPSHOT, Selection(sel="110115", metric="companies"), lang) == []


@given(selections())
def test_taking_every_filter_away_leaves_everybody(selection):
    for one in list_filters(SNAPSHOT, selection, "en"):
        selection = drop_filter(selection, one.name)
    assert list_filters(SNAPSHOT, selection, "en") == []
    assert not selection.is_narrowed


def test_the_radius_goes_with_its_middle():
    assert (drop_filter(FULL, "near").near, drop_filter(FULL, "near").km) == ("", "")
