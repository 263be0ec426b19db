"""The support of several places side by side: who gives what, up to how much, at which stage."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from atlas.analysis.policy import ANYTHING, compare_support, has_figure, list_idle, list_support_areas
from atlas.language.i18n import format_date, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.panels.text import Line, Look, Span, join
from atlas.selection.conditions import count_each_without
from atlas.selection.filter import Filter
from atlas.store.comparable import Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.sentences import split_figure
from atlas.wording.table_text import name_row

KEPT = 64


@dataclass(frozen=True)
class Choice:
    """What is picked in this section: purposes, none for all; a stage, blank for any; places, none for the side's."""

    purposes: tuple[str, ...]
    stage: str
    areas: tuple[str, ...]

    def compare(self, snapshot: Snapshot, filter: Filter) -> pd.DataFrame:
        """Set what it picks of the support that a filter leaves side by side."""
        return compare_support(snapshot, self.purposes, self.areas, self.stage, filter)


@dataclass(frozen=True)
class SaidSupport:
    """One measure: kind, place, stage, purpose, amount and rate (empty where none is stated), what, policy, proof."""

    kind: str
    place: str
    stage: str
    purpose: str
    amount: Line
    rate: Line
    description: str
    condition: str
    policy: str
    status: str
    evidence: Evidence


@dataclass(frozen=True, eq=False, kw_only=True)
class SupportPanel(Panel):
    """The support measures picked.

    Attributes
    ----------
    places
        The places across the matrix.
    stages
        Down the matrix: a stage, and for each place its lines; none where the sources say nothing.
    measures
        Each measure.
    idle
        Conditions that are set and say nothing of measures, by name in the URL.
    empty
        Why nothing is left, and what to take away or to pick instead; blank where something is.
    ways
        Where nothing is left: how many measures come back without a condition, by its name in the URL.
    """

    places: tuple[str, ...] = ()
    stages: tuple[tuple[str, tuple[tuple[Line, ...], ...]], ...] = ()
    measures: tuple[SaidSupport, ...] = ()
    idle: tuple[str, ...] = ()
    empty: str = ""
    ways: dict[str, int]


@remember(KEPT)
def say_support(snapshot: Snapshot, choice: Choice, filter: Filter, lang: str) -> SupportPanel:
    """Say the support measures that are picked of those that a filter leaves."""
    rows, words = choice.compare(snapshot, filter), snapshot.vocabulary
    purpose = " · ".join(words.word("purpose", code, lang) for code in choice.purposes)
    title = translate(
        lang,
        "{purpose}: {count} measures, {figures} of them with a figure",
        purpose=purpose or translate(lang, "All purposes"),
        count=len(rows),
        figures=int(has_figure(rows).sum()),
    )
    notes = (translate(lang, "Single measures as the sources state them: no total of support can be made of them."),)
    idle = tuple(list_idle(filter, choice.areas))
    if rows.empty:
        ways = count_each_without(filter, lambda left: len(choice.compare(snapshot, left)))
        empty = _say_empty(snapshot, choice, ways, lang)
        return SupportPanel(title=title, notes=notes, idle=idle, empty=empty, ways=ways)
    found = set(rows["area_id"])
    areas = choice.areas or tuple(area for area in list_support_areas(snapshot) if area in found)
    return SupportPanel(
        title=title,
        notes=notes,
        sources=frozenset(rows["source_id"]),
        places=tuple(snapshot.name(area, lang) for area in areas),
        stages=_say_stages(snapshot, rows, areas, choice.stage, lang),
        measures=tuple(say_measure(snapshot, row, lang) for row in to_rows(rows)),
        idle=idle,
        ways={},
    )


def _say_empty(snapshot: Snapshot, choice: Choice, ways: dict[str, int], lang: str) -> str:
    if any(ways.values()):
        return translate(lang, "The filters leave no such measure. Take one away:")
    if len(choice.compare(snapshot, ANYTHING)):
        return translate(lang, "The filters leave no such measure. Take several away.")
    return translate(lang, "The sources tell of no such measure. Choose another purpose, stage or place.")


def _say_stage(snapshot: Snapshot, code: str, lang: str) -> str:
    return snapshot.vocabulary.word("stage", code, lang) or translate(lang, "No stage named")


def _say_stages(
    snapshot: Snapshot, rows: pd.DataFrame, areas: Sequence[str], stage: str, lang: str
) -> tuple[tuple[str, tuple[tuple[Line, ...], ...]], ...]:
    """Say each place's figures of each stage, each with its bound."""
    codes = dict.fromkeys([*([stage] if stage else []), *rows["stage_code"]])
    parts = {code: rows[rows["stage_code"] == code] for code in codes}
    return tuple(
        (
            _say_stage(snapshot, code, lang),
            tuple(_say_cell(snapshot, part[part["area_id"] == area], lang) for area in areas),
        )
        for code, part in parts.items()
    )


def _say_cell(snapshot: Snapshot, rows: pd.DataFrame, lang: str) -> tuple[Line, ...]:
    figures = has_figure(rows)
    said = [
        line
        for row in to_rows(rows[figures])
        for line in (_say_amount(snapshot, row, lang), _say_rate(snapshot, row, lang))
        if line
    ]
    rest = int((~figures).sum())
    if rest:
        said.append(join(Span(translate(lang, "{count} without a figure", count=rest), Look.UNKNOWN)))
    return tuple(said)


def _say_amount(snapshot: Snapshot, row: Row, lang: str) -> Line:
    """Say an amount with its bound, if it is one, and what it is for; empty where none is stated."""
    if pd.isna(row["amount"]):
        return ()
    bound, number, unit = split_figure(snapshot, row["amount"], row["unit_code"], row["qualifier_code"], lang)
    figure = f"{number}{unit}" if lang == "zh" else f"{number} {unit}".strip()
    return _say_bounded(bound, figure, snapshot.vocabulary.word("per", row["per_code"], lang))


def _say_rate(snapshot: Snapshot, row: Row, lang: str) -> Line:
    if pd.isna(row["rate_pct"]):
        return ()
    bound, number, _ = split_figure(snapshot, row["rate_pct"], "", row["rate_qualifier_code"], lang)
    base = row[f"rate_of_{lang}"]
    of = translate(lang, "of {base}", base=base) if base else translate(lang, "of what is not stated")
    return _say_bounded(bound, f"{number}%", of)


def _say_bounded(bound: str, figure: str, of: str) -> Line:
    return (Span(bound, Look.SMALL), Span(" "), Span(figure, Look.STRONG), Span(" "), Span(of, Look.SMALL))


def say_measure(snapshot: Snapshot, row: Row, lang: str) -> SaidSupport:
    """Say one row of `policy_measures`."""
    status = snapshot.vocabulary.word("policy_status", row["status_code"], lang)
    policy = translate(lang, "No policy named")
    if row["policy_id"]:
        named = snapshot.find_row("policies", row["policy_id"])
        date = format_date(named["issued_date"], lang) or translate(lang, "Date not stated")
        policy, status = name_row(named, lang), f"{date} · {status}"
    return SaidSupport(
        kind=snapshot.vocabulary.word("measure_kind", row["kind_code"], lang),
        place=snapshot.name(row["area_id"], lang),
        stage=_say_stage(snapshot, row["stage_code"], lang),
        purpose=snapshot.vocabulary.word("purpose", row["purpose_code"], lang),
        amount=_say_amount(snapshot, row, lang),
        rate=_say_rate(snapshot, row, lang),
        description=row[f"description_{lang}"],
        condition=row[f"condition_{lang}"],
        policy=policy,
        status=status,
        evidence=gather_evidence(snapshot, [("", row)], lang),
    )
