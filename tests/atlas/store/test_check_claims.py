"""A row says no more than what it quotes: the word beside its number, numbers in either numerals."""

import shutil
from collections.abc import Callable

import pandas as pd
import pytest

from atlas.__main__ import main
from atlas.errors import Problem
from atlas.store.check_claims import check_claims
from atlas.store.folder_store import FolderStore, load_folder
from atlas.store.schema import TABLES
from atlas.store.store import find_overstatements
from tests.frozen import FROZEN
from tests.tables import Row, find_line, set_cell

# problem -> the cell whose change says more than its row quotes: table, column, value, and which row
OVERSTATED: dict[str, tuple[str, str, str, Callable[[Row], object]]] = {
    "rank_scope": ("rankings", "scope_area_id", "world", lambda row: "全国最大" in row["as_printed"]),
    "qualifier": ("indicators", "qualifier_code", "exact", lambda row: "约10家" in row["as_printed"]),
    "group_claim": ("companies", "modality_codes", "til", lambda row: row["entity_id"] == "wujiahe"),
    "level": ("policies", "level_code", "district", lambda row: row["area_id"] == "110000"),
    "unprinted_number": ("companies", "description_zh", "成立于1997年。", bool),
}
WORDS = {"more_than": "逾;余", "about": "约", "at_most": "最高;不超过", "or_more": "以上;上百", "exact": ""}
QUALIFIERS = [{"vocabulary": "qualifier", "code": code, "printed_words": words} for code, words in WORDS.items()]


def find(**tables: list[Row]) -> list[Problem]:
    """Check a few rows; the other tables and cells are blank."""
    text = {
        name: pd.DataFrame(
            [dict.fromkeys(table.column_names, "") | row for row in tables.get(name, [])],
            columns=table.column_names,
            dtype=str,
        )
        for name, table in TABLES.items()
    }
    return list(check_claims(text))


@pytest.mark.parametrize(
    ("printed", "value", "qualifier", "is_wrong"),
    [
        ("30余家精锐企业", "30", "exact", True),
        ("30余家精锐企业", "30", "more_than", False),
        ("有参与意愿的企业约10家左右", "10", "more_than", True),
        ("资金5000万元以上的企业", "0.5", "exact", True),
        ("57家二级以上医院", "57", "exact", False),  # the word is of the hospitals' class
        ("按总投资的40%予以最高不超过5000万元的资助", "40", "exact", False),  # the word is of the other number
        ("按总投资的40%予以最高不超过5000万元的资助", "5000", "exact", True),
        ("最高分别给予500万元、1000万元", "1000", "at_most", False),  # no word stands beside it
        ("产业园引进16家企业", "16", "exact", False),
        ("近三年来获批16款", "16", "exact", False),
    ],
)
def test_a_qualifier_is_that_of_the_word_beside_the_number(printed, value, qualifier, is_wrong):
    row = {"indicator_id": "one", "value": value, "qualifier_code": qualifier, "as_printed": printed}
    problems = find(codes=QUALIFIERS, indicators=[row])
    assert [problem.code for problem in problems] == ["qualifier"] * is_wrong


@pytest.mark.parametrize(
    ("told", "printed", "is_wrong"),
    [
        ("发布20余项原则", "发布了二十余项技术指导原则", False),
        ("9家部门", "北京市医疗保障局等9部门", False),
        ("共115款", "共一百一十五款", False),
        ("2025年8月入组", "2025年08月完成入组", False),
        ("融资4亿元", "融资5亿元", True),
        ("首个获批", "首个获批", False),
    ],
)
def test_a_number_of_a_description_is_quoted_in_either_numerals(told, printed, is_wrong):
    row = {"entity_id": "firm", "description_zh": told, "source_id": "doc", "as_printed": printed}
    problems = find(companies=[row])
    assert [problem.code for problem in problems] == ["unprinted_number"] * is_wrong


def test_a_number_may_stand_in_what_further_evidence_quotes():
    row = {"entity_id": "firm", "description_zh": "融资4亿元", "source_id": "doc", "as_printed": "某企业"}
    more = {"table": "companies", "row_id": "firm", "source_id": "other", "as_printed": "完成4亿元D轮融资"}
    assert [problem.value for problem in find(companies=[row])] == ["4"]
    assert find(companies=[row], evidence=[more]) == []


def test_a_note_in_our_words_quotes_nothing():
    row = {"entity_id": "firm", "description_zh": "融资4亿元", "description_en": "4", "position_note_zh": "4"}
    assert [problem.code for problem in find(companies=[row | {"source_id": "doc"}])] == ["unprinted_number"]


@pytest.mark.parametrize("code", OVERSTATED)
def test_a_row_that_says_more_than_it_quotes_is_named_by_the_command_and_can_still_be_shown(
    code, tmp_path, capsys, monkeypatch
):
    folder = shutil.copytree(FROZEN, tmp_path / "data")
    assert find_overstatements(FolderStore(folder).read()) == []
    table, column, value, fits = OVERSTATED[code]
    line = find_line(folder, table, fits)
    set_cell(folder, table, line, column, value)
    load_folder(folder)
    problems = find_overstatements(FolderStore(folder).read())
    assert [(one.code, one.file, one.row, one.column) for one in problems] == [(code, f"{table}.csv", line, column)]
    assert problems[0].key
    monkeypatch.setattr("sys.argv", ["atlas", "--data", str(folder), "--lang", "en", "validate"])
    assert main() == 1
    assert f"{table}.csv : {line} : {column}" in capsys.readouterr().out
