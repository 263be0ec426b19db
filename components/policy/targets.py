"""The targets of policy beside what is known today, as tables."""

import streamlit as st

from atlas.panels.targets import NamedCount, PolicyTargets, Stated, TargetRow, TargetsPanel, say_targets
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from components.cached import remember
from components.facets.heard import write_idle, write_ways
from components.panels.figures import write_evidence
from components.panels.proofs import fold_evidence, fold_html, write_table
from components.panels.text import write_line
from components.state import read_lang
from components.words import escape_html, label


def show_targets(snapshot: Snapshot, view: View) -> None:
    """Show the targets that the filter leaves, grouped by the policy that sets them."""
    st.html(_write_targets(snapshot, view.filter, read_lang()))


@remember
def _write_targets(snapshot: Snapshot, filter: Filter, lang: str) -> str:
    panel = say_targets(snapshot, View(filter), lang)
    notice = write_idle(panel.idle)
    if not panel.policies:
        return notice + _write_empty(panel)
    note = escape_html(" ".join(panel.notes))
    head = f'<h2 class="panel-title">{escape_html(panel.title)}</h2><p class="caption">{note}</p>'
    return notice + head + "".join(map(_write_policy, panel.policies))


def _write_empty(panel: TargetsPanel) -> str:
    """Write that no target is left, and which filter to take away."""
    return f'<p class="empty" role="status">{escape_html(panel.title)}</p>{write_ways(panel.ways)}'


def _write_policy(policy: PolicyTargets) -> str:
    heads = [label("Policy target"), label("Reported today"), label("What the tables name")]
    head = f"<h3>{label('No policy named')}</h3>"
    if policy.evidence:
        name, about = escape_html(policy.name), escape_html(policy.about)
        head = f'<h3 class="list-title">{name}</h3><p class="caption">{about}</p>{fold_evidence(policy.evidence)}'
    notes = "".join(f'<p class="notice">{escape_html(one)}</p>' for one in policy.conflicts)
    return f"{head}{write_table(heads, [_write_row(row) for row in policy.rows], 'targets')}{notes}"


def _write_row(row: TargetRow) -> list[str]:
    today = "".join(map(_write_stated, row.reported))
    if not row.reported:
        today = f'<b class="unknown">{label("Cannot be measured from these sources")}</b>'
    if row.apart:
        today += f"<p><small>{label('In another unit or of another kind, not set against it:')}</small></p>"
        today += "".join(map(_write_stated, row.apart))
    counts = "".join(map(_write_count, row.counts)) or label("Nothing named to count")
    return [f"{write_line(row.target.line)}{fold_evidence(row.target.evidence)}", today, counts]


def _write_stated(stated: Stated) -> str:
    return f"<p>{write_line(stated.line)}</p>{fold_evidence(stated.evidence)}"


def _write_count(count: NamedCount) -> str:
    listed = fold_html(count.title, write_evidence(count.evidence)) if count.title else ""
    return f"<p>{write_line(count.line)}</p>{listed}"
