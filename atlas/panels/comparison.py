"""Areas side by side: figures with their shares on one axis a row, each with what stands behind it."""

from dataclasses import dataclass, replace
from itertools import groupby

from atlas.analysis.comparison import Comparison, Difference, compare, subtract
from atlas.analysis.measures import COUNTS, PIPELINE, PRODUCTS, PUBLISHED, Cell, Figure, Measure
from atlas.language.i18n import format_date, mark, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.panel import Panel
from atlas.selection.filter import Filter
from atlas.store.comparable import EXACT, Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, say_name
from atlas.wording.sentences import say_as_of, say_date, say_figure, say_measure, say_number, say_rank, say_value

GROUPS = {
    COUNTS: mark("Organisations in the documents"),
    PRODUCTS: mark("Products and trials in the documents"),
    PUBLISHED: mark("Published figures"),
    PIPELINE: mark("Pipelines, as published"),
}
KEPT = 64


@dataclass(frozen=True)
class ComparedFigure:
    """A figure: what it is apart from the area's own (blank for that), itself, its date (maybe blank), its proofs."""

    before: str
    text: str
    date: str
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class ComparedCell:
    """One area's figure of one measure.

    Attributes
    ----------
    figure
        The area's own; None if there is none, or if it counts nobody.
    nobody
        What a count of nobody says: the documents rule everybody out. Blank for any other cell.
    why
        Why there is nobody, or no figure; blank where that goes without saying.
    share
        The figure's part of the row's greatest, 0 to 100; of a bound or rough figure `is_bound`.
    whole
        How many there are without the filters; blank where these leave out nobody.
    minor
        Further figures: also stated, earlier, of parts of the area, of firms whose products are not named.
    difference
        How it stands to the first area's, or why they are not subtracted.
    """

    figure: ComparedFigure | None = None
    nobody: str = ""
    why: str = ""
    share: float = 0.0
    is_bound: bool = False
    whole: str = ""
    minor: tuple[ComparedFigure, ...] = ()
    difference: str = ""


@dataclass(frozen=True)
class ComparedRow:
    """One measure: its name and a cell an area."""

    name: str
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True)
class ComparedRank:
    """A rank as a document claims it, what is to be known of it, and what stands behind it."""

    text: str
    note: str
    evidence: Evidence


@dataclass(frozen=True, eq=False, kw_only=True)
class ComparisonPanel(Panel):
    """Areas side by side.

    Attributes
    ----------
    heads
        Each area's name and kind; none where there is nothing to compare, which `notes` say.
    groups
        Rows under a heading each.
    ranks
        Each area's ranks; empty where no area has any.
    comparison
        The figures behind it.
    """

    heads: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, tuple[ComparedRow, ...]], ...]
    ranks: tuple[tuple[ComparedRank, ...], ...]
    comparison: Comparison


def say_comparison(
    snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter, lang: str, *, most: int = 0
) -> ComparisonPanel:
    """Set areas side by side; dates leave out nothing of it.

    Parameters
    ----------
    most
        How many measures there may be, those first that tell most areas apart, without ranks; 0 for all.
    """
    return _say(snapshot, area_ids, replace(filter, since="", until=""), lang, most)


@remember(KEPT)
def _say(snapshot: Snapshot, area_ids: tuple[str, ...], filter: Filter, lang: str, most: int) -> ComparisonPanel:
    whole = compare(snapshot, area_ids, filter)
    shown = _shorten(whole, most) if most else whole
    kinds = [snapshot.find_row("areas", area)["kind_code"] for area in area_ids]
    groups = groupby(shown.measures, key=lambda measure: measure.group)
    left = len(whole.measures) - len(shown.measures)
    rest = [translate(lang, "{count} further measures stand on the compare page.", count=left)] if left else []
    nothing = translate(lang, "The documents give nothing of any area that could be compared.")
    return ComparisonPanel(
        title=translate(lang, "Areas side by side"),
        notes=(_say_how_to_read(shown, lang, is_short=bool(most)), *rest) if area_ids else (nothing,),
        sources=frozenset(str(row["source_id"]) for row in _list_rows(shown)),
        heads=tuple(
            (snapshot.name(area, lang), snapshot.vocabulary.word("area_kind", kind, lang))
            for area, kind in zip(area_ids, kinds, strict=True)
        ),
        groups=tuple(
            (translate(lang, GROUPS[group]), tuple(_say_row(snapshot, one, lang) for one in measures))
            for group, measures in groups
        ),
        ranks=tuple(tuple(_say_rank(snapshot, row, lang) for row in shown.rankings[area]) for area in area_ids)
        if any(shown.rankings.values())
        else (),
        comparison=whole,
    )


def _shorten(comparison: Comparison, most: int) -> Comparison:
    """Keep the measures of which most areas have something, in their order; ranks are left out."""
    best = sorted(comparison.measures, key=_count_something, reverse=True)[:most]
    kept = tuple(measure for measure in comparison.measures if measure in best)
    return replace(comparison, measures=kept, rankings=dict.fromkeys(comparison.area_ids, ()))


def _count_something(measure: Measure) -> int:
    return sum(bool(cell.figure and cell.figure.value) for cell in measure.cells)


def _list_rows(comparison: Comparison) -> list[Row]:
    """List the rows behind the areas' own figures and those of firms."""
    cells = [cell for measure in comparison.measures for cell in measure.cells]
    figures = [figure for cell in cells for figure in (cell.figure, *cell.unnamed) if figure]
    return [row for figure in figures for row in figure.rows]


def _say_how_to_read(comparison: Comparison, lang: str, *, is_short: bool) -> str:
    """Say of what date the counts are, what a blank means and how differences are taken."""
    counted = [measure for measure in comparison.measures if measure.group in (COUNTS, PRODUCTS)]
    dates = [cell.figure.as_of_date for measure in counted for cell in measure.cells if cell.figure]
    date = format_date(max(dates, default=""), lang)
    newest = mark("Counts: who and what the documents name, the newest published {date}.")
    blank = mark(
        "0: what they state rules everybody out. Not disclosed: they name nobody, give no figure or do not say."
    )
    parts = [
        translate(lang, newest, date=date) if date else "",
        translate(lang, "The filters narrow the counts, not the published figures.") if comparison.is_filtered else "",
        translate(lang, blank),
        "" if is_short else translate(lang, "Click a figure to see its source."),
        "" if is_short else translate(lang, "Differences are against the first area, of exact figures only."),
        translate(lang, "A fading bar is a bound or a rough figure."),
    ]
    return " ".join(filter(None, parts))


def _say_row(snapshot: Snapshot, measure: Measure, lang: str) -> ComparedRow:
    top = max((cell.figure.value for cell in measure.cells if cell.figure), default=0.0)
    cells = (_say_cell(snapshot, measure, cell, top, lang) for cell in measure.cells)
    return ComparedRow(say_measure(snapshot, measure, lang), tuple(cells))


def _say_cell(snapshot: Snapshot, measure: Measure, cell: Cell, top: float, lang: str) -> ComparedCell:
    """Say an area's figure and what stands behind it, or which kind of blank it is."""
    said = ComparedCell(
        minor=tuple(_list_minor(snapshot, measure, cell, lang)),
        difference=_compare_with_first(snapshot, measure, cell, lang),
    )
    figure = cell.figure
    if figure is None:
        return replace(said, why=_say_why(cell, lang))
    if not figure.value and cell.named is not None:
        why = translate(lang, "the filters leave none of {count}", count=cell.named)
        return replace(said, nobody=say_value(snapshot, measure, figure, lang), why=why)
    is_narrowed = cell.named is not None and cell.named > figure.value
    return replace(
        said,
        figure=_say_figure(snapshot, measure, figure, "", lang),
        share=max(0.0, 100 * figure.value / top) if top > 0 else 0.0,  # a fall has no bar
        is_bound=figure.qualifier_code != EXACT,
        whole=translate(lang, "of {count} without the filters", count=cell.named) if is_narrowed else "",
    )


def _list_minor(snapshot: Snapshot, measure: Measure, cell: Cell, lang: str) -> list[ComparedFigure]:
    also, earlier = translate(lang, "Also stated:"), translate(lang, "Earlier:")
    inside = translate(lang, "Inside it:")
    named = [
        *((one, also) for one in cell.also),
        *((one, earlier if one.as_of_date else also) for one in cell.earlier),
        *((one, f"{inside} {snapshot.name(one.area_id, lang)}") for one in cell.parts),
    ]
    said = [_say_figure(snapshot, measure, one, before, lang) for one, before in named]
    return [*said, *(_say_unnamed(snapshot, one, lang) for one in cell.unnamed)]


def _say_unnamed(snapshot: Snapshot, figure: Figure, lang: str) -> ComparedFigure:
    """Say what a source counts of a firm without naming each: with its unit and date."""
    row = figure.rows[0]
    before = translate(lang, "Apart, not all named: {firm}", firm=snapshot.name(row["entity_id"], lang))
    said = say_figure(snapshot, figure.value, figure.unit_code, figure.qualifier_code, lang)
    date = say_as_of(figure.as_of_date, lang, is_due=False, is_published=figure.is_dated_by_document)
    return ComparedFigure(before, said, date, gather_evidence(snapshot, [(said, row)], lang))


def _say_why(cell: Cell, lang: str) -> str:
    """Say why a count is not disclosed: nobody is named, or it is not stated who fits; blank for other figures."""
    if cell.named is None:
        return ""
    if not cell.named:
        return translate(lang, "none named in the documents")
    text = mark("{count} of {named} may fit, the documents do not say")
    return translate(lang, text, count=cell.unstated, named=cell.named)


def _say_figure(snapshot: Snapshot, measure: Measure, figure: Figure, before: str, lang: str) -> ComparedFigure:
    """Say a figure with its date; a count's rows are named."""
    said = say_value(snapshot, measure, figure, lang)
    counted = measure.group in (COUNTS, PRODUCTS)
    date = "" if counted else say_date(measure, figure, lang)
    named = [(say_name(row, lang) if counted else said, row) for row in figure.rows]
    return ComparedFigure(before, said, date, gather_evidence(snapshot, named, lang))


def _compare_with_first(snapshot: Snapshot, measure: Measure, cell: Cell, lang: str) -> str:
    """Say how a figure stands to the first area's, or why they are not subtracted."""
    base = measure.cells[0]
    difference = None if cell is base else subtract(cell, base)
    both_zero = cell.figure and base.figure and cell.figure.value == base.figure.value == 0
    if difference is None or both_zero:
        return ""
    return _say_difference(snapshot, measure, base, difference, lang)


def _say_difference(snapshot: Snapshot, measure: Measure, base: Cell, difference: Difference, lang: str) -> str:
    if not difference.is_settled:
        return translate(lang, "not subtracted: the sources differ")
    if difference.value is None:
        return translate(lang, "not subtracted: a bound or a rough figure")
    sign = "+" if difference.value > 0 else "−" if difference.value < 0 else "±"
    number = say_number(snapshot, measure, abs(difference.value), EXACT, lang)
    name = snapshot.name(base.area_id, lang)
    said = translate(lang, "{difference} against {area}", difference=f"{sign}{number}", area=name)
    return said if difference.is_same_date else f"{said} · {translate(lang, 'not of one stated date')}"


def _say_rank(snapshot: Snapshot, row: Row, lang: str) -> ComparedRank:
    evidence = gather_evidence(snapshot, [(row[f"subject_{lang}"], row)], lang)
    return ComparedRank(say_rank(snapshot, row, lang), row[f"note_{lang}"], evidence)
