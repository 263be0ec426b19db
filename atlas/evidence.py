"""What stands behind a row: whether its date is its own, where else it is said, and which rows disagree."""

from collections.abc import Mapping
from typing import Any

from atlas.store import Snapshot


def is_dated_by_document(snapshot: Snapshot, row: Mapping[str, Any]) -> bool:
    """Tell whether a row has no date of its own, but that on which its document was published."""
    date = row.get("as_of_date")
    return bool(date) and date == snapshot.find_row("sources", row["source_id"])["published_date"]
