"""One English for each term of the field, in every row: the glossary's."""

from collections.abc import Iterator, Sequence

import pytest

from atlas.store.schema import TABLES

Term = tuple[str, tuple[str, ...]]  # the Chinese, and the English forms that stand for it


def list_terms(rows: Sequence[dict]) -> list[Term]:
    """List the glossary's terms, the longest first: 细胞免疫疗法 is not 细胞疗法."""
    terms = [(row["term"], (row["english"], *row["also_english"])) for row in rows]
    return sorted(terms, key=lambda term: -len(term[0]))


def find_strays(chinese: str, english: str, terms: Sequence[Term]) -> Iterator[str]:
    """Give the terms of a Chinese text whose English does not stand in the English one."""
    said = english.casefold()
    for term, forms in terms:
        if term in chinese:
            chinese = chinese.replace(term, " ")  # what is left holds no part of it
            if not any(form.casefold() in said for form in forms):
                yield term


@pytest.mark.parametrize(
    ("chinese", "english", "strays"),
    [
        ("外泌体产品", "Exosomes", []),
        ("外泌体产品", "Vesicles", ["外泌体"]),
        ("细胞免疫疗法", "Cell immunotherapy", []),
        ("细胞免疫疗法与细胞疗法", "Cell immunotherapy", ["细胞疗法"]),
    ],
)
def test_a_second_english_for_a_term_is_found(chinese, english, strays):
    terms = list_terms(
        [
            {"term": "细胞疗法", "english": "cell therapy", "also_english": ()},
            {"term": "细胞免疫疗法", "english": "cell immunotherapy", "also_english": ()},
            {"term": "外泌体", "english": "exosome", "also_english": ()},
        ]
    )
    assert list(find_strays(chinese, english, terms)) == strays


def test_every_row_says_each_term_by_its_one_english(snapshot):
    terms = list_terms(snapshot["glossary"].to_dict("records"))
    stems = [
        (name, column.name.removesuffix("_zh"))
        for name, table in TABLES.items()
        for column in table.columns
        if column.name.endswith("_zh") and f"{column.name.removesuffix('_zh')}_en" in table.column_names
    ]
    strays = [
        (name, TABLES[name].write_key(row), stem, term)
        for name, stem in stems
        if name != "glossary"
        for row in snapshot[name].to_dict("records")
        if row[f"{stem}_en"]  # a blank name is shown in pinyin
        for term in find_strays(row[f"{stem}_zh"], row[f"{stem}_en"], terms)
    ]
    assert strays == []
