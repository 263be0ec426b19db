"""Names of the files in static/, as the browser fetches them."""

import json
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
URL = "/app/static/"


@cache
def _manifest() -> dict[str, dict[str, object]]:
    manifest: dict[str, dict[str, object]] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def static_url(stem: str) -> str:
    """Give the URL of a static file by the stem of its name; `KeyError` if there is none."""
    return f"{URL}{_manifest()['files'][stem]}"


def mark_mapping(code: str) -> dict[str, object]:
    """Give a kind's place in the picture of marks, as deck.gl's icon mapping."""
    return {code: _manifest()["marks"][code]}


def mark_image(code: str, theme: str, text: str = "") -> str:
    """Give the markdown of a kind's mark, as high as the text beside it."""
    return f"![{text}]({static_url(f'mark-{code}-{theme}')})"
