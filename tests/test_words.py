"""Every language says everything: no hole, no stray language, no lost placeholder."""

import re

import pytest
from babel.messages.pofile import read_po

from atlas.i18n import BABEL_LOCALES, LANGUAGES
from tests.screen import ENGLISH, HAN
from tools.update_words import catalogue_path, list_texts

PLACEHOLDER = re.compile(r"\{\w*\}")


def read_catalogue(lang: str) -> dict[str, str]:
    """Read a language's catalogue: what is said for each English text."""
    with catalogue_path(lang).open("rb") as file:
        return {
            str(message.id): str(message.string) for message in read_po(file, locale=BABEL_LOCALES[lang]) if message.id
        }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_lacks_its_translation(lang):
    said = read_catalogue(lang)
    assert [text for text in list_texts() if not said.get(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_left_of_a_text_that_nobody_says(lang):
    assert set(read_catalogue(lang)) - set(list_texts()) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_translation_fills_in_the_same_values(lang):
    said = read_catalogue(lang)
    assert [
        text for text, own in said.items() if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(own))
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_marked_as_a_guess(lang):
    with catalogue_path(lang).open("rb") as file:
        assert [message.id for message in read_po(file) if message.id and message.fuzzy] == []


def test_the_english_catalogue_holds_no_chinese():
    assert [own for own in read_catalogue("en").values() if HAN.search(own)] == []


def test_the_chinese_catalogue_is_in_chinese():
    assert [own for own in read_catalogue("zh").values() if not HAN.search(own)] == []


def test_the_chinese_catalogue_holds_no_english_sentence():
    assert [own for own in read_catalogue("zh").values() if ENGLISH.search(own)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_word(snapshot, lang):
    codes = snapshot["codes"]
    assert list(codes.loc[codes[f"word_{lang}"] == "", "code"]) == []


def test_a_code_with_a_note_has_it_in_every_language(snapshot):
    codes = snapshot["codes"]
    assert list(codes.loc[(codes["note_zh"] == "") != (codes["note_en"] == ""), "code"]) == []


@pytest.mark.parametrize("column", ["word_en", "note_en"])
def test_the_english_words_of_codes_hold_no_chinese(snapshot, column):
    assert [text for text in snapshot["codes"][column] if HAN.search(text)] == []


def test_no_two_codes_of_a_vocabulary_share_a_word(snapshot):
    codes = snapshot["codes"]
    codes = codes[~codes["vocabulary"].isin(["unit", "measure"])]
    for lang in LANGUAGES:
        assert list(codes.loc[codes.duplicated(["vocabulary", f"word_{lang}"]), "code"]) == []
