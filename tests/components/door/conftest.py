"""Servers that are attacked: one as it comes, one with little room."""

from collections.abc import Iterator

import pytest

from tools.drive.server import Server

SMALL = {
    "ATLAS_SESSIONS": "4",
    "ATLAS_CONNECTIONS_PER_SESSION": "5",
    "ATLAS_HALF_OPEN": "6",
    "ATLAS_HEADER_SECONDS": "1",
    "ATLAS_STALL_SECONDS": "1",
    "ATLAS_BODY_BYTES": "1000",
    "ATLAS_MESSAGE_BYTES": "10000",
    "ATLAS_MESSAGES_PER_SECOND": "2",
    "ATLAS_SESSIONS_PER_CLIENT": "2",
    "ATLAS_HOSTS": "atlas.example other.example:8443",
}


@pytest.fixture(scope="package")
def server() -> Iterator[Server]:
    """Serve the atlas with the limits that it has by default."""
    with Server() as running:
        yield running
    assert "Traceback" not in running.output
    assert "handshake" not in running.output  # foreign pages must not fill the log


@pytest.fixture(scope="package")
def small() -> Iterator[Server]:
    """Serve the atlas with little room, under two more names."""
    with Server(environment=SMALL) as running:
        yield running
    assert "Traceback" not in running.output
    assert "handshake" not in running.output  # foreign pages must not fill the log
