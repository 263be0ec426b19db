"""Which rows stand behind a page that is presented as it is."""

from typing import Any

from atlas.parameters import PROFILE, SECTION, SECTIONS, TABLE
from atlas.schema import ENTITY_TABLES
from atlas.selection import Selection
from atlas.store import Snapshot, to_rows
from atlas.summarise import list_source_ids
from atlas.tables import follow_selection
from components.profile import find_dossier
from components.state import read_parameter

OF_SECTION = {
    "targets": ("indicators", "target_counts"),
    "measures": ("policy_measures",),
    "timeline": ("policies", "events"),
}


def list_rows(snapshot: Snapshot, selection: Selection, name: str) -> list[dict[str, Any]]:
    """List the rows that a page shows."""
    if name == PROFILE:
        dossier = find_dossier(snapshot, selection, selection.apply(snapshot.entities, snapshot))
        return [snapshot.find_row("sources", one) for one in list_source_ids(dossier)]
    section = next(iter(read_parameter(SECTION)), SECTIONS[0])
    table = next(iter(read_parameter(TABLE)), ENTITY_TABLES[0].name)
    tables = {"policy": OF_SECTION[section], "data": (table,)}.get(name, ())
    return [row for one in tables for row in to_rows(follow_selection(snapshot, selection, one))]
