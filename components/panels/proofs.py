"""The note under a row of a table that opens its sources, as HTML."""

from atlas.panels.evidence import Evidence
from components.panels.figures import write_evidence
from components.words import escape_html, label


def fold_html(summary: str, body: str) -> str:
    """Write a note that opens at a click; `body` is HTML already."""
    return f'<details class="fold"><summary>{escape_html(summary)}</summary>{body}</details>'


def fold_evidence(evidence: Evidence) -> str:
    """Write the note that opens a row's source as printed, the further places that speak of it and what disagrees."""
    return fold_html(label("Source as printed"), write_evidence(evidence))


def write_table(heads: list[str], rows: list[list[str]], name: str) -> str:
    """Write a table as HTML; the cells are HTML already, the first of a row heads it."""
    head = "".join(f'<th scope="col">{escape_html(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, *rest in rows
    )
    table = f'<table class="plain {name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide">{table}</div>'
