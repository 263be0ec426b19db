"""Codes give their words, order, colours and marks, and an unknown one says so."""

import pytest

from atlas.errors import UnknownCode
from atlas.store.vocabulary import Vocabulary
from atlas.style.palette import PALETTES
from tests.tables import make_snapshot, make_table

ROWS = [
    {"vocabulary": "stage", "code": "late", "order": "10", "word_zh": "后期", "word_en": "Late"},
    {"vocabulary": "stage", "code": "early", "order": "9", "word_zh": "早期", "word_en": "Early", "parent_code": "all"},
    {"vocabulary": "kind", "code": "firm", "order": "1", "word_zh": "企业", "word_en": "Firm", "marker": "circle"},
]
COLORS = {"color_light": "#0072B2", "color_dark": "#56B4E9", "note_zh": "注", "note_en": "Note"}


@pytest.fixture
def words() -> Vocabulary:
    """Give a small vocabulary."""
    return Vocabulary(make_table("codes", [*ROWS[:2], {**ROWS[2], **COLORS}]))


def test_codes_come_in_their_order_not_that_of_the_file(words):
    assert words.codes("stage") == ["early", "late"]


def test_a_vocabulary_that_does_not_exist_has_no_codes(words):
    assert words.codes("flavour") == []


def test_a_code_has_a_word_in_each_language(words):
    assert (words.word("kind", "firm", "zh"), words.word("kind", "firm", "en")) == ("企业", "Firm")


def test_a_blank_code_has_a_blank_word(words):
    assert words.word("kind", "", "zh") == ""


def test_a_code_has_a_colour_in_each_theme(words):
    assert (words.color("kind", "firm", "light"), words.color("kind", "firm", "dark")) == ("#0072B2", "#56B4E9")


def test_a_code_has_mark_note_and_broader_code(words):
    assert words.marker("kind", "firm") == "circle"
    assert words.note("kind", "firm", "en") == "Note"
    assert words.parent("stage", "early") == "all"
    assert words.parent("stage", "late") == ""


@pytest.mark.parametrize(("vocabulary", "code"), [("kind", "robot"), ("flavour", "firm")])
def test_an_unknown_code_is_named(words, vocabulary, code):
    with pytest.raises(UnknownCode) as caught:
        words.word(vocabulary, code, "en")
    assert (caught.value.vocabulary, caught.value.code) == (vocabulary, code)
    assert code in str(caught.value)


def test_a_blank_code_has_no_mark_and_no_broader_code(snapshot):
    words = snapshot.vocabulary
    assert [words.marker("date_precision", ""), words.parent("chain_step", "")] == ["", ""]


@pytest.mark.parametrize("theme", PALETTES)
def test_a_code_without_a_colour_has_a_neutral_one(theme):
    codes = make_snapshot(codes=[{"vocabulary": "entity_kind", "code": "museum", "order": "1"}]).vocabulary
    assert codes.color("entity_kind", "museum", theme) == PALETTES[theme].muted


TREE = [
    {"vocabulary": "entity_kind", "code": "firm", "order": "1"},
    {"vocabulary": "entity_kind", "code": "body", "order": "2"},
    {"vocabulary": "subkind", "code": "exchange", "order": "2", "parent_code": "body"},
    {"vocabulary": "subkind", "code": "regulator", "order": "1", "parent_code": "body"},
    {"vocabulary": "modality", "code": "cell", "order": "1"},
    {"vocabulary": "modality", "code": "immune", "order": "2", "parent_code": "cell"},
    {"vocabulary": "modality", "code": "til", "order": "3", "parent_code": "immune"},
]


def test_a_code_climbs_to_all_that_are_broader_in_its_own_or_the_group_vocabulary():
    words = Vocabulary(make_table("codes", TREE))
    assert words.climb("modality", "til") == ("til", "immune", "cell")
    assert words.climb("subkind", "regulator") == ("regulator", "body")
    assert words.climb("subkind", "") == ()


def test_narrower_codes_are_listed_right_after_their_broader_one():
    words = Vocabulary(make_table("codes", TREE))
    pairs = words.list_tree(("entity_kind", "subkind"))
    assert [code for _, code in pairs] == ["firm", "body", "regulator", "exchange"]
