"""Check tables against the schema, the vocabularies and each other; collect every problem."""

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping

import geopandas as gpd
import pandas as pd
import shapely

from atlas.errors import Problem
from atlas.schema import CELL_MAX, CODES, ENTITY_TABLES, TABLES, Column, Table

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
FIRST_DAY = "-01-01"  # completes a partial date, so that the calendar can judge it
# C0 and C1 controls, lone surrogates, bidirectional and zero-width marks, and what is no character
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
INTEGER, NUMBER = re.compile(r"-?[0-9]{1,15}"), re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")
DIGITS_MAX = 15  # that a float, and so a spreadsheet, keeps of a number
BEIJING_PREFIX = "11"  # of its adcodes
PINNED = frozenset({"building", "street", "campus", "park"})
POSITION_COLUMNS = ("longitude", "latitude", "precision_code", "position_source_id")
Tables = Mapping[str, pd.DataFrame]


def _number_problem(column: Column, value: str) -> tuple[str, str] | None:
    whole = column.type == "integer"
    if not (INTEGER if whole else NUMBER).fullmatch(value):
        return ("not_integer" if whole else "not_number"), ""
    if len(value.strip("-").replace(".", "").lstrip("0")) > DIGITS_MAX:
        return "too_many_digits", str(DIGITS_MAX)
    number = float(value)
    if column.minimum is not None and number < column.minimum:
        return "too_small", f"{column.minimum:g}"
    if column.maximum is not None and number > column.maximum:
        return "too_large", f"{column.maximum:g}"
    return None


def _text_problem(column: Column, value: str) -> tuple[str, str] | None:
    if column.max_length is not None and len(value) > column.max_length:
        return "too_long", str(column.max_length)
    if column.pattern is not None and not re.fullmatch(column.pattern, value):
        return "pattern", column.pattern
    return None


def is_date(value: str) -> bool:
    """Tell whether a text is a partial ISO date: a year, a month or a day that exists."""
    if not DATE.fullmatch(value):
        return False
    try:
        dt.date.fromisoformat(value + FIRST_DAY[len(value) - 4 :])
    except ValueError:
        return False
    return True


def check_value(column: Column, value: str) -> tuple[str, str] | None:
    """Check one value by itself; return the problem's code and detail, or None."""
    found: tuple[str, str] | None = None
    if INVISIBLE.search(value):
        found = "control_character", ""
    elif value != value.strip():
        found = "spaces", ""
    elif column.type in ("integer", "number"):
        found = _number_problem(column, value)
    elif column.type == "boolean" and value not in ("true", "false"):
        found = "not_boolean", ""
    elif column.type == "date" and not is_date(value):
        found = "not_date", ""
    return found or _text_problem(column, value)


def split_list(value: str) -> list[str]:
    """Split a list cell at its semicolons."""
    return value.split(";") if value else []


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
    file = f"{table.name}.csv"
    for column in table.columns:
        for number, cell in rows[column.name].items():
            row = int(str(number))
            if cell == "":
                if column.required:
                    yield Problem("blank", file, row, column.name)
                continue
            if len(cell) > CELL_MAX // 2 and len(cell.encode("utf-16-le", "surrogatepass")) > 2 * CELL_MAX:
                yield Problem("too_long", file, row, column.name, detail=str(CELL_MAX))
                continue
            for value in split_list(cell) if column.is_list else [cell]:
                found = check_value(column, value) or references.problem(column, value)
                if found:
                    yield Problem(found[0], file, row, column.name, value, found[1])


def _check_keys(tables: Tables) -> Iterator[Problem]:
    entities = {table.name for table in ENTITY_TABLES}
    seen: set[str] = set()
    for table in TABLES.values():
        rows, key = tables[table.name], list(table.primary_key)
        repeated = rows.duplicated(key)
        if table.name in entities:
            repeated |= rows[key[0]].isin(seen)
            seen |= set(rows[key[0]])
        for number in rows.index[repeated]:
            value = table.write_key(rows.loc[number])
            yield Problem("duplicate", f"{table.name}.csv", int(number), ", ".join(key), value)


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


def _check_positions(tables: Tables, districts: gpd.GeoDataFrame) -> Iterator[Problem]:
    shapes = dict(zip(districts["adcode"], districts.geometry, strict=True))
    parents = dict(zip(tables["areas"]["area_id"], tables["areas"]["parent_ids"].map(split_list), strict=True))
    for name in ("areas", *(table.name for table in ENTITY_TABLES)):
        for number, row in tables[name].iterrows():
            line = int(str(number))
            given = [bool(row[column]) for column in POSITION_COLUMNS]
            pinned = row["precision_code"] in PINNED
            if not (all(given) if pinned else given[0] is given[1] is False):
                yield Problem("half_position", f"{name}.csv", line, ", ".join(POSITION_COLUMNS))
            area = row["area_id"] if "area_id" in row.index else ""
            if name == "areas":
                area = row["parent_ids"]
            within = [
                shapes[one] for part in split_list(area) for one in (part, *parents.get(part, [])) if one in shapes
            ]
            if not (pinned and all(given) and within) or row["position_note_en"].startswith("Outside its area:"):
                continue
            try:
                point = shapely.Point(float(row["longitude"]), float(row["latitude"]))
            except ValueError:
                continue
            if not any(shape.covers(point) for shape in within):
                yield Problem(
                    "outside_area",
                    f"{name}.csv",
                    line,
                    "longitude, latitude",
                    f"{row['longitude']}, {row['latitude']}",
                    area,
                )


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
    """Check that the map and the table of areas know the same districts."""
    areas = tables["areas"]
    own = (areas["kind_code"] == "district") & areas["area_id"].str.startswith(BEIJING_PREFIX)
    listed, drawn = set(areas.loc[own, "area_id"]), set(districts["adcode"])
    for adcode in sorted(listed - drawn):
        yield Problem("bad_geometry", "districts.geojson", value=adcode, detail="adcode")
    for adcode in sorted(drawn - listed):
        yield Problem("dangling", "districts.geojson", column="adcode", value=adcode, detail="areas.area_id")


def check_tables(tables: Tables, districts: gpd.GeoDataFrame, unread: Collection[str] = ()) -> list[Problem]:
    """Check all tables; return every problem, in the order of tables and rows.

    Parameters
    ----------
    tables
        Text tables by name, as `read_text_table` gives them.
    districts
        `adcode` and polygons, EPSG:4326.
    unread
        Names of tables and geometries that could not be read: what refers to them is not judged.
    """
    references = References(tables, unread)
    problems = [problem for table in TABLES.values() for problem in _check_cells(table, tables[table.name], references)]
    problems += _check_keys(tables)
    if "locators" not in unread:
        problems += _check_locators(tables)
    if not unread:
        problems += _check_named_rows(tables)
    if "target_counts" not in unread:
        problems += _check_counted(tables["target_counts"])
    if not {"areas", "districts"} & set(unread):
        problems += _check_cycles(tables["areas"])
        problems += _check_districts(tables, districts)
        problems += _check_positions(tables, districts)
    order = {f"{name}.csv": number for number, name in enumerate(TABLES)}
    return sorted(problems, key=lambda problem: (order.get(problem.file, -1), problem.row or 0))
