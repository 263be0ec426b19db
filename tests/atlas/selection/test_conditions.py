"""What is set can be said in words, and taken away piece by piece."""

from hypothesis import given

from atlas.selection.conditions import drop_condition, list_conditions
from atlas.selection.filter import Filter
from tests.atlas.selection.test_filter import SNAPSHOT, filters

FULL = Filter(area=("110115",), modality=("car_t",), q="生物", near="bda", km="3", since="2024-03")


def test_every_filter_is_said_in_words_and_as_code():
    said = {(one.name, one.value): one.word for one in list_conditions(SNAPSHOT, FULL, "zh")}
    assert said["area", "110115"] == "大兴区"
    assert said["modality", "car_t"] == "CAR-T"
    assert said["from", "2024-03"] == "2024年3月"
    assert (said["q", "生物"], said["km", "3"]) == ("生物", "3")
    assert "near" in {name for name, _ in said}


@given(filters())
def test_taking_every_filter_away_leaves_everybody(filter):
    for one in list_conditions(SNAPSHOT, filter, "en"):
        filter = drop_condition(filter, one.name)
    assert list_conditions(SNAPSHOT, filter, "en") == []
    assert not filter.is_narrowed


def test_the_radius_goes_with_its_middle():
    assert (drop_condition(FULL, "near").near, drop_condition(FULL, "near").km) == ("", "")
