"""Turn away whoever comes under a foreign host or from a foreign page, before Streamlit sees the request."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from atlas.language.i18n import mark
from components.door.addresses import Addresses
from components.door.answers import refuse

READING = {"GET", "HEAD"}
NO_HOST = mark("The request names no host, or more than one.")
TOO_LONG = mark("The request's address and headers are too long.")
FOREIGN_HOST = mark("This server does not answer under that host name; its operator can name it in ATLAS_HOSTS.")
FOREIGN_ORIGIN = mark("The request comes from a page of another site.")


class Visitors:
    """Let in what names this server as its host and, where it may change something, comes from a page of its own.

    A handshake without Origin is let in: browsers always send one, so it is no page's that a reader has open,
    and whoever writes their own requests can write any Origin.
    """

    def __init__(self, app: ASGIApp, addresses: Addresses, header_bytes: int) -> None:
        self.app, self.addresses, self.header_bytes = app, addresses, header_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or turn it away."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if _measure(scope) > self.header_bytes:
            await refuse(scope, receive, send, 431, TOO_LONG)
        elif len(hosts) != 1:
            await refuse(scope, receive, send, 400, NO_HOST)
        elif not self.addresses.answers_for(hosts[0]):
            await refuse(scope, receive, send, 421, FOREIGN_HOST)
        elif self._changes(scope) and not all(self.addresses.is_own(one, hosts[0]) for one in origins):
            await refuse(scope, receive, send, 403, FOREIGN_ORIGIN)
        else:
            await self.app(_as_own(scope, hosts[0]) if scope["type"] == "websocket" else scope, receive, send)

    def _changes(self, scope: Scope) -> bool:
        return scope["type"] == "websocket" or scope["method"] not in READING


def _measure(scope: Scope) -> int:
    """Measure a request's line and headers; the server below refuses only what it must put together from pieces."""
    line = len(scope.get("raw_path", b"")) + len(scope["query_string"])
    return line + sum(len(name) + len(value) for name, value in scope["headers"])


def _as_own(scope: Scope, host: str) -> Scope:
    """Write the Origin as Streamlit compares it, letter by letter, with the Host.

    Where the two differ, if only in case or behind a proxy, Streamlit asks an outside host for its own address.
    """
    rest = [(name, value) for name, value in scope["headers"] if name.lower() != b"origin"]
    own = [(b"origin", f"http://{host}".encode("latin-1"))] if len(rest) < len(scope["headers"]) else []
    return {**scope, "headers": [*rest, *own]}
