"""Every name that the search knows, with all the ways to type it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from atlas.language.i18n import LANGUAGES
from atlas.language.pinyin import has_han, read_aloud, squeeze
from atlas.selection.dimensions import beijing_areas
from atlas.selection.focus import list_holders
from atlas.store.snapshot import Snapshot, say_name

IN_BRACKETS = re.compile(r"\((\w+)\)")  # a short name behind the long one: Yizhuang (BDA)
ANY_LANG = ""  # of a name that is no one language's own
LONGEST_PART = 30  # letters; of a longer name not a part is compared, but the whole, which is quicker
Texts = dict[int, str]


@dataclass(frozen=True)
class Entry:
    """Something to be found; `shown` is its name by language, the others as in `atlas.search.find.Hit`."""

    target: str
    shown: dict[str, str]
    vocabulary: str
    code: str
    group: int


@dataclass(eq=False)
class SearchIndex:
    """Every name that can be found; `names` and `owners` have one item a name, and the number of a name is its place.

    `folded` (by language), `sounds` and `initials` hold what can be typed, by the number of the name: each way between
    line breaks, so that plain string tests tell equal, beginning and inside apart. `short` and `long` hold the
    likeliest way of each name, for typing errors.
    """

    entries: list[Entry] = field(default_factory=list)
    order: dict[str, list[int]] = field(default_factory=dict)  # by language: each entry's place among all
    owners: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    folded: dict[str, Texts] = field(default_factory=lambda: {lang: {} for lang in (ANY_LANG, *LANGUAGES)})
    sounds: Texts = field(default_factory=dict)
    initials: Texts = field(default_factory=dict)
    short: Texts = field(default_factory=dict)
    long: Texts = field(default_factory=dict)

    def add(self, entry: Entry, names: dict[str, str]) -> None:
        """Add something with all its names, each with its language."""
        for name, lang in names.items():
            text = squeeze(name)
            if not text:
                continue
            number, key = len(self.names), text
            self.folded[lang][number] = _lines(text)
            if has_han(text):
                sounds, initials = read_aloud(text)
                self.sounds[number], self.initials[number], key = _lines(*sounds), _lines(*initials), sounds[0]
            (self.short if len(key) <= LONGEST_PART else self.long)[number] = key
            self.owners.append(len(self.entries))
            self.names.append(name)
        self.entries.append(entry)


def _lines(*texts: str) -> str:
    return "\n".join(("", *texts, ""))


def build_index(snapshot: Snapshot) -> SearchIndex:
    """Gather every name of Beijing's areas and entities and of their products."""
    index, words = SearchIndex(), snapshot.vocabulary
    kinds = [(vocabulary, code) for vocabulary in ("area_kind", "entity_kind") for code in words.codes(vocabulary)]
    groups = {kind: number for number, kind in enumerate(kinds)}
    for table, key, vocabulary in (
        (beijing_areas(snapshot), "area_id", "area_kind"),
        (snapshot.entities, "entity_id", "entity_kind"),
    ):
        for row in table.to_dict("records"):
            kind = (vocabulary, row["kind_code"])
            index.add(Entry(row[key], _shown(row), *kind, groups[kind]), _names(row))
    for product in list_holders(snapshot):
        found = snapshot.find_row("products", product)
        index.add(Entry(product, _shown(found), "modality", found["modality_code"], len(groups)), _names(found))
    for lang in LANGUAGES:
        index.order[lang] = _rank(index.entries, lang)
    return index


def _shown(row: Mapping[Any, Any]) -> dict[str, str]:
    return {lang: say_name(row, lang) for lang in LANGUAGES}


def _names(row: Mapping[Any, Any]) -> dict[str, str]:
    """Give every name of a row with its language; the Chinese ones are everyone's."""
    others = [row["name_zh"], row.get("full_name_zh", ""), *row["aliases"], *IN_BRACKETS.findall(row["name_en"])]
    # of a product also what it aims at and treats: that is how it is asked for
    aims = {row.get("target", ""): ANY_LANG, row.get("indication_zh", ""): ANY_LANG, row.get("indication_en", ""): "en"}
    return {**aims, row["name_en"]: "en"} | dict.fromkeys(filter(None, others), ANY_LANG)


def _rank(entries: list[Entry], lang: str) -> list[int]:
    ordered = sorted(range(len(entries)), key=lambda one: (entries[one].group, entries[one].shown[lang]))
    places = [0] * len(entries)
    for place, one in enumerate(ordered):
        places[one] = place
    return places
