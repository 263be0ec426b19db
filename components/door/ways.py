"""The ways into the atlas: what is not named here does not exist, whatever Streamlit would serve beside it.

Closed with that: uploads, metrics, the agent API, sign-in, script health, components' folders.
"""

import re

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atlas.language.i18n import mark
from atlas.links.parameters import PAGES
from components.door.answers import refuse
from components.modules import find_module

PAGE_PATHS = ("", *list(PAGES)[1:])  # the first page stands at the root
FILES = {"/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config"}
FOLDERS = ("/static/", "/app/static/", "/media/", "/map/")  # Streamlit's code, ours, downloads, the map's data
STREAM = "/_stcore/stream"
METHODS = {"GET", "HEAD"}
LONGEST_NAME = 255  # bytes of a file's name on every file system; a longer one is an error of the system, not a 404
ODD = re.compile(r"[\x00-\x1f\x7f\\]|//|(?:^|/)\.\.?(?:/|$)")
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # the URL names the content
NOTHING = mark("There is nothing at this address.")
READ_ONLY = mark("This address can only be read.")
TOO_LARGE = mark("The request carries more than {most} {most:byte|bytes}.")


def is_page(path: str) -> bool:
    """Tell whether a path is that of a page."""
    return path.strip("/") in PAGE_PATHS and not path.startswith("//")


def is_open(path: str) -> bool:
    """Tell whether a path leads anywhere."""
    if ODD.search(path) or any(len(part.encode("utf-8", "replace")) > LONGEST_NAME for part in path.split("/")):
        return False
    return is_page(path) or path in FILES or path.startswith(FOLDERS) or find_module(path) is not None


class Ways:
    """Lead each request where it may go, and a reader who asks for a page that there is not to the map.

    Parameters
    ----------
    body_bytes
        What a request may carry; nothing of the atlas takes a body, so it is read here and goes no further.
    """

    def __init__(self, app: ASGIApp, body_bytes: int) -> None:
        self.app, self.body_bytes = app, body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, answer it, or lead it elsewhere."""
        if scope["type"] == "http":
            await self._lead(Request(scope, receive), send)
        elif scope["type"] == "websocket" and scope["path"] != STREAM:
            await refuse(scope, receive, send, 404, NOTHING)
        else:
            await self.app(scope, receive, send)

    async def _lead(self, request: Request, send: Send) -> None:
        scope, receive, path = request.scope, request.receive, request.scope["path"]
        if not await self._has_small_body(request):
            await refuse(scope, receive, send, 413, TOO_LARGE, most=self.body_bytes)
        elif request.method in METHODS and _asks_for_page(request) and not is_page(path):
            query = request.url.query
            await RedirectResponse(f"/?{query}" if query else "/")(scope, receive, send)
        elif not is_open(path):
            await refuse(scope, receive, send, 404, NOTHING)
        elif request.method not in METHODS:
            await refuse(scope, receive, send, 405, READ_ONLY)
        elif module := find_module(path):
            await Response(module, media_type="text/javascript", headers=FOR_EVER)(scope, receive, send)
        else:
            await self.app(scope, _after_body(receive), send)

    async def _has_small_body(self, request: Request) -> bool:
        """Read the body up to the limit, whether its length is declared, false or missing."""
        declared = request.headers.get("content-length", "0")
        if len(declared) > len(str(self.body_bytes)) or int(declared) > self.body_bytes:
            return False
        if declared == "0" and "transfer-encoding" not in request.headers:
            return True
        size, more = 0, True
        while more and size <= self.body_bytes:
            message = await request.receive()
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
        return size <= self.body_bytes


def _after_body(receive: Receive) -> Receive:
    """Give an empty body first, in place of the one that has been read, then what the server has to say."""
    told = False

    async def receive_rest() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive_rest


def _asks_for_page(request: Request) -> bool:
    """Tell whether a browser opens an address as a page; files and Streamlit's own ways are none."""
    first, _, rest = request.scope["path"].strip("/").partition("/")
    return "text/html" in request.headers.get("Accept", "") and not rest and "." not in first and first[:1] != "_"
