"""Who is tied to whom: the stated relations, who financed whom, and who is in which park."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from atlas.selection.filter import find_points
from atlas.selection.focus import find_holder
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows

Row = dict[str, Any]


class Arc(NamedTuple):
    """A relation that can be drawn: longitude and latitude of both ends, in one list, and what is said of it."""

    ends: list[float]
    tip: str


@dataclass(frozen=True, eq=False)
class Relation:
    """One relation, read from the first end to the second.

    Attributes
    ----------
    kind_code
        Code of the vocabulary `relation`.
    from_id, to_id
        Ids of entities; the second may be a park.
    row
        The row that states it, with its source.
    """

    kind_code: str
    from_id: str
    to_id: str
    row: Row


def list_relations(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> list[Relation]:
    """List the relations of the organisations left; with one of them or a park selected, its own only."""
    left, found = set(shown["entity_id"]), _list_all(snapshot)
    chosen = find_holder(snapshot, view.focus)
    chosen = chosen if any(chosen in (one.from_id, one.to_id) for one in found) else ""
    return [one for one in found if (chosen in (one.from_id, one.to_id) if chosen else {one.from_id, one.to_id} & left)]


@remember()
def _list_all(snapshot: Snapshot) -> list[Relation]:
    """List the stated relations, who financed whom, and who is in which park, kind by kind."""
    words, stated, settled = snapshot.vocabulary, snapshot["relations"], snapshot.entities
    settled, order = settled[settled["park_id"] != ""], words.codes("relation")
    found = [Relation(row["kind_code"], row["from_id"], row["to_id"], row) for row in to_rows(stated)]
    found += [
        Relation(words.find_in_role("investment"), investor, row["entity_id"], row)
        for row in to_rows(snapshot["financings"])
        for investor in (*row["lead_ids"], *row["investor_ids"])
    ]
    tenancy = words.find_in_role("tenancy")
    found += [Relation(tenancy, row["entity_id"], row["park_id"], row) for row in to_rows(settled)]
    return sorted(found, key=lambda one: order.index(one.kind_code))


def find_ends(snapshot: Snapshot, relation: Relation) -> tuple[float, float, float, float] | None:
    """Give longitude and latitude of both ends; None if one has no point of its own or they share one."""
    points = find_points(snapshot)
    ends = points.get(relation.from_id), points.get(relation.to_id)
    if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
        return None
    return *ends[0], *ends[1]


def list_arcs(snapshot: Snapshot, view: View, shown: pd.DataFrame, lang: str) -> list[Arc]:
    """List the relations that can be drawn."""
    arcs = []
    for relation in list_relations(snapshot, view, shown):
        ends = find_ends(snapshot, relation)
        if ends:
            first, second = (snapshot.name(one, lang) for one in (relation.from_id, relation.to_id))
            verb = snapshot.vocabulary.word("relation", relation.kind_code, lang)
            arcs.append(Arc([round(part, 5) for part in ends], f"{first} {verb} {second}"))
    return arcs
