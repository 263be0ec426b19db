"""What the colours of the districts cannot show, in words: dates that differ, bounds, and figures that stand apart."""

from collections.abc import Iterable

from atlas.analysis.choropleth import DistrictFill
from atlas.language.i18n import translate
from atlas.store.comparable import EXACT, Row, find_subject, group_by
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_figure, say_kind, say_row_date
from atlas.wording.table_text import COLONS

CLAUSES = {"zh": "；", "en": "; "}
NAME_JOINTS = {"zh": "、", "en": ", "}


def list_fill_notes(snapshot: Snapshot, fill: DistrictFill, lang: str) -> list[str]:
    """Say of what dates the districts' figures are, which are bounds, and what is given of districts but not drawn.

    Returns
    -------
    notes
        One a line; none for a count, nor where one undated exact figure is all that there is.
    """
    drawn = list(fill.drawn.values())
    bounds = [row for row in drawn if row["qualifier_code"] not in (EXACT, "")]
    return [
        *_say_dates(snapshot, drawn, lang),
        *_list(translate(lang, "Bounds or rough figures"), (_say_short(snapshot, row, lang) for row in bounds), lang),
        *_list(
            translate(lang, "Not coloured, as the sources differ"),
            (say_apart(snapshot, row, lang) for row in fill.differing),
            lang,
        ),
        *_list(
            translate(lang, "Not in the colours, of another date, kind or unit, or of one organisation"),
            (say_apart(snapshot, row, lang) for row in fill.apart),
            lang,
        ),
    ]


def _list(head: str, said: Iterable[str], lang: str) -> list[str]:
    listed = list(said)
    return [f"{head}{COLONS[lang]}{CLAUSES[lang].join(listed)}"] if listed else []


def _say_dates(snapshot: Snapshot, drawn: list[Row], lang: str) -> list[str]:
    """Say the figures' one date, if it is stated, or which districts have which."""
    dates = group_by(drawn, lambda row: say_row_date(snapshot, row, lang))
    if len(dates) == 1:
        return [date for date, rows in dates.items() if rows[0]["as_of_date"]]
    said = [
        f"{NAME_JOINTS[lang].join(snapshot.name(row['area_id'], lang) for row in rows)} · {date}"
        for date, rows in sorted(dates.items(), key=lambda pair: pair[1][0]["as_of_date"], reverse=True)
    ]
    return _list(translate(lang, "The figures differ in date"), said, lang)


def _say_short(snapshot: Snapshot, row: Row, lang: str) -> str:
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    return f"{snapshot.name(row['area_id'], lang)} {figure}"


def say_apart(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say a figure of `indicators` that stands for itself: whose, how much, kind, date and document."""
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    source = snapshot.rows["sources"].get(row["source_id"], {})
    date, kind = say_row_date(snapshot, row, lang), say_kind(snapshot, row["value_kind_code"], lang)
    parts = [snapshot.name(find_subject(row), lang), figure, kind, date, str(source.get(f"title_{lang}", ""))]
    return " · ".join(filter(None, parts))
