"""A hostile session: what its messages may say, how large they may be and how fast they may come."""

import time

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from tests.components.door.test_attacks import enter
from tools.drive.server import Server


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


def test_messages_that_come_too_fast_wait_and_no_other_session_does(small: Server) -> None:
    with enter(small) as hasty, enter(small) as reader:
        for _ in range(40):
            hasty.send(write("rerun_script"))
        start = time.monotonic()
        reader.send(write("rerun_script"))
        while ForwardMsg.FromString(reader.recv(timeout=10)).WhichOneof("type") != "script_finished":
            pass
        assert time.monotonic() - start < 5
        runs = read_kinds(hasty, 3).count("new_session")
    assert 1 <= runs <= 12 + 2 * 6, "twelve at once, then two a second"
