"""The problems that the documents name, each with what they set against it; and the strengths that they see."""

from dataclasses import dataclass

from atlas.analysis.policy import PROBLEM, STRENGTH, list_answers, list_idle, list_stated
from atlas.language.i18n import mark, translate
from atlas.panels.panel import Panel
from atlas.panels.support import SaidSupport, say_measure
from atlas.selection.conditions import count_each_without
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot

KEPT = 64


@dataclass(frozen=True)
class SaidProblem:
    """A problem and what answers it: measures, practices and advice, none where no document sets any against it."""

    problem: SaidSupport
    answers: tuple[SaidSupport, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class ProblemsPanel(Panel):
    """The problems and strengths that a filter leaves.

    Attributes
    ----------
    problems, strengths
        Each with its place and purpose.
    strengths_title
        How many strengths; blank where there are none.
    idle
        Conditions that are set and say nothing of problems, by name in the URL.
    ways
        Where nothing is left: how many problems come back without a condition, by its name in the URL.
    """

    problems: tuple[SaidProblem, ...]
    strengths: tuple[SaidSupport, ...]
    strengths_title: str
    idle: tuple[str, ...]
    ways: dict[str, int]


def say_problems(snapshot: Snapshot, view: View, lang: str) -> ProblemsPanel:
    """Say the problems that a filter leaves, each with its answers, and the strengths."""
    return _say(snapshot, view.filter, lang)


@remember(KEPT)
def _say(snapshot: Snapshot, filter: Filter, lang: str) -> ProblemsPanel:
    rows, strong = list_stated(snapshot, filter, PROBLEM), list_stated(snapshot, filter, STRENGTH)
    problems = tuple(
        SaidProblem(
            say_measure(snapshot, row, lang),
            tuple(say_measure(snapshot, one, lang) for one in list_answers(snapshot, row["policy_measure_id"])),
        )
        for row in rows
    )
    answered = sum(bool(one.answers) for one in problems)
    title = translate(
        lang, "{count} problems named by the documents, {answered} with an answer", count=len(rows), answered=answered
    )
    note = mark(
        "An answer stands beside a problem only where the same document sets it against that problem; "
        "whether it helps is not said."
    )
    strengths_title = translate(lang, "{count} strengths named by the documents", count=len(strong)) if strong else ""
    said = [one for problem in problems for one in (problem.problem, *problem.answers)]
    strengths = tuple(say_measure(snapshot, row, lang) for row in strong)
    nothing = not rows and not strong
    return ProblemsPanel(
        title=translate(lang, "The filters leave no problem.") if nothing else title,
        notes=(translate(lang, note),),
        sources=frozenset().union(*(one.evidence.source_ids for one in (*said, *strengths))),
        problems=problems,
        strengths=strengths,
        strengths_title=strengths_title,
        idle=tuple(list_idle(filter)),
        ways=count_each_without(filter, lambda left: len(list_stated(snapshot, left, PROBLEM))) if nothing else {},
    )
