"""Find Beijing's areas, entities and products by name, pinyin, initials or English, with typing errors."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from atlas.i18n import LANGUAGES
from atlas.pinyin import has_han, read_aloud, squeeze
from atlas.selection import beijing_areas
from atlas.store import Snapshot

ANY_LANG = ""  # of a name that is no one language's own
LIMIT = 12
MOST_QUERY = 60  # characters
MOST_ROWS = 200  # of typing errors looked at
SHORTEST_FUZZY = 4  # letters; with fewer, everything is near
NEAR_PCT = 80  # how alike a name with a typing error must be
LONGEST_PART = 30  # letters; of a longer name not a part is compared, but the whole, which is quicker
SHORTEST_KEY = 0.7  # of the query's length: a shorter name lies in anything
Texts = dict[int, str]
Match = tuple[float, int]  # how bad, and which of the index's names


@dataclass(frozen=True)
class Hit:
    """Something found.

    Attributes
    ----------
    target
        Id to select: the area or entity; of a product its owner, else its site.
    name
        As the reader's language shows it.
    vocabulary, code
        What it is; of a product, its modality.
    group
        Number of its kind; hits of a kind stand together.
    matched
        The name that fits the query where it is no part of the shown one; else blank.
    """

    target: str
    name: str
    vocabulary: str
    code: str
    group: int
    matched: str = ""


@dataclass(frozen=True)
class _Entry:
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

    entries: list[_Entry] = field(default_factory=list)
    order: dict[str, list[int]] = field(default_factory=dict)  # by language: each entry's place among all
    owners: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    folded: dict[str, Texts] = field(default_factory=lambda: {lang: {} for lang in (ANY_LANG, *LANGUAGES)})
    sounds: Texts = field(default_factory=dict)
    initials: Texts = field(default_factory=dict)
    short: Texts = field(default_factory=dict)
    long: Texts = field(default_factory=dict)

    def add(self, entry: _Entry, names: dict[str, str]) -> None:
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
            index.add(_Entry(row[key], _shown(row), *kind, groups[kind]), _names(row))
    here = set(snapshot.entities["entity_id"])
    for row in snapshot["products"].to_dict("records"):
        target = next((one for one in (row["owner_id"], row["site_id"]) if one in here), "")
        if target:
            index.add(_Entry(target, _shown(row), "modality", row["modality_code"], len(groups)), _names(row))
    for lang in LANGUAGES:
        index.order[lang] = _rank(index.entries, lang)
    return index


def _shown(row: dict[Any, Any]) -> dict[str, str]:
    return {lang: row[f"name_{lang}"] or row["name_zh"] for lang in LANGUAGES}


def _names(row: dict[Any, Any]) -> dict[str, str]:
    """Give every name of a row with its language; the Chinese ones are everyone's."""
    others = [row["name_zh"], row.get("full_name_zh", ""), *row["aliases"]]
    return {row["name_en"]: "en"} | dict.fromkeys(filter(None, others), ANY_LANG)


def _rank(entries: list[_Entry], lang: str) -> list[int]:
    ordered = sorted(range(len(entries)), key=lambda one: (entries[one].group, entries[one].shown[lang]))
    places = [0] * len(entries)
    for place, one in enumerate(ordered):
        places[one] = place
    return places


def _scan(texts: Texts, query: str) -> Iterator[Match]:
    """Give which texts hold a query: 0 if it is one of their lines, 1 if a line begins so, 2 if it lies inside."""
    line, start = f"\n{query}\n", f"\n{query}"
    for number, text in texts.items():
        if query in text:
            yield (0 if line in text else 1 if start in text else 2), number


def _by_name(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:
    for own, texts in index.folded.items():
        is_own = own in (ANY_LANG, lang)
        yield from (match for match in _scan(texts, query) if is_own or match[0] == 0)


def _by_initials(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    return _scan(index.initials, query) if not has_han(query) else ()


def _by_sound(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    """Match pinyin; Chinese that no name holds may be other characters of the same sound."""
    sound = read_aloud(query)[0][0] if has_han(query) else query
    return _scan(index.sounds, sound)


def _by_other_language(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:
    for own, texts in index.folded.items():
        if own not in (ANY_LANG, lang):
            yield from _scan(texts, query)


def _by_error(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    sound = read_aloud(query)[0][0] if has_han(query) else query
    if len(sound) < SHORTEST_FUZZY:
        return
    for keys, scorer in ((index.short, fuzz.partial_ratio), (index.long, fuzz.ratio)):
        near = process.extract(sound, keys, scorer=scorer, processor=None, score_cutoff=NEAR_PCT, limit=MOST_ROWS)
        for key, score, number in near:
            if len(key) >= SHORTEST_KEY * len(sound):
                yield 100 - score, number


WAYS: tuple[Callable[[SearchIndex, str, str], Iterable[Match]], ...] = (
    _by_name,
    _by_initials,
    _by_sound,
    _by_other_language,
)


def find(index: SearchIndex, query: str, lang: str, limit: int = LIMIT) -> list[Hit]:
    """Find what a reader may mean, the best first.

    Names that are equal, begin so or hold the query come first, then initials, pinyin and the other language's
    names; typing errors are looked for where nothing else is found. Within one way by kind, then by name.

    Returns
    -------
    hits
        At most `limit`; each kind stands together, where its best hit would.
    """
    text = squeeze(query[:MOST_QUERY])
    order, owners = index.order[lang], index.owners
    found: dict[int, int] = {}
    for way in (*WAYS, _by_error) if text else ():
        if len(found) >= limit or (found and way is _by_error):  # who typed a name means no other one
            break
        best: dict[int, tuple[float, int, int]] = {}
        for grade, row in way(index, text, lang):
            owner = owners[row]
            if owner not in found and (owner not in best or grade < best[owner][0]):
                best[owner] = (grade, order[owner], row)
        for _, _, row in sorted(best.values())[: limit - len(found)]:
            found[owners[row]] = row
    return _gather([_hit(index, row, lang) for row in found.values()])


def _hit(index: SearchIndex, row: int, lang: str) -> Hit:
    entry, name = index.entries[index.owners[row]], index.names[row]
    shown = entry.shown[lang]
    return Hit(entry.target, shown, entry.vocabulary, entry.code, entry.group, "" if name in shown else name)


def _gather(hits: list[Hit]) -> list[Hit]:
    """Bring the hits of a kind together without changing which comes first."""
    first: dict[int, int] = {}
    for place, hit in enumerate(hits):
        first.setdefault(hit.group, place)
    return sorted(hits, key=lambda hit: first[hit.group])
