"""Every mutation of the data, listed from `atlas/store/schema.py` and the rows as they stand."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from atlas.store.files import GEO_NAMES
from atlas.store.schema import ENTITY_TABLES, ROLES, TABLES, Column
from tests.mutations.draft import Draft, read_base
from tests.mutations.values import IDS, list_edges
from tests.tables import Row

Change = Callable[[Draft], None]
KEPT = ("codes", "areas", "sources", "locators")  # what an atlas without any record still has
FILLED = ("0", "false", "true", "2025", "0001", "9999")  # what a whole column of numbers, flags or dates may hold


@dataclass(frozen=True)
class Case:
    """One mutation.

    Attributes
    ----------
    name
        Says what is done; the same in every run.
    group
        What kind of mutation it is, for the figures.
    change
        Does it.
    """

    name: str
    group: str
    change: Change


def list_cases() -> list[Case]:
    """List every mutation; each name stands once."""
    parts = (_empty, _blank, _vocabularies, _kinds, _ids, _geometry, _fills, _drops, _cells)
    return list({case.name: case for part in parts for case in part()}.values())


def _empty() -> Iterator[Case]:
    """Leave tables without rows, one by one and all that can be."""
    for table in TABLES:
        yield Case(f"{table}: no rows", "table", partial(_clear, tables=(table,)))
    most = tuple(table for table in TABLES if table not in KEPT)
    yield Case("no rows but codes, areas, sources, locators", "table", partial(_clear, tables=most))
    entities = tuple(table.name for table in ENTITY_TABLES)
    bare = (*entities, "products", "relations")
    yield Case("no organisations", "table", partial(_clear_with_references, tables=bare))


def _clear(draft: Draft, *, tables: tuple[str, ...]) -> None:
    for table in tables:
        draft.rows(table).clear()


def _clear_with_references(draft: Draft, *, tables: tuple[str, ...]) -> None:
    """Clear tables and every row that refers to one of them."""
    _clear(draft, tables=tables)
    gone = {"entities", *tables}
    for name, table in TABLES.items():
        bound = [column.name for column in table.columns if (column.refers_to or "").split(".")[0] in gone]
        rows = draft.rows(name)
        for number in [number for number, row in rows.items() if any(row[column] for column in bound)]:
            del rows[number]
    for name in ("evidence", "conflicts", "views", "rankings"):
        draft.rows(name).clear()


def _optional(table: str, *, texts_only: bool = False) -> list[str]:
    # without a subject or a sole role the row would be refused, and nothing shown
    kept = (*TABLES[table].subject, *(("roles",) if table == "codes" else ()))
    columns = [column for column in TABLES[table].columns if not column.required and column.name not in kept]
    return [one.name for one in columns if not texts_only or is_text(one)]


def is_text(column: Column) -> bool:
    """Tell whether a column holds prose or names."""
    bound = column.vocabulary or column.refers_to or column.pattern or column.unique
    return not bound and column.type == "string"


def _blank() -> Iterator[Case]:
    """Blank every optional cell of a column, a table and all tables."""
    for table in TABLES:
        for column in _optional(table):
            change = partial(_wipe, columns={table: [column]})
            yield Case(f"{table}.{column}: all blank", "column", change)
        yield Case(f"{table}: all optional cells blank", "blank", partial(_wipe, columns={table: _optional(table)}))
    for name, texts in (("cells", False), ("texts", True)):
        columns = {table: _optional(table, texts_only=texts) for table in TABLES}
        yield Case(f"all optional {name} blank", "blank", partial(_wipe, columns=columns))
        rest = {table: own for table, own in columns.items() if table != "codes"}
        yield Case(f"all optional {name} but codes' blank", "blank", partial(_wipe, columns=rest))


def _wipe(draft: Draft, *, columns: dict[str, list[str]]) -> None:
    for table, names in columns.items():
        for row in draft.rows(table).values():
            row.update(dict.fromkeys(names, ""))


def _vocabularies() -> Iterator[Case]:
    """Cut every vocabulary and grow it."""
    rows = read_base("codes")
    names = list(dict.fromkeys(row["vocabulary"] for row in rows.values()))
    for number, row in rows.items():
        code = (row["vocabulary"], row["code"])
        yield Case(f"codes: without {' '.join(code)}", "vocabulary", partial(_drop, table="codes", number=number))
        yield Case(f"codes: without {' '.join(code)} and its users", "vocabulary", partial(_cut_code, code=code))
    for role in ROLES:
        yield Case(f"codes: none with the role {role}", "vocabulary", partial(_take_role, role=role))
    yield Case("codes: only what is used", "vocabulary", partial(_cut_unused, vocabularies=names))
    for name in names:
        yield Case(f"codes: only what is used of {name}", "vocabulary", partial(_cut_unused, vocabularies=[name]))
        for order in ("1", "999999"):
            new = {
                "vocabulary": name,
                "code": "something_new",
                "order": order,
                "word_zh": "新词",
                "word_en": "New word",
            }
            yield Case(f"codes: a new {name}, order {order}", "vocabulary", partial(_grow, rows=[new]))
            yield Case(f"codes: a new {name}, order {order}, used", "vocabulary", partial(_grow_and_use, row=new))
    yield Case("codes: all of one order", "vocabulary", partial(_fill, table="codes", column="order", value="1"))


def _drop(draft: Draft, *, table: str, number: int) -> None:
    draft.rows(table).pop(number, None)


def _take_role(draft: Draft, *, role: str) -> None:
    """Take a role from every code."""
    for row in draft.rows("codes").values():
        row["roles"] = ";".join(one for one in row["roles"].split(";") if one not in ("", role))


def _bound(vocabulary: str) -> Iterator[tuple[str, Column]]:
    """Give the columns that hold codes of a vocabulary."""
    for name, table in TABLES.items():
        yield from ((name, column) for column in table.columns if column.vocabulary == vocabulary)


def _cut_code(draft: Draft, *, code: tuple[str, str]) -> None:
    """Take a code away, and blank or move what uses it to another code of the vocabulary."""
    rows = draft.rows("codes")
    for number in [number for number, row in rows.items() if (row["vocabulary"], row["code"]) == code]:
        del rows[number]
    others = [row["code"] for row in rows.values() if row["vocabulary"] == code[0]]
    for row in rows.values():
        if row["parent_code"] == code[1]:
            row["parent_code"] = ""
    for name, column in _bound(code[0]):
        for row in draft.rows(name).values():
            left = [one for one in row[column.name].split(";") if one != code[1]]
            if not any(left) and column.required:
                left = others[:1]
            row[column.name] = ";".join(left)


def _cut_unused(draft: Draft, *, vocabularies: list[str]) -> None:
    rows = draft.rows("codes")
    parents = {row["parent_code"] for row in rows.values()}
    for vocabulary in vocabularies:
        used = {
            code
            for name, column in _bound(vocabulary)
            for row in read_base(name).values()
            for code in row[column.name].split(";")
        }
        for number in [
            number
            for number, row in rows.items()
            if row["vocabulary"] == vocabulary and row["code"] not in used | parents
        ]:
            del rows[number]


def _grow(draft: Draft, *, rows: list[Row]) -> None:
    for row in rows:
        draft.add("codes", row)


def _grow_and_use(draft: Draft, *, row: Row) -> None:
    """Add a code and give it to the first three rows of each table that may have it."""
    draft.add("codes", row)
    for name, column in _bound(row["vocabulary"]):
        for one in islice(draft.rows(name).values(), 3):
            one[column.name] = row["code"]


def _kinds() -> Iterator[Case]:
    """Add kinds of entity and area as rows of codes.csv, as the README says, with organisations of them."""
    base = {"vocabulary": "entity_kind", "word_zh": "检测机构", "word_en": "Testing laboratory"}
    looks = {
        "plain": {},
        "coloured": {"color_light": "#112233", "color_dark": "#DDEEFF", "marker": "diamond"},
        "without colour": {"marker": "square"},
    }
    for name, look in looks.items():
        rows = [base | look | {"code": f"new_kind_{number}", "order": str(number)} for number in (1, 99)]
        yield Case(f"two entity kinds, {name}", "vocabulary", partial(_grow, rows=rows))
        yield Case(f"two entity kinds with rows, {name}", "vocabulary", partial(_grow_kinds, rows=rows))
    for code in ("all", "areas", "labels", "relations", "districts", "cluster", "halo", "spot", "ring1", "upstream"):
        row = base | {"code": code, "order": "3"}
        yield Case(f"an entity kind named {code}", "vocabulary", partial(_grow_kinds, rows=[row]))
    for vocabulary, code in (
        ("measure", "count_company"),
        ("measure", "count_all"),
        ("purpose", "all"),
        ("chain_step", "upstream"),
        ("modality", "upstream"),
    ):
        row = {"vocabulary": vocabulary, "code": code, "order": "3", "word_zh": "词", "word_en": "Word"}
        yield Case(f"a {vocabulary} named {code}", "vocabulary", partial(_grow_and_use, row=row))


def _grow_kinds(draft: Draft, *, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        draft.add("codes", row)
        for table in ("companies", "institutions"):
            for one in list(draft.rows(table).values())[number :: len(rows) * 2]:
                one["kind_code"] = row["code"]


def _ids() -> Iterator[Case]:
    """Rename a row and all that names it."""
    for name, table in TABLES.items():
        (key, *more) = table.primary_key
        if more:
            continue
        row = next(iter(read_base(name).values()))
        for edge, value in IDS.items():
            change = partial(_rename, table=name, key=key, old=row[key], new=value)
            yield Case(f"{name}: {row[key]} renamed: {edge}", "ids", change)
        others = {"areas": "area_id", "companies": "entity_id", "products": "product_id", "policies": "policy_id"}
        for other, column in others.items():
            taken = next(iter(read_base(other).values()))[column]
            if other != name:
                change = partial(_rename, table=name, key=key, old=row[key], new=taken)
                yield Case(f"{name}: {row[key]} renamed as in {other}", "ids", change)


def _rename(draft: Draft, *, table: str, key: str, old: str, new: str) -> None:
    entities = {one.name for one in ENTITY_TABLES}
    names = {f"{table}.{key}"} | ({"entities.entity_id"} if table in entities else set())
    for name, other in TABLES.items():
        for column in other.columns:
            if (name, column.name) == (table, key) or column.refers_to in names:
                for row in draft.rows(name).values():
                    row[column.name] = ";".join(new if one == old else one for one in row[column.name].split(";"))
    for row in draft.rows("evidence").values():
        if (row["table"], row["row_id"]) == (table, old):
            row["row_id"] = new
    for row in draft.rows("conflicts").values():
        row["rows"] = ";".join(f"{table}:{new}" if one == f"{table}:{old}" else one for one in row["rows"].split(";"))
    draft.rows("views").clear()


def _geometry() -> Iterator[Case]:
    """Cut the geometry: no shape, one shape, a shape less, a shape far away or of another type."""
    for name in GEO_NAMES:
        for what, change in {
            "no shapes": lambda features: features.clear(),
            "one shape": lambda features: features.__delitem__(slice(1, None)),
            "a shape less": lambda features: features.pop(),
            "a shape twice": lambda features: features.append(features[0]),
            "without properties": lambda features: features[0].update(properties={}),
            "without geometry": lambda features: features[0].update(geometry=None),
            "empty geometry": lambda features: features[0].update(geometry={"type": "Polygon", "coordinates": []}),
            "a point": lambda features: features[0].update(geometry={"type": "Point", "coordinates": [116.3, 39.9]}),
            "far away": lambda features: features[0].update(geometry=_square(-120, -60)),
            "at the pole": lambda features: features[0].update(geometry=_square(179, 89)),
            "out of the world": lambda features: features[0].update(geometry=_square(400, 200)),
        }.items():
            yield Case(f"{name}: {what}", "geometry", partial(_cut_shapes, name=name, change=change))


def _square(west: float, south: float) -> dict[str, object]:
    corners = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [corners]}


def _cut_shapes(draft: Draft, *, name: str, change: Callable[[list[dict[str, object]]], object]) -> None:
    change(draft.shapes(name)["features"])


def _fills() -> Iterator[Case]:
    """Give every row of a table the same code, number, flag, date or reference."""
    for name, table in TABLES.items():
        for column in table.columns:
            if column.unique or is_text(column) or not read_base(name):
                continue
            for edge, value in list_edges(name, column):
                if value and ";" not in value and (column.vocabulary or column.refers_to or value in FILLED):
                    change = partial(_fill, table=name, column=column.name, value=value)
                    yield Case(f"{name}.{column.name}: all {edge}", "column", change)


def _fill(draft: Draft, *, table: str, column: str, value: str) -> None:
    for row in draft.rows(table).values():
        row[column] = value


def _drops() -> Iterator[Case]:
    """Take each row away."""
    for name in TABLES:
        for number in read_base(name) if name != "codes" else ():
            yield Case(f"{name} {number + 2}: taken away", "row", partial(_drop, table=name, number=number))


def _cells() -> Iterator[Case]:
    """Write each column's edge values, each into a row of its own."""
    for name, table in TABLES.items():
        numbers = list(read_base(name))
        for place, column in enumerate(table.columns):
            for edge, value in list_edges(name, column):
                number = numbers[zlib.crc32(f"{place} {edge}".encode()) % len(numbers)]
                change = partial(_set, place=(name, number, column.name), value=value)
                yield Case(f"{name} {number + 2} {column.name}: {edge}", "cell", change)


def _set(draft: Draft, *, place: tuple[str, int, str], value: str) -> None:
    table, number, column = place
    if number in draft.rows(table):
        draft.rows(table)[number][column] = value
