"""Old links: what was renamed is found by its former id or code."""

from collections.abc import Mapping

from atlas.links.parameters import CELL, HIDE, PURPOSE, SUPPORT_STAGE
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.metrics import COUNT
from atlas.selection.view import METRIC
from atlas.store.memory import remember
from atlas.store.schema import OF_IDS
from atlas.store.snapshot import Snapshot

TYPED = "q"  # a reader typed it, whatever else is called so
# parameter of the URL -> vocabularies of its codes; the others hold ids
VOCABULARIES: dict[str, tuple[str, ...]] = {
    **{name: dimension.vocabularies for name, dimension in DIMENSIONS.items() if dimension.vocabularies},
    METRIC: ("entity_kind", "measure"),
    PURPOSE: ("purpose",),
    SUPPORT_STAGE: ("stage",),
    HIDE: ("entity_kind",),
    CELL: ("chain_step", OF_IDS),
}
KIND = f"{COUNT}_"  # before a kind, in the parameter for what the districts are filled by


@remember()
def _list_renamed(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    rows = snapshot["renamed"]
    return dict(zip(zip(rows["vocabulary"], rows["old"], strict=True), rows["new"], strict=True))


def follow_renamed(url: Mapping[str, str], snapshot: Snapshot) -> dict[str, str]:
    """Give a URL's parameters with every former id and code as it is called now."""
    renamed = _list_renamed(snapshot)

    def follow(name: str, value: str) -> str:
        start = KIND if name == METRIC and value.startswith(KIND) else ""
        return start + ":".join(_find(renamed, name, part) for part in value.removeprefix(start).split(":"))

    return {
        name: text if name == TYPED else ",".join(follow(name, one) for one in text.split(","))
        for name, text in url.items()
    }


def _find(renamed: Mapping[tuple[str, str], str], name: str, value: str) -> str:
    known = (renamed.get((vocabulary, value)) for vocabulary in VOCABULARIES.get(name, (OF_IDS,)))
    return next(filter(None, known), value)
