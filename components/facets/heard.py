"""Which filters a section on policies does not hear, and which to take away where they leave nothing."""

from collections.abc import Iterable

from atlas.selection.conditions import TITLES
from components.words import label


def say_idle(names: Iterable[str]) -> str:
    """Name the filters that leave this section as it is; blank if there are none."""
    titles = " · ".join(label(TITLES[name]) for name in names)
    return label("These filters leave nothing out here: {filters}", filters=titles) if titles else ""


def say_ways(counts: dict[str, int]) -> list[str]:
    """Say what each filter brings back when it is taken away; none where none does alone."""
    return [
        label("Without {filter}: {count} rows", filter=label(TITLES[name]), count=count)
        for name, count in counts.items()
        if count
    ]
