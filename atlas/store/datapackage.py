"""Describe all tables as a Data Package with Table Schema, from the schema, and record what the files hold."""

from pathlib import Path

from atlas.store.files import GEO_NAMES, PATHS
from atlas.store.record import describe_file
from atlas.store.schema import TABLES, Column, Table

GEO_TITLES = {"districts": "Districts of Beijing", "neighbours": "Neighbouring provinces", "rivers": "Rivers"}
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"  # 2025 and 2025-06 are no Table Schema dates


def _constraints(column: Column, table: Table) -> dict[str, object]:
    pattern = PARTIAL_DATE if column.type == "date" else column.pattern
    wanted = {
        "required": column.required or None,
        "unique": (column.unique or table.primary_key == (column.name,)) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "maxLength": column.max_length,
        "pattern": None if column.is_list else pattern,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _field(column: Column, table: Table) -> dict[str, object]:
    described = {
        "name": column.name,
        "type": "string" if column.type == "date" else column.type,
        "description": column.meaning,
        "vocabulary": column.vocabulary,
        "refersTo": column.refers_to,
        "listSeparator": ";" if column.is_list else None,
        "constraints": _constraints(column, table) or None,
    }
    return {name: value for name, value in described.items() if value is not None}


def _foreign_keys(table: Table) -> list[dict[str, object]]:
    keys: list[dict[str, object]] = []
    for column in table.columns:
        if column.refers_to and not column.is_list and not column.refers_to.startswith("entities."):
            resource, field = column.refers_to.split(".")
            own = "" if resource == table.name else resource
            keys.append({"fields": column.name, "reference": {"resource": own, "fields": field}})
    if "locator" in table.column_names and table.name != "locators":
        fields = ["source_id", "locator"]
        keys.append({"fields": fields, "reference": {"resource": "locators", "fields": fields}})
    return keys


def _describe_geometry(name: str, folder: Path) -> dict[str, object]:
    return {
        "name": name,
        "title": GEO_TITLES[name],
        "path": PATHS[name],
        "profile": "data-resource",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **describe_file(folder / PATHS[name]),
    }


def build_datapackage(folder: Path) -> dict[str, object]:
    """Build the descriptor: one resource per table and geometry.

    Parameters
    ----------
    folder
        The data folder: its files give `bytes`, `hash` and `rows`; a file that cannot be read gives none.
    """
    resources: list[dict[str, object]] = []
    for table in TABLES.values():
        schema: dict[str, object] = {
            "fields": [_field(column, table) for column in table.columns],
            "primaryKey": list(table.primary_key),
            "missingValues": [""],
        }
        if foreign := _foreign_keys(table):
            schema["foreignKeys"] = foreign
        resources.append(
            {
                "name": table.name,
                "title": table.title,
                "path": PATHS[table.name],
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                **describe_file(folder / PATHS[table.name]),
                "schema": schema,
            }
        )
    resources += [_describe_geometry(name, folder) for name in GEO_NAMES]
    return {
        "name": "beijing-cgt-atlas",
        "title": "Beijing CGT Atlas",
        "profile": "data-package",
        "resources": resources,
    }
