"""A hostile visitor at the door of a running server, request by request."""

import http.client
import json
import socket
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as open_socket
from websockets.typing import Subprotocol

from components.door.descriptors import KEPT, SCRIPT
from tests.components.door.raw import (
    ask,
    connect,
    is_closed,
    read_head,
    read_status,
    send_all,
    write_handshake,
    write_request,
)
from tools.drive.server import Server

STREAM = "/_stcore/stream"
CLOSED = (
    "/_stcore/upload_file/session/file",
    "/_stcore/upload_file/session/file/",
    "/_stcore/%75pload_file/session/file",
    "//_stcore/upload_file/session/file",
    "/_stcore//upload_file/session/file",
    "/static/../_stcore/upload_file/session/file",
    "/static/%2e%2e/_stcore/metrics",
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/%6detrics",
    "/_stcore\\metrics",
    "/_STCORE/metrics",
    "/about/../_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/agent/interact",
    "/_stcore/script-health-check",
    "/_stcore/bidi-components/search_box/nosuch.js",
    "/_stcore/health/more",
    "/component/x/y",
    "/auth/login",
    "/oauth2callback",
    "/_stcore/stream",
    "/app/static/..%2fapp.py",
    "/app/static/" + "a" * 5000,
    "/static/js/" + "a" * 300,
    "/media/" + "字" * 100,
    "/media/%00",
    "/app/static/%0d%0aX-Evil:1",
    "http://evil.example/",
    "http://127.0.0.1/_stcore/metrics",
    "*",
)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", CLOSED)
def test_what_is_not_named_does_not_exist(server: Server, path: str, method: str) -> None:
    target = "".join(one if one < "\x80" else f"%{ord(one):X}" for one in path)
    head = ask(server, write_request(server, target, method=method))
    assert read_status(head) in (400, 404)
    assert "nosniff" in head
    assert "content-security-policy" in head.lower()


@pytest.mark.parametrize("path", ["/", "/about", "/_stcore/health", "/favicon.png"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"])
def test_what_is_named_can_only_be_read(server: Server, path: str, method: str) -> None:
    assert read_status(ask(server, write_request(server, path, method=method))) == 405


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.example@127.0.0.1", 421),
        ("127.0.0.1:80@evil.example", 421),
        ("LOCALHOST.", 200),
        ("atlas.example", 421),
        (None, 400),
    ],
)
def test_a_foreign_host_is_refused_with_a_plain_text(server: Server, host: str | None, status: int) -> None:
    for request in (write_request(server, "/", host=host), write_handshake(server, host=host)):
        head = ask(server, request)
        expected = 101 if status == 200 and b"Upgrade" in request else status
        assert read_status(head) == expected
        assert "nosniff" in head
        assert expected < 400 or "text/plain" in head


def test_two_hosts_or_none_are_no_request(server: Server) -> None:
    two = write_request(server, "/", "Host: evil.example")
    assert read_status(ask(server, two)) == 400
    assert read_status(ask(server, b"GET / HTTP/1.0\r\n\r\n")) == 400
    assert read_status(ask(server, b"GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n")) == 421
    forwarded = write_request(server, "/", "X-Forwarded-Host: 127.0.0.1", host="evil.example")
    assert read_status(ask(server, forwarded)) == 421


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://evil.example", 403),
        ("null", 403),
        ("http://127.0.0.1:1", 403),
        ("http://localhost", 403),
        ("own", 101),
        (None, 101),
    ],
)
def test_a_foreign_page_opens_no_session(server: Server, origin: str | None, status: int) -> None:
    own = f"http://127.0.0.1:{server.port}" if origin == "own" else origin
    lines = [f"Origin: {own}"] if own is not None else []
    start = time.monotonic()
    assert read_status(ask(server, write_handshake(server, *lines))) == status
    assert read_status(ask(server, write_handshake(server, *lines, "Origin: http://evil.example"))) in (400, 403)
    assert time.monotonic() - start < 2, "somebody outside was asked"


@pytest.mark.parametrize("host", ["LOCALHOST", "localhost.", "127.0.0.2"])
def test_a_host_written_otherwise_asks_nobody_outside(server: Server, host: str) -> None:
    """Streamlit compares Host and Origin letter by letter, and asks outside where they differ."""
    origin = f"http://{host.lower().rstrip('.')}:{server.port}"
    assert read_status(ask(server, write_handshake(server, f"Origin: {origin}", host=f"{host}:{server.port}"))) == 101


def test_a_named_host_is_answered_and_its_pages_are_own_behind_a_proxy(small: Server) -> None:
    assert read_status(ask(small, write_request(small, "/", host="atlas.example"))) == 200
    for host, origin, status in (
        ("atlas.example", "https://atlas.example", 101),
        ("", "https://atlas.example", 101),
        ("other.example:8443", "https://other.example:8443", 101),
        ("", "https://atlas.example:9999", 403),
        ("other.example", "https://other.example", 421),
    ):
        assert read_status(ask(small, write_handshake(small, f"Origin: {origin}", host=host))) == status


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_foreign_page_changes_nothing(server: Server, method: str) -> None:
    foreign = write_request(server, "/_stcore/upload_file/a/b", "Origin: http://evil.example", method=method)
    assert read_status(ask(server, foreign)) == 403


def test_no_foreign_page_may_read_what_is_served(server: Server) -> None:
    for path in ("/app/static/atlas.css", "/_stcore/health", "/_stcore/host-config"):
        head = ask(server, write_request(server, path, "Origin: http://evil.example")).lower()
        assert read_status(head.upper()) == 200
        assert "access-control-allow-origin" not in head
        assert "cross-origin-resource-policy: same-origin" in head


def test_no_page_round_ours_may_steer_it(server: Server) -> None:
    with urllib.request.urlopen(f"{server.address}/_stcore/host-config") as answer:
        assert json.load(answer)["allowedOrigins"] == []


@pytest.mark.parametrize(
    "request_text",
    [
        b"\x16\x03\x01\x00\xa5",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost : b\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
    ],
)
def test_what_is_no_request_is_answered_with_the_headers_of_every_answer(server: Server, request_text: bytes) -> None:
    head = ask(server, request_text + b"\r\n\r\n")
    assert read_status(head) == 400
    assert "nosniff" in head


@pytest.mark.parametrize("lines", [["Sec-WebSocket-Version: 12"], ["Sec-WebSocket-Key: short"]])
def test_a_broken_handshake_is_answered_with_the_headers_of_every_answer(server: Server, lines: list[str]) -> None:
    upgrade = ["Upgrade: websocket", "Connection: Upgrade", *lines]
    head = ask(server, write_request(server, STREAM, *upgrade))
    assert 400 <= read_status(head) < 500
    assert "nosniff" in head.lower()


def test_headers_above_the_limit_are_refused(server: Server) -> None:
    lines = [f"X-{number}: {'a' * 1000}" for number in range(17)]
    assert read_status(ask(server, write_request(server, "/", *lines))) == 431
    assert read_status(ask(server, write_handshake(server, *lines))) == 431
    assert read_status(ask(server, write_request(server, f"/?{'a' * 17_000}"))) == 431
    assert read_status(ask(server, *[b"GET / HTTP/1.1\r\n", *[b"X: " + b"a" * 60_000] * 10])) in (0, 400)


def test_a_body_above_the_limit_is_refused_whether_or_not_its_length_is_told(small: Server) -> None:
    told = write_request(small, "/", "Content-Length: 1001")
    assert read_status(ask(small, told)) == 413
    assert read_status(ask(small, write_request(small, "/", f"Content-Length: {'9' * 15}"))) == 413
    untold = write_request(small, "/", "Transfer-Encoding: chunked")
    pieces = [untold, *[b"1f4\r\n" + b"a" * 500 + b"\r\n"] * 3]
    assert read_status(ask(small, *pieces)) == 413
    short = write_request(small, "/", "Content-Length: 3") + b"abc"
    assert read_status(ask(small, short)) == 200


def test_a_request_that_never_ends_is_closed(small: Server) -> None:
    for request in (b"", b"GET / HTTP/1.1\r\nX-Slow: ", write_request(small, "/", "Content-Length: 900")):
        with closing(connect(small)) as slow:
            slow.settimeout(4)
            send_all(slow, [request])
            assert is_closed(slow)


def test_a_request_that_trickles_is_closed(small: Server) -> None:
    """Each byte ends the wait for the next request that the server itself keeps."""
    with closing(connect(small)) as slow:
        slow.sendall(write_request(small, "/_stcore/health"))
        assert read_status(read_head(slow)) == 200
        slow.settimeout(0.2)
        start, closed = time.monotonic(), False
        while not closed and time.monotonic() - start < 5:
            send_all(slow, [b"G" if time.monotonic() - start < 0.2 else b"X"])
            try:
                closed = not slow.recv(4096)
            except TimeoutError:
                continue
            except ConnectionResetError:
                closed = True
    assert closed


def ask_for_health(server: Server) -> int:
    """Ask as a browser does, with a complete request."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    with closing(connection):
        connection.request("GET", "/_stcore/health")
        return connection.getresponse().status


def test_the_oldest_half_open_connections_give_way_and_readers_are_answered(small: Server) -> None:
    silent = [connect(small) for _ in range(12)]
    send_all(silent[-1], [b"GET / HT"])
    assert ask_for_health(small) == 200
    for one in silent[:6]:
        one.settimeout(1)
        assert is_closed(one)
    for one in silent:
        one.close()


def test_hundreds_of_half_open_connections_take_neither_the_door_nor_its_descriptors(server: Server) -> None:
    flood, before = [], count_descriptors(server)
    for _ in range(600):
        flood.append(connect(server))
        send_all(flood[-1], [b"GET / HTTP/1.1\r\nX-Slow: 1"])
    start = time.monotonic()
    assert ask_for_health(server) == 200
    assert time.monotonic() - start < 2
    assert count_descriptors(server) - before < 300
    for one in flood:
        one.close()


def count_descriptors(server: Server) -> int:
    """Count what a server holds open."""
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_idle_connections_give_way_before_a_reader_is_refused(small: Server) -> None:
    idle = []
    for _ in range(30):  # above the 20 that four sessions' connections make
        one = connect(small)
        one.sendall(write_request(small, "/_stcore/health"))
        assert read_status(read_head(one)) == 200
        idle.append(one)
    assert ask_for_health(small) == 200
    for one in idle:
        one.close()


def is_held(server: Server, client: socket.socket) -> bool:
    """Tell whether the server has accepted a connection and not closed it: only then its end has an inode."""
    ends = (server.port, client.getsockname()[1])
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if tuple(int(end.rpartition(":")[2], 16) for end in fields[1:3]) == ends:
            return fields[9] != "0"
    return False


def wait_until(seconds: float, holds: Callable[[], bool]) -> None:
    """Ask again until it is so."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_who_takes_nothing_of_an_answer_is_cut(small: Server) -> None:
    with urllib.request.urlopen(f"{small.address}/") as page:
        links = page.headers["Link"]
    large = next(one for one in links.split("<") if "screen-regular" in one).split(">")[0]
    with closing(connect(small)) as deaf:
        send_all(deaf, [write_request(small, large) * 40])
        assert deaf.recv(1)  # the answer has begun
        assert is_held(small, deaf)
        wait_until(8, lambda: not is_held(small, deaf))


def enter(server: Server, **options: Any) -> AbstractContextManager[ClientConnection]:
    """Open a session as the page does."""
    address = f"ws://127.0.0.1:{server.port}{STREAM}"
    return open_socket(
        address, subprotocols=[Subprotocol("streamlit")], compression=None, proxy=None, close_timeout=1, **options
    )


def test_when_the_atlas_is_full_everybody_else_is_told_so(small: Server) -> None:
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(enter(small))
        assert read_status(ask(small, write_handshake(small))) == 503
        page = ask(small, write_request(small, "/about", "Accept: text/html"))
        assert read_status(page) == 503
        assert "retry-after" in page.lower()
        with closing(http.client.HTTPConnection("127.0.0.1", small.port)) as connection:
            connection.request("GET", "/")
            text = connection.getresponse().read().decode()
            assert "满员" in text
            assert "full" in text
        assert ask_for_health(small) == 200
    assert wait_for_room(small) == 101


def wait_for_room(server: Server) -> int:
    """Ask for a session until there is room again."""
    deadline = time.monotonic() + 5
    while (status := read_status(ask(server, write_handshake(server)))) != 101 and time.monotonic() < deadline:
        time.sleep(0.1)
    return status


def test_one_address_does_not_take_all_sessions(small: Server) -> None:
    away = "192.0.2.7"  # as a proxy on this machine names its reader
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(enter(small, additional_headers={"X-Forwarded-For": away}))
        assert read_status(ask(small, write_handshake(small, f"X-Forwarded-For: {away}"))) == 429
        assert read_status(ask(small, write_handshake(small, "X-Forwarded-For: 192.0.2.8"))) == 101


def test_a_session_holds_four_descriptors_and_its_connection_is_given_back(server: Server) -> None:
    """One for its connection and three for its script, which Streamlit keeps for two minutes."""
    ask(server, *[write_request(server, "/_stcore/health")])
    before = count_descriptors(server)
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(enter(server))
        assert count_descriptors(server) - before <= 20 * (1 + SCRIPT) + 2
    deadline = time.monotonic() + 5
    while count_descriptors(server) - before > 20 * SCRIPT + 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert count_descriptors(server) - before <= 20 * SCRIPT + 2


def test_sessions_that_come_and_go_do_not_use_up_the_descriptors(server: Server) -> None:
    for _ in range(300):
        assert read_status(ask(server, write_handshake(server))) == 101
    assert count_descriptors(server) <= SCRIPT * KEPT + 100
