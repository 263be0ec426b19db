"""The headline strip: up to four published figures of the area that is looked at or filtered by."""

from collections.abc import Sequence
from dataclasses import dataclass

from atlas.analysis.dossier import Headlines, find_headlines
from atlas.language.i18n import translate
from atlas.panels.evidence import gather_evidence
from atlas.panels.panel import Panel
from atlas.selection.view import View
from atlas.store.comparable import Row, find_subject
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_figure, say_kind, say_row_date, split_figure

KEPT = 128


@dataclass(frozen=True)
class HeadlineFigure:
    """One figure.

    Attributes
    ----------
    qualifier, number, unit
        The figure; qualifier and unit may be blank.
    name
        What is measured, whose it is where it is not the area's own, and its kind where it is no report.
    date
        Its date, that it is only its document's, or that none is stated.
    source_id
        Its document.
    """

    qualifier: str
    number: str
    unit: str
    name: str
    date: str
    source_id: str


@dataclass(frozen=True, eq=False, kw_only=True)
class HeadlinesPanel(Panel):
    """The strip; its title names the area."""

    figures: tuple[HeadlineFigure, ...]

    @property
    def shown_ids(self) -> frozenset[str]:
        """The documents of the figures themselves: earlier and differing ones stand in the evidence only."""
        return frozenset(one.source_id for one in self.figures)


def list_chosen_areas(snapshot: Snapshot, view: View) -> tuple[str, ...]:
    """List the areas that are looked at or filtered by, the nearest first."""
    asked = (view.focus, *view.filter["park"], *view.filter["area"])
    return tuple(area for area in asked if area in snapshot.rows["areas"])


def say_headlines(snapshot: Snapshot, view: View, lang: str) -> HeadlinesPanel:
    """Say the published figures of the first chosen area that has any, else of Beijing."""
    return _say(snapshot, list_chosen_areas(snapshot, view), lang)


@remember(KEPT)
def _say(snapshot: Snapshot, chosen: Sequence[str], lang: str) -> HeadlinesPanel:
    found = find_headlines(snapshot, chosen)
    title = snapshot.name(found.area_id, lang)
    if not found.rows:
        note = translate(lang, "The sources give no figure of this area.")
        return HeadlinesPanel(title=title, notes=(note,), figures=())
    named = []
    for row in (*found.rows, *found.apart):
        figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
        named.append((f"{_name(snapshot, found, row, lang)}: {figure}", row))
    figures = tuple(_say_one(snapshot, found, row, lang) for row in found.rows)
    return HeadlinesPanel(title=title, figures=figures, evidence=gather_evidence(snapshot, named, lang))


def _say_one(snapshot: Snapshot, found: Headlines, row: Row, lang: str) -> HeadlineFigure:
    kind = say_kind(snapshot, row["value_kind_code"], lang)
    name = " · ".join(filter(None, [_name(snapshot, found, row, lang), kind]))
    figure = split_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    return HeadlineFigure(*figure, name, say_row_date(snapshot, row, lang), str(row["source_id"]))


def _name(snapshot: Snapshot, found: Headlines, row: Row, lang: str) -> str:
    """Name what is measured, and of what, where it is not the area's own figure."""
    subject = find_subject(row)
    place = "" if subject == found.area_id else f"{snapshot.name(subject, lang)} · "
    return place + snapshot.vocabulary.word("measure", row["measure_code"], lang)
