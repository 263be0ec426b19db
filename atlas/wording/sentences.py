"""Say figures and comparisons in words, in each language, with qualifier, unit, date and source."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from atlas.analysis.comparison import Comparison, subtract
from atlas.analysis.evidence import is_dated_by_document
from atlas.analysis.measures import COUNTS, PIPELINE, PRODUCTS, Cell, Figure, Measure
from atlas.language.i18n import MONEY, format_amount, format_date, format_number, translate
from atlas.selection.metrics import ALL_KINDS, COUNT, find_series, is_count
from atlas.store.comparable import EXACT
from atlas.store.snapshot import Snapshot

TIGHT = ("pct",)  # units that stand close to their number
TARGET = "target"
OR = {"zh": "或", "en": " or "}
SOLID = "solid"  # how a reported figure is drawn; others say their kind
VOCABULARIES = {COUNTS: "entity_kind", PRODUCTS: "stage", PIPELINE: "stage"}  # the others: measure


def split_figure(
    snapshot: Snapshot, value: float, unit_code: str, qualifier_code: str, lang: str
) -> tuple[str, str, str]:
    """Split a figure into qualifier, number and unit; money keeps its unit in the number."""
    words = snapshot.vocabulary
    qualifier = "" if qualifier_code in (EXACT, "") else words.word("qualifier", qualifier_code, lang)
    if unit_code in MONEY:
        return qualifier, format_amount(value, unit_code, lang), ""
    return qualifier, format_number(value, lang), words.unit(unit_code, value, lang)


def say_figure(snapshot: Snapshot, value: float, unit_code: str, qualifier_code: str, lang: str) -> str:
    """Say a figure with qualifier and unit: 逾647项, more than 647 pipelines."""
    qualifier, number, unit = split_figure(snapshot, value, unit_code, qualifier_code, lang)
    if lang == "zh":
        return f"{qualifier}{number}{unit}"
    return " ".join(filter(None, [qualifier, f"{number}{unit}" if unit_code in TIGHT else f"{number} {unit}".strip()]))


def say_measure(snapshot: Snapshot, measure: Measure, lang: str) -> str:
    """Name a measure: what is counted, or what the sources measure."""
    words = snapshot.vocabulary
    word = words.word(VOCABULARIES.get(measure.group, "measure"), measure.code, lang)
    kind = say_kind(snapshot, measure.value_kind_code, lang)
    if measure.group == COUNTS:
        return word or translate(lang, "Organisations, all kinds")
    if measure.group == PRODUCTS:
        return word or translate(lang, "Products, all stages")
    return f"{word} · {kind}" if kind else word


def say_value(snapshot: Snapshot, measure: Measure, figure: Figure, lang: str) -> str:
    """Say a measure's figure; an English count stands without its unit, which the measure names."""
    return say_number(snapshot, measure, figure.value, figure.qualifier_code, lang)


def say_number(snapshot: Snapshot, measure: Measure, value: float, qualifier_code: str, lang: str) -> str:
    """Say a number of a measure's units."""
    if lang != "zh" and measure.group in (COUNTS, PRODUCTS):
        return format_number(value, lang)
    return say_figure(snapshot, value, measure.unit_code, qualifier_code, lang)


def _say_subject(snapshot: Snapshot, measure: Measure, lang: str) -> str:
    """Name a measure inside a sentence."""
    name = _begin_small(say_measure(snapshot, measure, lang))
    whole = {
        COUNTS: translate(lang, "organisations in the documents"),
        PRODUCTS: translate(lang, "products and trials in the documents"),
        PIPELINE: translate(lang, "the pipeline"),
    }.get(measure.group)
    if whole is None or not measure.code:
        return whole or name
    return f"{whole}{'·' if lang == 'zh' else ', '}{name}"


def _begin_small(text: str) -> str:
    """Write a word's first letter small, but leave an abbreviation alone."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _bracket(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def say_date(measure: Measure, figure: Figure, lang: str) -> str:
    """Say a figure's date, or that none is stated; of a count, when the newest document appeared."""
    if figure.as_of_date and measure.group in (COUNTS, PRODUCTS):
        date = format_date(figure.as_of_date, lang)
        return translate(lang, "the newest document published {date}", date=date)
    due = measure.value_kind_code == TARGET
    return say_as_of(figure.as_of_date, lang, is_due=due, is_published=figure.is_dated_by_document)


def say_as_of(date: str, lang: str, *, is_due: bool, is_published: bool) -> str:
    """Say of what date something is, or that none is stated.

    Parameters
    ----------
    date
        Partial ISO date; blank where none is stated.
    is_due
        Whether it is the date by which a target is to be reached.
    is_published
        Whether it is only the date on which the document was published.
    """
    said = format_date(date, lang)
    if not said:
        return translate(lang, "date not stated")
    if is_due:
        return translate(lang, "by {date}", date=said)
    if is_published:
        return translate(lang, "published {date}", date=said)
    return translate(lang, "as of {date}", date=said)


def say_rank(snapshot: Snapshot, row: Mapping[str, Any], lang: str) -> str:
    """Say by what a thing is ranked, where it stands, and among whom."""
    is_ranked = bool(pd.notna(row["rank"]))
    rank = translate(lang, "No. {rank}", rank=row["rank"]) if is_ranked else translate(lang, "named, without a rank")
    within = row["scope_area_id"]
    scope = snapshot.name(within, lang) if within else translate(lang, "among whom is not stated")
    return f"{row[f'criterion_{lang}']} · {rank} · {scope}"


def list_titles(snapshot: Snapshot, figures: Iterable[Figure], lang: str) -> list[str]:
    """List the titles of the documents behind some figures, each once."""
    ids = dict.fromkeys(row["source_id"] for figure in figures for row in figure.rows)
    titles = [str(snapshot.find_row("sources", one)[f"title_{lang}"]) for one in ids]
    return [f"《{title.strip('《》')}》" if lang == "zh" else f"“{title}”" for title in titles]


def write_sentence(snapshot: Snapshot, comparison: Comparison, measure: str, lang: str) -> str:
    """Write a sentence for a paper that sets the areas side by side.

    Parameters
    ----------
    measure
        Key of one of the comparison's measures.

    Returns
    -------
    sentence
        With figures, qualifiers, dates and sources. A bound is said to be one and is not subtracted.
        An area without a figure is named as not disclosed, with the figures of areas inside it.

    Raises
    ------
    KeyError
        If the comparison has no such measure.
    """
    found = comparison.find(measure)
    figures = [one for cell in found.cells if cell.figure for one in _list_said(cell)]
    dates = {say_date(found, figure, lang) for figure in figures}
    shared = dates.pop() if len(dates) == 1 and all(figure.as_of_date for figure in figures) else ""
    clauses = [_say_cell(snapshot, found, cell, lang, is_dated=not shared) for cell in found.cells]
    comma, semicolon, colon = ("，", "；", "：") if lang == "zh" else (", ", "; ", ": ")
    subject = _say_subject(snapshot, found, lang)
    if comparison.is_filtered and found.group in (COUNTS, PRODUCTS):
        subject += _bracket(translate(lang, "those that the chosen filters leave"), lang)
    body = f"{subject}{colon}{semicolon.join(clauses)}"
    text = semicolon.join([f"{shared}{comma}{body}" if shared else body, *_say_difference(snapshot, found, lang)])
    titles = list_titles(snapshot, [one for cell in found.cells for one in _list_said(cell)], lang)
    if titles:
        listed = ("、" if lang == "zh" else ", ").join(titles)
        text += _bracket(translate(lang, "source: {titles}", titles=listed), lang)
    return f"{text[:1].upper()}{text[1:]}{'。' if lang == 'zh' else '.'}"


def _list_said(cell: Cell) -> tuple[Figure, ...]:
    """List the figures that a sentence gives of an area: its own, all on which sources differ, else those inside it."""
    if not cell.figure:
        return cell.parts
    return (cell.figure, *(one for one in cell.also if not cell.is_settled))


def _say_cell(snapshot: Snapshot, measure: Measure, cell: Cell, lang: str, *, is_dated: bool) -> str:
    """Say one area's figure, with its date where the areas' dates differ."""
    said = [
        translate(
            lang,
            "{figure} in {area}",
            area=snapshot.name(figure.area_id, lang),
            figure=say_value(snapshot, measure, figure, lang),
        )
        + (_bracket(say_date(measure, figure, lang), lang) if is_dated or not cell.figure else "")
        for figure in _list_said(cell)
    ]
    if cell.figure and len(said) == 1:
        return said[0]
    if cell.figure:
        return translate(lang, "{figures} (the sources differ)", figures=OR[lang].join(said))
    area = translate(lang, "not disclosed for {area}", area=snapshot.name(cell.area_id, lang))
    if not said:
        return area
    inside = ("，" if lang == "zh" else ", ").join(said)
    return translate(lang, "{area}, but inside it {parts}", area=area, parts=inside)


def _say_difference(snapshot: Snapshot, measure: Measure, lang: str) -> list[str]:
    """Say how far two areas are apart, or that a bound cannot be subtracted."""
    figures = [cell.figure for cell in measure.cells if cell.figure]
    if len(figures) < 2:  # noqa: PLR2004 - nothing to set against
        return []
    if not all(cell.is_settled for cell in measure.cells if cell.figure):
        return [translate(lang, "where the sources differ nothing is subtracted")]
    if any(figure.qualifier_code != EXACT for figure in figures):
        return [translate(lang, "figures with a qualifier are bounds or rough and are not subtracted")]
    difference = subtract(measure.cells[1], measure.cells[0]) if len(measure.cells) == 2 else None  # noqa: PLR2004
    if difference is None or difference.value is None:
        return []
    said = say_number(snapshot, measure, abs(difference.value), EXACT, lang)
    if difference.is_same_date:
        return [translate(lang, "a difference of {figure}", figure=said)]
    return [translate(lang, "a difference of {figure}, of figures that are not of one stated date", figure=said)]


def say_row_date(snapshot: Snapshot, row: Mapping[str, Any], lang: str) -> str:
    """Say a row's date, that it is only its document's, or that none is stated."""
    is_due, is_published = row.get("value_kind_code") == TARGET, is_dated_by_document(snapshot, row)
    said = say_as_of(row.get("as_of_date") or "", lang, is_due=is_due, is_published=is_published)
    return f"{said[:1].upper()}{said[1:]}"


def say_kind(snapshot: Snapshot, value_kind_code: str, lang: str) -> str:
    """Say of what kind a figure is; blank for what is reported, which goes without saying."""
    words = snapshot.vocabulary
    if not value_kind_code or words.fill("value_kind", value_kind_code) == SOLID:
        return ""
    return words.word("value_kind", value_kind_code, lang)


def say_metric(snapshot: Snapshot, metric: str, lang: str) -> str:
    """Say what the districts are filled by: the measure, with its kind of value and unit where these are not plain."""
    if metric == ALL_KINDS:
        return translate(lang, "All kinds, as named")
    words = snapshot.vocabulary
    if is_count(metric):
        kind = words.word("entity_kind", metric.removeprefix(f"{COUNT}_"), lang)
        return translate(lang, "{kind}, as named", kind=kind)
    series = find_series(snapshot, metric)
    if series is None:
        return words.word("measure", metric, lang)
    kind = say_kind(snapshot, series.value_kind_code, lang)
    # universities are counted in universities
    unit = "" if series.unit_code == series.measure_code else words.word("unit", series.unit_code, lang)
    return " · ".join(filter(None, [words.word("measure", series.measure_code, lang), kind, unit]))


def say_span(ends: tuple[float, float], lang: str) -> str:
    """Say the least and the greatest figure of a step; one figure stands alone."""
    joint = "–" if min(ends) >= 0 else " – "  # a dash beside a minus
    return joint.join(format_number(figure, lang) for figure in dict.fromkeys(ends))
