"""Running text with its emphasis, as whoever draws it needs it: HTML on the page, runs on a slide."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a piece of text stands out."""

    PLAIN = ""
    STRONG = "strong"
    BIG = "big"  # the figure that a cell is about
    VERB = "verb"  # what ties two names
    SMALL = "small"
    UNKNOWN = "unknown"  # stands where a document says nothing


@dataclass(frozen=True)
class Span:
    """A piece of text in one look."""

    text: str
    look: Look = Look.PLAIN


Line = tuple[Span, ...]
BREAK = Span("\n")


def join(*pieces: Span | str) -> Line:
    """Make a line of pieces; a bare text is plain, a blank one is left out."""
    spans = (Span(one) if isinstance(one, str) else one for one in pieces)
    return tuple(one for one in spans if one.text)


def read_plainly(lines: Iterable[Line]) -> str:
    """Give lines as plain text."""
    return "\n".join("".join(span.text for span in line) for line in lines)
