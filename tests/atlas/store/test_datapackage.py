"""The data package says of every table what the schema says."""

import hashlib
import re

import pytest

from atlas.store.datapackage import build_datapackage
from atlas.store.files import GEO_NAMES, PATHS
from atlas.store.schema import AS_PRINTED_MAX, TABLES
from tests.frozen import FROZEN

RESOURCES = {resource["name"]: resource for resource in build_datapackage(FROZEN)["resources"]}
UNITS = re.compile(r"_(cny_100m|usd_100m|km2|pct)$")


def test_every_table_and_every_geometry_is_a_resource():
    assert list(RESOURCES) == [*TABLES, *GEO_NAMES]


@pytest.mark.parametrize("name", PATHS)
def test_every_file_is_recorded_with_its_size_its_hash_and_its_rows(name):
    raw = (FROZEN / RESOURCES[name]["path"]).read_bytes()
    assert RESOURCES[name]["bytes"] == len(raw)
    assert RESOURCES[name]["hash"] == "sha256:" + hashlib.sha256(raw).hexdigest()
    lines = raw.count(b"\n")  # one a row after the header; one a feature between two lines of brackets
    assert RESOURCES[name]["rows"] == lines - (1 if name in TABLES else 2)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_a_field_with_its_meaning(name):
    fields = RESOURCES[name]["schema"]["fields"]
    assert [(field["name"], field["description"]) for field in fields] == [
        (column.name, column.meaning) for column in TABLES[name].columns
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_foreign_key_leads_to_a_field(name):
    for key in RESOURCES[name]["schema"].get("foreignKeys", []):
        target = RESOURCES[key["reference"]["resource"] or name]
        wanted = key["reference"]["fields"]
        names = {field["name"] for field in target["schema"]["fields"]}
        assert {wanted} <= names if isinstance(wanted, str) else set(wanted) <= names


@pytest.mark.parametrize("name", TABLES)
def test_a_key_is_made_of_columns_that_must_be_filled_in(name):
    table = TABLES[name]
    assert all(table.column(column).required for column in table.primary_key)


def test_every_reference_leads_to_a_column():
    for table in TABLES.values():
        for column in table.columns:
            if column.refers_to and not column.refers_to.startswith("entities."):
                other, key = column.refers_to.split(".")
                assert TABLES[other].column(key), column.name


def test_quotations_are_short_everywhere():
    lengths = {table.column("as_printed").max_length for table in TABLES.values() if "as_printed" in table.column_names}
    assert lengths == {AS_PRINTED_MAX} == {40}


def test_a_column_of_one_name_has_one_type_everywhere():
    types: dict[str, set[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            types.setdefault(column.name, set()).add(column.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_names_of_columns_say_what_they_hold():
    for table in TABLES.values():
        for column in table.columns:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
            assert (column.type == "boolean") == column.name.startswith(("is_", "has_")), column.name
            assert (column.type == "date") <= (column.name == "date" or column.name.endswith("_date")), column.name
            if UNITS.search(column.name):
                assert column.type == "number"
            if column.vocabulary:
                assert column.name.endswith(("_code", "_codes")), column.name


def test_what_is_said_in_one_language_has_its_column_in_the_other():
    for table in TABLES.values():
        names = set(table.column_names)
        lonely = {name for name in names if name.endswith("_en") and f"{name[:-3]}_zh" not in names}
        assert lonely == set()
