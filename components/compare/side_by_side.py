"""The table of areas side by side as HTML: figures with bars on one axis a row, each opening its proof."""

from atlas.panels.comparison import ComparedCell, ComparedFigure, ComparedRank, ComparedRow, ComparisonPanel
from components.panels.figures import write_evidence
from components.words import escape_html, label


def write_table(panel: ComparisonPanel) -> str:
    """Write the table: a column for each area, a row for each measure, ranks last."""
    if not panel.heads:
        return f'<p class="empty">{escape_html(" ".join(panel.notes))}</p>'
    across = len(panel.heads) + 1
    heads = "".join(f"<th>{escape_html(name)}<small>{escape_html(kind)}</small></th>" for name, kind in panel.heads)
    body = ""
    for title, rows in panel.groups:
        body += f'<tr class="group"><th colspan="{across}">{escape_html(title)}</th></tr>'
        body += "".join(map(_write_row, rows))
    if panel.ranks:
        title = label("Ranks, as the documents claim them")
        body += f'<tr class="group"><th colspan="{across}">{title}</th></tr>'
        ranks = "".join(f"<td>{_write_ranks(own)}</td>" for own in panel.ranks)
        body += f"<tr><th>{label('Ranks and superlatives')}</th>{ranks}</tr>"
    return f'<table class="compare"><thead><tr><th></th>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _write_row(row: ComparedRow) -> str:
    cells = "".join(f"<td>{_write_cell(cell)}{_write_difference(cell)}</td>" for cell in row.cells)
    return f"<tr><th>{escape_html(row.name)}</th>{cells}</tr>"


def _write_cell(cell: ComparedCell) -> str:
    """Write an area's figure with its bar, or which kind of blank it is, and below it the further figures."""
    why = f' <small class="why">{escape_html(cell.why)}</small>' if cell.why else ""
    if cell.figure:
        bound = " bound" if cell.is_bound else ""
        own = f'{_write_figure(cell.figure)}<i class="bar{bound}" style="width:{cell.share:.1f}%"></i>'
        own += f"<small>{escape_html(cell.whole)}</small>" if cell.whole else ""
    elif cell.nobody:
        own = f'<b class="zero">{escape_html(cell.nobody)}</b>{why}'
    else:
        own = f'<span class="undisclosed">{label("Not disclosed")}</span>{why}'
    minor = "".join(map(_write_figure, cell.minor))
    return own + (f'<div class="minor">{minor}</div>' if minor else "")


def _write_figure(figure: ComparedFigure) -> str:
    """Write a figure that opens its proofs."""
    lead = f"{escape_html(figure.before)} " if figure.before else ""
    dated = f"<small>{escape_html(figure.date)}</small>" if figure.date else ""
    summary = f"<summary>{lead}<b>{escape_html(figure.text)}</b>{dated}</summary>"
    return f'<details name="proof">{summary}<div class="opened">{write_evidence(figure.evidence)}</div></details>'


def _write_difference(cell: ComparedCell) -> str:
    return f'<small class="difference">{escape_html(cell.difference)}</small>' if cell.difference else ""


def _write_ranks(ranks: tuple[ComparedRank, ...]) -> str:
    if not ranks:
        return f'<span class="undisclosed">{label("Not disclosed")}</span>'
    items = ""
    for rank in ranks:
        opened = f'<div class="opened"><p>{escape_html(rank.note)}</p>{write_evidence(rank.evidence)}</div>'
        items += f'<details name="proof"><summary>{escape_html(rank.text)}</summary>{opened}</details>'
    return f'<div class="minor">{items}</div>'
