"""A proof says whose date a figure bears, where else it is said, and which rows disagree."""

from atlas.analysis.evidence import identify, is_dated_by_document, list_disagreements, list_further
from atlas.store.snapshot import to_rows
from tests.tables import make_snapshot

SIZES = [{"market_size_id": "a"}, {"market_size_id": "b"}]
FIRMS = [{"entity_id": "firm"}]
CONFLICTS = [
    {"conflict_id": "sizes", "rows": "market_size:a;market_size:b"},
    {"conflict_id": "firm", "rows": "companies:firm"},
]
EVIDENCE = [{"evidence_id": "more", "table": "companies", "row_id": "firm"}]
SMALL = make_snapshot(market_size=SIZES, companies=FIRMS, conflicts=CONFLICTS, evidence=EVIDENCE)
SOURCES = [{"source_id": "doc", "published_date": "2025-11-10"}, {"source_id": "undated"}]


def test_the_date_of_publication_is_not_the_figures_own():
    snapshot = make_snapshot(sources=SOURCES)
    dated = [("2025-11-10", "doc"), ("2025-11", "doc"), ("", "doc"), ("", "undated"), ("2025-11-10", "undated")]
    told = [is_dated_by_document(snapshot, {"as_of_date": date, "source_id": source}) for date, source in dated]
    assert told == [True, False, False, False, False]


def test_a_row_is_known_by_its_first_column():
    assert identify(SMALL, SMALL.find_row("market_size", "b")) == ("market_size", "b")
    assert identify(SMALL, to_rows(SMALL.all_entities)[0]) == ("companies", "firm")
    assert identify(SMALL, {"market_size_id": "nowhere"}) is None


def test_every_row_of_the_atlas_is_known(snapshot):
    for name, rows in snapshot.rows.items():
        assert {identify(snapshot, row)[0] for row in rows.values()} == {name}


def test_what_disagrees_is_listed_once_for_all_its_rows():
    found = list_disagreements(SMALL, [*SMALL.rows["market_size"].values(), {"market_size_id": "nowhere"}])
    assert [row["conflict_id"] for row in found] == ["sizes"]
    assert list_disagreements(SMALL, []) == []


def test_further_places_are_those_of_the_row():
    assert [row["evidence_id"] for row in list_further(SMALL, SMALL.find_row("companies", "firm"))] == ["more"]
    assert list_further(SMALL, SMALL.find_row("market_size", "a")) == []
