"""Market sizes in series that may stand on one scale: one area and one unit of a known currency each."""

from dataclasses import dataclass

import pandas as pd

from atlas.language.i18n import MONEY, NO_CURRENCY
from atlas.store.comparable import Row, group_by
from atlas.store.snapshot import Snapshot, to_rows


@dataclass(frozen=True, eq=False)
class MarketSeries:
    """Figures of one area in one unit, by publisher (the one with the earliest year first) and year."""

    area_id: str
    unit_code: str
    rows: tuple[Row, ...]

    @property
    def currency(self) -> str:
        """Code of its currency."""
        return MONEY[self.unit_code][0]


@dataclass(frozen=True, eq=False)
class Markets:
    """All figures of `market_size`.

    Attributes
    ----------
    series
        What can be drawn, the wider areas first.
    apart
        Rows whose unit is no money, or of no known currency: nothing can be drawn beside them.
    """

    series: tuple[MarketSeries, ...]
    apart: tuple[Row, ...]


def find_issuer(row: Row) -> str:
    """Tell whose figure it is: its publisher, or its document, where nobody is named who published it."""
    named = f"{row['publisher_zh']}\n{row['publisher_en']}"
    return named if named.strip() else f"\n{row['source_id']}"


def list_market_sizes(snapshot: Snapshot) -> pd.DataFrame:
    """List the market figures by area, publisher (the one with the earliest year first) and year."""
    rows = snapshot["market_size"]
    issuers = pd.Series([find_issuer(row) for row in to_rows(rows)], index=rows.index, dtype=object)
    ordered = rows.assign(issuer=issuers).sort_values(["area_id", "issuer", "year"], kind="stable")
    first = ordered.groupby(["area_id", "issuer"])["year"].transform("min")
    order = ordered.assign(first=first).sort_values(["area_id", "first"], kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def group_markets(snapshot: Snapshot) -> Markets:
    """Group the market figures into what may stand on one scale."""
    rows = to_rows(list_market_sizes(snapshot))
    found = group_by(filter(_has_currency, rows), lambda row: (row["area_id"], row["unit_code"]))
    place = {area: number for number, area in enumerate(snapshot["areas"]["area_id"])}
    order = sorted(found, key=lambda key: (len(snapshot.ancestors[key[0]]), place[key[0]]))
    series = tuple(MarketSeries(area, unit, tuple(found[area, unit])) for area, unit in order)
    return Markets(series, tuple(row for row in rows if not _has_currency(row)))


def _has_currency(row: Row) -> bool:
    currency, _ = MONEY.get(row["unit_code"], (NO_CURRENCY, 0))
    return currency != NO_CURRENCY
