"""Every panel by name: whoever draws panels, or tests them, finds them here."""

from collections.abc import Callable

from atlas.analysis.comparison import choose_areas
from atlas.analysis.policy import ALL, list_purposes
from atlas.panels.card import find_dossier, say_card
from atlas.panels.chain import say_chain, say_outside
from atlas.panels.clinical import say_clinical
from atlas.panels.comparison import say_comparison
from atlas.panels.found import say_found
from atlas.panels.headlines import say_headlines
from atlas.panels.market import say_market
from atlas.panels.mentions import say_mentions
from atlas.panels.panel import Panel
from atlas.panels.pipeline import say_pipeline
from atlas.panels.problems import say_problems
from atlas.panels.relations import say_relations
from atlas.panels.support import Choice, say_support
from atlas.panels.targets import say_targets
from atlas.panels.timeline import say_timeline
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot

Say = Callable[[Snapshot, View, str], Panel | None]


def _say_card(snapshot: Snapshot, view: View, lang: str) -> Panel:
    return say_card(snapshot, find_dossier(snapshot, view), lang)


def _say_comparison(snapshot: Snapshot, view: View, lang: str) -> Panel:
    return say_comparison(snapshot, choose_areas(snapshot, ()), view.filter, lang)


def _say_support(snapshot: Snapshot, view: View, lang: str) -> Panel:
    purpose = list_purposes(snapshot)[0]
    return say_support(snapshot, Choice(() if purpose == ALL else (purpose,), "", ()), view.filter, lang)


def _say_clinical(snapshot: Snapshot, view: View, lang: str) -> Panel | None:
    row = find_dossier(snapshot, view).row
    return say_clinical(snapshot, str(row["area_id"]), lang) if row is not None and "parent_ids" in row else None


def _say_outside(snapshot: Snapshot, view: View, lang: str) -> Panel:  # noqa: ARG001 - as all panels
    return say_outside(snapshot, lang)


# name -> what says it of a view in a language, as its page first shows it; None where it has nothing to say
PANELS: dict[str, Say] = {
    "card": _say_card,
    "headlines": say_headlines,
    "market": say_market,
    "pipeline": say_pipeline,
    "found": say_found,
    "mentions": say_mentions,
    "clinical": _say_clinical,
    "relations": say_relations,
    "chain": say_chain,
    "outside": _say_outside,
    "comparison": _say_comparison,
    "targets": say_targets,
    "support": _say_support,
    "problems": say_problems,
    "timeline": say_timeline,
}
