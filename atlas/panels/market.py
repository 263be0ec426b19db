"""Market size: each area in each currency on an axis of its own."""

from dataclasses import dataclass

import pandas as pd

from atlas.analysis.market import group_markets, list_market_sizes
from atlas.panels.evidence import gather_evidence
from atlas.panels.panel import Panel
from atlas.selection.view import View
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.market import (
    describe_columns,
    list_columns,
    say_caption,
    say_heading,
    say_market_size,
    say_title,
    say_topic,
)

KEPT = 8


@dataclass(frozen=True, eq=False)
class MarketSeries:
    """One area in one currency.

    Attributes
    ----------
    heading
        Area and unit.
    columns
        A row per figure, as `atlas.pictures.charts.draw_columns` takes them.
    description
        What the columns show, in words.
    """

    heading: str
    columns: pd.DataFrame
    description: str


@dataclass(frozen=True, eq=False, kw_only=True)
class MarketPanel(Panel):
    """The market panel; `topic` is short, for the name of a file."""

    topic: str
    series: tuple[MarketSeries, ...]


def say_market(snapshot: Snapshot, view: View, lang: str) -> MarketPanel:  # noqa: ARG001 - as all panels
    """Say the market sizes that the sources give: the same whatever is filtered."""
    return _say(snapshot, lang)


@remember(KEPT)
def _say(snapshot: Snapshot, lang: str) -> MarketPanel:
    markets, rows = group_markets(snapshot), to_rows(list_market_sizes(snapshot))
    return MarketPanel(
        title=say_title(snapshot, markets, lang),
        notes=(say_caption(snapshot, markets, lang),),
        evidence=gather_evidence(snapshot, [(say_market_size(snapshot, row, lang), row) for row in rows], lang),
        topic=say_topic(snapshot, markets, lang),
        series=tuple(
            MarketSeries(
                say_heading(snapshot, one, lang),
                list_columns(snapshot, one, lang),
                describe_columns(snapshot, one, lang),
            )
            for one in markets.series
        ),
    )
