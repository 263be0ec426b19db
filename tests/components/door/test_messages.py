"""A hostile session: what its messages may say, how large they may be and how fast they may come."""

import asyncio
import time
from contextlib import ExitStack

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from components.door.sessions import BURST_SECONDS, Messages
from tests.components.door.test_attacks import enter
from tools.drive.server import Server
from tools.drive.sessions import visit


def write(kind: str) -> bytes:
    """Write a message of a kind."""
    message = BackMsg()
    if kind == "rerun_script":
        message.rerun_script.query_string = "lang=en"
    elif kind == "install_skills":
        message.backend_operation_request.install_skills.SetInParent()
    elif kind == "file_urls_request":
        message.file_urls_request.file_names.append("x")
    else:
        setattr(message, kind, True)
    return message.SerializeToString()


def read_kinds(session: ClientConnection, seconds: float, until: str = "") -> list[str]:
    """Collect the kinds of what comes within some time, or up to one kind."""
    kinds, end = [""], time.monotonic() + seconds
    while (not until or kinds[-1] != until) and (left := end - time.monotonic()) > 0:
        try:
            kinds.append(str(ForwardMsg.FromString(session.recv(timeout=left)).WhichOneof("type")))
        except TimeoutError:
            break
    return kinds[1:]


def find_code(session: ClientConnection) -> int:
    """Wait for the end of a connection; give its code."""
    try:
        while True:
            session.recv(timeout=5)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


@pytest.mark.parametrize(
    ("message", "code"),
    [("text", 1003), (b"\xff\xff\xff", 1002), (b"a" * 10_001, 1009)],
    ids=["text", "not readable", "too large"],
)
def test_a_message_that_no_page_sends_ends_its_session(small: Server, message: str | bytes, code: int) -> None:
    with enter(small) as session:
        session.send(message)
        assert find_code(session) == code


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
        "install_skills",
        "file_urls_request",
    ],
)
def test_a_kind_that_no_page_asks_for_is_dropped_and_the_session_goes_on(server: Server, kind: str) -> None:
    with enter(server) as session:
        session.send(write(kind))
        assert read_kinds(session, 0.3) == []
        session.send(write("rerun_script"))
        assert "new_session" in read_kinds(session, 5, until="new_session")


async def click_with_old_labels(port: int) -> tuple[bool, set[str]]:
    """Tell of the layers with the labels of two runs ago; give whether they have changed, and the addresses written."""
    async with visit(port) as visitor:
        await visitor.run("lang=zh")
        old = visitor.pills["图层"]
        shown = [one for one in old if "关系" not in one]
        await visitor.run("lang=zh&area=110115", {"图层": shown})
        visitor.forget()
        await visitor.run("lang=zh&area=110115&modality=car_t", {"图层": shown})
        changed = visitor.pills["图层"] != old
        written = {one.page_info_changed.query_string for one in visitor.messages if one.HasField("page_info_changed")}
        await visitor.run("lang=zh&area=110115&modality=car_t&kind=company", {"图层": shown})
        written |= {one.page_info_changed.query_string for one in visitor.messages if one.HasField("page_info_changed")}
        return changed, written


def test_a_click_that_comes_before_the_new_counts_hides_no_layer(server: Server) -> None:
    changed, written = asyncio.run(click_with_old_labels(server.port))
    assert changed
    assert [query for query in written if "hide" in query] == []


async def choose_by_old_label(port: int) -> tuple[bool, set[str]]:
    """Choose a therapy by the label of the run before; give whether it has changed, and the addresses written."""
    async with visit(port) as visitor:
        await visitor.run("lang=zh")
        old = next(one for one in visitor.pills["技术路线"] if one.startswith("CAR"))
        await visitor.run("lang=zh&area=110115")
        await visitor.run("lang=zh&area=110115", {"技术路线": [old]})
        sent = [one for one in visitor.messages if one.HasField("page_info_changed")]
        return old in visitor.pills["技术路线"], {one.page_info_changed.query_string for one in sent}


def test_a_click_that_comes_before_the_new_counts_is_heard(server: Server) -> None:
    is_same, written = asyncio.run(choose_by_old_label(server.port))
    assert not is_same
    assert [query for query in written if "modality=car_t" in query]


async def measure_passage(count: int, per_second: int) -> float:
    """Measure how long so many messages take that a session sends all at once, seconds."""

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": write("rerun_script")}

    async def send(_message: Message) -> None:
        pytest.fail("nothing is to be said")

    messages, loop = Messages(receive, send, per_second), asyncio.get_running_loop()
    start = loop.time()
    for _ in range(count):
        await messages.receive()
    return loop.time() - start


@pytest.mark.parametrize(("waiting", "factor"), [(0, 1), (3, 4)])
def test_messages_that_come_too_fast_wait_the_longer_the_more_readers_wait(
    monkeypatch: pytest.MonkeyPatch, waiting: int, factor: int
) -> None:
    monkeypatch.setattr("components.door.sessions.count_waiting", lambda: waiting)
    at_once = 100 * BURST_SECONDS
    assert asyncio.run(measure_passage(at_once, 100)) < 0.1
    assert 0.15 * factor < asyncio.run(measure_passage(at_once + 20, 100)) < 2


def test_of_many_hasty_sessions_all_wait_and_no_other_session_does(server: Server) -> None:
    with ExitStack() as stack:
        sessions = [stack.enter_context(enter(server)) for _ in range(9)]
        hasty, reader = sessions[1:], sessions[0]
        for _ in range(40):
            for one in hasty:
                one.send(write("rerun_script"))
        start = time.monotonic()
        reader.send(write("rerun_script"))
        while ForwardMsg.FromString(reader.recv(timeout=10)).WhichOneof("type") != "script_finished":
            pass
        assert time.monotonic() - start < 5
