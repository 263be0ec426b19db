"""Check tables against the schema, the vocabularies and each other; collect every problem."""

from collections.abc import Collection, Iterator, Mapping

import geopandas as gpd
import pandas as pd

from atlas.errors import Problem
from atlas.store.check_names import check_codes, check_english_names, check_ids, check_renamed, find_in_role
from atlas.store.check_positions import check_positions
from atlas.store.schema import CODES, ENTITY_TABLES, LAST_YEAR, MOST_TEXT, REQUIRED_AREAS, TABLES, Column, Table
from atlas.store.values import check_value, split_list

Tables = Mapping[str, pd.DataFrame]


class References:
    """What values may refer to: keys of tables and codes of vocabularies."""

    def __init__(self, tables: Tables, unread: Collection[str]) -> None:
        self.unread = set(unread)
        if self.unread & {table.name for table in ENTITY_TABLES}:
            self.unread.add("entities")
        codes = tables["codes"]
        self.codes = codes.groupby("vocabulary")["code"].agg(set).to_dict()
        self.keys = {
            f"{table.name}.{key}": set(tables[table.name][key])
            for table in TABLES.values()
            for key in table.primary_key
        }
        self.keys["entities.entity_id"] = set().union(
            *(self.keys[f"{table.name}.entity_id"] for table in ENTITY_TABLES)
        )
        # a compound key is referred to by its last part
        self.keys["codes.code"] = set(codes["code"])

    def problem(self, column: Column, value: str) -> tuple[str, str] | None:
        """Check what one value refers to."""
        if column.vocabulary and CODES.name not in self.unread and value not in self.codes.get(column.vocabulary, ()):
            return "unknown_code", column.vocabulary
        if column.refers_to is None or column.refers_to.split(".")[0] in self.unread:
            return None
        if value not in self.keys[column.refers_to]:
            return "dangling", column.refers_to
        return None


def _check_cells(table: Table, rows: pd.DataFrame, references: References) -> Iterator[Problem]:
    file, lines = f"{table.name}.csv", rows.index.tolist()
    for column in table.columns:
        judged: dict[str, tuple[str, str] | None] = {}  # most values stand in many rows
        for number, cell in zip(lines, rows[column.name].tolist(), strict=True):
            if cell == "":
                if column.required:
                    yield Problem("blank", file, number, column.name)
                continue
            if len(cell) > MOST_TEXT // 2 and len(cell.encode("utf-16-le", "surrogatepass")) > 2 * MOST_TEXT:
                yield Problem("too_long", file, number, column.name, detail=str(MOST_TEXT))
                continue
            for value in split_list(cell) if column.is_list else [cell]:
                if value not in judged:
                    judged[value] = check_value(column, value) or references.problem(column, value)
                if found := judged[value]:
                    yield Problem(found[0], file, number, column.name, value, found[1])


def _check_keys(tables: Tables) -> Iterator[Problem]:
    for table in TABLES.values():
        rows, key = tables[table.name], list(table.primary_key)
        for number in rows.index[rows.duplicated(key)]:
            value = table.write_key(rows.loc[number])
            yield Problem("duplicate", f"{table.name}.csv", int(number), ", ".join(key), value)


def _check_subjects(tables: Tables) -> Iterator[Problem]:
    """Check that every figure is somebody's: no page could say whose it is."""
    for table in TABLES.values():
        rows, subject = tables[table.name], list(table.subject)
        if subject:
            for number in rows.index[(rows[subject] == "").all(axis=1)]:
                yield Problem("no_subject", f"{table.name}.csv", int(number), ", ".join(subject))


def _check_past(tables: Tables) -> Iterator[Problem]:
    """Check that what a document tells as done is not dated after the document."""
    published = dict(zip(tables["sources"]["source_id"], tables["sources"]["published_date"], strict=True))
    for table in TABLES.values():
        rows = tables[table.name]
        for column in (one.name for one in table.columns if one.is_past):
            for number, date, source in zip(rows.index, rows[column], rows["source_id"], strict=True):
                until = published.get(source, "")
                common = min(len(date), len(until))  # of partial dates, as much as both state
                if until[:common] < date[:common] <= f"{LAST_YEAR}-12-31":
                    yield Problem("after_document", f"{table.name}.csv", int(number), column, date, until)


def _check_locators(tables: Tables) -> Iterator[Problem]:
    known = set(zip(tables["locators"]["source_id"], tables["locators"]["locator"], strict=True))
    for table in TABLES.values():
        rows = tables[table.name]
        if table.name == "locators" or "locator" not in rows:
            continue
        for number, source, locator in zip(rows.index, rows["source_id"], rows["locator"], strict=True):
            if locator and (source, locator) not in known:
                yield Problem("dangling", f"{table.name}.csv", int(number), "locator", locator, f"locators ({source})")


def _check_named_rows(tables: Tables) -> Iterator[Problem]:
    """Check the rows that evidence and conflicts name by table and key."""
    keys = {table.name: set(table.write_keys(tables[table.name])) for table in TABLES.values()}
    named = [
        ("evidence", number, "row_id", table, key)
        for number, table, key in zip(
            tables["evidence"].index, tables["evidence"]["table"], tables["evidence"]["row_id"], strict=True
        )
    ]
    for number, cell in tables["conflicts"]["rows"].items():
        named += [("conflicts", number, "rows", *value.partition(":")[::2]) for value in split_list(cell)]
    for name, number, column, table, key in named:
        if key not in keys.get(table, ()):
            yield Problem("dangling", f"{name}.csv", int(str(number)), column, f"{table}:{key}", table)


def _check_counted(counts: pd.DataFrame) -> Iterator[Problem]:
    """Check that the tables and columns that are counted beside targets exist."""
    for number, name, column in zip(counts.index, counts["counted_table"], counts["counted_column"], strict=True):
        if name and name not in TABLES:
            yield Problem("dangling", "target_counts.csv", int(number), "counted_table", name, "tables")
        elif column and (not name or column not in TABLES[name].column_names):
            yield Problem("dangling", "target_counts.csv", int(number), "counted_column", column, name)


def _check_cycles(areas: pd.DataFrame) -> Iterator[Problem]:
    parents = dict(zip(areas["area_id"], areas["parent_ids"].map(split_list), strict=True))
    for number, area in areas["area_id"].items():
        above, reached = list(parents[area]), set()
        while above:
            step = above.pop()
            if step not in reached:
                reached.add(step)
                above += parents.get(step, [])
        if area in reached:
            yield Problem("area_cycle", "areas.csv", int(str(number)), "parent_ids", area)


def _check_districts(tables: Tables, districts: gpd.GeoDataFrame) -> Iterator[Problem]:
    """Check that the map and the table of areas know the same districts of Beijing."""
    areas = tables["areas"]
    areas = areas[areas["kind_code"].isin(find_in_role(tables["codes"], "shaped"))]
    inside = [not {*REQUIRED_AREAS}.isdisjoint(split_list(parents)) for parents in areas["parent_ids"]]
    drawn = set(districts["adcode"])
    for adcode in sorted(set(areas.loc[inside, "area_id"]) - drawn):
        yield Problem("bad_geometry", "districts.geojson", value=adcode, detail="adcode")
    for adcode in sorted(drawn - set(areas["area_id"])):
        yield Problem("dangling", "districts.geojson", column="adcode", value=adcode, detail="areas.area_id")


def check_tables(tables: Tables, districts: gpd.GeoDataFrame, unread: Collection[str] = ()) -> list[Problem]:
    """Check all tables; return every problem, in the order of tables and rows.

    Parameters
    ----------
    tables
        Text tables by name, as `parse_text_table` gives them.
    districts
        `adcode` and polygons, EPSG:4326.
    unread
        Names of tables and geometries that could not be read: what refers to them is not judged.
    """
    references = References(tables, unread)
    problems = [problem for table in TABLES.values() for problem in _check_cells(table, tables[table.name], references)]
    problems += _check_keys(tables)
    problems += _check_subjects(tables)
    problems += check_ids(tables)
    if not {CODES.name, "areas"} & set(unread):
        problems += check_codes(tables[CODES.name], tables["areas"])
    if "sources" not in unread:
        problems += _check_past(tables)
    if "locators" not in unread:
        problems += _check_locators(tables)
    if not unread:
        problems += _check_named_rows(tables)
        problems += check_renamed(tables)
        problems += check_english_names(tables)
    if "target_counts" not in unread:
        problems += _check_counted(tables["target_counts"])
    if not {"areas", "districts"} & set(unread):
        problems += _check_cycles(tables["areas"])
        problems += _check_districts(tables, districts)
        problems += check_positions(tables, districts)
    order = {f"{name}.csv": number for number, name in enumerate(TABLES)}
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.row or 0))
