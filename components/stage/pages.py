"""Which rows stand behind a page that is presented as it is."""

from collections.abc import Callable
from typing import Any

from atlas.analysis.dossier import list_source_ids
from atlas.analysis.policy import list_targets
from atlas.links.parameters import PROFILE, SECTION, SECTIONS, TABLE
from atlas.selection.row_filter import follow_filter
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import Snapshot, to_rows
from components.policy.measures import read_choice
from components.profile.page import find_dossier
from components.state import read_parameter

Row = dict[str, Any]


def list_rows(snapshot: Snapshot, view: View, name: str) -> list[Row]:
    """List the rows that a page shows; none for a page that shows no rows."""
    return LIST[name](snapshot, view) if name in LIST else []


def _list_policy(snapshot: Snapshot, view: View) -> list[Row]:
    return OF_SECTION[next(iter(read_parameter(SECTION)), SECTIONS[0])](snapshot, view)


def _list_table(snapshot: Snapshot, view: View) -> list[Row]:
    table = next(iter(read_parameter(TABLE)), ENTITY_TABLES[0].name)
    return to_rows(follow_filter(snapshot, view.filter, table))


def _list_profile(snapshot: Snapshot, view: View) -> list[Row]:
    dossier = find_dossier(snapshot, view, view.filter.apply(snapshot.entities, snapshot))
    return [snapshot.find_row("sources", one) for one in list_source_ids(dossier)]


def _list_targets(snapshot: Snapshot, view: View) -> list[Row]:
    return [row for target in list_targets(snapshot, view.filter) for row in target.list_rows()]


def _list_measures(snapshot: Snapshot, view: View) -> list[Row]:
    return to_rows(read_choice(snapshot).compare(snapshot, view.filter))


def _list_timeline(snapshot: Snapshot, view: View) -> list[Row]:
    return [row for table in ("policies", "events") for row in to_rows(follow_filter(snapshot, view.filter, table))]


List = Callable[[Snapshot, View], list[Row]]
OF_SECTION: dict[str, List] = {
    "targets": _list_targets,
    "measures": _list_measures,
    "timeline": _list_timeline,
}
LIST: dict[str, List] = {"policy": _list_policy, "data": _list_table, PROFILE: _list_profile}
