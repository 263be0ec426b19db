"""Which filters a section on policies does not hear, and which to take away where they leave nothing."""

from collections.abc import Iterable

from atlas.selection.conditions import TITLES
from components.words import escape_html, label


def write_idle(names: Iterable[str]) -> str:
    """Write the notice that names the filters that leave this section as it is; blank if there are none."""
    titles = " · ".join(label(TITLES[name]) for name in names)
    if not titles:
        return ""
    said = label("These filters leave nothing out here: {filters}", filters=titles)
    return f'<p class="notice" role="status">{escape_html(said)}</p>'


def write_ways(counts: dict[str, int]) -> str:
    """Write what each filter brings back when it is taken away; blank if none does alone."""
    ways = [
        label("Without {filter}: {count} rows", filter=label(TITLES[name]), count=count)
        for name, count in counts.items()
        if count
    ]
    return f'<ul class="rows">{"".join(f"<li>{escape_html(way)}</li>" for way in ways)}</ul>' if ways else ""
