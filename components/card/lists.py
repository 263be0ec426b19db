"""The lists of a card: figures, pipelines, relations, events, ranks and disagreements, a line for each row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from atlas.analysis.dossier import Dossier
from atlas.language.i18n import format_date, mark
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.sentences import say_rank
from components.panels.figures import say_quantity, say_row_date
from components.panels.proofs import fold_proofs
from components.state import read_lang
from components.words import escape_html, label

Row = dict[str, Any]
COLONS = {"zh": "：", "en": ": "}


def _say_date(date: str) -> str:
    said = format_date(date, read_lang())
    return label("{year}, month not stated", year=said) if len(date) == len("2025") else said


def _say_figure(snapshot: Snapshot, row: Row, vocabulary: str, code: str, value: str) -> str:
    lang = read_lang()
    figure = say_quantity(snapshot, row[value], row["unit_code"], row["qualifier_code"])
    name = snapshot.vocabulary.word(vocabulary, row[code], lang)
    kind = row.get("value_kind_code", "actual")
    stated = "" if kind == "actual" else f" ({snapshot.vocabulary.word('value_kind', kind, lang)})"
    note = " · ".join(filter(None, [say_row_date(snapshot, row), row[f"note_{lang}"]]))
    return f"{escape_html(name + stated)}{COLONS[lang]}<b>{escape_html(figure)}</b> · {escape_html(note)}"


def _say_indicator(snapshot: Snapshot, row: Row) -> str:
    return _say_figure(snapshot, row, "measure", "measure_code", "value")


def _say_pipeline(snapshot: Snapshot, row: Row) -> str:
    return _say_figure(snapshot, row, "stage", "stage_code", "count")


def _say_relation(snapshot: Snapshot, row: Row) -> str:
    lang = read_lang()
    first, second = (snapshot.name(row[end], lang) for end in ("from_id", "to_id"))
    verb = snapshot.vocabulary.word("relation", row["kind_code"], lang)
    return (
        f"{escape_html(first)} <i>{escape_html(verb)}</i> {escape_html(second)}<br>{escape_html(row[f'note_{lang}'])}"
    )


def _say_event(snapshot: Snapshot, row: Row) -> str:  # noqa: ARG001 - as all lists
    return f"{escape_html(_say_date(row['date']))} {escape_html(row[f'title_{read_lang()}'])}"


def _say_rank(snapshot: Snapshot, row: Row) -> str:
    lang = read_lang()
    return f"{escape_html(row[f'subject_{lang}'])}{COLONS[lang]}{escape_html(say_rank(snapshot, row, lang))}"


def _say_conflict(snapshot: Snapshot, row: Row) -> str:  # noqa: ARG001 - as all lists
    lang = read_lang()
    return f"<b>{escape_html(row[f'topic_{lang}'])}</b> {escape_html(row[f'shown_{lang}'])}"


def _order_events(row: Row) -> tuple[str, str]:
    """Put what is dated only by its year after what is dated in it."""
    return str(row["date"])[:4], str(row["date"])[4:] or "-13"


@dataclass(frozen=True)
class CardList:
    """One list of a card: its title, a row as a line of HTML, and the order where it is not the table's."""

    title: str
    say: Callable[[Snapshot, Row], str]
    order: Callable[[Row], Any] | None = None


# by table, in the order of the narrow card
LISTS = {
    "indicators": CardList(mark("Figures"), _say_indicator),
    "pipeline_counts": CardList(mark("Pipeline"), _say_pipeline),
    "relations": CardList(mark("Relations"), _say_relation),
    "events": CardList(mark("Events"), _say_event, _order_events),
    "rankings": CardList(mark("Ranks, as claimed"), _say_rank),
    "conflicts": CardList(mark("Sources that disagree"), _say_conflict),
}


def write_list(snapshot: Snapshot, dossier: Dossier, table: str, *, has_proofs: bool = False) -> str:
    """Write one of LISTS as HTML; blank where it is empty.

    Parameters
    ----------
    has_proofs
        Whether each line opens its own proof; a narrow card has one note for all of them.
    """
    rows, listed = to_rows(dossier.tables[table]) if table in dossier.tables else [], LISTS[table]
    if not rows:
        return ""
    rows = sorted(rows, key=listed.order) if listed.order else rows
    lines = "".join(
        f"<li>{_say_whose(snapshot, dossier, row)}{listed.say(snapshot, row)}"
        f"{fold_proofs(snapshot, row) if has_proofs else ''}</li>"
        for row in rows
    )
    return f'<h4 class="list-title">{label(listed.title)} {len(rows)}</h4><ul class="rows">{lines}</ul>'


def _say_whose(snapshot: Snapshot, dossier: Dossier, row: Row) -> str:
    """Say of which organisation a figure is that stands on an area's card, as HTML; blank where it is the area's."""
    if dossier.kind != "area" or "unit_code" not in row or not row["entity_id"]:
        return ""
    return f"{escape_html(snapshot.name(row['entity_id'], read_lang()))} · "
