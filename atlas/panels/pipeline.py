"""Pipeline stages: the country's counts, the parks' and firms' own, and the named products that a filter leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.analysis.dossier import list_products
from atlas.analysis.pipeline import list_pipeline_scopes, list_series
from atlas.language.i18n import mark, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.selection.conditions import Condition, list_conditions
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, say_name, to_rows
from atlas.store.vocabulary import NOT_STATED
from atlas.wording.pipeline import CLAUSE_JOINTS, say_series, say_title

NAMED = "named"  # the pipeline of the named products
KEPT = 128


@dataclass(frozen=True)
class PipelinePart:
    """One series.

    Attributes
    ----------
    heading
        What tells it from the others; blank where it is the only one.
    bars
        As `atlas.pictures.charts.draw_bars` takes them; none where there is nothing to draw.
    caption
        Its total and date, and how far its counts add up.
    """

    heading: str
    bars: tuple[dict[str, Any], ...]
    caption: str

    @property
    def description(self) -> str:
        """What the bars show, in words."""
        return "; ".join(f"{bar['name']}: {bar['text']}" for bar in self.bars)


@dataclass(frozen=True, eq=False, kw_only=True)
class PipelinePanel(Panel):
    """The pipeline panel.

    Attributes
    ----------
    scope, whose
        Whose pipeline it is: an id or `NAMED`, and its name.
    parts
        A part a series.
    conditions
        The filter's conditions, where it decides what is counted.
    caption
        All that stands below the charts, in one text.
    """

    scope: str
    whose: str
    parts: tuple[PipelinePart, ...]
    conditions: tuple[Condition, ...] = ()
    caption: str


@remember()
def list_scopes(snapshot: Snapshot) -> tuple[str, ...]:
    """List whose pipelines there are; the named products come last."""
    return (*list_pipeline_scopes(snapshot), NAMED)


def name_scope(snapshot: Snapshot, scope: str, lang: str) -> str:
    """Name whose pipeline it is."""
    return translate(lang, "Named products of this selection") if scope == NAMED else snapshot.name(scope, lang)


def say_pipeline(snapshot: Snapshot, view: View, lang: str, scope: str = "") -> PipelinePanel:
    """Say the stages of a scope: the country's, if none is asked for and there is any."""
    scope = scope or list_scopes(snapshot)[0]
    return _say_named(snapshot, view.filter, lang) if scope == NAMED else _say_counts(snapshot, scope, lang)


@remember(KEPT)
def _say_counts(snapshot: Snapshot, scope: str, lang: str) -> PipelinePanel:
    """Say the counts that the sources give of an area or entity."""
    series = list_series(snapshot, scope)
    said = say_series(snapshot, series, lang)
    note = mark("Counts of another date, unit or document stand apart: they do not add up.")
    return _make(
        title=say_title(snapshot, series, lang),
        scope=scope,
        whose=name_scope(snapshot, scope, lang),
        parts=[PipelinePart(one.heading, one.bars, one.caption) for one in said],
        notes=(translate(lang, note),) if len(said) > 1 else (),
        evidence=gather_evidence(snapshot, [pair for one in said for pair in one.named], lang),
        lang=lang,
    )


@remember(KEPT)
def _say_named(snapshot: Snapshot, filter: Filter, lang: str) -> PipelinePanel:
    """Say at which stages the named products of the organisations left stand."""
    left = filter.apply(snapshot.entities, snapshot)["entity_id"]
    products, words = list_products(snapshot, left), snapshot.vocabulary
    counts = products["stage_code"].value_counts()
    bars = tuple(
        {
            "code": code,
            "name": words.word("stage", code, lang),
            "count": int(counts[code]),
            "text": translate(lang, "{count} named", count=counts[code]),
            "is_rest": code == NOT_STATED,
        }
        for code in words.codes("stage")
        if code in counts
    )
    caption = translate(lang, "Only what the sources name; not a register.")
    if products.empty:
        caption = translate(lang, "The sources name no product of this selection.")
        caption += f" {translate(lang, 'Take a filter away to see more.')}"
    named = [
        (f"{say_name(row, lang)} · {words.word('stage', row['stage_code'], lang)}", row) for row in to_rows(products)
    ]
    return _make(
        title=translate(lang, "Named products by stage"),
        scope=NAMED,
        whose=name_scope(snapshot, NAMED, lang),
        parts=[PipelinePart("", bars, caption)],
        evidence=gather_evidence(snapshot, named, lang),
        conditions=tuple(list_conditions(snapshot, filter, lang)),
        lang=lang,
    )


def _make(
    *, parts: Sequence[PipelinePart], notes: tuple[str, ...] = (), evidence: Evidence, lang: str, **given: Any
) -> PipelinePanel:
    said = [" · ".join(filter(None, [part.heading, part.caption])) for part in parts]
    caption = CLAUSE_JOINTS[lang].join([*filter(None, said), *notes])
    return PipelinePanel(parts=tuple(parts), notes=notes, evidence=evidence, caption=caption, **given)
