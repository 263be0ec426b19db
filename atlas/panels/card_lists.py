"""The lists of a card: a line a row of each table, each with what stands behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from atlas.analysis.dossier import Dossier
from atlas.language.i18n import format_date, mark, translate
from atlas.panels.evidence import Evidence, Row, gather_evidence
from atlas.panels.mentions import say_mention
from atlas.panels.text import BREAK, Line, Look, Span, join
from atlas.selection.dimensions import beijing_areas
from atlas.store.snapshot import Snapshot, say_name, to_rows
from atlas.wording.financing import say_investors, say_round
from atlas.wording.sentences import say_figure, say_kind, say_rank, say_row_date
from atlas.wording.table_text import COLONS

AREA = "area"


@dataclass(frozen=True)
class CardList:
    """One list of a card: its title and a line a row, each with what stands behind it.

    Attributes
    ----------
    is_folded
        Whether it opens only when it is asked for.
    """

    title: str
    lines: tuple[tuple[Line, Evidence], ...]
    is_folded: bool = False


def _say_date(date: str, lang: str) -> str:
    said = format_date(date, lang)
    return translate(lang, "{year}, month not stated", year=said) if len(date) == len("2025") else said


def _say_figure(snapshot: Snapshot, row: Row, name: str, value: float, lang: str) -> Line:
    figure = say_figure(snapshot, value, row["unit_code"], row["qualifier_code"], lang)
    note = " · ".join(filter(None, [say_row_date(snapshot, row, lang), row[f"note_{lang}"]]))
    return join(f"{name}{COLONS[lang]}", Span(figure, Look.STRONG), f" · {note}")


def _say_indicator(snapshot: Snapshot, row: Row, lang: str) -> Line:
    kind = say_kind(snapshot, row["value_kind_code"], lang)
    name = snapshot.vocabulary.word("measure", row["measure_code"], lang) + (f" ({kind})" if kind else "")
    return _say_figure(snapshot, row, name, row["value"], lang)


def _say_pipeline(snapshot: Snapshot, row: Row, lang: str) -> Line:
    name = snapshot.vocabulary.word("stage", row["stage_code"], lang)
    return _say_figure(snapshot, row, name, row["count"], lang)


def _say_relation(snapshot: Snapshot, row: Row, lang: str) -> Line:
    first, second = (snapshot.name(row[end], lang) for end in ("from_id", "to_id"))
    verb = Span(snapshot.vocabulary.word("relation", row["kind_code"], lang), Look.VERB)
    return (Span(f"{first} "), verb, Span(f" {second}"), BREAK, Span(row[f"note_{lang}"]))


def _say_financing(snapshot: Snapshot, row: Row, lang: str) -> Line:
    told = " · ".join(filter(None, [say_investors(snapshot, row, lang), row[f"note_{lang}"]]))
    said = say_round(snapshot, row, lang)
    return (Span(f"{_say_date(row['date'], lang)} "), Span(said, Look.STRONG), BREAK, Span(told))


def _say_event(_snapshot: Snapshot, row: Row, lang: str) -> Line:
    return join(f"{_say_date(row['date'], lang)} {row[f'title_{lang}']}")


def _say_rank(snapshot: Snapshot, row: Row, lang: str) -> Line:
    return join(f"{row[f'subject_{lang}']}{COLONS[lang]}{say_rank(snapshot, row, lang)}")


def _say_conflict(_snapshot: Snapshot, row: Row, lang: str) -> Line:
    return (Span(row[f"topic_{lang}"], Look.STRONG), Span(f" {row[f'shown_{lang}']}"))


def _order_events(row: Row) -> tuple[str, str]:
    """Put what is dated only by its year after what is dated in it."""
    return str(row["date"])[:4], str(row["date"])[4:] or "-13"


Say = Callable[[Snapshot, Row, str], Line]
# by table, in the order of the narrow card: title, a row as a line, and the order where it is not the table's
LISTS: dict[str, tuple[str, Say, Callable[[Row], tuple[str, str]] | None]] = {
    "indicators": (mark("Figures"), _say_indicator, None),
    "pipeline_counts": (mark("Pipeline"), _say_pipeline, None),
    "relations": (mark("Relations"), _say_relation, None),
    "financings": (mark("Financing"), _say_financing, None),
    "mentions": (mark("Therapies and disease fields named for it or its group"), say_mention, None),
    "events": (mark("Events"), _say_event, _order_events),
    "rankings": (mark("Ranks, as claimed"), _say_rank, None),
    "conflicts": (mark("Sources that disagree"), _say_conflict, None),
}


def list_lists(snapshot: Snapshot, dossier: Dossier, lang: str) -> list[tuple[str, CardList]]:
    """List the tables' lists that are not empty."""
    found = []
    for table, (title, say, order) in LISTS.items():
        rows = to_rows(dossier.tables[table]) if table in dossier.tables else []
        lines = tuple(
            (
                (*_say_whose(snapshot, dossier, row, lang), *say(snapshot, row, lang)),
                gather_evidence(snapshot, [("", row)], lang),
            )
            for row in (sorted(rows, key=order) if order else rows)
        )
        if lines:
            found.append((table, CardList(f"{translate(lang, title)} {len(lines)}", lines)))
    return found


def _say_whose(snapshot: Snapshot, dossier: Dossier, row: Row, lang: str) -> Line:
    """Say of which organisation a figure is that stands on an area's card; blank where it is the area's."""
    if dossier.kind != AREA or "unit_code" not in row or not row["entity_id"]:
        return ()
    return join(f"{snapshot.name(row['entity_id'], lang)} · ")


def list_policies(snapshot: Snapshot, dossier: Dossier, lang: str) -> tuple[CardList, ...]:
    """List the policies that reach it: those of the place itself, then those of the city and the country, folded."""
    rows = to_rows(dossier.tables["policies"]) if "policies" in dossier.tables else []
    own = dossier.row.get("area_id", "") if dossier.row is not None else ""
    inside = {own, *beijing_areas(snapshot)["area_id"]}
    near = tuple(_say_policy(snapshot, row, lang) for row in rows if row["area_id"] in inside)
    above = tuple(_say_policy(snapshot, row, lang) for row in rows if row["area_id"] not in inside)
    folded = translate(lang, "{count} policies of the whole city or country", count=len(above))
    lists = (CardList(f"{translate(lang, 'Policies')} {len(near)}", near), CardList(folded, above, is_folded=True))
    return tuple(one for one in lists if one.lines)


def _say_policy(snapshot: Snapshot, row: Row, lang: str) -> tuple[Line, Evidence]:
    words = snapshot.vocabulary
    facts = [
        words.word("policy_level", row["level_code"], lang),
        format_date(row["issued_date"], lang) or translate(lang, "Date not stated"),
        words.word("policy_status", row["status_code"], lang),
    ]
    line = (Span(say_name(row, lang), Look.STRONG), Span(" "), Span(" · ".join(facts), Look.SMALL))
    return line, gather_evidence(snapshot, [("", row)], lang)
