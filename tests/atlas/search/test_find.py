"""Everything that the map can select is found, however its name is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from atlas.language.i18n import LANGUAGES
from atlas.language.pinyin import MOST, has_han, read_aloud, squeeze
from atlas.search.find import find
from atlas.search.index import build_index
from atlas.selection.dimensions import beijing_areas
from atlas.selection.focus import selectable_ids
from atlas.store.folder_store import load_folder
from tests.frozen import FROZEN
from tests.tables import make_snapshot

SNAPSHOT = load_folder(FROZEN)
INDEX = build_index(SNAPSHOT)
ALL = len(INDEX.entries)
PEOPLE = SNAPSHOT.entities.to_dict("records")
AREAS = beijing_areas(SNAPSHOT).to_dict("records")
NAMED = [(row["entity_id"], row["name_zh"]) for row in PEOPLE] + [(row["area_id"], row["name_zh"]) for row in AREAS]
OTHERS = [
    (row["entity_id"], name)
    for row in PEOPLE
    for name in (row["name_en"], row["full_name_zh"], *row["aliases"])
    if name
]


def targets(query: str, lang: str = "zh", limit: int = ALL) -> list[str]:
    """List what a query finds."""
    return [hit.target for hit in find(INDEX, query, lang, limit)]


def make_index(*names: str):
    """Index companies of a small town."""
    areas = [
        {"area_id": "110000", "kind_code": "province", "name_zh": "北京市"},
        {"area_id": "110108", "kind_code": "district", "name_zh": "海淀区", "parent_ids": "110000"},
    ]
    codes = [
        {"vocabulary": "area_kind", "code": "province", "order": "1"},
        {"vocabulary": "area_kind", "code": "district", "order": "2"},
        {"vocabulary": "entity_kind", "code": "company", "order": "1"},
    ]
    firm = {"kind_code": "company", "area_id": "110108"}
    firms = [{"entity_id": name, "name_zh": name, **firm} for name in names]
    return build_index(make_snapshot(areas=areas, codes=codes, companies=firms))


@given(st.sampled_from(NAMED), st.sampled_from(LANGUAGES))
def test_everything_is_found_by_its_own_name(named, lang):
    target, name = named
    assert target in targets(name, lang)


@given(st.sampled_from([one for one in NAMED if has_han(one[1])]), st.sampled_from(LANGUAGES))
def test_everything_is_found_by_its_pinyin_and_its_initials(named, lang):
    target, name = named
    text = squeeze(name)
    assert target in targets("".join(lazy_pinyin(text)), lang)
    assert target in targets("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)), lang)


@given(st.sampled_from(OTHERS), st.sampled_from(LANGUAGES))
def test_everything_is_found_by_its_other_names(named, lang):
    target, name = named
    assert target in targets(name, lang)
    assert target in targets(name.swapcase(), lang)


@given(st.sampled_from([one for one in NAMED if len(squeeze(one[1])) >= 4]), st.data())
def test_a_wrong_letter_in_the_pinyin_is_forgiven(named, data):
    target, name = named
    sound = read_aloud(squeeze(name))[0][0]
    place = data.draw(st.integers(0, len(sound) - 1))
    assert target in targets(f"{sound[:place]}q{sound[place + 1 :]}")


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_finds_only_what_can_be_selected(query, lang):
    hits = find(INDEX, query, lang)
    assert {hit.target for hit in hits} <= selectable_ids(SNAPSHOT)
    assert len(hits) <= 12


def test_everything_that_can_be_selected_by_name_is_in_the_index():
    named = {one for one in selectable_ids(SNAPSHOT) if not one.startswith("at_")}
    assert {entry.target for entry in INDEX.entries} == named


@pytest.mark.parametrize(
    "query", ["yimiaoshenzhou", "ymsz", "ＹＭＳＺ", "Yì miào shén zhōu", "immuno", "艺秒神舟", "yimaoshenzou"]
)
def test_a_firm_is_found_however_it_is_typed(query):
    assert targets(query)[0] == "yimiao-shenzhou"


def test_initials_find_a_district():
    assert targets("hd")[0] == "110108"


def test_a_product_is_found_by_its_own_name():
    (hit,) = find(INDEX, "IM19", "zh")
    assert (hit.target, hit.name, hit.vocabulary) == ("im19", "IM19", "modality")
    assert targets("Tris-CAR-T")[0] == "tiantan-tris-cart"


def test_a_hit_says_which_name_matched_if_it_shows_another():
    (hit,) = find(INDEX, "ymsz", "en")
    assert (hit.name, hit.matched) == ("Immunochina", "艺妙神州")
    (hit,) = find(INDEX, "ymsz", "zh")
    assert (hit.name, hit.matched) == ("艺妙神州", "")


def test_what_is_called_so_comes_before_what_begins_so_and_what_holds_it():
    index = make_index("大北方", "北方药业", "北方", "博方", "北房")
    assert [hit.name for hit in find(index, "北方", "zh")] == ["北方", "北方药业", "大北方"]


def test_other_characters_of_the_same_sound_are_found_where_no_name_holds_the_typed_ones():
    assert [hit.name for hit in find(make_index("北方", "博方"), "背芳", "zh")] == ["北方"]


def test_a_name_comes_before_initials_and_initials_before_pinyin():
    index = make_index("阿北", "安博", "AB")
    assert [hit.name for hit in find(index, "ab", "zh")] == ["AB", "安博", "阿北"]


def test_areas_come_before_firms_of_the_same_rank():
    index = make_index("海淀药业")
    assert [hit.name for hit in find(index, "海淀", "zh")] == ["海淀区", "海淀药业"]


def test_hits_of_a_kind_stand_together():
    groups = [hit.group for hit in find(INDEX, "s", "zh", ALL)]
    assert groups == sorted(groups, key=groups.index)
    assert len(set(groups)) > 2


@pytest.mark.parametrize("query", ["chongqing", "zhongqing", "cq", "zq"])
def test_a_character_of_several_readings_is_found_by_each(query):
    assert [hit.name for hit in find(make_index("重庆药业"), query, "zh")] == ["重庆药业"]


@pytest.mark.parametrize("query", ["lepu", "yuepu", "lp", "yp"])
def test_a_reading_that_the_dictionary_does_not_give_first_is_found_too(query):
    assert [hit.name for hit in find(make_index("乐普"), query, "zh")] == ["乐普"]


@pytest.mark.parametrize("query", ["lvye", "lüye", "luye"])
def test_u_umlaut_is_found_as_people_type_it(query):
    assert [hit.name for hit in find(make_index("绿叶"), query, "zh")] == ["绿叶"]


def test_a_long_name_has_no_more_readings_than_are_kept():
    sounds, initials = read_aloud("重庆长安银行单大重庆长安银行单大重庆长安银行单大")
    assert len(sounds) == MOST
    assert len(initials) <= MOST


@pytest.mark.parametrize("query", ["", "   ", "·（）", "qqqqzzzz"])
def test_nothing_is_found_for_nothing_or_noise(query):
    assert targets(query) == []


def test_no_two_hits_look_the_same():
    for lang in LANGUAGES:
        shown = [(entry.group, entry.shown[lang], entry.target) for entry in INDEX.entries]
        assert len({one[:2] for one in shown}) == len(shown)


@pytest.mark.parametrize(
    ("query", "target"), [("CD19", "im19"), ("帕金森", "tiantan-ipsc-pd"), ("Parkinson", "tiantan-ipsc-pd")]
)
def test_a_product_is_found_by_what_it_aims_at_and_treats(query, target):
    assert targets(query)[0] == target


def test_another_number_is_no_typing_error():
    assert "hanshi-cd106" not in targets("CD107")


def test_a_short_name_in_brackets_is_a_name_of_its_own():
    assert targets("bda")[0] == "bda"
