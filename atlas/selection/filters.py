"""Say what a selection leaves out: each filter's name and value, in words and as the URL has it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from atlas.language.i18n import format_date, mark, translate
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.selection import SINGLE, Selection
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
GO_TOGETHER = {"near": ("near", "km")}  # taken away together


@dataclass(frozen=True)
class Filter:
    """One value that is set.

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
    """Say a filter's value in a language, as plain text."""
    if name in DIMENSIONS:
        return DIMENSIONS[name].say(snapshot, value, lang)
    if name == "near":
        return snapshot.name(value, lang)
    return format_date(value, lang) if name in DATES else value


def list_values(selection: Selection) -> list[tuple[str, str]]:
    """List name and value, as in the URL, of all that leaves rows out."""
    values = [(name, value) for name, chosen in selection.chosen for value in chosen]
    values += [(name, getattr(selection, field)) for name, field in SINGLE.items() if name in TITLES]
    return [(name, value) for name, value in values if value]


def list_names(selection: Selection) -> list[str]:
    """List the filters that are set, each once, by name in the URL; the radius goes with its place."""
    return [name for name in dict.fromkeys(name for name, _ in list_values(selection)) if name != "km"]


def list_filters(snapshot: Snapshot, selection: Selection, lang: str) -> list[Filter]:
    """List every value that is set, in the order of the URL's names; none if nothing is narrowed."""
    return [
        Filter(name, translate(lang, TITLES[name]), say_value(snapshot, name, value, lang), value)
        for name, value in list_values(selection)
    ]


def drop_filter(selection: Selection, name: str) -> Selection:
    """Take a filter away, with what means nothing without it."""
    if name in DIMENSIONS:
        return selection.without(name)
    fields = {SINGLE[one]: "" for one in GO_TOGETHER.get(name, (name,))}
    return replace(selection, **fields)  # type: ignore[arg-type]  # these fields are text


def count_each_without(selection: Selection, count: Callable[[Selection], int]) -> dict[str, int]:
    """Count what there would be if one filter were taken away, for each that is set, by name in the URL."""
    return {name: count(drop_filter(selection, name)) for name in list_names(selection)}
