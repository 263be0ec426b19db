"""Guard the connections below the requests: slow, silent and countless ones are closed, whoever opened them."""

import asyncio
from collections.abc import Iterable
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Response

from atlas.language.i18n import mark
from components.door.answers import say
from components.door.limits import Limits
from components.door.policy import FIXED

SWEEP_SECONDS = 0.5  # how often the connections are looked at
BACKLOG = 128  # connections that the system accepts at once; as many may stand above the limit for a moment
GOODBYE_SECONDS = 5  # that open requests have when the server stops
MOST_FRAGMENTS = 1000  # of one message
UNREADABLE = mark("The request cannot be read.")
LATE = mark("The request did not come in time.")
CROWDED = mark("Too many connections are open. Try again later.")
UNFINISHED = {h11.IDLE, h11.SEND_BODY}


class Room:
    """The open connections of a server, and which of them give way.

    Attributes
    ----------
    half_open
        Connections whose request is not complete, the oldest first, with the time since when.
    idle
        Connections between two requests, the oldest first.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open: set[asyncio.Transport] = set()
        self.half_open: dict[asyncio.Transport, float] = {}
        self.idle: dict[asyncio.Transport, None] = {}
        self._stuck: dict[asyncio.Transport, tuple[int, float]] = {}  # bytes not taken, and since when
        self._sweep: asyncio.TimerHandle | None = None

    def enter(self, transport: asyncio.Transport) -> None:
        """Count a new connection; where there is no room, the oldest that asks nothing makes it, else the new one."""
        self.open.add(transport)
        self.await_request(transport)
        if len(self.open) > self.limits.connections:
            oldest = next((one for one in [*self.idle, *self.half_open] if one is not transport), transport)
            end(oldest, 503, CROWDED)
            self.leave(oldest)
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(SWEEP_SECONDS, self.sweep)

    def await_request(self, transport: asyncio.Transport) -> None:
        """Note that a connection owes the rest of a request; above the limit the one that owes it longest is closed."""
        self.idle.pop(transport, None)
        if transport not in self.half_open:
            self.half_open[transport] = asyncio.get_running_loop().time()
        if len(self.half_open) > self.limits.half_open:
            oldest = next(iter(self.half_open))
            end(oldest, 503, CROWDED)
            self.leave(oldest)

    def start(self, transport: asyncio.Transport) -> None:
        """Note that a connection's request is complete."""
        self.half_open.pop(transport, None)
        self.idle.pop(transport, None)

    def rest(self, transport: asyncio.Transport) -> None:
        """Note that a connection has its answer and asks nothing."""
        if transport in self.open and transport not in self.half_open:
            self.idle[transport] = None

    def leave(self, transport: asyncio.Transport) -> None:
        """Forget a connection."""
        self.open.discard(transport)
        self.start(transport)
        self._stuck.pop(transport, None)

    def sweep(self) -> None:
        """Close what is late with its request, and what takes nothing of its answer."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._sweep = loop.call_later(SWEEP_SECONDS, self.sweep) if self.open else None
        for one in self._find_late(now):
            end(one, 408, LATE)
            self.leave(one)
        for one in self._find_stuck(now):
            one.abort()
            self.leave(one)

    def _find_late(self, now: float) -> list[asyncio.Transport]:
        return [one for one, since in self.half_open.items() if now - since > self.limits.header_seconds]

    def _find_stuck(self, now: float) -> Iterable[asyncio.Transport]:
        stuck: dict[asyncio.Transport, tuple[int, float]] = {}
        for one in self.open:
            left = one.get_write_buffer_size()
            before, since = self._stuck.get(one, (0, now))
            if left:
                stuck[one] = (left, since if left >= before > 0 else now)
        self._stuck = stuck
        return [one for one, (_, since) in stuck.items() if now - since > self.limits.stall_seconds]


def end(transport: asyncio.Transport, status: int, text: str) -> None:
    """Say a last word on a connection and close it, whether or not it is read."""
    body = ("\n".join(say(text)) + "\n").encode()
    fixed = "".join(f"{name}: {value}\r\n" for name, value in FIXED.items())
    head = (
        f"HTTP/1.1 {status} {status}\r\nContent-Type: text/plain; charset=utf-8\r\n{fixed}"
        f"Content-Security-Policy: default-src 'none'\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    if transport.is_closing():
        return
    transport.write(head.encode() + body)
    if transport.get_write_buffer_size():
        transport.abort()
    else:
        transport.close()


class GuardedConfig(uvicorn.Config):
    """uvicorn's settings, with the limits and the room that its connections share."""

    def __init__(self, app: Any, limits: Limits) -> None:
        super().__init__(
            app,
            http=GuardedHttp,
            ws=GuardedWebSocket,
            ws_max_size=limits.message_bytes,
            ws_per_message_deflate=False,  # a small message would unpack to a large one
            h11_max_incomplete_event_size=limits.header_bytes,
            backlog=BACKLOG,
            timeout_graceful_shutdown=GOODBYE_SECONDS,
            server_header=False,
            access_log=False,
            use_colors=False,
            log_level="warning",  # else every handshake writes a line
        )
        self.room = Room(limits)


class GuardedHttp(H11Protocol):
    """uvicorn's HTTP connection, in a room that has limits."""

    config: GuardedConfig

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Enter the room."""
        super().connection_made(transport)
        self.config.room.enter(transport)

    def data_received(self, data: bytes) -> None:
        """Read on, and tell the room whether the request is complete."""
        if self.transport.is_closing():
            return  # what a closed connection still sends starts nothing
        super().data_received(data)
        if self.transport.is_closing() or self.transport.get_protocol() is not self:
            return
        if self.conn.their_state in UNFINISHED:
            self.config.room.await_request(self.transport)
        else:
            self.config.room.start(self.transport)

    def on_response_complete(self) -> None:
        """Rest until the next request."""
        super().on_response_complete()
        self.config.room.rest(self.transport)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection on as a WebSocket; its request is complete."""
        self.config.room.start(self.transport)
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words
        """Answer what is no request, with the headers of every answer."""
        end(self.transport, 400, UNREADABLE)

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the room."""
        self.config.room.leave(self.transport)
        super().connection_lost(exc)


class GuardedWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, in the same room."""

    config: GuardedConfig

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        reject = self.conn.reject

        def reject_with_headers(status: Any, text: str) -> Response:
            response = reject(status, text)
            response.headers.update(FIXED)
            return response

        self.conn.reject = reject_with_headers  # type: ignore[method-assign]

    async def send(self, message: Any) -> None:
        """Send a message; a refusal is an answer too, else uvicorn would write a line into the log for each."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and not message.get("more_body", False):
            self.handshake_complete = True

    def handle_ping(self) -> None:
        """Answer a ping, unless the answers to the last ones are not read: they would pile up here."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.conn.data_to_send()

    def handle_cont(self, event: Any) -> None:
        """Put a message together, unless it comes in countless pieces: empty ones pass the limit of its size."""
        if len(self.frames) < MOST_FRAGMENTS:
            super().handle_cont(event)
        else:
            self.frames = []
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the room."""
        self.config.room.leave(self.transport)
        super().connection_lost(exc)
