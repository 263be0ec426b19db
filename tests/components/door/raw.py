"""Requests written letter by letter, as no browser writes them."""

import socket
from collections.abc import Iterable
from contextlib import closing

from tools.drive.server import Server

PATIENCE_SECONDS = 15


def connect(server: Server) -> socket.socket:
    """Open a connection."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_SECONDS)


def write_request(server: Server, target: str = "/", *lines: str, method: str = "GET", host: str | None = "") -> bytes:
    """Write a request; its Host is the server's unless another is given, None leaves it out."""
    named = [] if host is None else [f"Host: {host or f'127.0.0.1:{server.port}'}"]
    return "\r\n".join([f"{method} {target} HTTP/1.1", *named, *lines, "", ""]).encode("latin-1")


def write_handshake(server: Server, *lines: str, host: str = "", path: str = "/_stcore/stream") -> bytes:
    """Write the handshake of a WebSocket."""
    upgrade = (
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: streamlit",
    )
    return write_request(server, path, *upgrade, *lines, host=host)


def read_head(connection: socket.socket) -> str:
    """Read up to the end of an answer's headers; blank if the connection was closed without one."""
    head = b""
    try:
        while b"\r\n\r\n" not in head and (piece := connection.recv(4096)):
            head += piece
    except ConnectionResetError:
        return ""
    return head.decode("utf-8", "replace")


def read_status(head: str) -> int:
    """Read an answer's status; 0 if there is none."""
    return int(head.split(" ", 2)[1]) if head.startswith("HTTP/") else 0


def ask(server: Server, *pieces: bytes) -> str:
    """Send a request and read the beginning of its answer."""
    with closing(connect(server)) as connection:
        send_all(connection, pieces)
        return read_head(connection)


def send_all(connection: socket.socket, pieces: Iterable[bytes]) -> None:
    """Send as much as the other side takes."""
    try:
        for piece in pieces:
            connection.sendall(piece)
    except (BrokenPipeError, ConnectionResetError):
        return


def is_closed(connection: socket.socket) -> bool:
    """Wait until the other side closes a connection, whatever it says before; False if it does not in time."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False
    return True
