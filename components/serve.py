"""Start the atlas: one process, warm before it says that it is ready."""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders, QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, SessionClient

from atlas.i18n import LANGUAGES
from atlas.palette import PALETTES
from atlas.parameters import LANG, PAGES
from components.cached import load_snapshot
from components.failure import show_uncaught, write_incident
from components.map.content import DATA_FILES, data_url
from components.map.static_files import list_fonts, list_map_files, static_url
from components.map.tiles import ORIGIN, Ground, read_ground
from components.streamlit_internals import prepare_streamlit

ROOT = Path(__file__).resolve().parents[1]
WARM_SECONDS = 60


class _FirstVisitor(SessionClient):
    """A visit to `/` inside the server, so that no real one is the first."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if msg.WhichOneof("type") == "script_finished":
            self.done.set()


async def visit_once() -> None:
    """Run the default page once: it fills the caches and tells Streamlit which pages there are."""
    runtime, visitor = Runtime.instance(), _FirstVisitor()
    session = runtime.connect_session(visitor, user_info={})
    message = BackMsg()
    message.rerun_script.query_string = ""
    runtime.handle_backmsg(session, message)
    try:
        await asyncio.wait_for(visitor.done.wait(), WARM_SECONDS)
    finally:
        runtime.close_session(session)


@asynccontextmanager
async def _lifespan(_app: st.App) -> AsyncIterator[None]:
    await visit_once()
    yield


# what the page may do: nothing outside this server, no evaluated code
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob: data:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self' data: blob:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "frame-ancestors 'self'"
)
GROUND_DIRECTIVES = ("img-src", "connect-src")  # what a ground's style, tiles, signs and letters come by
FRAMED_BY = "ATLAS_FRAMED_BY"  # origins of the pages that may show the atlas inside them


CODE = Path(file_util.get_static_dir()) / "static" / "js"
MAP_CODE = ("DeckGlJsonChart.*.js", "webgl-device.*.js")  # what Streamlit loads when a page has a map


@cache
def announce_map(lang: str) -> str:
    """Write the Link header that lets the browser fetch the map's code and shapes at once, not one after the other."""
    code = [f"/static/js/{path.name}" for pattern in MAP_CODE for path in sorted(CODE.glob(pattern))]
    links = [f"<{url}>; rel=modulepreload" for url in code]
    links += [f"<{url}>; rel=preload; as=fetch; crossorigin" for url in list_map_files(lang)]
    links += [
        f'<{static_url(f"ground-{theme}")}>; rel=preload; as=image; media="(prefers-color-scheme: {theme})"'
        for theme in PALETTES
    ]
    return ", ".join(links)


def write_policy(framed_by: str, ground: Ground | None = None) -> str:
    """Write the policy with the origins that may frame the atlas, separated by spaces, and those of a ground's tiles.

    Raises
    ------
    ValueError
        If one of them is no origin.
    """
    origins = framed_by.split()
    if wrong := [one for one in origins if not ORIGIN.fullmatch(one)]:
        message = f"{FRAMED_BY}: not an origin, scheme and host alone: {' '.join(wrong)}"
        raise ValueError(message)
    policy = POLICY
    allowed = " ".join(["'self'", *(ground.origins if ground else ())])
    for directive in GROUND_DIRECTIVES:
        policy = policy.replace(f"{directive} 'self'", f"{directive} {allowed}")
    return " ".join([policy, *origins])


@cache
def announce_fonts() -> str:
    """Write the Link header that lets the browser fetch the fonts before anything is written with them."""
    sheet, files = list_fonts()
    links = [f"<{url}>; rel=preload; as=font; type=font/woff2; crossorigin" for url in files]
    return ", ".join([f"<{sheet}>; rel=preload; as=style", *links])


PATHS = ("", *list(PAGES)[1:])  # the first page stands at the root


class _KnownPages:
    """Lead a reader who asks for a page that there is not to the map; Streamlit would speak English over it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope) if scope["type"] == "http" else None
        if request and _asks_for_page(request) and request.url.path.strip("/") not in PATHS:
            query = request.url.query
            await RedirectResponse(f"/?{query}" if query else "/")(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _asks_for_page(request: Request) -> bool:
    """Tell whether a browser opens an address as a page; files and Streamlit's own ways are none."""
    first, _, rest = request.url.path.strip("/").partition("/")
    return "text/html" in request.headers.get("Accept", "") and not rest and "." not in first and first[:1] != "_"


class _Headers:
    """Send the content security policy with every answer, and with a page what it will need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.policy = write_policy(os.environ.get(FRAMED_BY, ""), read_ground())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.policy
                if headers.get("Content-Type", "").startswith("text/html"):
                    headers["Link"] = announce_fonts()
                if scope["path"] == "/":
                    lang = QueryParams(scope["query_string"]).get(LANG, "")
                    page = announce_map(lang if lang in LANGUAGES else LANGUAGES[0])
                    headers["Link"] = f"{announce_fonts()}, {page}"
            await send(message)

        await self.app(scope, receive, send_with_headers)


FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # the URL names the snapshot


def send_map_data(request: Request) -> Response:
    """Send one of the map's data files for the current snapshot; 404 for any other snapshot, name or language."""
    snapshot, lang = load_snapshot(), request.path_params["lang"]
    prepare = DATA_FILES.get(request.path_params["name"])
    if prepare is None or request.path_params["snapshot_id"] != snapshot.snapshot_id or lang not in LANGUAGES:
        return Response(status_code=404)
    text = json.dumps(prepare(snapshot, lang), ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json", headers=FOR_EVER)


prepare_streamlit(write_incident)
app = st.App(
    ROOT / "app.py",
    lifespan=_lifespan,
    middleware=[Middleware(_Headers), Middleware(_KnownPages)],
    on_script_error=show_uncaught,
    routes=[Route(data_url("{name}", "{snapshot_id}", "{lang}"), send_map_data)],
)


def main() -> None:
    """Serve on 127.0.0.1 until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8501))
    options = parser.parse_args()
    sys.argv = [str(ROOT / "app.py")]  # Streamlit finds its config and static files beside the script
    os.chdir(ROOT)
    app.run(config={"server.port": options.port})


if __name__ == "__main__":
    main()
