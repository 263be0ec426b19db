"""Say what a filter leaves out: each condition's name and value, in words and as the URL has it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from atlas.language.i18n import format_date, mark, translate
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.filter import SINGLE, Filter
from atlas.store.snapshot import Snapshot

TITLES = {
    **{name: dimension.title for name, dimension in DIMENSIONS.items()},
    "q": mark("Part of a name"),
    "near": mark("Round a place"),
    "km": mark("Radius, kilometres"),
    "from": mark("From date"),
    "to": mark("To date"),
}
DATES = ("from", "to")


@dataclass(frozen=True)
class Condition:
    """One value of a filter that is set.

    Attributes
    ----------
    name
        As in the URL.
    title, word
        Name and value in the reader's language.
    value
        Code, id, number or date, as in the URL.
    """

    name: str
    title: str
    word: str
    value: str


def say_value(snapshot: Snapshot, name: str, value: str, lang: str) -> str:
    """Say a condition's value in a language, as plain text."""
    if name in DIMENSIONS:
        return DIMENSIONS[name].say(snapshot, value, lang)
    if name == "near":
        return snapshot.name(value, lang)
    return format_date(value, lang) if name in DATES else value


def list_values(filter: Filter) -> list[tuple[str, str]]:
    """List name and value, as in the URL, of all that leaves rows out."""
    values = [(name, value) for name, chosen in filter.chosen for value in chosen]
    values += [(name, getattr(filter, field)) for name, field in SINGLE.items()]
    return [(name, value) for name, value in values if value]


def list_names(filter: Filter) -> list[str]:
    """List the conditions that are set, each once, by name in the URL; the radius goes with its place."""
    return [name for name in dict.fromkeys(name for name, _ in list_values(filter)) if name != "km"]


def list_conditions(snapshot: Snapshot, filter: Filter, lang: str) -> list[Condition]:
    """List every value that is set, in the order of the URL's names; none if nothing is narrowed."""
    return [
        Condition(name, translate(lang, TITLES[name]), say_value(snapshot, name, value, lang), value)
        for name, value in list_values(filter)
    ]


def drop_condition(filter: Filter, name: str) -> Filter:
    """Take a condition away, with what means nothing without it."""
    if name in DIMENSIONS:
        return filter.without(name)
    return replace(filter, **{SINGLE[name]: ""})  # type: ignore[arg-type]  # these attributes are text


def count_each_without(filter: Filter, count: Callable[[Filter], int]) -> dict[str, int]:
    """Count what there would be if one condition were taken away, for each that is set, by name in the URL."""
    return {name: count(drop_condition(filter, name)) for name in list_names(filter)}
