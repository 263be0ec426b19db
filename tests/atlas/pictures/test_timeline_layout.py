"""The timeline's lanes: everything dated stands in its time, and no title over another or over a span."""

import itertools

import pytest

from atlas.analysis.timeline import list_timeline
from atlas.language.i18n import LANGUAGES
from atlas.pictures.timeline_layout import Span, cut_to_month, lay_out
from atlas.selection.filter import Filter

WINDOWS = [Filter(), Filter(since="2025", until="2025"), Filter(since="2023-06", until="2024-02")]


def list_taken(row: tuple[Span, ...]) -> list[tuple[float, float]]:
    """List what a row takes, from left to right: spans, and the titles that stand beside them."""
    beside = [(span.title_left, span.title_right) for span in row if span.side in ("before", "after")]
    return sorted([*((span.left, span.right) for span in row), *beside])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("filter", WINDOWS, ids=str)
def test_every_dated_item_is_drawn_once_within_the_window(snapshot, filter, lang):
    dated = list_timeline(snapshot, filter).dated
    layout = lay_out(snapshot, filter, dated, lang)
    spans = [span for lane in layout.lanes for row in lane.rows for span in row]
    assert sorted(span.item["key"] for span in spans) == sorted(dated["key"])
    assert all(0 <= span.left <= span.right <= 100 for span in spans)
    assert all(0 <= left <= 100 and text for left, text in layout.ticks)


@pytest.mark.parametrize("filter", WINDOWS, ids=str)
def test_nothing_in_a_row_covers_anything_else(snapshot, filter):
    layout = lay_out(snapshot, filter, list_timeline(snapshot, filter).dated, "zh")
    for row in (row for lane in layout.lanes for row in lane.rows):
        taken = list_taken(row)
        assert all(one[1] <= other[0] + 1e-6 for one, other in itertools.pairwise(taken))


@pytest.mark.parametrize(
    ("date", "month"), [("2025", "2025-12"), ("2025-03", "2025-03"), ("2025-03-07", "2025-03"), ("", "")]
)
def test_a_year_is_completed_with_the_month_that_is_missing(date, month):
    assert cut_to_month(date, "-12") == month
