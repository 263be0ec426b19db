"""What the shipped data hold can be shown: each page in both languages, each picture and file, some of the cards."""

import pytest

from atlas.store.folder_store import DATA
from atlas.store.schema import ENTITY_TABLES
from atlas.store.snapshot import Snapshot
from tests.mutations.show import show

TABLES = ("areas", "products", *(table.name for table in ENTITY_TABLES))


@pytest.mark.parametrize("table", TABLES)
def test_the_shipped_data_can_be_shown(snapshot: Snapshot, table: str) -> None:
    rows = tuple((table, number) for number in range(len(snapshot[table])))
    # each of the tables takes another share of the pages, so that each page is opened once
    shown = show(DATA, rows, sample=len(TABLES), first=TABLES.index(table))
    assert shown.incidents == []
    assert shown.pages > 0
