"""Edge values of a column, by its type and constraints in `atlas/store/schema.py`."""

from collections.abc import Iterator

from atlas.store.schema import MOST_TEXT, Column
from tests.mutations.draft import read_base

TEXTS = {
    "one character": "丙",
    "one letter": "x",
    "emoji": "🧬🇨🇳👍🏽",
    "right to left": "عربي עברית 12",
    "combining": "é̂ à̧ ก็",
    "rare Han": "𠮷𡘙龘",
    "case": "İßǅ ﬃ",
    "full width": "ＡＢＣ　１２３",
    "no break": "甲\u00a0乙",
    "line separator": "甲\u2028乙",
    "no character": "甲\ufffe乙",
    "digits": "007",
    "punctuation": "、。「」–—…",
}
NUMBERS = ("0", "-0", "1", "-1", "0.5", "0.000000000001", "999999999999999", "-999999999999999", "007")
WHOLE = ("0", "-0", "1", "2", "-1", "999999999999999", "-999999999999999", "007")
DATES = ("0001", "1899-12-31", "1900", "1999-12-31", "2024-02-29", "2025", "2025-06", "2025-06-10", "2100", "9999")
IDS = {
    "one letter": "x",
    "digit": "0",
    "points": "a.b-c_d",
    "long": "x" * 200,
    "reserved scope": "named",
    "page": "map",
    "place": "at_116.30000_40.00000",
    "no place": "at_x",
    "all": "all",
}


def list_edges(table: str, column: Column) -> Iterator[tuple[str, str]]:
    """Give the name and text of each edge value of a column, whether or not the checks let it pass."""
    yield "blank", ""
    values = list(_list_values(column))
    if column.is_list:
        bare = [value for _, value in values if value]
        yield "many", ";".join(dict.fromkeys(bare[:40]))
        yield "twice the same", ";".join(bare[:1] * 2)
        yield "open end", f"{bare[0]};"
    yield from values
    found = {row[column.name] for row in read_base(table).values()} - {""}
    yield from (("as another row", value) for value in (min(found, default=""), max(found, default="")) if value)


def _list_values(column: Column) -> Iterator[tuple[str, str]]:
    if column.vocabulary:
        codes = [row["code"] for row in read_base("codes").values() if row["vocabulary"] == column.vocabulary]
        yield from ((code, code) for code in codes)
    elif column.refers_to:
        yield from ((f"to {key}", key) for key in list_targets(column.refers_to))
    elif column.type in ("integer", "number"):
        limits = (f"{limit:g}" for limit in (column.minimum, column.maximum) if limit is not None)
        numbers = WHOLE if column.type == "integer" else NUMBERS
        yield from ((number, number) for number in dict.fromkeys([*limits, *numbers]))
    elif column.type == "date":
        yield from ((date, date) for date in DATES)
    elif column.type == "boolean":
        yield from ((value, value) for value in ("true", "false"))
    elif column.pattern or column.unique:
        yield from IDS.items()
        yield from (("colour", "#000000"), ("CAPITALS", "ABC"))
    else:
        longest = column.max_length or MOST_TEXT
        yield from TEXTS.items()
        yield from (
            ("longest", "长" * longest),
            ("too long", "长" * (longest + 1)),
            ("long word", "w" * min(longest, 300)),
        )


def list_targets(refers_to: str) -> list[str]:
    """List what a reference may name: the first and last row, and of areas and entities one of each kind."""
    table, key = refers_to.split(".")
    tables = ("companies", "platforms", "clinical_sites", "institutions") if table == "entities" else (table,)
    rows = [row for name in tables for row in read_base(name).values()]
    by_kind = {row.get("kind_code", ""): row[key] for row in rows}
    return list(dict.fromkeys([rows[0][key], rows[-1][key], *by_kind.values()]))
