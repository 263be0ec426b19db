"""What an export holds besides its rows: filters, snapshot, date, credit, sources; and text made fit for files."""

import re
from dataclasses import dataclass

import pandas as pd

from atlas.language.i18n import translate
from atlas.selection.conditions import Condition, list_conditions
from atlas.selection.filter import Filter
from atlas.selection.row_filter import drop_idle, follow_filter
from atlas.store.schema import TABLES, Table
from atlas.store.snapshot import Snapshot

# what XML, UTF-8 or a terminal cannot carry; tab, LF and CR are text
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
STAND_IN = "\ufffd"
SOURCE_KEY = "source_id"


def clean_text(text: str) -> str:
    """Put a visible stand-in for control characters, lone surrogates and what is no character."""
    return UNFIT.sub(STAND_IN, text)


@dataclass(frozen=True, eq=False)
class Content:
    """A table as a filter leaves it, with all that an export says of it.

    Attributes
    ----------
    rows
        Typed as `atlas.store.snapshot.type_table` does, with the table's columns only.
    lang
        Language of titles and words; codes and column names are the same in all.
    """

    snapshot: Snapshot
    filter: Filter
    table: Table
    rows: pd.DataFrame
    lang: str

    @property
    def conditions(self) -> list[Condition]:
        """What is set, in words and as code."""
        return list_conditions(self.snapshot, self.filter, self.lang)

    @property
    def as_of_date(self) -> str:
        """Date of the newest published source of the snapshot, as exact as known."""
        return str(max(self.snapshot["sources"]["published_date"], default=""))

    @property
    def credit(self) -> str:
        """Whom to name when the rows are used."""
        atlas = translate(self.lang, "Beijing Cell and Gene Therapy Atlas")
        return translate(
            self.lang,
            "{atlas}, snapshot {snapshot}; each row names its source.",
            atlas=atlas,
            snapshot=self.snapshot.snapshot_id,
        )

    @property
    def sources(self) -> pd.DataFrame:
        """The rows of `sources` that the rows name."""
        named: set[str] = set()
        for column in self.table.column_names:
            if column.endswith(SOURCE_KEY):
                named.update(self.rows[column])
        every = self.snapshot["sources"]
        return every[every[SOURCE_KEY].isin(named)].reset_index(drop=True)

    @property
    def keys(self) -> list[str]:
        """Key of each row, the parts of a compound one joined by ` / `."""
        return self.table.write_keys(self.rows)


def gather_content(snapshot: Snapshot, filter: Filter, table_name: str, lang: str) -> Content:
    """Gather what an export of a table holds; a filter that says nothing of the table is not told of."""
    heard = drop_idle(filter, table_name)
    return Content(snapshot, heard, TABLES[table_name], follow_filter(snapshot, heard, table_name), lang)
