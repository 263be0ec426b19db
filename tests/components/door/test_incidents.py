"""The error boundary of routes: a number for the reader, the error for the log."""

import asyncio
import logging

import pytest
from starlette.websockets import WebSocketDisconnected

from components.door.incidents import Incidents
from components.door.policy import Headers, write_policy

INSIDE = "a path that nobody may see"


def ask(kind, *, begin=None, path="/", error=RuntimeError):
    """Let a route fail, after it has begun its answer or before; give what was sent."""
    sent = []

    async def fail(_scope, _receive, send):
        if begin:
            await send(begin)
        raise error(INSIDE)

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": f"{kind}.request"}

    app = Headers(Incidents(fail), policy=write_policy(), announce=lambda _path, _query: "")
    scope = {"type": kind, "path": path, "method": "GET", "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    return sent


def test_what_fails_says_a_number_and_nothing_else(caplog):
    with caplog.at_level(logging.ERROR, logger="atlas"):
        start, body = ask("http")
    (record,) = caplog.records
    incident = record.getMessage().split()[1].strip(":")
    assert start["status"] == 500
    assert incident in body["body"].decode()
    assert INSIDE not in body["body"].decode()
    assert record.exc_info
    headers = dict(start["headers"])
    assert headers[b"x-content-type-options"] == b"nosniff"
    assert b"script-src" in headers[b"content-security-policy"]


def test_a_session_whose_route_fails_is_closed_and_written_down(caplog):
    with caplog.at_level(logging.ERROR, logger="atlas"):
        _, closed = ask("websocket", begin={"type": "websocket.accept"})
    assert closed == {"type": "websocket.close", "code": 1011}
    assert caplog.records[0].getMessage().startswith("incident ")


def test_half_an_answer_is_cut_off():
    with pytest.raises(ConnectionAbortedError):
        ask("http", begin={"type": "http.response.start", "status": 200, "headers": []})


def test_an_address_writes_no_lines_of_its_own_into_the_log(caplog):
    with caplog.at_level(logging.ERROR, logger="atlas"):
        ask("http", path="/x\nincident 00000000: forged")
    assert "\n" not in caplog.records[0].getMessage()


def test_a_reader_who_went_away_is_no_incident(caplog):
    with caplog.at_level(logging.ERROR, logger="atlas"):
        ask("websocket", begin={"type": "websocket.accept"}, error=WebSocketDisconnected)
    assert caplog.records == []
