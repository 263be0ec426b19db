"""Measure one app at one size: bytes, server time and memory over the WebSocket, pictures in Chromium."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.screen import watch
from benchmarks.servers import OURS, open_server
from tools.drive.server import Server
from tools.drive.sessions import Run, Visitor, visit
from tools.drive.walks import FILTERS, Filter, to_query

PAUSE_SECONDS = 0.05
WALK_SECONDS = 10  # a slow app walks only once
NEARLY_ALL = 0  # number of the filter that keeps nearly every synthetic entity


@dataclass
class Measured:
    """What one app cost at one size.

    Attributes
    ----------
    first
        The session's first run.
    reruns
        Refilters by the number of the filter, in the order walked.
    cpu_ms
        Computing time of the process for a refilter, milliseconds, with all that follows it.
    first_pictures
        Until anything stood where the map is, seconds; empty without a browser.
    first_draws, refilters
        Until the chart's picture was complete, seconds.
    """

    app: str
    count: int
    first: Run
    reruns: list[tuple[int, Run]]
    cpu_ms: float
    resident_mb: float
    first_pictures: list[float] = field(default_factory=list)
    first_draws: list[float] = field(default_factory=list)
    refilters: list[float] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Number of runs that ended in an error."""
        return sum(run.failed for run in [self.first, *(run for _, run in self.reruns)])

    @property
    def resends_geometry(self) -> bool:
        """Whether a refilter carried the districts' shapes."""
        return any(run.has_geometry for _, run in self.reruns)

    @property
    def bytes_nearly_all(self) -> float:
        """Bytes of the refilter that leaves nearly all entities on the map."""
        return float(np.median([run.size for number, run in self.reruns if number == NEARLY_ALL]))

    @property
    def bytes_median(self) -> float:
        """Bytes of the median refilter."""
        return float(np.median([run.size for _, run in self.reruns]))

    def rerun_ms(self, percentile: int, *, again: bool | None = None) -> float:
        """Give a percentile of the refilters' times, milliseconds; of those met before (`again`) or not."""
        seen: set[int] = set()
        times = []
        for number, run in self.reruns:
            if again is None or (number in seen) is again:
                times.append(1000 * run.seconds)
            seen.add(number)
        return float(np.percentile(times, percentile)) if times else float("nan")


async def _refilter(visitor: Visitor, app: str, chosen: Filter) -> Run:
    if app == OURS:
        return await visitor.run(to_query(chosen))
    return await visitor.run(choices={facet: chosen.get(facet, ()) for facet in visitor.widgets})


async def _walk(app: str, count: int, server: Server, rounds: int) -> Measured:
    async with visit(server.port) as visitor:
        first = await visitor.run()
        await asyncio.sleep(1)
        before, deadline = server.cpu_seconds(), time.monotonic() + WALK_SECONDS
        reruns = []
        for _ in range(rounds):
            for number, chosen in enumerate(FILTERS):
                await asyncio.sleep(PAUSE_SECONDS)
                reruns.append((number, await _refilter(visitor, app, chosen)))
            if time.monotonic() > deadline:
                break
        await asyncio.sleep(1)
        cpu = (server.cpu_seconds() - before) / len(reruns) * 1000
    return Measured(app, count, first, reruns, cpu, server.resident_mb())


def measure_app(app: str, count: int, folder: Path, *, rounds: int, visits: int) -> Measured:
    """Measure an app on a data folder.

    Parameters
    ----------
    count
        Synthetic entities in the folder, as the table names them.
    rounds
        How often each filter is set.
    visits
        First visits in Chromium; 0 leaves the browser out.
    """
    with open_server(app, folder) as server:
        measured = asyncio.run(_walk(app, count, server, rounds))
        if visits and not measured.failed:
            seen = watch(app, server, folder, visits=visits)
            measured.first_pictures, measured.first_draws, measured.refilters = seen
    return measured
