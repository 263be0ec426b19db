"""The error boundary of our own routes and of the door: a number for the reader, the error for the log."""

import logging
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected

from atlas.language.i18n import mark
from components.door.answers import refuse

LOG = logging.getLogger("atlas")
FAILED = mark("Something went wrong. Incident {incident}")
BROKEN = 1011  # WebSocket: the server met an error


class Incidents:
    """Answer what fails with an incident number, and write the error under the same number into the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as those behind do, or say that they failed."""
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] in ("http.response.start", "websocket.accept")
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except WebSocketDisconnected:
            return  # the reader went away while something was written to them: no error of ours
        except Exception as error:
            if scope["type"] == "lifespan":
                raise
            incident = secrets.token_hex(4)
            LOG.exception("incident %s: %r", incident, scope["path"])  # quoted: a path may hold line ends
            if not started:
                await refuse(scope, receive, send, 500, FAILED, incident=incident)
            elif scope["type"] == "websocket":
                await _close(send)
            else:
                raise ConnectionAbortedError(incident) from error  # half an answer: only a cut tells the reader


async def _close(send: Send) -> None:
    try:
        await send({"type": "websocket.close", "code": BROKEN})
    except (OSError, RuntimeError):  # the reader has gone, or was told already
        return
