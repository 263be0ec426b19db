"""What the market panel says: a title that is true of what is drawn, each series, and the figures apart."""

from collections.abc import Sequence

import pandas as pd

from atlas.analysis.market import Markets, MarketSeries, find_issuer
from atlas.language.i18n import translate
from atlas.store.comparable import Row
from atlas.store.snapshot import Snapshot
from atlas.wording.sentences import say_figure, split_figure

SENTENCE_JOINTS = {"zh": "", "en": " "}
NAME_JOINTS = {"zh": "、", "en": ", "}
BARE = ""  # the axis names the unit
MOST_NAMED = 3  # areas that a title names
KEYED = ("actual", "forecast")  # kinds of value that the caption's first sentence explains
LIGHT = "light"


def _join(names: Sequence[str], lang: str) -> str:
    """Join the names of areas in a running text."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(names)
    first = NAME_JOINTS[lang].join(names[:-1])
    return translate(lang, "{first} and {last}", first=first, last=names[-1])


def _list_areas(snapshot: Snapshot, markets: Markets, lang: str) -> list[str]:
    """Name the areas of what is drawn; where nothing is, those of the figures in words."""
    ids = [one.area_id for one in markets.series] or [row["area_id"] for row in markets.apart]
    return [snapshot.name(area, lang) for area in dict.fromkeys(ids)]


def say_topic(snapshot: Snapshot, markets: Markets, lang: str) -> str:
    """Say whose market it is, short: the name of a file."""
    names = _list_areas(snapshot, markets, lang)
    if not 0 < len(names) <= MOST_NAMED:
        return translate(lang, "Market size")
    return translate(lang, "Market size, {areas}", areas=_join(names, lang))


def say_title(snapshot: Snapshot, markets: Markets, lang: str) -> str:
    """Say whose market it is, and in what the areas cannot be compared."""
    names = _list_areas(snapshot, markets, lang)
    if not names:
        return translate(lang, "Market size")
    if len(names) == 1:
        return translate(lang, "Market size: {area}", area=names[0])
    # English has no room for the names; each chart has its own above it
    areas = _join(names, lang) if lang == "zh" and len(names) <= MOST_NAMED else ""
    if len({one.currency for one in markets.series}) <= 1:
        return translate(lang, "Market size: {areas}scope differs", areas=areas)
    return translate(lang, "Market size: {areas}scope and currency differ", areas=areas)


def say_heading(snapshot: Snapshot, series: MarketSeries, lang: str) -> str:
    """Name a series: its area and unit."""
    return f"{snapshot.name(series.area_id, lang)} · {snapshot.vocabulary.word('unit', series.unit_code, lang)}"


def list_columns(snapshot: Snapshot, series: MarketSeries, lang: str) -> pd.DataFrame:
    """List a series as `atlas.pictures.charts.draw_columns` takes it."""
    words = snapshot.vocabulary
    figures = [split_figure(snapshot, row["value"], BARE, row["qualifier_code"], lang) for row in series.rows]
    return pd.DataFrame(
        {
            "code": row["source_id"],
            "year": row["year"],
            "value": row["value"],
            "qualifier": qualifier,
            "text": text,
            "kind": words.word("value_kind", row["value_kind_code"], lang),
            "style": words.fill("value_kind", row["value_kind_code"]),
            "publisher": _say_publisher(row, lang),
            "issuer": find_issuer(row),
        }
        for row, (qualifier, text, _) in zip(series.rows, figures, strict=True)
    )


def describe_columns(snapshot: Snapshot, series: MarketSeries, lang: str) -> str:
    """Say in words what a series' columns show."""
    unit = snapshot.vocabulary.word("unit", series.unit_code, lang)
    return "; ".join(
        f"{row['year']}: {' '.join(filter(None, [row['qualifier'], row['text']]))} {unit}, {row['kind']}, "
        f"{row['publisher']}"
        for row in list_columns(snapshot, series, lang).to_dict("records")
    )


def _say_publisher(row: Row, lang: str) -> str:
    return str(row[f"publisher_{lang}"] or translate(lang, "Publisher not stated"))


def say_market_size(snapshot: Snapshot, row: Row, lang: str) -> str:
    """Say one figure whole: where, when, how much, of what kind and by whom."""
    figure = say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)
    kind = snapshot.vocabulary.word("value_kind", row["value_kind_code"], lang)
    place = snapshot.name(row["area_id"], lang)
    return f"{place} {row['year']} · {figure} · {kind} · {_say_publisher(row, lang)}"


def say_caption(snapshot: Snapshot, markets: Markets, lang: str) -> str:
    """Say how to read the columns, and what could not be drawn; without any figure, that there is none."""
    if not markets.series and not markets.apart:
        return translate(lang, "The sources give no market size.")
    said = []
    if markets.series:
        said.append(translate(lang, "Solid: reported. Outlined: forecast, also where its year has passed."))
        said += _say_further_kinds(snapshot, markets, lang)
    if any(len({find_issuer(row) for row in one.rows}) > 1 for one in markets.series):
        said.append(translate(lang, "No growth can be read across publishers."))
    said += [say_market_size(snapshot, row, lang) for row in markets.apart]
    return SENTENCE_JOINTS[lang].join(said)


def _say_further_kinds(snapshot: Snapshot, markets: Markets, lang: str) -> list[str]:
    """Say how kinds of value are drawn that are neither reported nor forecast."""
    words, drawn = snapshot.vocabulary, {row["value_kind_code"] for one in markets.series for row in one.rows}
    codes = [code for code in words.codes("value_kind") if code in drawn and code not in KEYED]
    light = [words.word("value_kind", code, lang) for code in codes if words.fill("value_kind", code) == LIGHT]
    other = [words.word("value_kind", code, lang) for code in codes if words.fill("value_kind", code) != LIGHT]
    return [
        *([translate(lang, "Light: {kinds}.", kinds=NAME_JOINTS[lang].join(light))] if light else []),
        *([translate(lang, "Outlined, too: {kinds}.", kinds=NAME_JOINTS[lang].join(other))] if other else []),
    ]
