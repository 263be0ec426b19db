"""Tables read as words: columns told apart, codes and ids named, blanks left missing."""

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.store.schema import TABLES
from atlas.wording.table_text import (
    list_main_columns,
    list_said_columns,
    name_columns,
    name_table,
    order_columns,
    put_in_words,
    say_row,
)
from tests.screen import ENGLISH, HAN

OTHER = {"zh": ENGLISH, "en": HAN}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_columns_of_a_table_are_told_apart_in_the_readers_language(table, lang):
    names = list(name_columns(table, lang).values())
    assert len(set(names)) == len(names)
    assert [name for name in names if not name or OTHER[lang].search(name)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table_can_be_put_in_words(snapshot, table, lang):
    said = put_in_words(snapshot, table, snapshot[table.name], lang)
    assert len(said) == len(snapshot[table.name])
    coded = [column.name for column in table.columns if column.vocabulary]
    words = [word for name in coded for word in said[name].dropna()]
    assert [word for word in words if lang == "zh" and ENGLISH.search(word)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_of_tables_are_short_and_told_apart(lang):
    names = {name_table(table, lang) for table in TABLES.values()}
    assert len(names) == len(TABLES)
    assert max(map(len, names)) < 60


def test_codes_and_ids_read_as_words(snapshot):
    rows = snapshot["companies"]
    row = put_in_words(snapshot, TABLES["companies"], rows[rows["entity_id"] == "beilai-shengwu"], "zh").iloc[0]
    assert (row["area_id"], row["kind_code"], row["modality_codes"]) == ("大兴区", "企业", "间充质干细胞")
    assert row["is_named"] == "是"


@pytest.mark.parametrize(("lang", "word"), [("zh", "不适用"), ("en", "Not applicable")])
def test_what_does_not_apply_is_not_missing(snapshot, lang, word):
    rows = snapshot["institutions"]
    said = put_in_words(snapshot, TABLES["institutions"], rows, lang)
    assert set(said.loc[rows["kind_code"] == "fund", "modality_codes"]) == {word}
    assert said.loc[rows["kind_code"] == "university", "modality_codes"].isna().all()
    assert said.loc[rows["kind_code"] == "fund", "park_id"].isna().all()


def test_a_blank_is_missing_and_a_number_stays_one(snapshot):
    said = put_in_words(snapshot, TABLES["indicators"], snapshot["indicators"], "en")
    assert said["value"].dtype.kind == "f"
    assert set(said["entity_id"].isna()) == {True, False}
    assert "" not in set(said["entity_id"].dropna())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_table_has_columns_to_look_at_first(table, lang):
    names = list_main_columns(table, lang)
    assert len(names) >= min(3, sum(column.required for column in table.columns))
    assert len(set(names)) == len(names)
    assert set(names) <= set(table.column_names)
    assert [name for name in names if lang == "zh" and name.endswith("_en")] == []


def test_a_figure_is_never_shown_without_qualifier_unit_and_date():
    assert set(order_columns(TABLES["indicators"], ["value"])) == {
        "value",
        "unit_code",
        "qualifier_code",
        "as_of_date",
    }
    assert "unit_code" in order_columns(TABLES["pipeline_counts"], ["count"])


def test_names_stand_first():
    assert order_columns(TABLES["companies"], ["kind_code", "name_zh"]) == ["name_zh", "kind_code"]


def test_a_card_does_not_say_the_same_in_two_languages_but_keeps_what_has_no_double():
    names = [column.name for column in list_said_columns(TABLES["companies"], "zh")]
    assert "description_en" not in names
    assert {"name_en", "description_zh", "address_zh"} <= set(names)


def test_a_date_that_is_only_its_documents_says_so_in_its_cell(snapshot):
    rows = snapshot["indicators"].set_index("indicator_id", drop=False)
    said = put_in_words(snapshot, TABLES["indicators"], rows, "zh")["as_of_date"]
    assert said["bj-iit-enrolled"] == "2025-11-10（公布）"
    assert said["bj-iit-institutions"] == "2025-05"
    assert said["bj-review-days"] is None


@pytest.mark.parametrize(
    ("table", "key", "lang", "said"),
    [
        ("market_size", "ms-world-2025", "zh", "全球 · 2025 · 305.4亿美元 · 弗若斯特沙利文"),
        ("indicators", "bj-frontier-firms-2027", "zh", "北京市 · CGT前沿技术企业 · 至少20家 · 未注明（转载）"),
        ("companies", "yimiao-yiliao", "zh", "艺妙医疗 · 未注明（转载）"),
    ],
)
def test_a_row_is_said_in_a_line_with_its_publisher(snapshot, table, key, lang, said):
    assert say_row(snapshot, TABLES[table], snapshot.find_row(table, key), lang) == said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_that_disagrees_can_be_said(snapshot, lang):
    named = {name for rows in snapshot["conflicts"]["rows"] for name in rows}
    for table, _, key in (name.partition(":") for name in named):
        said = say_row(snapshot, TABLES[table], snapshot.find_row(table, key), lang)
        assert said.split(" · ")[0] not in ("", "nan")


def test_a_missing_english_name_shows_pinyin_that_says_so(snapshot):
    rows = snapshot["companies"].set_index("entity_id", drop=False)
    said = put_in_words(snapshot, TABLES["companies"], rows, "en")["name_en"]
    assert said["yimiao-yiliao"] == "Yimiao Yiliao (pinyin)"
    assert put_in_words(snapshot, TABLES["companies"], rows, "zh")["name_en"]["yimiao-yiliao"] is None
