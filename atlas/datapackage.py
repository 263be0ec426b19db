"""Describe all tables as a Data Package with Table Schema, from atlas/schema.py alone."""

from atlas.schema import TABLES, Column, Table


def _field(column: Column, table: Table) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.unique or table.primary_key == (column.name,):
        constraints["unique"] = True
    for name, value in (("minimum", column.minimum), ("maximum", column.maximum), ("maxLength", column.max_length)):
        if value is not None:
            constraints[name] = value
    if column.pattern and not column.is_list:
        constraints["pattern"] = column.pattern
    field: dict[str, object] = {
        "name": column.name,
        # a partial date (2025, 2025-06) is no Table Schema date
        "type": "string" if column.type == "date" else column.type,
        "description": column.meaning,
    }
    if column.type == "date":
        constraints["pattern"] = r"\d{4}(-\d{2}(-\d{2})?)?"
    if column.vocabulary:
        field["vocabulary"] = column.vocabulary
    if column.refers_to:
        field["refersTo"] = column.refers_to
    if column.is_list:
        field["listSeparator"] = ";"
    if constraints:
        field["constraints"] = constraints
    return field


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


def build_datapackage() -> dict[str, object]:
    """Build the descriptor: one resource per table, its fields, keys and constraints."""
    resources = []
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
                "path": f"entities/{table.name}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    return {
        "name": "beijing-cgt-atlas",
        "title": "Beijing CGT Atlas",
        "profile": "tabular-data-package",
        "resources": resources,
    }
