"""Many sessions at once, and one session for long: waiting times, errors and memory of one process."""

import asyncio
import itertools
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import OURS, open_server
from tools.drive.server import Server
from tools.drive.sessions import Run, visit
from tools.drive.siege import Siege, besiege
from tools.drive.walks import read_ids, walk_as_visitor

THINK_SECONDS = 5.0
SETTLED = 250  # reruns after which memory must not grow


@dataclass(frozen=True)
class Load:
    """What many sessions met.

    Attributes
    ----------
    runs
        Every rerun after the first of its session.
    errors
        Runs that failed and connections that broke.
    resident_mb
        Memory of the process at the end, with all sessions still open.
    """

    runs: list[Run]
    errors: int
    resident_mb: float


@dataclass(frozen=True)
class Growth:
    """Resident memory of the process over many reruns of one session, MB."""

    reruns: int
    settled_mb: float
    end_mb: float


async def _stay(port: int, ids: list[str], seed: int, seconds: float) -> list[Run]:
    """Visit for some time: read, think, change something."""
    rng = random.Random(seed)  # noqa: S311 - the same pauses each time
    walk = walk_as_visitor(ids, seed)
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    await asyncio.sleep(rng.uniform(0, THINK_SECONDS))
    async with visit(port) as visitor:
        runs = [await visitor.run(next(walk))]
        while loop.time() < end:
            await asyncio.sleep(rng.uniform(0.5, 1.5) * THINK_SECONDS)
            runs.append(await visitor.run(next(walk)))
        await asyncio.sleep(max(0.0, end + THINK_SECONDS * 1.5 - loop.time()))
    return runs


async def _crowd(server: Server, ids: list[str], sessions: int, seconds: float) -> Load:
    visits = [asyncio.create_task(_stay(server.port, ids, seed, seconds)) for seed in range(sessions)]
    await asyncio.sleep(seconds)
    memory = server.resident_mb()
    results = await asyncio.gather(*visits, return_exceptions=True)
    done = [result for result in results if isinstance(result, list)]
    runs = list(itertools.chain.from_iterable(done))
    errors = len(results) - len(done) + sum(run.failed for run in runs)
    return Load([run for visit_runs in done for run in visit_runs[1:]], errors, memory)


def measure_crowd(folder: Path, *, sessions: int, seconds: float) -> Load:
    """Let many sessions visit the atlas at once."""
    with open_server(OURS, folder) as server:
        return asyncio.run(_crowd(server, read_ids(folder), sessions, seconds))


async def _repeat(server: Server, ids: list[str], reruns: int) -> Growth:
    settled = 0.0
    async with visit(server.port) as visitor:
        for number, query in enumerate(itertools.islice(walk_as_visitor(ids, 0), reruns), start=1):
            await visitor.run(query)
            if number == min(SETTLED, reruns // 2):
                settled = server.resident_mb()
    return Growth(reruns, settled, server.resident_mb())


def measure_growth(folder: Path, *, reruns: int) -> Growth:
    """Let one session rerun again and again; see whether memory stays."""
    with open_server(OURS, folder) as server:
        return asyncio.run(_repeat(server, read_ids(folder), reruns))


async def _click(server: Server, ids: list[str], clicks: int) -> list[Run]:
    async with visit(server.port) as visitor:
        await visitor.run()
        return [await visitor.run(query) for query in itertools.islice(walk_as_visitor(ids, 1), clicks)]


def measure_clicks(folder: Path, *, clicks: int) -> list[Run]:
    """Let one visitor click without a pause: filters, selections, clearing, the other language."""
    with open_server(OURS, folder) as server:
        return asyncio.run(_click(server, read_ids(folder), clicks))


def measure_siege(folder: Path, *, handshakes: int, seconds: float) -> Siege:
    """Measure a reader of the atlas with and without foreign handshakes."""
    with open_server(OURS, folder) as server:
        return asyncio.run(besiege(server, read_ids(folder), handshakes=handshakes, seconds=seconds))
