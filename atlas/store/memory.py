"""Remember what was prepared of a snapshot, on the snapshot itself: when nobody shows it any more, all of it goes."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from atlas.store.snapshot import Snapshot

KEEP = 16  # results of a function: fewer than the dimensions of choice would be prepared anew in every run
Asked = ParamSpec("Asked")
Given = TypeVar("Given")
Prepare = Callable[Concatenate[Snapshot, Asked], Given]


def remember(most: int = KEEP) -> Callable[[Prepare[Asked, Given]], Prepare[Asked, Given]]:
    """Remember a function's results by its further arguments, so many for each snapshot.

    The function's first argument is the snapshot; the others must be hashable. A result must not hold
    the snapshot, or neither would ever go: a garbage collection does not reach what was frozen.
    """

    def decorate(prepare: Prepare[Asked, Given]) -> Prepare[Asked, Given]:
        @wraps(prepare)
        def recall(snapshot: Snapshot, /, *asked: Asked.args, **named: Asked.kwargs) -> Given:
            kept = snapshot.kept.get(prepare)
            if kept is None:
                kept = snapshot.kept.setdefault(prepare, _keep(prepare, snapshot, most))
            return kept(*asked, **named)  # type: ignore[no-any-return]

        return recall

    return decorate


def _keep(prepare: Prepare[Asked, Given], snapshot: Snapshot, most: int) -> Callable[Asked, Given]:
    """Make the store of one function's results for one snapshot, which does not hold the snapshot in turn."""
    find = ref(snapshot)

    def prepare_anew(*asked: Asked.args, **named: Asked.kwargs) -> Given:
        held = find()
        assert held is not None  # noqa: S101 - whoever asks holds it
        return prepare(held, *asked, **named)

    return lru_cache(maxsize=most)(prepare_anew)  # type: ignore[return-value]
