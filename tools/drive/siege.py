"""A reader under foreign handshakes, as any web page that somebody opens can send them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from tools.drive.server import Server
from tools.drive.sessions import PROTOCOL, Run, Visitor, visit
from tools.drive.walks import walk_as_visitor

FOREIGN = Origin("http://evil.example")
REFUSED = 403
TURNS = 5
PAUSE_SECONDS = 0.1  # between the reader's clicks


@dataclass(frozen=True)
class Siege:
    """A reader's waiting times, and how the foreign handshakes were answered.

    Attributes
    ----------
    usual, besieged
        The reader's runs without foreign handshakes, and among them.
    knocks
        The foreign handshakes: whether each was let in.
    """

    usual: list[Run]
    besieged: list[Run]
    knocks: list[bool]

    @property
    def let_in(self) -> int:
        """Foreign handshakes that were not refused."""
        return sum(self.knocks)

    @property
    def ratio(self) -> float:
        """The 95th percentile of the waiting time under siege, as a multiple of the usual."""
        under, usual = (np.percentile([run.seconds for run in runs], 95) for runs in (self.besieged, self.usual))
        return float(under / usual)

    @property
    def failed(self) -> int:
        """Runs that failed."""
        return sum(run.failed for run in [*self.usual, *self.besieged])


async def _knock(port: int) -> bool:
    """Send one foreign handshake; tell whether it is let in."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    try:
        async with connect(address, origin=FOREIGN, subprotocols=[PROTOCOL], proxy=None, open_timeout=60):
            return True
    except InvalidStatus as refused:
        return refused.response.status_code != REFUSED


async def _besiege(port: int, handshakes: int, seconds: float) -> list[bool]:
    knocks = []
    for _ in range(handshakes):
        knocks.append(asyncio.create_task(_knock(port)))
        await asyncio.sleep(seconds / handshakes)
    return await asyncio.gather(*knocks)


async def _read(visitor: Visitor, walk: Iterator[str], seconds: float) -> list[Run]:
    loop, runs = asyncio.get_running_loop(), []
    end = loop.time() + seconds
    while loop.time() < end:
        runs.append(await visitor.run(next(walk)))
        await asyncio.sleep(PAUSE_SECONDS)
    return runs


async def besiege(server: Server, ids: list[str], *, handshakes: int, seconds: float) -> Siege:
    """Let a reader click for some time alone and for as long while foreign handshakes come.

    The two alternate, so that what else the machine does falls on both.
    """
    siege, walk = Siege([], [], []), walk_as_visitor(ids, 1)
    async with visit(server.port) as visitor:
        await _read(visitor, walk, seconds / TURNS)  # what is prepared once is prepared now
        for _ in range(TURNS):
            siege.usual.extend(await _read(visitor, walk, seconds / TURNS))
            runs, let_in = await asyncio.gather(
                _read(visitor, walk, seconds / TURNS), _besiege(server.port, handshakes // TURNS, seconds / TURNS)
            )
            siege.besieged.extend(runs)
            siege.knocks.extend(let_in)
    return siege
