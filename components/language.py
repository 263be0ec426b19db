"""The language that is spoken: settled once for each run of a page, and by whoever prepares something in another."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NONE = "none"  # while something is prepared that serves readers of every language
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="")  # a script run has a context of its own


def settle_spoken(lang: str) -> None:
    """Speak a language from here to the end of the run."""
    _SPOKEN.set(lang)


def read_spoken() -> str:
    """Give the language that is spoken; blank if none is settled yet.

    Raises
    ------
    RuntimeError
        While something is prepared that says not in which language it is: kept, it would reach readers of the other.
    """
    lang = _SPOKEN.get()
    if lang == NONE:
        message = "what is remembered without a language says something in one"
        raise RuntimeError(message)
    return lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak a language meanwhile."""
    token = _SPOKEN.set(lang)
    try:
        yield
    finally:
        _SPOKEN.reset(token)
