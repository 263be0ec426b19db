"""Hosts and origins: what is ours, and what only looks like it."""

import pytest

from components.door.addresses import Addresses, read_address

ADDRESSES = Addresses([("atlas.example", None), ("other.example", 8443)])


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8501",
        "localhost.:8501",
        "127.0.0.1:8501",
        "127.8.9.1",
        "[::1]",
        "[::1]:8501",
        "atlas.example",
        "Atlas.Example.:8501",
        "other.example:8443",
    ],
)
def test_loopback_and_named_hosts_are_answered(host):
    assert ADDRESSES.answers_for(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "atlas.example.evil.example",
        "evil.example@localhost",
        "localhost:8501@evil.example",
        "localhost, evil.example",
        "localhost evil.example",
        "localhost/evil",
        "localhost:port",
        "localhost:99999",
        "localhost:8501:1",
        "[::1",
        "[::2]",
        "0.0.0.0",  # noqa: S104 - nothing listens here
        "10.0.0.1",
        "2130706433",
        "other.example",
        "other.example:8501",
        "localhost\x00",
        "localhost..",
        "１２７.0.0.1",
    ],
)
def test_every_other_host_is_foreign(host):
    assert not ADDRESSES.answers_for(host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://localhost:8501", "LOCALHOST:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("http://localhost", "localhost"),
        ("http://localhost", "localhost:80"),
        ("https://atlas.example", "atlas.example"),
        ("https://atlas.example", "127.0.0.1:8501"),  # a proxy that puts its own Host
        ("https://other.example:8443", "127.0.0.1:8501"),
    ],
)
def test_a_page_of_this_server_is_own(origin, host):
    assert ADDRESSES.is_own(origin, host)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("null", "127.0.0.1:8501"),
        ("", "127.0.0.1:8501"),
        ("http://evil.example", "127.0.0.1:8501"),
        ("http://127.0.0.1:8502", "127.0.0.1:8501"),
        ("http://127.0.0.1", "127.0.0.1:8501"),
        ("http://localhost:8501", "127.0.0.1:8501"),
        ("http://127.0.0.1:8501/path", "127.0.0.1:8501"),
        ("http://evil@127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://127.0.0.1:8501@evil.example", "127.0.0.1:8501"),
        ("file://127.0.0.1:8501", "127.0.0.1:8501"),
        ("chrome-extension://127.0.0.1:8501", "127.0.0.1:8501"),
        ("127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://[::1", "127.0.0.1:8501"),
        ("https://atlas.example:9999", "atlas.example"),
        ("https://atlas.example:9999", "127.0.0.1:8501"),
        ("https://other.example", "other.example:8443"),
        ("http://127.0.0.1:8501 http://evil.example", "127.0.0.1:8501"),
    ],
)
def test_every_other_page_is_foreign(origin, host):
    assert not ADDRESSES.is_own(origin, host)


@pytest.mark.parametrize("text", ["*", "http://x", "a b", "x/", "x:0x1", "-x", "x:", ".x"])
def test_what_is_no_host_is_not_read(text):
    assert read_address(text) is None
