"""The targets of policy beside what is known today, never as progress."""

from itertools import groupby
from typing import Any

import streamlit as st

from atlas.analysis.policy import Count, Target, list_idle, list_targets
from atlas.language.i18n import format_date
from atlas.selection.conditions import count_each_without
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.comparable import find_subject
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.sentences import say_kind
from components.cached import remember
from components.card.lists import COLONS
from components.facets.heard import write_idle, write_ways
from components.panels.figures import say_quantity, say_row_date, write_proofs
from components.panels.proofs import fold_html, fold_proofs, name_row, write_table
from components.state import read_lang
from components.words import escape_html, label

Row = dict[str, Any]


def show_targets(snapshot: Snapshot, view: View) -> None:
    """Show the targets that the filter leaves, grouped by the policy that sets them."""
    st.html(_write_targets(snapshot, view.filter, read_lang()))


@remember
def _write_targets(snapshot: Snapshot, filter: Filter, lang: str) -> str:  # noqa: ARG001 - a key
    targets, notice = list_targets(snapshot, filter), write_idle(list_idle(filter))
    if not targets:
        return notice + _write_empty(snapshot, filter)
    known = sum(target.is_measurable for target in targets)
    title = label(
        "{count} targets; the sources tell how far {known} of them have come", count=len(targets), known=known
    )
    if not known:
        title = label("{count} targets; the sources tell of none how far it has come", count=len(targets))
    note = label("What is not the same thing is listed apart and never set against the target.")
    head = f'<h2 class="panel-title">{escape_html(title)}</h2><p class="caption">{note}</p>'
    groups = groupby(targets, key=lambda target: target.row["policy_id"])
    return notice + head + "".join(_write_policy(snapshot, list(group)) for _, group in groups)


def _write_empty(snapshot: Snapshot, filter: Filter) -> str:
    """Write that no target is left, and which filter to take away."""
    ways = write_ways(count_each_without(filter, lambda left: len(list_targets(snapshot, left))))
    said = (
        label("The filters leave no target. Take one away:")
        if ways
        else label("The filters leave no target. Take several away.")
    )
    return f'<p class="empty" role="status">{said}</p>{ways}'


def _write_policy(snapshot: Snapshot, targets: list[Target]) -> str:
    policy = targets[0].policy
    rows = [
        [
            _say_target(snapshot, target.row),
            _say_today(snapshot, target),
            "".join(_say_count(snapshot, count) for count in target.counts) or label("Nothing named to count"),
        ]
        for target in targets
    ]
    heads = [label("Policy target"), label("Reported today"), label("What the tables name")]
    head = _say_policy(snapshot, policy) if policy else f"<h3>{label('No policy named')}</h3>"
    conflicts = {row["conflict_id"]: row for target in targets for row in to_rows(target.conflicts)}
    notes = "".join(_say_conflict(row) for row in conflicts.values())
    return f"{head}{write_table(heads, rows, 'targets')}{notes}"


def _say_policy(snapshot: Snapshot, policy: Row) -> str:
    lang = read_lang()
    date = format_date(policy["issued_date"], lang) or label("Date not stated")
    status = snapshot.vocabulary.word("policy_status", policy["status_code"], lang)
    issuer = policy[f"issuer_{lang}"] or label("Issuer not stated")
    return (
        f'<h3 class="list-title">{escape_html(name_row(policy))}</h3>'
        f'<p class="caption">{escape_html(f"{issuer} · {date} · {status}")}</p>'
        f"{fold_proofs(snapshot, policy)}"
    )


def _say_target(snapshot: Snapshot, row: Row) -> str:
    lang = read_lang()
    figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    measure = snapshot.vocabulary.word("measure", row["measure_code"], lang)
    place = snapshot.name(find_subject(row), lang)
    where_when = " · ".join(filter(None, [place, say_row_date(snapshot, row)]))
    return (
        f"{escape_html(measure)}<br><b class='big'>{escape_html(figure)}</b><br>"
        f"<small>{escape_html(where_when)}<br>{escape_html(row[f'note_{lang}'])}</small>"
        f"{fold_proofs(snapshot, row)}"
    )


def _say_today(snapshot: Snapshot, target: Target) -> str:
    said = "".join(_say_stated(snapshot, row) for row in to_rows(target.reported))
    if target.reported.empty:
        said = f'<b class="unknown">{label("Cannot be measured from these sources")}</b>'
    if not target.apart.empty:
        said += f"<p><small>{label('In another unit or of another kind, not set against it:')}</small></p>"
        said += "".join(_say_stated(snapshot, row) for row in to_rows(target.apart))
    return said


def _say_stated(snapshot: Snapshot, row: Row) -> str:
    """Say a figure beside a target, with its kind where it is not a report."""
    lang = read_lang()
    figure = say_quantity(snapshot, row["value"], row["unit_code"], row["qualifier_code"])
    kind = say_kind(snapshot, row["value_kind_code"], lang)
    said_of = " ".join(filter(None, [kind, say_row_date(snapshot, row), row[f"note_{lang}"]]))
    return f"<p><b>{escape_html(figure)}</b> {escape_html(said_of)}</p>{fold_proofs(snapshot, row)}"


def _say_count(snapshot: Snapshot, count: Count) -> str:
    lang = read_lang()
    word = snapshot.vocabulary.word("comparability", count.rule["comparability_code"], lang)
    said = f"<p><b>{escape_html(word)}</b><br>{escape_html(count.rule[f'note_{lang}'])}</p>"
    if not count.table:
        return said
    listed = write_proofs(snapshot, [(name_row(row), row) for row in to_rows(count.rows)])
    table = label(TABLES[count.table].title)
    summary = label("The list: {count} in the table {table} of this snapshot", count=len(count.rows), table=table)
    return said + fold_html(summary, listed)


def _say_conflict(row: Row) -> str:
    lang = read_lang()
    text = f"{row[f'topic_{lang}']}{COLONS[lang]}{row[f'scope_{lang}']} {row[f'shown_{lang}']}"
    return f'<p class="notice">{escape_html(text)}</p>'
