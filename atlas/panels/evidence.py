"""What stands behind a statement: the row's words as printed, further places, and the documents that disagree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from atlas.analysis.evidence import list_disagreements, list_further
from atlas.language.i18n import format_date, translate
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_row_date
from atlas.wording.table_text import say_row

MOST = 8  # rows listed of a disagreement
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Proof:
    """Where a row comes from.

    Attributes
    ----------
    as_printed
        The document's own words.
    place
        Title, publisher, date and section of the document.
    source_id
        The document.
    """

    as_printed: str
    place: tuple[str, ...]
    source_id: str


@dataclass(frozen=True)
class Backing:
    """A statement and what backs it.

    Attributes
    ----------
    text
        The statement; blank where it stands beside it anyhow.
    proof
        Where its row comes from.
    notes
        The row's date and notes, if it is a figure.
    further
        Further places that speak of it, each with what is to be known of it.
    """

    text: str
    proof: Proof
    notes: tuple[str, ...]
    further: tuple[tuple[Proof, str], ...]


@dataclass(frozen=True)
class Disagreement:
    """About what documents disagree: the rows that do, how their scopes differ, and what the atlas shows."""

    topic: str
    rows: tuple[str, ...]
    scope: str
    shown: str
    proof: Proof


@dataclass(frozen=True)
class Evidence:
    """All that stands behind some statements."""

    backings: tuple[Backing, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def source_ids(self) -> frozenset[str]:
        """The documents of the statements' own rows."""
        return frozenset(one.proof.source_id for one in self.backings)


def prove(snapshot: Snapshot, row: Row, lang: str) -> Proof:
    """Say where a row comes from."""
    source = snapshot.find_row("sources", row["source_id"])
    place = snapshot.find_row("locators", f"{row['source_id']} / {row['locator']}")
    stated = format_date(source["published_date"], lang) or source[f"published_note_{lang}"]
    date = stated or translate(lang, "Date not stated")
    parts = (source[f"title_{lang}"], source[f"publisher_{lang}"], date, place[f"heading_{lang}"])
    return Proof(str(row["as_printed"]), tuple(map(str, parts)), str(row["source_id"]))


def gather_evidence(snapshot: Snapshot, named: Iterable[tuple[str, Row]], lang: str) -> Evidence:
    """Gather what stands behind some rows, each with the words for it, and all that disagrees with any of them."""
    pairs = list(named)
    disagreements = list_disagreements(snapshot, (row for _, row in pairs))
    return Evidence(
        tuple(_back(snapshot, text, row, lang) for text, row in pairs),
        tuple(_say_disagreement(snapshot, one, lang) for one in disagreements),
    )


def _back(snapshot: Snapshot, text: str, row: Row, lang: str) -> Backing:
    dated = [say_row_date(snapshot, row, lang), row[f"as_of_note_{lang}"]] if "as_of_note_zh" in row else []
    notes = [*dated, row.get(f"note_{lang}", "") if "qualifier_code" in row else ""]
    further = ((prove(snapshot, one, lang), str(one[f"note_{lang}"])) for one in list_further(snapshot, row))
    return Backing(text, prove(snapshot, row, lang), tuple(filter(None, notes)), tuple(further))


def _say_disagreement(snapshot: Snapshot, conflict: Row, lang: str) -> Disagreement:
    named = [name.partition(":") for name in conflict["rows"]]
    items = [say_row(snapshot, TABLES[table], snapshot.find_row(table, key), lang) for table, _, key in named[:MOST]]
    if len(named) > MOST:
        items.append(translate(lang, "and {count} more rows", count=len(named) - MOST))
    topic, scope, shown = (str(conflict[f"{stem}_{lang}"]) for stem in ("topic", "scope", "shown"))
    return Disagreement(topic, tuple(items), scope, shown, prove(snapshot, conflict, lang))
