"""Check that a row says no more than what it quotes: ranks, qualifiers, groups, numbers, levels of policies."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from atlas.errors import Problem
from atlas.store.schema import CODES, ENTITY_TABLES, TABLES
from atlas.store.values import split_list

NUMBER = re.compile(r"\d+(?:\.\d+)?")
CHINESE_NUMBER = re.compile(
    r"[一二两三四五六七八九]?百?[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
)
DIGITS = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}
UNITS = "家个项款种例所人次位年月条%万亿元美"  # what may stand between a number and the word behind it
BEFORE = 6  # characters between a word and the number that it qualifies
FIGURES = (  # table, column of the figure, of its qualifier
    ("market_size", "value", "qualifier_code"),
    ("pipeline_counts", "count", "qualifier_code"),
    ("indicators", "value", "qualifier_code"),
    ("policy_measures", "amount", "qualifier_code"),
    ("policy_measures", "rate_pct", "rate_qualifier_code"),
    ("financings", "amount", "qualifier_code"),
)
TOLD = "description_zh"
SOURCE = "source_id"
OURS = ("description", "note", "condition")  # parts of the names of columns in our own words
PRINTED = "as_printed"
# columns whose words a row shares with what it quotes: names, dates and years are told beside it
BESIDE = re.compile(r"name_zh|aliases|target|(.*_)?date|.*_year|" + PRINTED)
Tables = Mapping[str, pd.DataFrame]
Rows = list[tuple[int, dict[str, str]]]
Read = Mapping[str, Rows]


def check_claims(tables: Tables) -> Iterator[Problem]:
    """Check every table for what a row says beyond its quotation."""
    read = {name: _read(rows) for name, rows in tables.items()}
    for check in (_check_scopes, _check_qualifiers, _check_groups, _check_levels, _check_numbers):
        yield from check(read)


def _read(rows: pd.DataFrame) -> Rows:
    """Give line and cells of each row; column by column, since single cells are slow to get."""
    names = [str(name) for name in rows.columns]
    cells = zip(*(rows[name].tolist() for name in names), strict=True)
    return [
        (int(line), dict(zip(names, own, strict=True))) for line, own in zip(rows.index.tolist(), cells, strict=True)
    ]


def _check_scopes(read: Read) -> Iterator[Problem]:
    """Check that a rank is within an area whose words are quoted, if any are: “in the country” is not worldwide."""
    words = {area["area_id"]: split_list(area["scope_words"]) for _, area in read["areas"]}
    for line, row in read["rankings"]:
        named = [area for area, own in words.items() if any(word in row[PRINTED] for word in own)]
        if row["scope_area_id"] and named and row["scope_area_id"] not in named:
            yield Problem("rank_scope", "rankings.csv", line, "scope_area_id", row["scope_area_id"], row[PRINTED])


def _check_qualifiers(read: Read) -> Iterator[Problem]:
    """Check that a word right beside the quoted number (“more than”, “about”) is that of the row's qualifier."""
    words = {
        word: row["code"]
        for _, row in read[CODES.name]
        if row["vocabulary"] == "qualifier"
        for word in split_list(row["printed_words"])
    }
    for name, figure, qualifier in FIGURES:
        for line, row in read[name]:
            found = {words[word] for word in words if _qualifies(word, row[PRINTED], row[figure])}
            if row[qualifier] and found and row[qualifier] not in found:
                yield Problem("qualifier", f"{name}.csv", line, qualifier, row[qualifier], row[PRINTED])


def _qualifies(word: str, printed: str, value: str) -> bool:
    """Tell whether a word stands beside the value's number; beside any, where the value is printed in other units."""
    numbers = list(NUMBER.finditer(printed))
    own = [one for one in numbers if one[0] == value.removesuffix(".0")] or numbers
    before, behind = re.compile(rf"{word}[^\d，。；、,;]{{0,{BEFORE}}}$"), re.compile(rf"[{UNITS}]*{word}")
    return any(before.search(printed[: one.start()]) or behind.match(printed[one.end() :]) for one in own)


def _check_groups(read: Read) -> Iterator[Problem]:
    """Check that nobody is given a therapy that the same place of the source names only for a group it belongs to."""
    said = {
        (member, row["modality_code"], row["source_id"], row["locator"])
        for _, row in read["mentions"]
        for member in split_list(row["entity_ids"])
    }
    for table in ENTITY_TABLES:
        for line, row in read[table.name]:
            for code in split_list(row["modality_codes"]):
                if (row["entity_id"], code, row["source_id"], row["locator"]) in said:
                    yield Problem("group_claim", f"{table.name}.csv", line, "modality_codes", code, row["locator"])


def _check_levels(read: Read) -> Iterator[Problem]:
    """Check that a policy's area is of a kind that its level of government can reach."""
    codes = [row for _, row in read[CODES.name] if row["vocabulary"] == "policy_level"]
    reach = {row["code"]: split_list(row["area_kind_codes"]) for row in codes}
    kinds = {row["area_id"]: row["kind_code"] for _, row in read["areas"]}
    for line, row in read["policies"]:
        allowed, kind = reach.get(row["level_code"]), kinds.get(row["area_id"])
        if allowed and kind and kind not in allowed:
            yield Problem("level", "policies.csv", line, "level_code", row["level_code"], kind)


def _check_numbers(read: Read) -> Iterator[Problem]:
    """Check that each number of a description is printed in what the atlas quotes of its sources."""
    quoted, further = _gather_quoted(read), _gather_further(read)
    for name, table in TABLES.items():
        for line, row in read[name] if {TOLD, SOURCE} <= {*table.column_names} else ():
            sources = [row[SOURCE], *further.get((name, table.write_key(row)), [])]
            told = " ".join(cell for column, cell in row.items() if not any(part in column for part in OURS))
            known = _find_numbers(told).union(*(quoted.get(source, ()) for source in sources))
            for number in NUMBER.findall(row[TOLD]):
                if _trim(number) not in known:
                    yield Problem("unprinted_number", f"{name}.csv", line, TOLD, number, ", ".join(sources))


def _gather_quoted(read: Read) -> dict[str, set[str]]:
    """Gather the numbers that are quoted of each source, in any row, and those of its date."""
    quoted = {row[SOURCE]: _find_numbers(row["published_date"]) for _, row in read["sources"]}
    for name, table in TABLES.items():
        for _, row in read[name] if {PRINTED, SOURCE} <= {*table.column_names} else ():
            beside = " ".join(cell for column, cell in row.items() if BESIDE.fullmatch(column))
            quoted.setdefault(row[SOURCE], set()).update(_find_numbers(beside))
    return quoted


def _gather_further(read: Read) -> dict[tuple[str, str], list[str]]:
    """Gather the further sources of rows, by table and key."""
    further: dict[tuple[str, str], list[str]] = {}
    for _, row in read["evidence"]:
        further.setdefault((row["table"], row["row_id"]), []).append(row[SOURCE])
    return further


def _find_numbers(text: str) -> set[str]:
    """Find the numbers of a text, those in Chinese numerals too, without leading zeros."""
    return {_trim(number) for number in (*NUMBER.findall(text), *map(_read_chinese, CHINESE_NUMBER.findall(text)))}


def _trim(number: str) -> str:
    return number.lstrip("0") or "0"


def _read_chinese(numeral: str) -> str:
    """Read a Chinese numeral below a thousand: 二十 is 20."""
    hundreds, is_hundred, rest = numeral.rpartition("百")
    tens, is_ten, ones = rest.rpartition("十")
    value = 100 * int(DIGITS.get(hundreds, "1")) * bool(is_hundred)
    value += 10 * int(DIGITS.get(tens, "1")) * bool(is_ten)
    return str(value + int(DIGITS.get(ones, "0")))
