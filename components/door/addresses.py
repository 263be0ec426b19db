"""Whose address a request names: the hosts that this server answers for, and the origins of its own pages."""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

HOST = re.compile(
    r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)\.?(?::(?P<port>[0-9]{1,5}))?"
)
DEFAULT_PORTS = {"http": 80, "https": 443}
MOST_PORT = 65535

Address = tuple[str, int | None]


def read_address(text: str) -> Address | None:
    """Read `name` or `name:port` as a Host header writes it; None where it is anything else, a user's name included."""
    match = HOST.fullmatch(text)
    if not match or int(match["port"] or 0) > MOST_PORT:
        return None
    return match["name"].strip("[]").lower(), int(match["port"]) if match["port"] else None


def is_loopback(name: str) -> bool:
    """Tell whether a host's name means this machine without asking a name server."""
    if name == "localhost":
        return True
    address = _as_ip(name)
    return address is not None and address.is_loopback


def _as_ip(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None


class Addresses:
    """The addresses under which readers may know this server.

    Parameters
    ----------
    named
        What the operator names beside the loopback names; without a port, any port is meant.
    """

    def __init__(self, named: Iterable[Address] = ()) -> None:
        self.named = frozenset(named)

    def answers_for(self, host: str) -> bool:
        """Tell whether a Host header names this server; a name that somebody points at it does not (DNS rebinding)."""
        address = read_address(host)
        return address is not None and (is_loopback(address[0]) or self._is_named(*address))

    def _is_named(self, name: str, port: int | None) -> bool:
        return bool({(name, None), (name, port)} & self.named)

    def is_own(self, origin: str, host: str) -> bool:
        """Tell whether an Origin header is that of a page of this server.

        Own is what has the name and port of the Host header. A proxy may put a Host of its own in place of the
        reader's: then own is what the operator names, on its named port or on that of its scheme.
        """
        try:
            parts = urlsplit(origin)
            default = DEFAULT_PORTS.get(parts.scheme)
        except ValueError:
            return False
        address, asked = read_address(parts.netloc), read_address(host)
        if address is None or asked is None or default is None or origin != f"{parts.scheme}://{parts.netloc}":
            return False
        name, port = address[0], address[1] or default
        if name == asked[0] and port in ((asked[1],) if asked[1] else DEFAULT_PORTS.values()):
            return True
        return (name, port) in self.named or (port == default and (name, None) in self.named)
