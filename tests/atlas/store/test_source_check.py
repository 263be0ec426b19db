"""Every `as_printed` is looked for in its own section, white space and width folded."""

import pandas as pd
import pytest

from atlas.store.source_check import find_uncovered, fold, locate_sections, verify_sources
from tests.tables import make_snapshot

DOCUMENT = "一、概况\n市场规模 33.81 亿元。\n二、现状\n管线647余项,其中Ⅰ期295项。"


def make_locators(*places: tuple[str, int, str]) -> pd.DataFrame:
    """Make the sections of one document."""
    return pd.DataFrame(places, columns=["locator", "order", "as_printed"])


def text_tables(**tables):
    """Make tables as text, as they are read."""
    return {name: rows.astype(object) for name, rows in make_snapshot(**tables).tables.items()}


@pytest.fixture
def documents():
    """Give the document as it is read."""
    return {"doc": fold(DOCUMENT)}


def tables_with(printed: str, locator: str = "1", **source: str):
    """Make the tables of one gap that prints something."""
    return text_tables(
        sources=[{"source_id": "doc", "file": "000_", **source}],
        locators=[
            {"source_id": "doc", "locator": "1", "order": "1", "as_printed": "一、概况"},
            {"source_id": "doc", "locator": "2", "order": "2", "as_printed": "二、现状"},
        ],
        gaps=[{"gap_id": "g", "source_id": "doc", "locator": locator, "as_printed": printed}],
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [("１２ ３\u3000％", "123%"), ("a\u200bb\nc\td", "abcd"), ("（ＣＧＴ）", "(CGT)"), ("Ⅰ期", "I期"), ("", "")],
)
def test_folding_leaves_only_the_characters(text, folded):
    assert fold(text) == folded


def test_folding_twice_changes_nothing():
    assert fold(fold(DOCUMENT)) == fold(DOCUMENT)


def test_a_section_runs_to_the_start_of_the_next():
    text = fold(DOCUMENT)
    sections = locate_sections(text, make_locators(("2", 2, "二、现状"), ("1", 1, "一、概况")))
    assert [text[slice(*span)][:4] for span in sections.values()] == ["一、概况", "二、现状"]
    assert sections["1"][1] == sections["2"][0]
    assert sections["2"][1] == len(text)


def test_a_section_whose_opening_words_are_missing_is_left_out():
    assert list(locate_sections("AB", make_locators(("1", 1, "A"), ("2", 2, "X"), ("3", 3, "B")))) == ["1", "3"]


def test_sections_with_the_same_opening_words_follow_each_other():
    assert locate_sections("A1A2", make_locators(("1", 1, "A"), ("2", 2, "A"))) == {"1": (0, 2), "2": (2, 4)}


def test_sections_are_ordered_by_number_not_by_text():
    places = [(str(number), number, chr(64 + number)) for number in range(1, 12)]
    assert list(locate_sections("ABCDEFGHIJK", make_locators(*places))) == [str(number) for number in range(1, 12)]


@pytest.mark.parametrize("printed", ["市场规模33.81亿元", "市场规模３３.８１亿元", "33.81 亿元"])
def test_words_are_found_whatever_their_spaces_and_width(documents, printed):
    assert verify_sources(tables_with(printed), documents) == (3, [])


@pytest.mark.parametrize(
    ("printed", "locator"),
    [("33.82亿元", "1"), ("33.81亿元", "2"), ("33.81亿元", "3"), ("亿元。二、", "1")],
    ids=["another figure", "another section", "no such section", "across two sections"],
)
def test_words_that_do_not_stand_in_their_section_are_named(documents, printed, locator):
    checked, missing = verify_sources(tables_with(printed, locator), documents)
    assert checked == 3
    assert [(row.table, row.key, row.as_printed) for row in missing] == [("gaps", "g", printed)]


def test_every_row_of_a_document_that_is_missing_is_named():
    checked, missing = verify_sources(tables_with("33.81亿元"), {})
    assert (checked, len(missing)) == (3, 3)


def test_a_source_without_a_document_is_not_looked_for(documents):
    assert verify_sources(tables_with("anything", file=""), documents) == (0, [])


def test_figures_that_no_row_prints_are_listed(documents):
    figures = " ".join(words for _, _, words in find_uncovered(tables_with("市场规模33.81亿元"), documents))
    assert "647" in figures
    places = {(place, words.count("33.81")) for _, place, words in find_uncovered(tables_with("概况"), documents)}
    assert ("1", 1) in places
