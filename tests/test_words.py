"""Every language says everything: no hole, no stray language, no lost placeholder."""

import ast
import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from jinja2 import nodes

from atlas.language.i18n import BABEL_LOCALES, LANGUAGES
from components.render import TEMPLATES
from tests.screen import ENGLISH, HAN
from tools.update_words import ROOT, SPEAKERS, catalogue_path, find_calls, list_texts

NOUNS = re.compile(r"[^|{}]*\|[^|{}]*")  # of a placeholder: the word for one, the word for more


def list_placeholders(text: str) -> list[tuple[str, str]]:
    """List a text's placeholders: the name of each, and what stands behind its colon."""
    return [(name, spec or "") for _, name, spec, _ in Formatter().parse(text) if name is not None]


def find_odd_placeholders(text: str, said: str) -> list[str]:
    """Name the placeholders that a translation does not share with its text, and those of a form that fails."""
    given, own = ([name for name, _ in list_placeholders(one)] for one in (text, said))
    lost = [*(name for name in given if name not in own), *(name for name in own if name not in given)]
    parts = [*list_placeholders(text), *list_placeholders(said)]
    return [*lost, *(name for name, spec in parts if not name.isidentifier() or (spec and not NOUNS.fullmatch(spec)))]


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
    assert {text: odd for text, own in said.items() if (odd := find_odd_placeholders(text, own))} == {}


@pytest.mark.parametrize(
    ("text", "said", "odd"),
    [
        ("{count} rows", "{count} 行", []),
        ("{count:row|rows}", "{count} 行", []),
        ("{count} rows", "{cuont} 行", ["count", "cuont"]),
        ("{count} rows", "{cuont:row|rows}", ["count", "cuont"]),
        ("{count} rows", "{count:row}", ["count"]),
        ("{count} of {all}", "{count}", ["all"]),
        ("{} rows", "{} rows", ["", ""]),
        ("{count!r:>3} rows", "{count} rows", ["count"]),
    ],
)
def test_a_placeholder_that_would_fail_is_seen(text, said, odd):
    assert find_odd_placeholders(text, said) == odd


def list_calls() -> list[tuple[str, str, set[str]]]:
    """List where the code says a text with values: place, the text, and the names of the values that it gives."""
    calls = []
    for path in [*(ROOT / "atlas").rglob("*.py"), *(ROOT / "components").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS):
                continue
            at = SPEAKERS[node.func.id] - 1
            text = node.args[at].value if len(node.args) > at and isinstance(node.args[at], ast.Constant) else None
            if isinstance(text, str) and all(word.arg for word in node.keywords):
                calls.append((f"{path.name}:{node.lineno}", text, {str(word.arg) for word in node.keywords}))
    for path in sorted(TEMPLATES.iterdir()):
        calls += [
            (f"{path.name}:{call.lineno}", call.args[0].value, {word.key for word in call.kwargs})
            for call in find_calls(path.read_text(encoding="utf-8"))
            if isinstance(call.args[0], nodes.Const)
        ]
    return calls


def test_every_text_gets_the_values_that_it_fills_in():
    calls = list_calls()
    assert any(given for _, _, given in calls)
    wrong = {
        place: text for place, text, given in calls if given and {name for name, _ in list_placeholders(text)} != given
    }
    assert wrong == {}


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
