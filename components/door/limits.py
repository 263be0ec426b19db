"""How much a visitor may take: each limit a number with its bounds, which the operator can set."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from atlas.errors import SettingError
from atlas.language.i18n import mark

PREFIX = "ATLAS_"
DIGITS = 9  # of the largest limit
WHOLE_NUMBER = mark("a whole number from {least} to {most}")


def _limit(default: int, least: int, most: int) -> int:
    return field(default=default, metadata={"least": least, "most": most})  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Limits:
    """The limits; each is set by the variable of its name: `sessions` by ATLAS_SESSIONS.

    Attributes
    ----------
    sessions
        Open pages, each with its connection; more are told that the atlas is full.
    sessions_per_client
        Open pages of one address; not for addresses of this machine, behind which a proxy may stand.
    connections_per_session
        Connections, and with them descriptors, for each of `sessions`; a connection above them all is closed.
    half_open
        Connections whose request is not complete; the oldest gives way to the next.
    header_seconds
        Time for a complete request.
    stall_seconds
        Time after which a connection is cut that takes nothing of what is sent to it.
    header_bytes
        Size of a request's line and headers.
    body_bytes
        Size of a request's body.
    message_bytes
        Size of a message of a session to the server.
    messages_per_second
        Messages of a session to the server; three seconds' worth may come at once, what comes faster waits.
    """

    sessions: int = _limit(200, 1, 10_000)
    sessions_per_client: int = _limit(50, 1, 10_000)
    connections_per_session: int = _limit(3, 2, 20)
    half_open: int = _limit(128, 1, 10_000)
    header_seconds: int = _limit(10, 1, 600)
    stall_seconds: int = _limit(30, 1, 3600)
    header_bytes: int = _limit(16_384, 4096, 1_000_000)
    body_bytes: int = _limit(65_536, 0, 100_000_000)
    message_bytes: int = _limit(1_000_000, 10_000, 100_000_000)
    messages_per_second: int = _limit(10, 1, 10_000)

    @property
    def connections(self) -> int:
        """Connections that may be open at once, those of sessions included."""
        return self.sessions * self.connections_per_session


def name_limit(name: str) -> str:
    """Give the variable that sets a limit."""
    return f"{PREFIX}{name.upper()}"


def read_limits(environment: Mapping[str, str]) -> Limits:
    """Read the limits; what is not set or blank has its default.

    Raises
    ------
    SettingError
        If one is no whole number within its bounds.
    """
    found = {}
    for one in fields(Limits):
        name = name_limit(one.name)
        text = environment.get(name, "").strip()
        if text:
            found[one.name] = read_number(name, text, one.metadata["least"], one.metadata["most"])
    return Limits(**found)


def read_number(name: str, text: str, least: int, most: int) -> int:
    """Read a whole number; `SettingError` names the setting and the bounds."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS and least <= int(text) <= most):
        raise SettingError(name, text, WHOLE_NUMBER, least=least, most=most)
    return int(text)
