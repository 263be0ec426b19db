"""Let runs of pages compute one after the other, in the order in which they were asked for.

Python computes in one thread at a time. Of many that compute at once all are late, and changing between them
takes as long as the pages; one after the other, each is done as early as it can be.
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

PATIENCE_SECONDS = 1.0  # a run that takes longer holds up nobody else


class Turns:
    """A queue in which each waits until the one before it is done, or has taken too long."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._gate = Lock()
        self._waiting: deque[Event] = deque()
        self._begun: dict[Event, float] = {}  # of those that compute, when they began

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn, and give it on in the end."""
        called = Event()
        with self._gate:
            self._waiting.append(called)
        while not self._begin(called):
            called.wait(self._patience)  # who is not called looks for itself: the one before may take too long
            called.clear()
        try:
            yield
        finally:
            with self._gate:
                del self._begun[called]
                self._call_next()

    def _begin(self, called: Event) -> bool:
        """Begin if it is one's turn."""
        with self._gate:
            now = time.monotonic()
            if self._waiting[0] is not called or any(now - begun < self._patience for begun in self._begun.values()):
                return False
            self._waiting.popleft()
            self._begun[called] = now
            return True

    def _call_next(self) -> None:
        if self._waiting:
            self._waiting[0].set()


take_turn = Turns().take
