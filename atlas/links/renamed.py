"""Old links: what was renamed is found by its former id or code."""

from collections.abc import Mapping

from atlas.links.parameters import PURPOSE, SUPPORT_STAGE
from atlas.selection.dimensions import DIMENSIONS
from atlas.store.memory import remember
from atlas.store.schema import OF_IDS
from atlas.store.snapshot import Snapshot

TYPED = "q"  # a reader typed it, whatever else is called so
# parameter of the URL -> vocabulary of its codes; the others hold ids
VOCABULARIES = {
    **{name: dimension.vocabulary for name, dimension in DIMENSIONS.items() if dimension.vocabulary},
    PURPOSE: "purpose",
    SUPPORT_STAGE: "stage",
}


@remember()
def _list_renamed(snapshot: Snapshot) -> dict[tuple[str, str], str]:
    rows = snapshot["renamed"]
    return dict(zip(zip(rows["vocabulary"], rows["old"], strict=True), rows["new"], strict=True))


def follow_renamed(url: Mapping[str, str], snapshot: Snapshot) -> dict[str, str]:
    """Give a URL's parameters with every former id and code as it is called now."""
    renamed = _list_renamed(snapshot)

    def follow(name: str, value: str) -> str:
        return renamed.get((VOCABULARIES.get(name, OF_IDS), value), value)

    return {
        name: text if name == TYPED else ",".join(follow(name, one) for one in text.split(","))
        for name, text in url.items()
    }
