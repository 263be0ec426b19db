"""The lists of a card as HTML: figures, pipelines, relations, policies, events, ranks and disagreements."""

from atlas.panels.card import CardList
from atlas.panels.evidence import Evidence
from atlas.panels.text import Line
from components.panels.proofs import fold_evidence, fold_html
from components.panels.text import write_line
from components.words import escape_html


def write_list(listed: CardList | None, *, has_proofs: bool = False) -> str:
    """Write a list as HTML; blank where there is none.

    Parameters
    ----------
    has_proofs
        Whether each line opens its own proof; a narrow card has one note for all of them.
    """
    if listed is None:
        return ""
    lines = "".join(_write_line(line, evidence, has_proofs=has_proofs) for line, evidence in listed.lines)
    rows = f'<ul class="rows">{lines}</ul>'
    if listed.is_folded:
        return fold_html(listed.title, rows)
    return f'<h4 class="list-title">{escape_html(listed.title)}</h4>{rows}'


def _write_line(line: Line, evidence: Evidence, *, has_proofs: bool) -> str:
    return f"<li>{write_line(line)}{fold_evidence(evidence) if has_proofs else ''}</li>"
