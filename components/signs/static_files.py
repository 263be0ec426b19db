"""Names of the files in static/, as the browser fetches them."""

import json
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
URL = "/app/static/"
HALO, SPOT = "halo", "spot"  # round what is selected; an area without a published extent


@cache
def _manifest() -> dict[str, dict[str, object]]:
    manifest: dict[str, dict[str, object]] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def static_url(stem: str) -> str:
    """Give the URL of a static file by the stem of its name; `KeyError` if there is none."""
    return f"{URL}{_manifest()['files'][stem]}"


def find_static_url(stem: str) -> str:
    """Give the URL of a static file by the stem of its name; blank if there is none."""
    return static_url(stem) if stem in _manifest()["files"] else ""


@cache
def list_fonts() -> tuple[str, list[str]]:
    """List the URLs of the fonts: the rules for all, and the files that every page needs."""
    fonts = STATIC / "fonts"
    (sheet,), files = fonts.glob("faces-*.css"), sorted(fonts.glob("screen-*.woff2"))
    return f"{URL}fonts/{sheet.name}", [f"{URL}fonts/{path.name}" for path in files]


def list_map_files(lang: str) -> list[str]:
    """List the URLs of all that the map fetches whatever it shows."""
    stems = ("neighbours", "districts", "outline", "rivers", "hatch", "marks", f"districts-{lang}")
    return [static_url(stem) for stem in stems]


def mark_mapping(theme: str) -> dict[str, object]:
    """Give every mark's place in the picture of marks, as deck.gl's icon mapping."""
    mapping: dict[str, object] = _manifest()["marks"][theme]  # type: ignore[assignment]
    return mapping


def area_image(theme: str) -> str:
    """Give the markdown of the mark of zones and parks, as high as the text beside it."""
    return f"![]({static_url(f'mark-park-{theme}')})"
