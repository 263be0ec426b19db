"""A visitor without a browser: speaks Streamlit's WebSocket protocol and counts what comes back."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PROTOCOL = Subprotocol("streamlit")
TIMEOUT_SECONDS = 60
SMALL = 2048  # bytes; the messages that end a run are smaller, larger ones are parsed when the clock has stopped
CACHED_RUNS = 2  # Streamlit's browser client forgets a message that it has not used for so many runs
GEOMETRY = (b'"FeatureCollection"', b'"MultiPolygon"')
FAILURE = b'class="failure"'  # the atlas's own page for errors


@dataclass(frozen=True)
class Run:
    """What one run of the script cost.

    Attributes
    ----------
    seconds
        From the request until the word that the script has finished.
    size
        Bytes of all messages of the run.
    has_geometry
        Whether the districts' shapes were among them.
    failed
        Whether the script ended in an error.
    """

    seconds: float
    size: int
    has_geometry: bool
    failed: bool


class Visitor:
    """One session over one connection.

    As the browser does, it tells the server which large messages it still holds, so that the
    server sends a reference in place of what has not changed.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._cached: dict[str, int] = {}
        self._runs = 0
        self.widgets: dict[str, str] = {}  # id by label
        self.pills: dict[str, list[str]] = {}  # by label: what stands on each, the counts included
        self.messages: list[ForwardMsg] = []  # of the last run

    async def run(self, query: str = "", choices: Mapping[str, Sequence[str]] | None = None) -> Run:
        """Ask for one run and wait until it has finished.

        Parameters
        ----------
        query
            The URL's query string.
        choices
            What is chosen in each multiselect or group of pills, by its label.
        """
        request = self._write(query, choices or {}).SerializeToString()
        start = time.perf_counter()
        async with asyncio.timeout(TIMEOUT_SECONDS):
            await self._connection.send(request)
            payloads, end = await self._receive()
        self.messages = [ForwardMsg.FromString(payload) for payload in payloads]
        self._remember(self.messages)
        return Run(
            seconds=end - start,
            size=sum(map(len, payloads)),
            has_geometry=any(word in payload for word in GEOMETRY for payload in payloads),
            failed=any(FAILURE in payload for payload in payloads) or any(map(_is_failure, self.messages)),
        )

    def forget(self) -> None:
        """Hold no message any more, so that the next run sends everything."""
        self._cached.clear()

    def _write(self, query: str, choices: Mapping[str, Sequence[str]]) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = query
        state.context_info.color_scheme = "light"
        state.context_info.locale = "zh-CN"
        state.cached_message_hashes.extend(self._cached)
        for name, values in choices.items():
            state.widget_states.widgets.add(id=self.widgets[name]).string_array_value.data.extend(values)
        return message

    async def _receive(self) -> tuple[list[bytes], float]:
        """Collect a run's messages up to the word that nothing runs any more; give the time it finished."""
        payloads: list[bytes] = []
        end = 0.0
        while True:
            payload = await self._connection.recv(decode=False)
            now = time.perf_counter()
            payloads.append(payload)
            if len(payload) > SMALL:
                continue
            message = ForwardMsg.FromString(payload)
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                end = now
            if end and kind == "session_status_changed" and not message.session_status_changed.script_is_running:
                return payloads, end

    def _remember(self, messages: list[ForwardMsg]) -> None:
        self._runs += 1
        for message in messages:
            held = message.ref_hash or (message.hash if message.metadata.cacheable else "")
            if held:
                self._cached[held] = self._runs
            element = message.delta.new_element
            if element.WhichOneof("type") == "multiselect":
                self.widgets[element.multiselect.label] = element.multiselect.id
            if element.WhichOneof("type") == "button_group":
                group = element.button_group
                self.widgets[group.label] = group.id
                self.pills[group.label] = [option.content for option in group.options]
        self._cached = {held: run for held, run in self._cached.items() if self._runs - run <= CACHED_RUNS}


def _is_failure(message: ForwardMsg) -> bool:
    kind = message.WhichOneof("type")
    if kind == "script_finished":
        return message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
    return kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception"


@asynccontextmanager
async def visit(port: int) -> AsyncIterator[Visitor]:
    """Connect as the browser does: same origin, Streamlit's subprotocol, no compression."""
    connection = connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        origin=Origin(f"http://127.0.0.1:{port}"),
        subprotocols=[PROTOCOL],
        compression=None,
        max_size=None,
        max_queue=None,
        proxy=None,
    )
    async with connection as open_connection:
        yield Visitor(open_connection)
