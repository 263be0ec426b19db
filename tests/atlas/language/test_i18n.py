"""Numbers, amounts of money and dates read as a reader of the language expects them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.language.i18n import (
    LANGUAGES,
    MONEY,
    THIN_SPACE,
    format_amount,
    format_date,
    format_number,
    translate,
)
from atlas.store.schema import TABLES


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (10600, "cny_100m", "1.06万亿元", "CNY 1.06 trillion"),
        (33.81, "cny_100m", "33.81亿元", "CNY 3.381 billion"),
        (1, "cny_100m", "1亿元", "CNY 100 million"),
        (0.2, "cny_100m", "2000万元", "CNY 20 million"),
        (50, "cny_10k", "50万元", f"CNY 500{THIN_SPACE}000"),
        (0.5, "cny_10k", "5000元", f"CNY 5{THIN_SPACE}000"),
        (3000, "cny_10k", "3000万元", "CNY 30 million"),
        (111.1, "usd_100m", "111.1亿美元", "USD 11.11 billion"),
        (2, "usd_10k", "2万美元", f"USD 20{THIN_SPACE}000"),
        (0, "cny_100m", "0元", "CNY 0"),
        (9999.9999999, "cny_100m", "1万亿元", "CNY 1 trillion"),
    ],
)
def test_money_is_said_in_the_readers_scale(value, unit, zh, en):
    assert format_amount(value, unit, "zh") == zh
    assert format_amount(value, unit, "en") == en


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit", MONEY)
@given(value=st.floats(0.001, 1e5))
def test_an_amount_keeps_its_value_whatever_the_scale(lang, unit, value):
    said = format_amount(value, unit, lang)
    number = float("".join(letter for letter in said if letter.isdigit() or letter == "."))
    words = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "trillion": 1e12, "billion": 1e9, "million": 1e6}
    scale = next((size for word, size in words.items() if word in said), 1)
    assert number * scale == pytest.approx(value * MONEY[unit][1], rel=2e-4, abs=1)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (647, "647", "647"),
        (1033, "1033", f"1{THIN_SPACE}033"),
        (1234567.5, "1234567.5", f"1{THIN_SPACE}234{THIN_SPACE}567.5"),
        (8.7, "8.7", "8.7"),
        (60.0, "60", "60"),
        (0, "0", "0"),
        (-2.5, "-2.5", "-2.5"),
    ],
)
def test_thousands_are_spaced_in_english_only(value, zh, en):
    assert format_number(value, "zh") == zh
    assert format_number(value, "en") == en


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2024", "2024年", "2024"),
        ("2024-03", "2024年3月", "March 2024"),
        ("2025-06-10", "2025年6月10日", "10 June 2025"),
        ("", "", ""),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(text, zh, en):
    assert format_date(text, "zh") == zh
    assert format_date(text, "en") == en


def test_values_are_filled_in_after_translation():
    assert translate("zh", "{count} problems found.", count=3) == "发现3个问题。"
    assert translate("en", "{count} problems found.", count=3) == "3 problems found."


def test_braces_in_a_value_are_not_filled_in_again():
    assert "{count}" in translate("en", "Without {filter}: {count} rows", filter="{count}", count=2)


def test_a_blank_text_stays_blank():
    assert translate("zh", "") == ""


def test_a_text_that_no_catalogue_knows_stays_as_it_is():
    assert translate("zh", "Nobody ever translated this.") == "Nobody ever translated this."


def test_a_column_is_described_in_both_languages():
    column = TABLES["companies"].column("name_zh")
    assert translate("en", column.meaning) == column.meaning
    assert translate("zh", column.meaning) != column.meaning


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Without X: 1 row"), (2, "Without X: 2 rows"), (0, "Without X: 0 rows")]
)
def test_an_english_noun_follows_its_number(count, said):
    assert translate("en", "Without {filter}: {count} rows", filter="X", count=count) == said
