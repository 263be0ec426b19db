"""Find Beijing's areas, entities and products by name, pinyin, initials or English, with typing errors."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from atlas.language.pinyin import has_han, read_aloud, squeeze
from atlas.search.index import ANY_LANG, SearchIndex, Texts

LIMIT = 12
MOST_QUERY = 60  # characters
MOST_ROWS = 200  # of typing errors looked at
INSIDE = 2  # grade of a match in the middle
SHORTEST_INSIDE = 3  # letters of pinyin; fewer lie in the middle of everything
SHORTEST_FUZZY = 4  # letters; with fewer, everything is near
NEAR_PCT = 80  # how alike a name with a typing error must be
SHORTEST_KEY = 0.7  # of the query's length: a shorter name lies in anything
Match = tuple[float, int]  # how bad, and which of the index's names


@dataclass(frozen=True)
class Hit:
    """Something found.

    Attributes
    ----------
    target
        Id to select: of the area, entity or product.
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


def _likeliest(text: str) -> str:
    """Read a squeezed text aloud in its likeliest way."""
    return read_aloud(text)[0][0] if has_han(text) else text


def _scan(texts: Texts, query: str) -> Iterator[Match]:
    """Give which texts hold a query: 0 if it is one of their lines, 1 if a line begins so, 2 if it lies inside."""
    line, start = f"\n{query}\n", f"\n{query}"
    for number, text in texts.items():
        if query in text:
            yield (0 if line in text else 1 if start in text else INSIDE), number


def _by_name(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:
    for own, texts in index.folded.items():
        is_own = own in (ANY_LANG, lang)
        yield from (match for match in _scan(texts, query) if is_own or match[0] == 0)


def _by_initials(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    return _scan(index.initials, query) if not has_han(query) else ()


def _by_pinyin(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    matches = _scan(index.sounds, query)
    return matches if len(query) >= SHORTEST_INSIDE else (match for match in matches if match[0] < INSIDE)


def _by_other_language(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:
    for own, texts in index.folded.items():
        if own not in (ANY_LANG, lang):
            yield from _scan(texts, query)


def _by_homophone(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    """Match other characters of the same sound."""
    sound = _likeliest(query)
    return _scan(index.sounds, sound) if has_han(query) and len(sound) >= SHORTEST_FUZZY else ()


def _by_likeness(index: SearchIndex, query: str, lang: str) -> Iterable[Match]:  # noqa: ARG001 - one of the ways
    sound = _likeliest(query)
    if len(sound) < SHORTEST_FUZZY or any(character.isdigit() for character in sound):
        return  # another number is another thing, not a typing error
    for keys, scorer in ((index.short, fuzz.partial_ratio), (index.long, fuzz.ratio)):
        near = process.extract(sound, keys, scorer=scorer, processor=None, score_cutoff=NEAR_PCT, limit=MOST_ROWS)
        for key, score, number in near:
            if len(key) >= SHORTEST_KEY * len(sound):
                yield 100 - score, number


Way = Callable[[SearchIndex, str, str], Iterable[Match]]
WAYS: tuple[Way, ...] = (_by_name, _by_initials, _by_pinyin, _by_other_language)
FORGIVING: tuple[Way, ...] = (_by_homophone, _by_likeness)  # only where nothing is found: who typed a name means it


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
    for way in (*WAYS, *FORGIVING) if text else ():
        if len(found) >= limit or (found and way in FORGIVING):
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
