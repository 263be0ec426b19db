"""The readers' sessions: how many there may be, and what each may send and how fast."""

import asyncio
from collections import Counter

from google.protobuf.message import DecodeError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.language.i18n import mark
from components.door.addresses import is_loopback
from components.door.answers import refuse, refuse_page
from components.door.limits import Limits
from components.door.ways import is_page
from components.streamlit_internals import BackMsg
from components.turns import count_waiting

FULL = mark("The atlas is full: as many people read it as it has room for. This page tries again by itself.")
YOURS = mark("Too many pages of the atlas are open at your address. Close one, then try again.")
LONGEST_SECONDS = 10  # that one message waits
BURST_SECONDS = 3  # a hurried reader may send this many seconds' messages at once
# what the browser's page asks for; the rest clears caches for all, uploads, looks for git, installs, debugs
ASKED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
OPERATIONS = {"deferred_file", "dataframe_chunk"}
NOT_BINARY, NOT_READABLE = 1003, 1002  # WebSocket's own codes


class Sessions:
    """Let in as many sessions as there is room for; say so to the others."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.open: Counter[str] = Counter()  # by the reader's address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say that the atlas is full."""
        client = scope["client"][0] if scope.get("client") else ""
        is_full = self.open.total() >= self.limits.sessions
        if scope["type"] == "http" and is_full and is_page(scope["path"]):
            await refuse_page(scope, receive, send, 503, FULL)
        elif scope["type"] != "websocket":
            await self.app(scope, receive, send)
        elif is_full:
            await refuse(scope, receive, send, 503, FULL)
        # readers behind a proxy that does not name them, and those on this machine, cannot be told apart
        elif not is_loopback(client) and self.open[client] >= self.limits.sessions_per_client:
            await refuse(scope, receive, send, 429, YOURS)
        else:
            self.open[client] += 1
            try:
                await self.app(scope, Messages(receive, send, self.limits.messages_per_second).receive, send)
            finally:
                self.open[client] -= 1
                self.open += Counter()  # forgets who has gone


class Messages:
    """The messages of one session: those that a page sends, no faster than a reader acts.

    Whoever sends faster waits, and nobody else does: the server reads no further from their connection meanwhile.
    """

    def __init__(self, receive: Receive, send: Send, per_second: int) -> None:
        self._receive, self._send, self._per_second = receive, send, per_second
        self._left, self._seen = float(per_second * BURST_SECONDS), asyncio.get_running_loop().time()

    async def receive(self) -> Message:
        """Wait for the next message that the page may send."""
        while True:
            message = await self._receive()
            if message["type"] != "websocket.receive":
                return message
            await self._wait()
            code = self._judge(message.get("bytes"))
            if code is None:
                return message
            if code:
                await self._send({"type": "websocket.close", "code": code})
                return {"type": "websocket.disconnect", "code": code}

    async def _wait(self) -> None:
        """Let whoever has sent more than a reader does wait, the longer the more readers wait for their pages."""
        now, rate = asyncio.get_running_loop().time(), self._per_second / (1 + count_waiting())
        self._left = min(self._left + (now - self._seen) * rate, self._per_second * BURST_SECONDS) - 1
        self._seen = now
        if self._left < 0:
            await asyncio.sleep(min(-self._left / rate, LONGEST_SECONDS))

    @staticmethod
    def _judge(data: bytes | None) -> int | None:
        """Tell what to do with a message: None lets it in, 0 drops it, a code closes the connection."""
        if data is None:
            return NOT_BINARY
        try:
            message = BackMsg.FromString(data)
        except DecodeError:
            return NOT_READABLE
        kind = message.WhichOneof("type")
        is_asked = kind in ASKED and (
            kind != "backend_operation_request" or message.backend_operation_request.WhichOneof("payload") in OPERATIONS
        )
        return None if is_asked else 0
