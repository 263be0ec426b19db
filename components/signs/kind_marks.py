"""The marks of kinds in labels: from static/, or drawn now for a kind that it does not hold yet."""

import base64

from atlas.pictures.static_map import draw_symbol
from atlas.pictures.svg import NAMESPACE, element
from atlas.store.snapshot import Snapshot
from components.signs.static_files import find_static_url


def mark_url(snapshot: Snapshot, kind: str, theme: str) -> str:
    """Give the URL of a kind's mark; a new kind's is the picture itself, until `make static` writes it."""
    if written := find_static_url(f"mark-{kind}-{theme}"):
        return written
    symbol = element("g", draw_symbol(snapshot, kind, theme), transform="translate(8 8) scale(16)")
    svg = element("svg", symbol, xmlns=NAMESPACE, width=16, height=16)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def mark_image(snapshot: Snapshot, kind: str, theme: str) -> str:
    """Give the markdown of a kind's mark, as high as the text beside it."""
    return f"![]({mark_url(snapshot, kind, theme)})"
