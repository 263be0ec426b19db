"""Let runs of pages compute one after the other: first whoever has waited longest for a run of theirs.

Python computes in one thread at a time. Of many that compute at once all are late, and changing between them
takes as long as the pages; one after the other, each is done as early as it can be. In the mere order of asking,
one visitor who asks without a pause would take nearly all turns.
"""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from components.streamlit_internals import find_session

PATIENCE_SECONDS = 1.0  # a run that takes longer holds up nobody else
MOST_KNOWN = 4096  # sessions whose last turn is remembered


class Turns:
    """A queue in which each waits until the one before it is done, or has taken too long."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._gate = Lock()
        self._waiting: dict[Event, str] = {}  # in the order of asking: who asks
        self._begun: dict[Event, float] = {}  # of those that compute, when they began
        self._served: dict[str, int] = {}  # number of each one's last turn, the oldest first
        self._numbers = itertools.count(1)

    @contextmanager
    def take(self, who: str = "") -> Iterator[None]:
        """Wait for one's turn, and give it on in the end.

        Parameters
        ----------
        who
            Whose turn it is: of two that wait, the one whose last turn is longer ago comes first.
        """
        called = Event()
        with self._gate:
            self._waiting[called] = who
        while not self._begin(called):
            called.wait(self._patience)  # who is not called looks for itself: the one before may take too long
            called.clear()
        try:
            yield
        finally:
            with self._gate:
                del self._begun[called]
                self._call_next()

    def count_waiting(self) -> int:
        """Count those who wait for their turn."""
        return len(self._waiting)

    def _begin(self, called: Event) -> bool:
        """Begin if it is one's turn."""
        with self._gate:
            now = time.monotonic()
            is_busy = any(now - begun < self._patience for begun in self._begun.values())
            if is_busy or self._find_next() is not called:
                return False
            self._note(self._waiting.pop(called))
            self._begun[called] = now
            return True

    def _find_next(self) -> Event | None:
        """Find whose last turn is longest ago; of those who have had none, the one who asked first."""
        return min(self._waiting, key=lambda called: self._served.get(self._waiting[called], 0), default=None)

    def _note(self, who: str) -> None:
        self._served.pop(who, None)
        self._served[who] = next(self._numbers)
        if len(self._served) > MOST_KNOWN:
            del self._served[next(iter(self._served))]

    def _call_next(self) -> None:
        called = self._find_next()
        if called:
            called.set()


_TURNS = Turns()


count_waiting = _TURNS.count_waiting


@contextmanager
def take_turn() -> Iterator[None]:
    """Wait for the turn of the session whose page runs."""
    with _TURNS.take(find_session()):
        yield
