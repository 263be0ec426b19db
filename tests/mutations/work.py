"""What a process of the whole run does: judge cases, show a batch; records go into the journal."""

import logging
import time
from functools import cache
from typing import Any

from tests.mutations.batches import judge, show_batch
from tests.mutations.cases import Case, list_cases

Record = dict[str, Any]


@cache
def cases() -> dict[str, Case]:
    """Give every case by its name."""
    return {case.name: case for case in list_cases()}


def judge_all(names: list[str]) -> list[Record]:
    """Judge cases; a record each."""
    verdicts = [judge(cases()[name]) for name in names]
    return [{"case": one.name, "refused": one.refused, "touched": sorted(one.touched)} for one in verdicts]


def show_all(names: list[str], *, sample: int = 1) -> list[Record]:
    """Show a batch of cases; a record for each version that it took."""
    logging.disable(logging.WARNING)  # Streamlit says in each run that there is no browser
    started = time.monotonic()
    shown = show_batch([cases()[name] for name in names], sample=sample)
    took = time.monotonic() - started
    return [{"shown": own, "batch": names[0], "seconds": round(took), **vars(one)} for own, one in shown] or [
        {"shown": [], "batch": names[0], "seconds": round(took)}
    ]
