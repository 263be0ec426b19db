"""The table of areas side by side as HTML: figures with bars on one axis a row, each opening its proof."""

from atlas.panels.comparison import ComparisonPanel
from components.render import render


def write_table(panel: ComparisonPanel) -> str:
    """Write the table: a column for each area, a row for each measure, ranks last."""
    return render("comparison.html", panel=panel)
