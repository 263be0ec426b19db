"""What a browser may do with our pages: the content security policy and the headers beside it."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

INDEX = Path(file_util.get_static_dir()) / "index.html"
# nothing outside this server, no code but that of our files and of the scripts that stand in Streamlit's page
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; "
    "font-src 'self' data:; "
    "connect-src 'self'; "
    "worker-src 'self'; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'self'"
)
GROUND_DIRECTIVES = ("img-src", "connect-src")  # what a ground's style, tiles, signs and letters come by
GROUND_MAKES = ("img-src", "connect-src", "worker-src")  # what the code that draws a ground makes in the browser
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # what a browser shows in a frame obeys neither, so sites named in ATLAS_FRAMED_BY still can
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LET_IN = "Access-Control-Allow-Origin"  # Streamlit opens static files to every page that a reader visits
SHOWN = {200, 304}
STARTS = {"http.response.start", "websocket.http.response.start", "websocket.accept"}


class _InlineScripts(HTMLParser):
    """The scripts that stand in a page itself, letter by letter."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and "src" not in dict(attrs):
            self.texts.append("")
            self._is_inside = True

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = self._is_inside and tag != "script"


def hash_scripts(page: str) -> list[str]:
    """Give the hashes under which the policy lets a page's inline scripts run."""
    scripts = _InlineScripts()
    scripts.feed(page)
    return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts.texts]


def write_policy(framed_by: Sequence[str] = (), ground: Sequence[str] = ()) -> str:
    """Write the policy.

    Parameters
    ----------
    framed_by
        Origins of the pages that may frame the atlas.
    ground
        Origins that an operator's ground comes from.
    """
    scripts = hash_scripts(INDEX.read_text(encoding="utf-8"))
    policy = POLICY.replace("script-src 'self'", " ".join(["script-src 'self'", *scripts]))
    if ground:
        for directive in GROUND_MAKES:
            policy = policy.replace(f"{directive} 'self'", f"{directive} 'self' blob:")
        for directive in GROUND_DIRECTIVES:
            policy = policy.replace(f"{directive} 'self'", " ".join([f"{directive} 'self'", *ground]))
    return " ".join([policy, *framed_by])


class Headers:
    """Send the policy with every answer, an error's too, and with a page what it will need.

    Parameters
    ----------
    announce
        Gives the Link header of a path and its query; blank if nothing is to be fetched at once.
    """

    def __init__(self, app: ASGIApp, policy: str, announce: Callable[[str, bytes], str]) -> None:
        self.app, self.announce = app, announce
        self.fixed = {**FIXED, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as those behind do, with headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] in STARTS:
                message.setdefault("headers", [])
                headers = MutableHeaders(scope=message)
                headers.update(self.fixed)
                del headers[LET_IN]
                if message.get("status") in SHOWN and (links := self.announce(scope["path"], scope["query_string"])):
                    headers["Link"] = links
            await send(message)

        await self.app(scope, receive, send_with_headers)
