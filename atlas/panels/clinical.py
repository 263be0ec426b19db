"""What an area has for clinical research: registered institutions, trials and patients, strengths, named trials."""

from dataclasses import dataclass

from atlas.language.i18n import mark, translate
from atlas.panels.evidence import Evidence, gather_evidence
from atlas.panels.mentions import say_mention
from atlas.panels.panel import Panel
from atlas.panels.text import Line, Look, Span, join
from atlas.selection.filter import Filter
from atlas.selection.row_filter import follow_filter
from atlas.store.comparable import Row
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, say_name, to_rows
from atlas.wording.sentences import say_figure, say_rank, say_row_date
from atlas.wording.table_text import COLONS

KEPT = 64
Said = tuple[tuple[Line, Evidence], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class ClinicalPanel(Panel):
    """The clinical resources of an area.

    Attributes
    ----------
    parts
        Figures and ranks, strengths, trials with their hospitals, hospitals: title and lines of each that is not empty.
    """

    parts: tuple[tuple[str, Said], ...]


@remember(KEPT)
def say_clinical(snapshot: Snapshot, area_id: str, lang: str) -> ClinicalPanel | None:
    """Say what an area has for clinical research; None where the documents tell of nothing."""
    parts = (
        (mark("Institutions, trials and patients"), _say_figures(snapshot, area_id, lang)),
        (mark("Clinical strengths"), _say_strengths(snapshot, area_id, lang)),
        (mark("Named trials and products with their hospitals"), _say_trials(snapshot, area_id, lang)),
        (mark("Hospitals that the documents name"), _say_hospitals(snapshot, area_id, lang)),
    )
    kept = tuple((translate(lang, title), lines) for title, lines in parts if lines)
    if not kept:
        return None
    place = snapshot.name(area_id, lang)
    return ClinicalPanel(
        title=translate(lang, "Clinical resources of {place}", place=place),
        notes=(translate(lang, "As the documents tell of them; hospitals that they do not name are not counted."),),
        sources=frozenset().union(*(behind.source_ids for _, lines in kept for _, behind in lines)),
        parts=kept,
    )


def _say_figures(snapshot: Snapshot, area_id: str, lang: str) -> Said:
    """Say each figure of the area beside that of an area that it lies in, and its rank."""
    figures, ranks = (
        [row for row in snapshot.rows[table].values() if not row["entity_id"]] for table in ("indicators", "rankings")
    )
    around = snapshot.ancestors[area_id] - {area_id}
    lines = []
    for code in snapshot.vocabulary.list_in_role("clinical"):
        own, wider = (
            [row for row in figures if row["measure_code"] == code and row["area_id"] in areas]
            for areas in ({area_id}, around)
        )
        placed = [row for row in ranks if row["measure_code"] == code and row["area_id"] == area_id]
        if not own and not placed:
            continue
        said = [_say_one(snapshot, row, lang) for row in own] or [_say_unknown(lang)]
        said += [(Span(f"{snapshot.name(row['area_id'], lang)} "), *_say_one(snapshot, row, lang)) for row in wider]
        said += [join(say_rank(snapshot, row, lang)) for row in placed]
        name = snapshot.vocabulary.word("measure", code, lang)
        spread = tuple(span for number, line in enumerate(said) for span in ((Span(" · "),) if number else ()) + line)
        behind = gather_evidence(snapshot, [("", row) for row in (*own, *wider, *placed)], lang)
        lines.append(((Span(f"{name}{COLONS[lang]}"), *spread), behind))
    return tuple(lines)


def _say_unknown(lang: str) -> Line:
    return (Span(translate(lang, "number not disclosed"), Look.UNKNOWN),)


def _say_one(snapshot: Snapshot, row: Row, lang: str) -> Line:
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    return (Span(figure, Look.STRONG), Span(f" ({say_row_date(snapshot, row, lang)})", Look.SMALL))


def _say_strengths(snapshot: Snapshot, area_id: str, lang: str) -> Said:
    kinds = snapshot.vocabulary.list_in_role("clinical_strength")
    rows = to_rows(follow_filter(snapshot, Filter(area=(area_id,)), "mentions"))
    rows = [row for row in rows if row["kind_code"] in kinds]
    return tuple((say_mention(snapshot, row, lang), gather_evidence(snapshot, [("", row)], lang)) for row in rows)


def _say_trials(snapshot: Snapshot, area_id: str, lang: str) -> Said:
    """Say the products that a site in the area leads or uses, each with the site and its stage."""
    areas = dict(zip(snapshot.all_entities["entity_id"], snapshot.all_entities["area_ids"], strict=True))
    words, lines = snapshot.vocabulary, []
    for row in snapshot.rows["products"].values():
        if area_id in areas.get(row["site_id"], ()):
            told = [snapshot.name(row["site_id"], lang), words.word("stage", row["stage_code"], lang)]
            told.append(row[f"indication_{lang}"] or translate(lang, "Indication not stated"))
            line = (Span(say_name(row, lang), Look.STRONG), Span(f" {' · '.join(told)}"))
            lines.append((line, gather_evidence(snapshot, [("", row)], lang)))
    return tuple(lines)


def _say_hospitals(snapshot: Snapshot, area_id: str, lang: str) -> Said:
    """Say each hospital in the area that a document names, with what it says of it."""
    return tuple(
        (
            (Span(say_name(row, lang), Look.STRONG), Span(f" {row[f'description_{lang}']}")),
            gather_evidence(snapshot, [("", row)], lang),
        )
        for row in to_rows(snapshot.all_entities)
        if row["table"] == "clinical_sites" and area_id in row["area_ids"] and row["is_named"]
    )
