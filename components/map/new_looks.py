"""How the map shows a kind of which static/ holds no mark yet: a plain shape in the kind's colour."""

from atlas.store.snapshot import Snapshot
from components.map.primitives import to_rgba
from components.signs.static_files import mark_mapping

SHAPE = "shape-"  # and a shape: a mark of no colour in the picture of marks, to be tinted
USUAL_SHAPE = "circle"
Look = tuple[str, list[int]]


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
