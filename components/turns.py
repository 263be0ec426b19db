"""Let runs of pages compute one after the other, in the order in which they were asked for.

Python computes in one thread at a time. Of many that compute at once all are late, and changing between them
takes as long as the pages; one after the other, each is done as early as it can be. Whoever asks without a pause
comes after the others: they would take nearly all turns.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from components.streamlit_internals import find_session

PATIENCE_SECONDS = 1.0  # a run that takes longer holds up nobody else
HASTY_TURNS, HASTY_SECONDS = 8, 10.0  # so many in so long are more than a reader takes
MOST_KNOWN = 4096  # sessions whose last turns are remembered


class Turns:
    """A queue in which each waits until the one before it is done, or has taken too long."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._gate = Lock()
        self._waiting: dict[Event, str] = {}  # in the order of asking: who asks
        self._begun: dict[Event, float] = {}  # of those that compute, when they began
        self._served: dict[str, deque[float]] = {}  # when each one's last turns began; who had none for longest first

    @contextmanager
    def take(self, who: str = "") -> Iterator[None]:
        """Wait for one's turn, and give it on in the end.

        Parameters
        ----------
        who
            Whose turn it is: one who has had many of late comes after those who have not.
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
            if is_busy or self._find_next(now) is not called:
                return False
            self._note(self._waiting.pop(called), now)
            self._begun[called] = now
            return True

    def _find_next(self, now: float) -> Event | None:
        """Find who asked first of those who are not hasty; only where all are, of those."""
        calm = (called for called, who in self._waiting.items() if not self._is_hasty(who, now))
        return next(calm, next(iter(self._waiting), None))

    def _is_hasty(self, who: str, now: float) -> bool:
        last = self._served.get(who)
        return last is not None and len(last) == HASTY_TURNS and now - last[0] < HASTY_SECONDS

    def _note(self, who: str, now: float) -> None:
        last = self._served.pop(who, None) or deque[float](maxlen=HASTY_TURNS)
        last.append(now)
        self._served[who] = last
        if len(self._served) > MOST_KNOWN:
            del self._served[next(iter(self._served))]

    def _call_next(self) -> None:
        called = self._find_next(time.monotonic())
        if called:
            called.set()


_TURNS = Turns()


count_waiting = _TURNS.count_waiting


@contextmanager
def take_turn() -> Iterator[None]:
    """Wait for the turn of the session whose page runs."""
    with _TURNS.take(find_session()):
        yield
