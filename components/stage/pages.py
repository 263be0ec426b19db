"""Which documents stand behind a page that is presented as it is."""

from collections.abc import Callable

from atlas.analysis.dossier import list_source_ids
from atlas.links.parameters import PROFILE, SECTION, SECTIONS, TABLE
from atlas.panels.card import find_dossier
from atlas.panels.problems import say_problems
from atlas.panels.support import say_support
from atlas.panels.targets import say_targets
from atlas.panels.timeline import say_timeline
from atlas.selection.row_filter import follow_filter
from atlas.selection.view import View
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import Snapshot
from components.policy.support import read_choice
from components.state import read_lang, read_parameter


def list_documents(snapshot: Snapshot, view: View, name: str) -> frozenset[str]:
    """List the documents that a page rests on, by id; none for a page that shows no rows."""
    return LIST[name](snapshot, view) if name in LIST else frozenset()


def _list_policy(snapshot: Snapshot, view: View) -> frozenset[str]:
    return OF_SECTION[next(iter(read_parameter(SECTION)), SECTIONS[0])](snapshot, view)


def _list_table(snapshot: Snapshot, view: View) -> frozenset[str]:
    table = next(iter(read_parameter(TABLE)), ENTITY_TABLES[0].name)
    rows = follow_filter(snapshot, view.filter, table)
    return frozenset(rows["source_id"]) if "source_id" in rows else frozenset()


def _list_profile(snapshot: Snapshot, view: View) -> frozenset[str]:
    return frozenset(list_source_ids(find_dossier(snapshot, view)))


def _list_targets(snapshot: Snapshot, view: View) -> frozenset[str]:
    return say_targets(snapshot, view, read_lang()).source_ids


def _list_support(snapshot: Snapshot, view: View) -> frozenset[str]:
    return say_support(snapshot, read_choice(snapshot), view.filter, read_lang()).source_ids


def _list_problems(snapshot: Snapshot, view: View) -> frozenset[str]:
    return say_problems(snapshot, view, read_lang()).source_ids


def _list_timeline(snapshot: Snapshot, view: View) -> frozenset[str]:
    return say_timeline(snapshot, view, read_lang()).source_ids


List = Callable[[Snapshot, View], frozenset[str]]
OF_SECTION: dict[str, List] = {
    "targets": _list_targets,
    "measures": _list_support,
    "problems": _list_problems,
    "timeline": _list_timeline,
}
LIST: dict[str, List] = {"policy": _list_policy, "data": _list_table, PROFILE: _list_profile}
