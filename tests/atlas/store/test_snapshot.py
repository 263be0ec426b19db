"""One snapshot: typed, numbered by its content, complete."""

import pandas as pd
import pytest

from atlas.errors import DataError
from atlas.store.folder_store import load_folder
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import BEIJING, say_name
from tests.tables import find_line, make_table, set_cell


def test_a_list_is_a_tuple_and_a_blank_list_is_empty():
    rows = make_table("companies", [{"modality_codes": "car_t;msc"}, {}])
    assert list(rows["modality_codes"]) == [("car_t", "msc"), ()]


def test_numbers_booleans_and_blanks_are_typed():
    rows = make_table("companies", [{"longitude": "116.3", "is_named": "true"}, {"is_named": "false"}])
    assert rows["longitude"].iloc[0] == pytest.approx(116.3)
    assert pd.isna(rows["longitude"].iloc[1])
    assert list(rows["is_named"]) == [True, False]
    assert list(rows["name_en"]) == ["", ""]


def test_a_code_with_leading_zeros_stays_text():
    assert make_table("areas", [{"area_id": "001"}])["area_id"].iloc[0] == "001"


def test_the_snapshot_holds_every_table(snapshot):
    assert list(snapshot.tables) == list(TABLES)


def test_the_entities_are_those_in_beijing(snapshot):
    assert all(BEIJING in areas for areas in snapshot.entities["area_ids"])
    elsewhere = set(snapshot.all_entities["entity_id"]) - set(snapshot.entities["entity_id"])
    assert elsewhere


def test_all_entities_are_the_rows_of_all_entity_tables(snapshot):
    assert len(snapshot.all_entities) == sum(len(snapshot[table.name]) for table in ENTITY_TABLES)
    assert snapshot.all_entities["entity_id"].is_unique


def test_the_same_files_have_the_same_number(folder, snapshot):
    assert load_folder(folder).snapshot_id == snapshot.snapshot_id


def test_a_changed_cell_changes_the_number(folder, snapshot):
    line = find_line(folder, "companies", lambda row: row["name_en"] == "")
    set_cell(folder, "companies", line, "name_en", "A Firm")
    assert load_folder(folder).snapshot_id != snapshot.snapshot_id


def test_the_message_of_an_error_tells_how_many_problems_and_the_first(folder):
    set_cell(folder, "companies", 2, "name_zh", "")
    with pytest.raises(DataError, match=r"1 problem\(s\); first: .*blank.*companies\.csv"):
        load_folder(folder)


def test_a_name_without_an_english_one_has_its_pinyin_beside_it_for_english_readers_only(snapshot):
    assert snapshot.name("yimiao-yiliao", "en") == "艺妙医疗 Yimiao Yiliao"
    assert snapshot.name("yimiao-yiliao", "zh") == "艺妙医疗"
    assert snapshot.name("110108", "en") == "Haidian District"


def test_a_name_without_chinese_characters_needs_no_pinyin():
    assert say_name({"name_zh": "IM19", "name_en": ""}, "en") == "IM19"
