"""Render charts and pictures in a process of its own, that ends with its task: the server's memory stays small."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from atlas.errors import AtlasError
from atlas.pictures.charts import Spec

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "fonts"
SECONDS = 60
AT_ONCE = BoundedSemaphore(2)  # each takes about 80 MB while it works


class NotRendered(AtlasError):
    """A picture could not be drawn; the message says why."""


def render_charts(specs: Sequence[Spec]) -> list[str]:
    """Draw Vega-Lite specifications as SVG."""
    drawn: list[str] = json.loads(_run({"charts": list(specs)}))
    return drawn


def render_png(svg: str, *, scale: float = 1.0) -> bytes:
    """Draw an SVG document as PNG, `scale` pixels for each of its own."""
    return _run({"svg": svg, "scale": scale})


def _run(task: dict[str, Any]) -> bytes:
    """Let the renderer do a task; `NotRendered` if it does not."""
    if not list(FONTS.glob("*.otf")):  # without it every text would silently be missing
        message = f"no font in {FONTS.name}"
        raise NotRendered(message)
    command = [sys.executable, "-m", "atlas.pictures.renderer", str(FONTS)]
    with AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 - our own module, and the task goes in by its input
                command, input=json.dumps(task).encode(), cwd=ROOT, capture_output=True, timeout=SECONDS, check=True
            )
        except subprocess.SubprocessError as error:
            said = getattr(error, "stderr", b"") or b""
            raise NotRendered(said.decode(errors="replace")[-300:] or str(error)) from error
    return done.stdout
