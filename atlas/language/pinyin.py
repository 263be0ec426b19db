"""How Chinese names sound: every likely reading in pinyin without tones, and its initials."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice, product

from pypinyin import Style, lazy_pinyin, pinyin

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
PIECES = re.compile(f"([{HAN}]+)|[^{HAN}]+")
IS_HAN = re.compile(f"[{HAN}]")
READINGS = 2  # of a character; the rest are rare
DEVIATIONS = 2  # characters read otherwise than the dictionary reads the name
MOST = 12  # readings of one name
CHARACTERS = 10_000  # kept


def squeeze(text: str) -> str:
    """Fold width, case and accents, and drop all but letters and digits: `Yī Miào` and `yimiao` become one."""
    if text.isalnum() and text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def has_han(text: str) -> bool:
    """Tell whether a text holds a Chinese character."""
    return bool(IS_HAN.search(text))


@lru_cache(CHARACTERS)
def _read_character(character: str) -> tuple[str, ...]:
    """List a character's common readings; where one holds ü it is `v`, and `u` as some type it."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0][:READINGS]
    return (*found, *(reading.replace("v", "u") for reading in found if "v" in reading))


def _list_syllables(text: str) -> list[tuple[str, ...]]:
    """List the readings of each piece of a squeezed name, the likeliest first; what is not Chinese stays whole."""
    syllables: list[tuple[str, ...]] = []
    for piece in PIECES.finditer(text):
        if not piece[1]:
            syllables.append((piece[0],))
            continue
        # a character without a reading stands for itself
        likely = lazy_pinyin(piece[0], style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
        pairs = zip(piece[0], likely, strict=True)
        syllables += [tuple(dict.fromkeys((first, *_read_character(one)))) for one, first in pairs]
    return syllables


def _combine(syllables: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Join the syllables in every way, the likely ways first."""
    first = [options[0] for options in syllables]
    open_places = [place for place, options in enumerate(syllables) if len(options) > 1]
    for count in range(DEVIATIONS + 1):
        for places in combinations(open_places, count):
            for others in product(*(syllables[place][1:] for place in places)):
                read = first.copy()
                for place, other in zip(places, others, strict=True):
                    read[place] = other
                yield "".join(read)


def read_aloud(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give a squeezed name's likely readings and their initials.

    Parameters
    ----------
    text
        As `squeeze` leaves it.

    Returns
    -------
    sounds
        At most `MOST` readings, the likeliest first: `yimiaoshenzhou`.
    initials
        At most `MOST`: `ymsz`; what is not Chinese stays whole.
    """
    syllables = _list_syllables(text)
    pieces = PIECES.finditer(text)
    is_syllable = [bool(piece[1]) for piece in pieces for _ in (piece[1] or " ")]
    heads = [
        tuple(dict.fromkeys(option[0] for option in options)) if spoken else options
        for options, spoken in zip(syllables, is_syllable, strict=True)
    ]
    return tuple(islice(_combine(syllables), MOST)), tuple(islice(_combine(heads), MOST))
