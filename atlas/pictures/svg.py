"""Write SVG: elements with escaped attributes and texts, and texts broken into lines."""

import re
from html import escape

from atlas.export.content import clean_text
from atlas.geo.label_placement import measure_text

NAMESPACE = "http://www.w3.org/2000/svg"
BASELINE = 0.36  # of the type size: from the middle of a line down to its baseline
LINE = 1.4  # of the type size
# what stays together: a Latin word, or a wide character with the punctuation behind it
PIECE = re.compile(r"[^\u2e80-\uffef\s“”]+\s*|[（《“『「]*.[，。、；：！？）》”』」]*\s*", re.DOTALL)


def say(text: object) -> str:
    """Make a text safe inside SVG: escaped, and without what XML cannot carry."""
    return escape(clean_text(str(text)), quote=True)


def number(value: float) -> str:
    """Write a coordinate, exact to a tenth."""
    return f"{round(value, 1) + 0.0:g}"  # adding nothing turns -0 into 0


def element(tag: str, *children: str, **attributes: object) -> str:
    """Write an element.

    Parameters
    ----------
    children
        SVG already.
    attributes
        `_` in a name stands for `-`; None is left out; numbers are written exact to a tenth.
    """
    written = "".join(
        f' {name.strip("_").replace("_", "-")}="{number(value) if isinstance(value, float) else say(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(children)}</{tag}>" if children else f"<{tag}{written}/>"


def write_text(text: str, x: float, y: float, size: float, **attributes: object) -> str:
    """Write a line of text with its middle at a height."""
    return element("text", say(text), x=float(x), y=float(y + size * BASELINE), font_size=float(size), **attributes)


def break_lines(text: str, width: float, size: float, most: int) -> list[str]:
    """Break a text into lines of a width in pixels; what does not fit in so many lines ends with an ellipsis."""
    lines = [""]
    for piece in PIECE.findall(" ".join(text.split())):
        if lines[-1] and measure_text((lines[-1] + piece).rstrip(), size) > width:
            lines.append("")
        lines[-1] += piece
    lines = [_cut(line.strip(), width, size) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", width, size)]
    return lines


def _cut(line: str, width: float, size: float) -> str:
    """Cut a line that is too long by itself."""
    while measure_text(line, size) > width and len(line) > 1:
        line = f"{line.removesuffix('…')[:-1]}…"
    return line
