"""Policy as it can be compared: who gives what at which stage, and what is known beside each target."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from atlas.selection import row_filter
from atlas.selection.conditions import list_names
from atlas.selection.dimensions import PLACES
from atlas.selection.filter import Filter
from atlas.selection.row_filter import TARGET, follow_filter
from atlas.store.snapshot import Snapshot, to_rows

REPORTED, SAME = "actual", "same"
PROBLEM, STRENGTH = "problem", "strength"  # roles of kinds of measure that nobody sets up
ALL = "all"  # every purpose together
OWNERS = ("entity_id", "owner_id", "site_id")  # columns that tell whose row it is
ANYTHING = Filter()
Row = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """What is set beside a target.

    Attributes
    ----------
    rule
        Row of `target_counts`: what is counted, and how far it is what the target means.
    table
        Name of the table that is counted; blank if nothing can be.
    rows
        The rows that are counted, each in the target's area or of its organisation.
    """

    rule: Row
    table: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Target:
    """A target beside what is known today.

    Attributes
    ----------
    row
        Row of `indicators`.
    policy
        Row of `policies` that sets it; None if none is named.
    reported
        Rows of `indicators` that report the same measure of the same area or organisation in the same unit,
        newest first.
    apart
        Its other rows of that measure but targets: in another unit, or estimated, forecast and so on.
    counts
        What the data say may be counted beside it.
    conflicts
        Rows of `conflicts` about it.
    """

    row: Row
    policy: Row | None
    reported: pd.DataFrame
    apart: pd.DataFrame
    counts: tuple[Count, ...]
    conflicts: pd.DataFrame

    @property
    def is_measurable(self) -> bool:
        """Whether the sources report what the target means, or it may be counted."""
        return not self.reported.empty or any(count.rule["comparability_code"] == SAME for count in self.counts)

    def list_rows(self) -> list[Row]:
        """List every row that is shown of it: its own, its policy's, what is reported, counted and disagrees."""
        counted = [row for count in self.counts for row in (count.rule, *to_rows(count.rows))]
        policy = [self.policy] if self.policy else []
        stated = [*to_rows(self.reported), *to_rows(self.apart)]
        return [self.row, *policy, *stated, *counted, *to_rows(self.conflicts)]


def list_targets(snapshot: Snapshot, filter: Filter = ANYTHING) -> list[Target]:
    """List the targets left: the policy with the most first, then by the date they are due and the measures' order."""
    indicators = follow_filter(snapshot, filter, "indicators")
    order = snapshot.vocabulary.codes("measure")
    rows = to_rows(indicators[indicators["value_kind_code"] == TARGET])
    sizes = Counter(row["policy_id"] for row in rows)
    rows.sort(
        key=lambda row: (
            -sizes[row["policy_id"]],
            row["policy_id"],
            row["as_of_date"],
            order.index(row["measure_code"]),
        )
    )
    return [_look_up(snapshot, row) for row in rows]


def _look_up(snapshot: Snapshot, row: Row) -> Target:
    indicators, rules, conflicts = snapshot["indicators"], snapshot["target_counts"], snapshot["conflicts"]
    same = indicators["measure_code"] == row["measure_code"]
    for column in ("area_id", "entity_id"):
        same &= indicators[column] == row[column]
    is_like = (indicators["value_kind_code"] == REPORTED) & (indicators["unit_code"] == row["unit_code"])
    dated = indicators[same].sort_values("as_of_date", ascending=False, kind="stable")
    named = f"indicators:{row['indicator_id']}"
    return Target(
        row,
        snapshot.find_row("policies", row["policy_id"]) if row["policy_id"] else None,
        dated[is_like[dated.index]],
        dated[~is_like[dated.index] & (dated["value_kind_code"] != TARGET)],
        tuple(_count(snapshot, rule, row) for rule in to_rows(rules[rules["target_id"] == row["indicator_id"]])),
        conflicts.loc[[named in rows for rows in conflicts["rows"]]],
    )


def _count(snapshot: Snapshot, rule: Row, target: Row) -> Count:
    """Find the rows that a rule counts of what a target is about: an organisation, or all in an area."""
    name, column = rule["counted_table"], rule["counted_column"]
    if not name:
        return Count(rule, "", pd.DataFrame())
    rows = snapshot[name]
    if column:
        rows = rows.loc[[_has_any(cell, rule["counted_values"]) for cell in rows[column]]]
    everyone = snapshot.all_entities
    inside = [target["area_id"] in areas for areas in everyone["area_ids"]]
    here = {target["entity_id"]} if target["entity_id"] else set(everyone.loc[inside, "entity_id"])
    owners = [name for name in OWNERS if name in rows.columns]
    return Count(rule, name, rows[rows[owners].isin(here).any(axis=1)])


def _has_any(cell: object, wanted: Collection[str]) -> bool:
    """Tell whether a cell, typed as it is, holds one of the wanted values, which are text."""
    values = cell if isinstance(cell, tuple) else (cell,)
    return any((str(value).lower() if isinstance(value, bool) else str(value)) in wanted for value in values)


def compare_support(
    snapshot: Snapshot,
    purposes: Sequence[str] = (),
    areas: Sequence[str] = (),
    stage: str = "",
    filter: Filter = ANYTHING,
) -> pd.DataFrame:
    """Set the measures of several areas side by side, each with its own figure; nothing is added up.

    Parameters
    ----------
    purposes, areas
        Codes and ids that are wanted; empty for all.
    stage
        Stage that is wanted; measures that name no stage are kept, since they may reach it. Blank for all.
    filter
        Narrows by place, document and time; areas that are wanted stand before the places that it chooses.

    Returns
    -------
    measures
        Rows of `policy_measures` but problems and strengths, by stage (those without one last), area and status.
        `amount` is in `unit_code`, `rate_pct` in per cent; each keeps the qualifier of its own.
    """
    heard = _drop_places(filter) if areas else filter
    rows, words = follow_filter(snapshot, heard, "policy_measures"), snapshot.vocabulary
    rows = rows[~rows["kind_code"].isin([*words.list_in_role(PROBLEM), *words.list_in_role(STRENGTH)])]
    for column, wanted in (
        ("purpose_code", purposes),
        ("area_id", areas),
        ("stage_code", (stage, "") if stage else ()),
    ):
        if wanted:
            rows = rows[rows[column].isin(wanted)]
    stages, places = words.codes("stage"), _order_places(snapshot)
    statuses = words.codes("policy_status")
    return (
        rows.assign(
            stage_order=[stages.index(code) if code else len(stages) for code in rows["stage_code"]],
            area_order=rows["area_id"].map(places.index),
            status_order=rows["status_code"].map(statuses.index),
        )
        .sort_values(["stage_order", "area_order", "status_order"], kind="stable", ignore_index=True)
        .drop(columns=["stage_order", "area_order", "status_order"])
    )


def list_stated(snapshot: Snapshot, filter: Filter, role: str) -> list[Row]:
    """List the problems or the strengths that a filter leaves, those of the home area first, by place and purpose."""
    rows, words = follow_filter(snapshot, filter, "policy_measures"), snapshot.vocabulary
    places = sorted(_order_places(snapshot), key=lambda area: snapshot.home not in snapshot.ancestors[area])
    purposes = words.codes("purpose")
    found = to_rows(rows[rows["kind_code"].isin(words.list_in_role(role))])
    return sorted(found, key=lambda row: (places.index(row["area_id"]), purposes.index(row["purpose_code"])))


def list_answers(snapshot: Snapshot, problem_id: str) -> list[Row]:
    """List the measures, practices and advice that their sources set against a problem, kind by kind."""
    kinds = snapshot.vocabulary.codes("measure_kind")
    answers = [row for row in snapshot.rows["policy_measures"].values() if problem_id in row["answers_ids"]]
    return sorted(answers, key=lambda row: kinds.index(row["kind_code"]))


def _order_places(snapshot: Snapshot) -> list[str]:
    """List all areas as their table does, but each right after what it lies in: Haidian after Beijing."""
    place = {area: number for number, area in enumerate(snapshot["areas"]["area_id"])}
    return sorted(place, key=lambda area: sorted(place[above] for above in snapshot.ancestors[area]))


def has_figure(measures: pd.DataFrame) -> pd.Series:
    """Tell for each measure whether its source states an amount or a rate."""
    return measures["amount"].notna() | measures["rate_pct"].notna()


def list_purposes(snapshot: Snapshot) -> list[str]:
    """List the purposes that measures can be compared by, then all of them together."""
    return [*snapshot.vocabulary.codes("purpose"), ALL]


def _drop_places(filter: Filter) -> Filter:
    return filter.without(*PLACES)


def list_support_areas(
    snapshot: Snapshot, purposes: Sequence[str] = (), stage: str = "", filter: Filter = ANYTHING
) -> dict[str, int]:
    """Count the measures of each area that has any of some purposes and at a stage, each area after those above it.

    Whatever places the filter chooses: any can be set beside them.
    """
    counts = compare_support(snapshot, purposes, (), stage, _drop_places(filter))["area_id"].value_counts()
    return {area: int(counts[area]) for area in _order_places(snapshot) if area in counts}


def list_support_stages(snapshot: Snapshot, purposes: Sequence[str] = ()) -> list[str]:
    """List the stages that measures of some purposes name, in order."""
    found = set(compare_support(snapshot, purposes)["stage_code"])
    return [code for code in snapshot.vocabulary.codes("stage") if code in found]


def list_idle(filter: Filter, areas: Sequence[str] = ()) -> list[str]:
    """List the filters that are set and say nothing of policies, nor of places where some are wanted, by name."""
    idle = row_filter.list_idle(filter, "policies")
    return [name for name in list_names(filter) if name in idle or (areas and name in PLACES)]
