"""Check single values against their column: type, range, length, form, and characters that no screen can show."""

import datetime as dt
import re

from atlas.store.schema import FIRST_YEAR, LAST_YEAR, MOST_DIGITS, Column

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
FIRST_DAY = "-01-01"  # completes a partial date, so that the calendar can judge it
# C0 and C1 controls, lone surrogates, bidirectional and zero-width marks, breaks of line and paragraph, tags and
# what is no character: they turn or hide text, or a file cannot hold them
INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
INTEGER, NUMBER = re.compile(r"-?[0-9]{1,15}"), re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,12})?")


def _number_problem(column: Column, value: str) -> tuple[str, str] | None:
    whole = column.type == "integer"
    if not (INTEGER if whole else NUMBER).fullmatch(value):
        return ("not_integer" if whole else "not_number"), ""
    if len(value.strip("-").replace(".", "").lstrip("0")) > MOST_DIGITS:
        return "too_many_digits", str(MOST_DIGITS)
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
    """Tell whether a text is a partial ISO date of these times: a year, a month or a day that exists."""
    return _date_problem(value) is None


def _date_problem(value: str) -> tuple[str, str] | None:
    if not _stands_in_calendar(value):
        return "not_date", ""
    # a page offers every month between the first and the last
    if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        return "far_date", f"{FIRST_YEAR} – {LAST_YEAR}"
    return None


def _stands_in_calendar(value: str) -> bool:
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
    elif column.type == "date":
        found = _date_problem(value)
    return found or _text_problem(column, value)


def split_list(value: str) -> list[str]:
    """Split a list cell at its semicolons."""
    return value.split(";") if value else []
