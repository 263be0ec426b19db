"""Which rows stand behind a page that is presented as it is."""

from collections.abc import Callable
from typing import Any

from atlas.analysis.dossier import list_source_ids
from atlas.analysis.policy import list_targets
from atlas.links.parameters import PROFILE, SECTION, SECTIONS, TABLE
from atlas.selection.row_filter import follow_selection
from atlas.selection.selection import Selection
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import Snapshot, to_rows
from components.policy.measures import read_choice
from components.profile.page import find_dossier
from components.state import read_parameter

Row = dict[str, Any]


def list_rows(snapshot: Snapshot, selection: Selection, name: str) -> list[Row]:
    """List the rows that a page shows; none for a page that shows no rows."""
    return LIST[name](snapshot, selection) if name in LIST else []


def _list_policy(snapshot: Snapshot, selection: Selection) -> list[Row]:
    return OF_SECTION[next(iter(read_parameter(SECTION)), SECTIONS[0])](snapshot, selection)


def _list_table(snapshot: Snapshot, selection: Selection) -> list[Row]:
    table = next(iter(read_parameter(TABLE)), ENTITY_TABLES[0].name)
    return to_rows(follow_selection(snapshot, selection, table))


def _list_profile(snapshot: Snapshot, selection: Selection) -> list[Row]:
    dossier = find_dossier(snapshot, selection, selection.apply(snapshot.entities, snapshot))
    return [snapshot.find_row("sources", one) for one in list_source_ids(dossier)]


def _list_targets(snapshot: Snapshot, selection: Selection) -> list[Row]:
    return [row for target in list_targets(snapshot, selection) for row in target.list_rows()]


def _list_measures(snapshot: Snapshot, selection: Selection) -> list[Row]:
    return to_rows(read_choice(snapshot).compare(snapshot, selection))


def _list_timeline(snapshot: Snapshot, selection: Selection) -> list[Row]:
    return [row for table in ("policies", "events") for row in to_rows(follow_selection(snapshot, selection, table))]


List = Callable[[Snapshot, Selection], list[Row]]
OF_SECTION: dict[str, List] = {
    "targets": _list_targets,
    "measures": _list_measures,
    "timeline": _list_timeline,
}
LIST: dict[str, List] = {"policy": _list_policy, "data": _list_table, PROFILE: _list_profile}
