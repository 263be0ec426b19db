"""Start the atlas: one process, warm before it says that it is ready."""

import argparse
import asyncio
import io
import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit import config

from atlas.errors import SettingError
from atlas.language.i18n import LANGUAGES, mark
from components.cached import FOLDER, find_snapshot
from components.door.addresses import Addresses
from components.door.answers import say
from components.door.connections import GuardedConfig
from components.door.descriptors import make_room
from components.door.incidents import Incidents
from components.door.outside import stay_inside
from components.door.policy import Headers, write_policy
from components.door.sessions import Sessions
from components.door.settings import PORT, Settings, explain, read_settings
from components.door.visitors import Visitors
from components.door.ways import FOR_EVER, Ways
from components.frame.failure import show_uncaught, write_incident
from components.map.content import DATA_FILES, data_url
from components.navigation import redirect
from components.preload import announce
from components.streamlit_internals import BackMsg, ForwardMsg, Runtime, SessionClient, prepare_streamlit

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "127.0.0.1"
WARM_SECONDS = 60
READY = mark("You can now view the atlas in your browser: {address}")
FREE_PORT = mark("a port that no other program listens on")


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


def send_map_data(request: Request) -> Response:
    """Send one of the map's data files of a snapshot that somebody shows; 404 for any other, and other names."""
    snapshot, lang = find_snapshot(request.path_params["snapshot_id"]), request.path_params["lang"]
    prepare = DATA_FILES.get(request.path_params["name"])
    if prepare is None or snapshot is None or lang not in LANGUAGES:
        return Response(status_code=404)
    text = json.dumps(prepare(snapshot, lang), ensure_ascii=False, separators=(",", ":"))
    return Response(text, media_type="application/json", headers=FOR_EVER)


def build_app(settings: Settings) -> st.App:
    """Build the application: the door, from the outside in, and Streamlit behind it."""
    ground = settings.ground.origins if settings.ground else ()
    prepare_streamlit(write_incident, redirect)
    return st.App(
        ROOT / "app.py",
        lifespan=_lifespan,
        middleware=[
            Middleware(Headers, policy=write_policy(settings.framed_by, ground), announce=announce),
            Middleware(Incidents),
            Middleware(Visitors, addresses=Addresses(settings.hosts), header_bytes=settings.limits.header_bytes),
            Middleware(Ways, body_bytes=settings.limits.body_bytes),
            Middleware(Sessions, limits=settings.limits),
        ],
        on_script_error=show_uncaught,
        routes=[Route(data_url("{name}", "{snapshot_id}", "{lang}"), send_map_data)],
    )


class _Server(uvicorn.Server):
    """uvicorn's server, which tells where the atlas is when it is warm."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _say(say(READY, address=f"http://{ADDRESS}:{self.config.port}"))


def _say(lines: list[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _open_socket(port: int) -> socket.socket:
    """Listen on a port of this machine; `SettingError` if another program does."""
    listener = socket.socket()
    if os.name != "nt":  # there it would let two servers have the same port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError as error:
        listener.close()
        raise SettingError(PORT, str(port), FREE_PORT) from error
    return listener


def main() -> None:
    """Serve on 127.0.0.1 until stopped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese must not end the start
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", help="port of the server")
    options = parser.parse_args()
    environment = {**os.environ, **({PORT: options.port} if options.port is not None else {})}
    try:
        settings = read_settings(environment)
        make_room(settings.limits)
        listener = _open_socket(settings.port)
    except SettingError as error:
        sys.stderr.write(f"{explain(error)}\n")
        sys.exit(2)
    os.environ[FOLDER] = str(settings.data)  # absolute: the next line leaves the directory that it was given in
    os.chdir(ROOT)  # Streamlit finds its configuration here
    app = build_app(settings)
    config.get_config_options(force_reparse=True, options_from_flags={"server.port": settings.port})
    stay_inside()
    served = GuardedConfig(app, settings.limits)
    served.port = settings.port
    _Server(served).run([listener])


if __name__ == "__main__":
    main()
