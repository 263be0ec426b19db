"""What can be found by name."""

from atlas.selection import AREA_KINDS, beijing_areas
from atlas.store import Snapshot

AREA_ORDER = (*AREA_KINDS, "park")


def list_findable(snapshot: Snapshot, lang: str) -> dict[str, str]:
    """List Beijing's areas and entities by id: all their names and what they are, areas first."""
    words = snapshot.vocabulary
    areas = beijing_areas(snapshot)
    areas = areas[areas["kind_code"].isin(AREA_ORDER)]
    areas = areas.sort_values("kind_code", key=lambda kinds: kinds.map(AREA_ORDER.index), kind="stable")
    found = {}
    for table, key, vocabulary in ((areas, "area_id", "area_kind"), (snapshot.entities, "entity_id", "entity_kind")):
        for row in table.to_dict("records"):
            names = [row[f"name_{lang}"], row["name_zh"], row["name_en"], *row["aliases"]]
            kind = words.word(vocabulary, row["kind_code"], lang)
            found[str(row[key])] = f"{' / '.join(dict.fromkeys(filter(None, names)))} · {kind}"
    return found
