"""The marks of kinds, in labels and on the map: from static/, or drawn now for a kind that it does not hold yet."""

import base64

from atlas.pictures.static_map import draw_symbol
from atlas.pictures.svg import NAMESPACE, element
from atlas.store.snapshot import Snapshot
from components.map.primitives import to_rgba
from components.map.static_files import find_static_url, mark_mapping

SHAPE = "shape-"  # and a shape: a mark of no colour in the picture of marks, to be tinted
USUAL_SHAPE = "circle"
Look = tuple[str, list[int]]


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


def find_new_looks(snapshot: Snapshot, theme: str) -> dict[str, Look]:
    """Find for each kind that the picture of marks lacks which shape of it is tinted, and its colour."""
    words, known = snapshot.vocabulary, mark_mapping(theme)
    return {
        kind: (
            f"{SHAPE}{words.marker('entity_kind', kind) or USUAL_SHAPE}",
            to_rgba(words.color("entity_kind", kind, theme)),
        )
        for kind in words.codes("entity_kind")
        if kind not in known
    }
