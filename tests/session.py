"""A reader's session inside a running server: says what a browser could, or what no browser would."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, SessionClient

from components import serve
from components.door.settings import read_settings
from components.navigation import FRONT_PAGE

WAIT_SECONDS = 30
QUIET_SECONDS = 0.06  # no further message after the word that nothing runs any more
FAILURE = 'class="failure"'
MOST_RUNS = 6  # a message may lead to another page and be shown again; more is a circle


Given = TypeVar("Given")


class Server:
    """The server in this process, without a port: its event loop runs in a thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._told = self.call(asyncio.Queue)  # what the server says of its start and end
        self._orders = self.call(asyncio.Queue)
        self._order("lifespan.startup")

    def call(self, work: Callable[[], Given]) -> Given:
        """Call a function where the server runs; give what it gives."""

        async def run() -> Given:
            return work()

        return asyncio.run_coroutine_threadsafe(run(), self._loop).result(WAIT_SECONDS)

    def _order(self, what: str) -> None:
        if not hasattr(self, "_app"):
            scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
            self._app = asyncio.run_coroutine_threadsafe(
                serve.build_app(read_settings({}))(scope, self._orders.get, self._told.put), self._loop
            )
        self._loop.call_soon_threadsafe(self._orders.put_nowait, {"type": what})
        said = asyncio.run_coroutine_threadsafe(self._told.get(), self._loop).result(serve.WARM_SECONDS)
        assert said["type"] == f"{what}.complete", said

    def stop(self) -> None:
        """Stop the server and its loop."""
        self._order("lifespan.shutdown")
        self._app.result(WAIT_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(WAIT_SECONDS)
        self._loop.close()


class Answer:
    """What came back for one message.

    Attributes
    ----------
    messages
        All that the browser would have got.
    runs
        How often the script ran.
    """

    def __init__(self, messages: list[ForwardMsg]) -> None:
        self.messages = messages
        self.runs = sum(one.WhichOneof("type") == "new_session" for one in messages)

    def list_elements(self) -> list[tuple[str, Any]]:
        """List the elements with their kinds."""
        found = []
        for message in self.messages:
            if message.WhichOneof("type") != "delta":
                continue
            part = message.delta
            holder = part.new_element if part.WhichOneof("type") == "new_element" else part.add_block
            kind = holder.WhichOneof("type")
            if kind:
                found.append((kind, getattr(holder, kind)))
        return found

    @property
    def html(self) -> str:
        """All HTML of the answer."""
        return "".join(one.body for kind, one in self.list_elements() if kind == "html")

    @property
    def failure(self) -> str:
        """What the plain page for failures says; blank if it did not come."""
        return "".join(one.body for kind, one in self.list_elements() if kind == "html" and FAILURE in one.body)

    @property
    def told(self) -> str:
        """What the page's own components got, as JSON."""
        return "".join(one.json for kind, one in self.list_elements() if kind == "bidi_component")

    @property
    def is_failure(self) -> bool:
        """Whether the plain page for failures came."""
        return bool(self.failure)

    @property
    def is_page(self) -> bool:
        """Whether the page came to its end."""
        return 'class="foot"' in self.html

    @property
    def boxes(self) -> list[str]:
        """What Streamlit says in boxes of its own."""
        boxes = [one.message for kind, one in self.list_elements() if kind == "exception"]
        return boxes + ["page not found" for one in self.messages if one.WhichOneof("type") == "page_not_found"]

    @property
    def widgets(self) -> dict[str, str]:
        """Ids of what a reader can use, by key."""
        ids = [one.id for _, one in self.list_elements() if "id" in one.DESCRIPTOR.fields_by_name and one.id]
        return {one.split("-", 2)[-1]: one for one in ids}

    @property
    def fragments(self) -> list[str]:
        """Ids of the page's fragments."""
        ids = [one.delta.fragment_id for one in self.messages if one.WhichOneof("type") == "delta"]
        return list(dict.fromkeys(filter(None, ids)))


class Session(SessionClient):
    """One session, without a browser and without a connection."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._sent: queue.Queue[ForwardMsg] = queue.Queue()
        self.query = ""
        self.page_hash = ""
        self.pages: dict[str, str] = {}  # number of each page by its name
        self.id = self._server.call(lambda: Runtime.instance().connect_session(self, user_info={}))

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take a message that is meant for the browser."""
        copy = ForwardMsg()
        copy.CopyFrom(msg)
        self._sent.put(copy)

    def close(self) -> None:
        """Leave."""
        self._server.call(lambda: Runtime.instance().close_session(self.id))

    def ask(
        self,
        widgets: Mapping[str, tuple[str, Any]] | None = None,
        *,
        fragment: str = "",
        patience: float = WAIT_SECONDS,
        **state: Any,
    ) -> Answer:
        """Ask for a run, and wait until it is answered.

        Parameters
        ----------
        widgets
            Field of the protocol and value, by the widget's id.
        fragment
            Id of the fragment that alone is to run.
        patience
            Seconds until the first message.
        state
            Further fields of the request, as `query_string` and `page_script_hash`.
        """
        message = BackMsg()
        request = message.rerun_script
        for name, value in {"query_string": self.query, "page_script_hash": self.page_hash, **state}.items():
            setattr(request, name, value)
        request.fragment_id = fragment
        for widget, (field, value) in (widgets or {}).items():
            one = request.widget_states.widgets.add(id=widget)
            part = getattr(one, field)
            if isinstance(part, Message) and "data" in part.DESCRIPTOR.fields_by_name:
                part.SetInParent()
                if isinstance(value, list):
                    part.data.extend(value)
                else:
                    part.data = value
            else:
                setattr(one, field, value)
        return self.send(message, patience)

    def send(self, message: BackMsg, patience: float = WAIT_SECONDS) -> Answer:
        """Send any message, and wait until it is answered."""
        while not self._sent.empty():
            self._sent.get()
        self._server.call(lambda: Runtime.instance().handle_backmsg(self.id, message))
        return self._receive(patience)

    @staticmethod
    def list_events(widgets: Mapping[str, str]) -> list[str]:
        """List the ids that the components' events go to."""
        return [f"$$STREAMLIT_INTERNAL_KEY_{one}__events" for one in widgets.values()]

    def _receive(self, patience: float) -> Answer:
        messages: list[ForwardMsg] = []
        is_running, deadline = True, time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                messages.append(self._sent.get(timeout=patience if is_running else QUIET_SECONDS))
            except queue.Empty:
                break
            last = messages[-1]
            if last.WhichOneof("type") == "session_status_changed":
                is_running = last.session_status_changed.script_is_running
            if last.WhichOneof("type") == "navigation":
                self.page_hash = last.navigation.page_script_hash
                pages = last.navigation.app_pages
                self.pages = {one.url_pathname or FRONT_PAGE: one.page_script_hash for one in pages}
            if last.WhichOneof("type") == "page_info_changed":
                self.query = last.page_info_changed.query_string
            answer = Answer(messages)
            if answer.runs > MOST_RUNS:
                break
        return Answer(messages)


@contextmanager
def run_server() -> Iterator[Server]:
    """Run the server and stop it in the end."""
    server = Server()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def visit(server: Server) -> Iterator[Session]:
    """Open a session and close it in the end."""
    session = Session(server)
    try:
        yield session
    finally:
        session.close()
