"""What the pipeline panel says of each series of counts: its bars, its caption, and a title that is true."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from atlas.analysis.pipeline import StageSeries
from atlas.language.i18n import translate
from atlas.store.comparable import Row
from atlas.store.snapshot import Snapshot
from atlas.store.vocabulary import NOT_STATED
from atlas.wording.sentences import say_figure, say_row_date
from atlas.wording.table_text import LIST_JOINTS

CLAUSE_JOINTS = {"zh": "；", "en": "; "}
TIMES = {"zh": "{}（{}）", "en": "{} ({})"}  # a name that stands more than once


@dataclass(frozen=True, eq=False)
class SaidSeries:
    """One series in words.

    Attributes
    ----------
    heading
        What tells it from the scope's other series; blank where it is the only one.
    bars
        As `atlas.pictures.charts.draw_bars` takes them; none where only a total is given.
    caption
        Its total and date, and how far its counts add up.
    named
        Each of its rows with the words for it.
    """

    heading: str
    bars: tuple[dict[str, Any], ...]
    caption: str
    named: tuple[tuple[str, Row], ...]


def say_count(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say how many, with qualifier and unit."""
    return say_figure(snapshot, row["count"], row["unit_code"], row["qualifier_code"], lang)


def say_title(snapshot: Snapshot, series: list[StageSeries], lang: str) -> str:
    """State the finding: the fullest stages and their share; of several series, or where none leads, only the topic."""
    leading, share = series[0].list_leading() if len(series) == 1 else ([], 0)
    names = [snapshot.vocabulary.word("stage", row["stage_code"], lang) for row in leading]
    if not names:
        return translate(lang, "Pipeline stages")
    if len(names) == 1:
        return translate(lang, "{first} holds {share}% of the staged pipeline", first=names[0], share=share)
    first, second = names
    return translate(
        lang, "{first} and {second} hold {share}% of the staged pipeline", first=first, second=second, share=share
    )


def say_series(snapshot: Snapshot, series: list[StageSeries], lang: str) -> list[SaidSeries]:
    """Say each series of a scope."""
    headings = _list_headings(snapshot, series, lang) if len(series) > 1 else [""]
    return [_say_one(snapshot, one, heading, lang) for one, heading in zip(series, headings, strict=False)]


def _list_headings(snapshot: Snapshot, series: list[StageSeries], lang: str) -> list[str]:
    """Name each series by its unit and date, and by its area and document where these differ."""
    first = [one.rows[0] for one in series]
    parts = [
        [snapshot.name(row["area_id"], lang) if row["area_id"] else "" for row in first],
        [translate(lang, "Unit: {unit}", unit=snapshot.vocabulary.word("unit", one.unit_code, lang)) for one in series],
        [say_row_date(snapshot, row, lang) for row in first],
        [str(snapshot.rows["sources"].get(row["source_id"], {}).get(f"title_{lang}", "")) for row in first],
    ]
    always = (False, True, True, False)
    told = [part for part, is_told in zip(parts, always, strict=True) if is_told or len(set(part)) > 1]
    return _number([" · ".join(filter(None, own)) for own in zip(*told, strict=True)], lang)


def _number(names: list[str], lang: str) -> list[str]:
    """Add a number to each name that has stood before."""
    often = Counter[str]()
    numbered = []
    for name in names:
        often[name] += 1
        numbered.append(name if often[name] == 1 else TIMES[lang].format(name, often[name]))
    return numbered


def _say_one(snapshot: Snapshot, series: StageSeries, heading: str, lang: str) -> SaidSeries:
    rest, bars = series.unexplained, _list_bars(snapshot, series, lang)
    in_all = translate(lang, "In all")
    totals = [say_count(snapshot, row, lang) for row in series.totals]
    date = say_row_date(snapshot, series.rows[-1], lang)
    parts = [f"{in_all} {CLAUSE_JOINTS[lang].join(totals)} · {date}" if totals else date]
    if rest:
        told = translate(lang, "Stage not stated: the total less all stages, not rescaled")
        parts.append(told + _say_other_rest(snapshot, series, rest, lang))
    if series.is_exceeded:
        parts.append(translate(lang, "The stages come to more than the total: they cannot be its parts."))
    elif len(bars) > 1 and rest is None:
        parts.append(translate(lang, "These counts may overlap or differ in what they count: they do not add up."))
    said = [(str(bar["name"]), str(bar["text"])) for bar in bars if not bar["is_rest"]]
    said += [(in_all, total) for total in totals]
    named = [(f"{name}: {figure}", row) for (name, figure), row in zip(said, series.rows, strict=True)]
    return SaidSeries(heading, tuple(bars), " · ".join(parts), tuple(named))


def _list_bars(snapshot: Snapshot, series: StageSeries, lang: str) -> list[dict[str, Any]]:
    """List a bar for each stage and one for what no stage explains; each has a name of its own, or they would merge."""
    bars = [
        _make_bar(snapshot, row["stage_code"], row["count"], say_count(snapshot, row, lang), lang)
        for row in series.stages
    ]
    if series.unexplained:
        total = series.totals[0]
        said = say_figure(snapshot, series.unexplained, total["unit_code"], total["qualifier_code"], lang)
        rest = _make_bar(snapshot, NOT_STATED, series.unexplained, said, lang)
        bars.append({**rest, "is_rest": True})
    names = _number([str(bar["name"]) for bar in bars], lang)
    return [{**bar, "name": name} for bar, name in zip(bars, names, strict=True)]


def _make_bar(snapshot: Snapshot, code: str, count: int, text: str, lang: str) -> dict[str, Any]:
    name = snapshot.vocabulary.word("stage", code, lang)
    return {"code": code, "name": name, "count": int(count), "text": text, "is_rest": False}


def _say_other_rest(snapshot: Snapshot, series: StageSeries, rest: int, lang: str) -> str:
    """Say what else the rest may be, where the total may not hold the stages counted in another unit."""
    total = series.totals[0]
    apart = [row for row in series.stages if row["unit_code"] != total["unit_code"]]
    if not apart:
        return ""
    other = rest + sum(int(row["count"]) for row in apart)
    figure = say_figure(snapshot, other, total["unit_code"], total["qualifier_code"], lang)
    said = LIST_JOINTS[lang].join(
        f"{snapshot.vocabulary.word('stage', row['stage_code'], lang)} {say_count(snapshot, row, lang)}"
        for row in apart
    )
    told = translate(lang, "{figure} if the total leaves out: {parts}", figure=figure, parts=said)
    return f"{CLAUSE_JOINTS[lang]}{told}"
