"""Refuse and write down every look-up of an outside name and every connection off the loopback, in this process.

Python runs this at the start of each process whose PYTHONPATH has this folder; tests/conftest.py runs it in the
tests' own. It knows nothing but the standard library: it runs before everything else.
"""

import ipaddress
import os
import socket
import sys
import traceback

LOG = "OUTSIDE_LOG"  # file that the tests read; without it nothing is guarded
ASKED = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
SENT = {"socket.connect", "socket.sendto", "socket.sendmsg"}
HERE = {"", "localhost", "0.0.0.0", "::"}  # noqa: S104 - what a server listens on


class OutsideError(OSError):
    """Something tried to leave this machine."""


def is_here(host: object) -> bool:
    """Tell whether a host is this machine; names that only a name server knows are not."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    try:
        return text in HERE or ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _find_host(event: str, arguments: tuple[object, ...]) -> object:
    if event in ASKED:
        first = arguments[0]
        return first[0] if isinstance(first, tuple) else first
    sender, address = arguments[0], arguments[-1]
    if not isinstance(sender, socket.socket) or sender.family not in (socket.AF_INET, socket.AF_INET6):
        return ""  # a pipe of this machine
    return address[0] if isinstance(address, tuple) else ""


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Judge one event of the interpreter."""
    if event not in ASKED and event not in SENT:
        return
    host, log = _find_host(event, arguments), os.environ.get(LOG)
    if log and not is_here(host):
        with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123 - nothing more is imported here
            file.write(f"{event} {host!r}\n{''.join(traceback.format_stack(limit=6))}\n")
        message = f"{event}: {host!r} is outside this machine"
        raise OutsideError(message)


sys.addaudithook(watch)
