"""What stands behind a row: whether its date is its own, where else it is said, and which rows disagree."""

from collections.abc import Iterable, Mapping
from typing import Any

from atlas.store.memory import remember
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows

Row = Mapping[str, Any]
Found = dict[tuple[str, str], list[dict[str, Any]]]


def is_dated_by_document(snapshot: Snapshot, row: Row) -> bool:
    """Tell whether a row has no date of its own, but that on which its document was published."""
    date = row.get("as_of_date")
    return bool(date) and date == snapshot.find_row("sources", row["source_id"])["published_date"]


def identify(snapshot: Snapshot, row: Row) -> tuple[str, str] | None:
    """Tell the table and key of a row by its first column and where its key stands; None if nowhere."""
    first = next(iter(row))
    # a place in a source begins with the source: the longer key goes first
    for table in sorted(TABLES.values(), key=lambda one: -len(one.primary_key)):
        if table.primary_key[0] == first and set(table.primary_key) <= set(row):
            key = table.write_key(row)
            if key in snapshot.rows[table.name]:
                return table.name, key
    return None


@remember()
def _index_evidence(snapshot: Snapshot) -> Found:
    found: Found = {}
    for row in to_rows(snapshot["evidence"]):
        found.setdefault((row["table"], row["row_id"]), []).append(row)
    return found


@remember()
def _index_conflicts(snapshot: Snapshot) -> Found:
    found: Found = {}
    for row in to_rows(snapshot["conflicts"]):
        for named in row["rows"]:
            table, _, key = named.partition(":")
            found.setdefault((table, key), []).append(row)
    return found


def list_further(snapshot: Snapshot, row: Row) -> list[dict[str, Any]]:
    """List the rows of `evidence` on a row: further places that say the same or otherwise."""
    known = identify(snapshot, row)
    return _index_evidence(snapshot).get(known, []) if known else []


def list_disagreements(snapshot: Snapshot, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """List the rows of `conflicts` that name any of some rows, each once."""
    index, known = _index_conflicts(snapshot), [identify(snapshot, row) for row in rows]
    found = [conflict for one in known if one for conflict in index.get(one, [])]
    return list({conflict["conflict_id"]: conflict for conflict in found}.values())
