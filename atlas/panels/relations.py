"""Who is tied to whom, each tie with its source: what the map's arcs are, and those that it cannot draw."""

from dataclasses import dataclass

from atlas.analysis.relations import Relation, find_ends, list_relations
from atlas.language.i18n import mark, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot


@dataclass(frozen=True)
class Tie:
    """One relation: who, by what, to whom."""

    from_name: str
    verb: str
    to_name: str
    evidence: Evidence


@dataclass(frozen=True, eq=False, kw_only=True)
class RelationsPanel(Panel):
    """The relations of what is left or looked at."""

    ties: tuple[Tie, ...]


@remember()
def say_relations(snapshot: Snapshot, view: View, lang: str) -> RelationsPanel:
    """Say the relations of what is left or looked at."""
    found = list_relations(snapshot, view, view.filter.apply(snapshot.entities, snapshot))
    drawn = sum(find_ends(snapshot, one) is not None for one in found)
    note = mark("The others share a point, or an end has no place of its own or lies outside Beijing.")
    return RelationsPanel(
        title=translate(lang, "{count} relations, {drawn} of them drawn on the map", count=len(found), drawn=drawn),
        notes=(translate(lang, note),),
        sources=frozenset(str(one.row["source_id"]) for one in found),
        ties=tuple(_say_tie(snapshot, one, lang) for one in found),
    )


def _say_tie(snapshot: Snapshot, relation: Relation, lang: str) -> Tie:
    return Tie(
        snapshot.name(relation.from_id, lang),
        snapshot.vocabulary.word("relation", relation.kind_code, lang),
        snapshot.name(relation.to_id, lang),
        gather_evidence(snapshot, [("", relation.row)], lang),
    )
