"""The targets of policy beside what is known today, never as progress."""

from dataclasses import dataclass
from itertools import groupby

from atlas.analysis.policy import Count, Target, list_idle, list_targets
from atlas.language.i18n import format_date, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.panels.text import BREAK, Line, Look, Span
from atlas.selection.conditions import count_each_without
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.comparable import Row, find_subject
from atlas.store.memory import remember
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.sentences import say_figure, say_kind, say_row_date
from atlas.wording.table_text import COLONS, name_row

KEPT = 64


@dataclass(frozen=True)
class Stated:
    """What a document states, as running text, and what stands behind it."""

    line: Line
    evidence: Evidence


@dataclass(frozen=True)
class NamedCount:
    """What the tables name beside a target: how it compares, and the list, if there is one, with its title."""

    line: Line
    title: str
    evidence: Evidence


@dataclass(frozen=True)
class TargetRow:
    """One target: itself, what is reported today (none: it cannot be measured), what stands apart, what is named."""

    target: Stated
    reported: tuple[Stated, ...]
    apart: tuple[Stated, ...]
    counts: tuple[NamedCount, ...]


@dataclass(frozen=True)
class PolicyTargets:
    """The targets of one policy.

    Attributes
    ----------
    name, about
        The policy, and in small its issuer, date and status; no name where none is named.
    evidence
        What stands behind the policy; None where none is named.
    conflicts
        Where the documents disagree on these targets.
    """

    name: str
    about: str
    evidence: Evidence | None
    rows: tuple[TargetRow, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class TargetsPanel(Panel):
    """The targets left.

    Attributes
    ----------
    idle
        Conditions that are set and say nothing of targets, by name in the URL.
    ways
        Where nothing is left: how many targets come back without a condition, by its name in the URL.
    """

    policies: tuple[PolicyTargets, ...]
    idle: tuple[str, ...]
    ways: dict[str, int]


def say_targets(snapshot: Snapshot, view: View, lang: str) -> TargetsPanel:
    """Say the targets that the filter leaves, grouped by the policy that sets them."""
    return _say(snapshot, view.filter, lang)


@remember(KEPT)
def _say(snapshot: Snapshot, filter: Filter, lang: str) -> TargetsPanel:
    targets, idle = list_targets(snapshot, filter), tuple(list_idle(filter))
    if not targets:
        ways = count_each_without(filter, lambda left: len(list_targets(snapshot, left)))
        several = translate(lang, "The filters leave no target. Take several away.")
        title = translate(lang, "The filters leave no target. Take one away:") if any(ways.values()) else several
        return TargetsPanel(title=title, policies=(), idle=idle, ways=ways)
    known = sum(target.is_measurable for target in targets)
    title = translate(
        lang, "{count} targets; the sources tell how far {known} of them have come", count=len(targets), known=known
    )
    if not known:
        title = translate(lang, "{count} targets; the sources tell of none how far it has come", count=len(targets))
    groups = groupby(targets, key=lambda target: target.row["policy_id"])
    return TargetsPanel(
        title=title,
        notes=(translate(lang, "What is not the same thing is listed apart and never set against the target."),),
        sources=frozenset(str(row["source_id"]) for target in targets for row in target.list_rows()),
        policies=tuple(_say_policy(snapshot, list(group), lang) for _, group in groups),
        idle=idle,
        ways={},
    )


def _say_policy(snapshot: Snapshot, targets: list[Target], lang: str) -> PolicyTargets:
    policy, name, about, evidence = targets[0].policy, "", "", None
    if policy:
        date = format_date(policy["issued_date"], lang) or translate(lang, "Date not stated")
        status = snapshot.vocabulary.word("policy_status", policy["status_code"], lang)
        issuer = policy[f"issuer_{lang}"] or translate(lang, "Issuer not stated")
        name, about = name_row(policy, lang), f"{issuer} · {date} · {status}"
        evidence = gather_evidence(snapshot, [("", policy)], lang)
    conflicts = {row["conflict_id"]: row for target in targets for row in to_rows(target.conflicts)}
    return PolicyTargets(
        name=name,
        about=about,
        evidence=evidence,
        rows=tuple(_say_target(snapshot, target, lang) for target in targets),
        conflicts=tuple(
            f"{row[f'topic_{lang}']}{COLONS[lang]}{row[f'scope_{lang}']} {row[f'shown_{lang}']}"
            for row in conflicts.values()
        ),
    )


def _say_target(snapshot: Snapshot, target: Target, lang: str) -> TargetRow:
    row = target.row
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    measure = snapshot.vocabulary.word("measure", row["measure_code"], lang)
    where_when = " · ".join(filter(None, [snapshot.name(find_subject(row), lang), say_row_date(snapshot, row, lang)]))
    small = f"{where_when}\n{row[f'note_{lang}']}"
    line = (Span(measure), BREAK, Span(figure, Look.BIG), BREAK, Span(small, Look.SMALL))
    return TargetRow(
        Stated(line, gather_evidence(snapshot, [("", row)], lang)),
        tuple(_say_stated(snapshot, one, lang) for one in to_rows(target.reported)),
        tuple(_say_stated(snapshot, one, lang) for one in to_rows(target.apart)),
        tuple(_say_count(snapshot, one, lang) for one in target.counts),
    )


def _say_stated(snapshot: Snapshot, row: Row, lang: str) -> Stated:
    """Say a figure beside a target, with its kind where it is not a report."""
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    kind = say_kind(snapshot, row["value_kind_code"], lang)
    said_of = " ".join(filter(None, [kind, say_row_date(snapshot, row, lang), row[f"note_{lang}"]]))
    return Stated((Span(figure, Look.STRONG), Span(f" {said_of}")), gather_evidence(snapshot, [("", row)], lang))


def _say_count(snapshot: Snapshot, count: Count, lang: str) -> NamedCount:
    word = snapshot.vocabulary.word("comparability", count.rule["comparability_code"], lang)
    line = (Span(word, Look.STRONG), BREAK, Span(count.rule[f"note_{lang}"]))
    if not count.table:
        return NamedCount(line, "", Evidence())
    table = translate(lang, TABLES[count.table].title)
    title = translate(
        lang, "The list: {count} in the table {table} of this snapshot", count=len(count.rows), table=table
    )
    named = [(name_row(row, lang), row) for row in to_rows(count.rows)]
    return NamedCount(line, title, gather_evidence(snapshot, named, lang))
