"""Keep the last sound snapshot of a store, and look out for a newer one beside those who read it."""

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from atlas.errors import DataError, Problem
from atlas.store.snapshot import Snapshot
from atlas.store.store import Store, build_snapshot

LOG = logging.getLogger("atlas")
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Trouble:
    """Why the data as they now stand are not shown.

    Attributes
    ----------
    problems
        All that is wrong with them.
    since
        When that was first seen, local time.
    incident
        Number under which the log tells it.
    """

    problems: tuple[Problem, ...]
    since: dt.datetime
    incident: str


class Watch:
    """What is shown of a store: its last sound version.

    A thread asks the store four times a second whether it has changed. Then the data are read and,
    if their content is new, checked once, however many ask meanwhile; they go on with the version before.

    Parameters
    ----------
    store
        Keeps the data.
    settle
        Called with each new snapshot before it is shown, in the thread that looks.
    """

    def __init__(self, store: Store, settle: Callable[[Snapshot], None] = lambda _: None) -> None:
        self.store = store
        self.trouble: Trouble | None = None
        self._settle = settle
        self._snapshot: Snapshot | None = None
        self._known: WeakValueDictionary[str, Snapshot] = WeakValueDictionary()
        self._version = ""
        self._looking = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def give_snapshot(self) -> Snapshot:
        """Give the last sound snapshot; `DataError` if there has been none."""
        if self._snapshot is None and self.trouble is None:
            self.look()  # the very first visitors wait for the one who reads
        snapshot, trouble = self._snapshot, self.trouble
        if snapshot is None:
            assert trouble is not None  # noqa: S101 - a look leaves one of the two
            raise DataError(trouble.problems)
        return snapshot

    def find_snapshot(self, snapshot_id: str) -> Snapshot | None:
        """Find a snapshot that is shown or that somebody still holds; None if there is none."""
        return self._known.get(snapshot_id)

    def start(self) -> None:
        """Look out from now on, until `stop`."""
        with self._looking:
            if self._thread is None:
                self._thread = threading.Thread(target=self._look_out, name="data watch", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Look out no longer."""
        self._stopped.set()

    def _look_out(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            self.look()

    def look(self) -> None:
        """Look at the store now; take its content up if it is new and sound, else remember what is wrong."""
        with self._looking:
            if self._version and not self.store.has_changed():
                return
            reading = self.store.read()
            if reading.version == self._version:
                return
            self._version = reading.version
            try:
                known = self._known.get(reading.snapshot_id)
                snapshot = build_snapshot(reading)
                # whoever still shows this content must share it, or one number would have two sources
                snapshot = known or snapshot
                self._settle(snapshot)
            except DataError as error:
                self._tell(error.problems, error)
            except Exception as error:  # noqa: BLE001 - what we did not foresee must not end the watch
                self._tell((Problem("not_understood", self.store.name),), error)
            else:
                self._known[snapshot.snapshot_id] = snapshot
                self._snapshot, self.trouble = snapshot, None
                for other in list(self._known.values()):
                    if other is not snapshot:
                        other.forget()

    def _tell(self, problems: tuple[Problem, ...], error: Exception) -> None:
        since = self.trouble.since if self.trouble else dt.datetime.now().astimezone()
        self.trouble = Trouble(tuple(problems), since, secrets.token_hex(4))
        LOG.error("incident %s: the data are not shown as they now stand", self.trouble.incident, exc_info=error)
