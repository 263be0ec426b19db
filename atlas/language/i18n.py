"""What the screen says, per language: catalogues, numbers, amounts and dates."""

import datetime as dt
import gettext
import io
from functools import cache
from numbers import Integral
from pathlib import Path

from babel.dates import format_skeleton, get_month_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LOCALE = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES = ("zh", "en")
BABEL_LOCALES = {"zh": "zh_CN", "en": "en_GB"}
NO_CURRENCY = "unstated"
DIGITS = 9  # of an amount; more are the rounding of the machine
THIN_SPACE = "\u202f"
# unit code -> (currency code, yuan or dollars in one unit)
MONEY = {
    "cny_10k": ("cny", 1e4),
    "cny_100m": ("cny", 1e8),
    "usd_10k": ("usd", 1e4),
    "usd_100m": ("usd", 1e8),
    "unit_unstated_100m": (NO_CURRENCY, 1e8),
}
SCALES = {
    "zh": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"), (1, "")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1, "")),
}
CURRENCIES = {
    "zh": {"cny": "{}元", "usd": "{}美元", NO_CURRENCY: "{}（币种未注明）"},
    "en": {"cny": "CNY {}", "usd": "USD {}", NO_CURRENCY: "{} (currency not stated)"},
}


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    with (LOCALE / lang / "LC_MESSAGES" / "atlas.po").open("rb") as file:
        messages = read_po(file, locale=BABEL_LOCALES[lang])
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class _Count(int):
    """A whole number that knows its noun: `{count:row|rows}` in a text is the word for that many."""

    def __format__(self, spec: str) -> str:
        one, bar, more = spec.partition("|")
        return (one if self == 1 else more) if bar else super().__format__(spec)


def translate(lang: str, text: str, **values: object) -> str:
    """Say an English text in a language; `{names}` are filled in after, and `{name:one|more}` by how many they are."""
    said = _catalogue(lang).gettext(text) if text else ""
    if not values:
        return said
    return said.format(**{name: _Count(one) if isinstance(one, Integral) else one for name, one in values.items()})


def mark(text: str) -> str:
    """Mark a text that is translated where it is shown, so that the catalogues learn of it."""
    return text


def format_number(value: float, lang: str) -> str:
    """Write a number: thin spaces in English thousands, none in Chinese."""
    text = format_decimal(value, format="#,##0.####", locale="en")
    return text.replace(",", "" if lang == "zh" else THIN_SPACE)


def format_amount(value: float, unit_code: str, lang: str) -> str:
    """Write an amount of money in the reader's scale: 1.06万亿元, CNY 1.06 trillion.

    Parameters
    ----------
    value
        In the unit of `unit_code`, one of `MONEY`.
    """
    currency, size = MONEY[unit_code]
    total = float(f"{value * size:.{DIGITS}g}")
    scale, word = next(((s, w) for s, w in SCALES[lang] if total >= s), SCALES[lang][-1])
    return CURRENCIES[lang][currency].format(f"{format_number(round(total / scale, 6), lang)}{word}")


def format_date(text: str, lang: str) -> str:
    """Write a partial ISO date: 2024年3月, March 2024; blank stays blank."""
    parts = [int(part) for part in text.split("-")] if text else []
    if lang == "zh":
        return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
    words = [str(parts[2])] if len(parts) > 2 else []  # noqa: PLR2004 - year, month, day
    words += [str(get_month_names("wide", locale=BABEL_LOCALES[lang])[parts[1]])] if len(parts) > 1 else []
    return " ".join([*words, *(str(part) for part in parts[:1])])


def format_month(day: dt.date, lang: str, *, with_year: bool) -> str:
    """Write a day's month in short: 1月, Jan; with its year: 2024年1月, Jan 2024."""
    return str(format_skeleton("yMMM" if with_year else "MMM", day, locale=BABEL_LOCALES[lang]))
