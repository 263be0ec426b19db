"""The table of areas side by side: figures with bars on one axis a row, each opening its proof."""

from itertools import groupby

from atlas.analysis.comparison import Comparison, Difference, subtract
from atlas.analysis.measures import COUNTS, PIPELINE, PRODUCTS, PUBLISHED, Cell, Figure, Measure
from atlas.language.i18n import mark
from atlas.store.comparable import EXACT, Row
from atlas.store.snapshot import Snapshot, say_name
from atlas.wording.sentences import say_as_of, say_date, say_figure, say_measure, say_number, say_rank, say_value
from components.panels.figures import write_proofs
from components.state import read_lang
from components.words import escape_html, label

GROUPS = {
    COUNTS: mark("Organisations in the documents"),
    PRODUCTS: mark("Products and trials in the documents"),
    PUBLISHED: mark("Published figures"),
    PIPELINE: mark("Pipelines, as published"),
}


def write_table(snapshot: Snapshot, comparison: Comparison) -> str:
    """Write the table as HTML: a column for each area, a row for each measure, ranks last."""
    lang, areas = read_lang(), comparison.area_ids
    if not areas:
        return f'<p class="empty">{label("The documents give nothing of any area that could be compared.")}</p>'
    heads = "".join(_write_head(snapshot, area) for area in areas)
    body = ""
    for group, measures in groupby(comparison.measures, key=lambda measure: measure.group):
        body += f'<tr class="group"><th colspan="{len(areas) + 1}">{label(GROUPS[group])}</th></tr>'
        body += "".join(_write_row(snapshot, measure, lang) for measure in measures)
    if any(comparison.rankings.values()):
        body += (
            f'<tr class="group"><th colspan="{len(areas) + 1}">{label("Ranks, as the documents claim them")}</th></tr>'
        )
        ranks = "".join(f"<td>{_write_ranks(snapshot, comparison.rankings[area], lang)}</td>" for area in areas)
        body += f"<tr><th>{label('Ranks and superlatives')}</th>{ranks}</tr>"
    return f'<table class="compare"><thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _write_head(snapshot: Snapshot, area: str) -> str:
    lang = read_lang()
    kind = snapshot.vocabulary.word("area_kind", snapshot.find_row("areas", area)["kind_code"], lang)
    return f"<th>{escape_html(snapshot.name(area, lang))}<small>{escape_html(kind)}</small></th>"


def _write_row(snapshot: Snapshot, measure: Measure, lang: str) -> str:
    top = max((cell.figure.value for cell in measure.cells if cell.figure), default=0.0)
    base = measure.cells[0]
    cells = "".join(
        f"<td>{_write_cell(snapshot, measure, cell, top)}{_write_difference(snapshot, measure, cell, base)}</td>"
        for cell in measure.cells
    )
    return f"<tr><th>{escape_html(say_measure(snapshot, measure, lang))}</th>{cells}</tr>"


def _write_cell(snapshot: Snapshot, measure: Measure, cell: Cell, top: float) -> str:
    """Write an area's figure with its bar and what stands behind it, or which kind of blank it is."""
    figure = cell.figure
    if figure is None:
        own = f'<span class="undisclosed">{label("Not disclosed")}</span>{_say_why(cell)}'
    elif not figure.value and cell.named is not None:
        own = _write_nobody(snapshot, measure, figure, cell.named)
    else:
        width = max(0.0, 100 * figure.value / top) if top > 0 else 0.0  # a fall has no bar
        bound = "" if figure.qualifier_code == EXACT else " bound"
        bar = f'<i class="bar{bound}" style="width:{width:.1f}%"></i>'
        own = _write_figure(snapshot, measure, figure, "") + bar
        if cell.named is not None and cell.named > figure.value:
            own += f"<small>{label('of {count} without the filters', count=cell.named)}</small>"
    also = "".join(_write_figure(snapshot, measure, one, label("Also stated:")) for one in cell.also)
    older = "".join(
        _write_figure(snapshot, measure, one, label("Earlier:") if one.as_of_date else label("Also stated:"))
        for one in cell.earlier
    )
    parts = "".join(
        _write_figure(snapshot, measure, one, f"{label('Inside it:')} {snapshot.name(one.area_id, read_lang())}")
        for one in cell.parts
    )
    unnamed = "".join(_write_unnamed(snapshot, one) for one in cell.unnamed)
    minor = f"{also}{older}{parts}{unnamed}"
    return own + (f'<div class="minor">{minor}</div>' if minor else "")


def _write_unnamed(snapshot: Snapshot, figure: Figure) -> str:
    """Write what a source counts of a firm without naming each: with its unit and date, opening its rows."""
    lang = read_lang()
    firm = snapshot.name(figure.rows[0]["entity_id"], lang)
    said = say_figure(snapshot, figure.value, figure.unit_code, figure.qualifier_code, lang)
    date = say_as_of(figure.as_of_date, lang, is_due=False, is_published=figure.is_dated_by_document)
    return _fold(
        label("Apart, not all named: {firm}", firm=firm), said, date, write_proofs(snapshot, [(said, figure.rows[0])])
    )


def _write_nobody(snapshot: Snapshot, measure: Measure, figure: Figure, named: int) -> str:
    """Write a count of nobody: what the documents state rules everybody out."""
    said = f'<b class="zero">{escape_html(say_value(snapshot, measure, figure, read_lang()))}</b>'
    why = label("the filters leave none of {count}", count=named)
    return f'{said} <small class="why">{escape_html(why)}</small>'


def _say_why(cell: Cell) -> str:
    """Say why a count is not disclosed: nobody is named, or it is not stated who fits; blank for other figures."""
    if cell.named is None:
        return ""
    why = label("none named in the documents")
    if cell.named:
        why = label("{count} of {named} may fit, the documents do not say", count=cell.unstated, named=cell.named)
    return f' <small class="why">{escape_html(why)}</small>'


def _write_figure(snapshot: Snapshot, measure: Measure, figure: Figure, before: str) -> str:
    """Write a figure that opens its rows, with its date and what it covers."""
    lang = read_lang()
    said = say_value(snapshot, measure, figure, lang)
    counted = measure.group in (COUNTS, PRODUCTS)
    date = "" if counted else say_date(measure, figure, lang)
    named = [(say_name(row, lang) if counted else said, row) for row in figure.rows]
    return _fold(before, said, date, write_proofs(snapshot, named))


def _fold(before: str, said: str, date: str, proofs: str) -> str:
    """Write a figure that opens its proofs, which are HTML already."""
    lead = f"{escape_html(before)} " if before else ""
    dated = f"<small>{escape_html(date)}</small>" if date else ""
    summary = f"<summary>{lead}<b>{escape_html(said)}</b>{dated}</summary>"
    return f'<details name="proof">{summary}<div class="opened">{proofs}</div></details>'


def _write_difference(snapshot: Snapshot, measure: Measure, cell: Cell, base: Cell) -> str:
    """Write how a figure stands to the first area's, or why they are not subtracted."""
    difference = None if cell is base else subtract(cell, base)
    both_zero = cell.figure and base.figure and cell.figure.value == base.figure.value == 0
    if difference is None or both_zero:
        return ""
    return f'<small class="difference">{escape_html(_say_difference(snapshot, measure, base, difference))}</small>'


def _say_difference(snapshot: Snapshot, measure: Measure, base: Cell, difference: Difference) -> str:
    name = snapshot.name(base.area_id, read_lang())
    if not difference.is_settled:
        return label("not subtracted: the sources differ")
    if difference.value is None:
        return label("not subtracted: a bound or a rough figure")
    sign = "+" if difference.value > 0 else "−" if difference.value < 0 else "±"
    number = say_number(snapshot, measure, abs(difference.value), EXACT, read_lang())
    said = label("{difference} against {area}", difference=f"{sign}{number}", area=name)
    return said if difference.is_same_date else f"{said} · {label('not of one stated date')}"


def _write_ranks(snapshot: Snapshot, rows: tuple[Row, ...], lang: str) -> str:
    if not rows:
        return f'<span class="undisclosed">{label("Not disclosed")}</span>'
    items = ""
    for row in rows:
        said = say_rank(snapshot, row, lang)
        note = escape_html(row[f"note_{lang}"])
        opened = f'<div class="opened"><p>{note}</p>{write_proofs(snapshot, [(row[f"subject_{lang}"], row)])}</div>'
        items += f'<details name="proof"><summary>{escape_html(said)}</summary>{opened}</details>'
    return f'<div class="minor">{items}</div>'
