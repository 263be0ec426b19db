"""A proof says whose date a figure bears, where else it is said, and which rows disagree."""

from atlas.evidence import is_dated_by_document
from tests.tables import make_snapshot

SOURCES = [{"source_id": "doc", "published_date": "2025-11-10"}, {"source_id": "undated"}]


def test_the_date_of_publication_is_not_the_figures_own():
    snapshot = make_snapshot(sources=SOURCES)
    dated = [("2025-11-10", "doc"), ("2025-11", "doc"), ("", "doc"), ("", "undated"), ("2025-11-10", "undated")]
    told = [is_dated_by_document(snapshot, {"as_of_date": date, "source_id": source}) for date, source in dated]
    assert told == [True, False, False, False, False]
