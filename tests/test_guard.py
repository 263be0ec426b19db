"""The guard of the test run sees what would leave the machine, here and in a server."""

import socket
import subprocess
import sys

import pytest
import requests

from tests.conftest import OUTSIDE
from tools.drive.guard.sitecustomize import is_here
from tools.drive.server import GUARD, free_port

OUTSIDE_ADDRESS = "192.0.2.1"  # for documentation, nobody's


def forget() -> None:
    """Take back what this test tried on purpose."""
    OUTSIDE.write_text("", encoding="utf-8")


@pytest.mark.parametrize(
    "leave",
    [
        lambda: socket.getaddrinfo("name.example", 80),
        lambda: socket.gethostbyname("name.example"),
        lambda: socket.socket().connect((OUTSIDE_ADDRESS, 80)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).connect((OUTSIDE_ADDRESS, 1)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", (OUTSIDE_ADDRESS, 53)),
        lambda: requests.get("http://name.example", timeout=1),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_each_way_out_is_refused_and_written_down(leave):
    with pytest.raises(OSError, match="outside this machine"):
        leave()
    assert OUTSIDE.read_text(encoding="utf-8")
    forget()


def test_what_stays_on_this_machine_is_let_through():
    with socket.create_server(("127.0.0.1", free_port())) as server, socket.create_connection(server.getsockname()):
        assert OUTSIDE.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.2", True), ("::1", True), ("::1%lo", True), (None, True), ("name.example", False), ("10.0.0.1", False)],
)
def test_a_name_that_only_a_name_server_knows_is_outside(host, here):
    assert is_here(host) is here


def test_a_server_that_the_tests_start_is_guarded_too(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(GUARD))
    call = "import socket; socket.getaddrinfo('name.example', 80)"
    assert subprocess.run([sys.executable, "-c", call], capture_output=True, check=False).returncode == 1
    assert "name.example" in OUTSIDE.read_text(encoding="utf-8")
    forget()
