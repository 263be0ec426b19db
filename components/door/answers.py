"""What the door itself says: plain, short, in both languages, never with what lies behind it."""

from html import escape

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from atlas.language.i18n import LANGUAGES, translate

AGAIN_SECONDS = 15  # after which a browser asks a full server again by itself
PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta http-equiv="refresh" content="{seconds}">
<title>{title}</title></head><body>{body}</body></html>
"""


def say(text: str, **values: object) -> list[str]:
    """Say an English text of the catalogues in every language."""
    return [translate(lang, text, **values) for lang in LANGUAGES]


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str, **values: object) -> None:
    """Answer a request or a WebSocket's handshake with a status and a text, and close the connection.

    What is refused may carry a body that nobody will read: the connection cannot be used again.
    """
    said = "\n".join(say(text, **values)) + "\n"
    headers = {"Connection": "close", "Cache-Control": "no-store"}
    await _answer(PlainTextResponse(said, status, headers), scope, receive, send)


async def refuse_page(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    """Answer a browser that wants a page with a text; it asks again by itself."""
    lines = say(text)
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    page = PAGE.format(seconds=AGAIN_SECONDS, title=escape(lines[0]), body=body)
    headers = {"Retry-After": str(AGAIN_SECONDS), "Cache-Control": "no-store"}
    await _answer(HTMLResponse(page, status, headers), scope, receive, send)


async def _answer(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008})  # the server turns it into a 403
        return
    await response(scope, receive, send)
