"""Running text as HTML, with its emphasis."""

from atlas.panels.text import Line, Look, Span
from components.words import escape_html

# the tag of each look, with its class where the style sheet needs one
TAGS = {
    Look.STRONG: ("b", ""),
    Look.BIG: ("b", "big"),
    Look.VERB: ("i", ""),
    Look.SMALL: ("small", ""),
    Look.UNKNOWN: ("span", "unknown"),
}


def write_line(line: Line) -> str:
    """Write a line of running text as HTML."""
    return "".join(map(_write_span, line))


def _write_span(span: Span) -> str:
    text = escape_html(span.text).replace("\n", "<br>")
    if span.look not in TAGS:
        return text
    tag, css = TAGS[span.look]
    given = f' class="{css}"' if css else ""
    return f"<{tag}{given}>{text}</{tag}>"
