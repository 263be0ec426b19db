"""Gather what the panels show: headline counts, market, pipeline, and what is known of one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from atlas.geo.geometry import place_id
from atlas.selection.dimensions import beijing_areas
from atlas.selection.filter import Filter
from atlas.selection.focus import list_holders
from atlas.selection.row_filter import follow_filter
from atlas.selection.view import View
from atlas.store.comparable import Row, Standing, find_subject, group_by, settle
from atlas.store.memory import remember
from atlas.store.snapshot import BEIJING, Snapshot, to_rows
from atlas.store.vocabulary import NOT_STATED

HEADLINES = 4


def list_products(snapshot: Snapshot, entity_ids: Iterable[str]) -> pd.DataFrame:
    """List the named products and trials of some entities, furthest stage first, those without a stage last."""
    wanted, rows = set(entity_ids), snapshot["products"]
    rows = rows[rows["owner_id"].isin(wanted) | rows["site_id"].isin(wanted)]
    order = [NOT_STATED, *(code for code in snapshot.vocabulary.codes("stage") if code != NOT_STATED)]
    return rows.sort_values(
        "stage_code", key=lambda codes: codes.map(order.index), ascending=False, kind="stable"
    ).reset_index(drop=True)


@dataclass(frozen=True)
class Dossier:
    """All that the tables know of one thing.

    Attributes
    ----------
    kind
        `entity`, `product`, `area` or `place`.
    row
        Its row; None for a place.
    members
        Entities in the area or at the place.
    products, relations, indicators, pipeline, events, financings, mentions, rankings, evidence, conflicts
        Rows of those tables that are about it.
    policies
        Those that reach it, the nearest first.
    """

    kind: str
    row: pd.Series | None
    members: pd.DataFrame
    products: pd.DataFrame
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)


def _holds(lists: pd.Series, wanted: str) -> list[bool]:
    return [wanted in values for values in lists]


def _conflicts(snapshot: Snapshot, keys: set[str]) -> pd.DataFrame:
    rows = snapshot["conflicts"]
    return rows.loc[[not keys.isdisjoint(named) for named in rows["rows"]]]


def _list_policies(snapshot: Snapshot, area_id: str) -> pd.DataFrame:
    """List the policies that reach an area: its own and those inside it, then of all above it, the nearest first."""
    if not area_id:
        return snapshot["policies"].iloc[:0]
    levels = snapshot.vocabulary.codes("policy_level")
    rows = follow_filter(snapshot, Filter(area=(area_id,)), "policies")
    return rows.sort_values(
        "level_code", key=lambda codes: codes.map(levels.index), ascending=False, kind="stable"
    ).reset_index(drop=True)


def _list_financings(snapshot: Snapshot, entity_id: str) -> pd.DataFrame:
    """List the financing rounds of a firm or investor."""
    rows = snapshot["financings"]
    takers = rows["lead_ids"] + rows["investor_ids"]  # tuples: all that invested
    return rows[(rows["entity_id"] == entity_id) | pd.Series(_holds(takers, entity_id), index=rows.index, dtype=bool)]


def gather_entity(snapshot: Snapshot, entity_id: str) -> Dossier:
    """Gather what is known of an entity."""
    row = snapshot.entities[snapshot.entities["entity_id"] == entity_id].iloc[0]
    by_id = {
        name: snapshot[name][snapshot[name]["entity_id"] == entity_id]
        for name in ("indicators", "pipeline_counts", "rankings")
    }
    relations, events, evidence = snapshot["relations"], snapshot["events"], snapshot["evidence"]
    products = list_products(snapshot, [entity_id])
    keys = {f"{row['table']}:{entity_id}", *(f"products:{product}" for product in products["product_id"])}
    tables = {
        **by_id,
        "policies": _list_policies(snapshot, row["park_id"] or row["area_id"]),
        "relations": relations[(relations["from_id"] == entity_id) | (relations["to_id"] == entity_id)],
        "events": events.loc[_holds(events["entity_ids"], entity_id)],
        "financings": _list_financings(snapshot, entity_id),
        "mentions": snapshot["mentions"].loc[_holds(snapshot["mentions"]["entity_ids"], entity_id)],
        "evidence": evidence[(evidence["table"] == row["table"]) & (evidence["row_id"] == entity_id)],
        "conflicts": _conflicts(snapshot, keys),
    }
    return Dossier("entity", row, snapshot.entities.iloc[:0], products, tables)


def gather_product(snapshot: Snapshot, product_id: str) -> Dossier:
    """Gather what is known of a product or trial."""
    products, evidence = snapshot["products"], snapshot["evidence"]
    tables = {
        **{
            name: snapshot[name][snapshot[name]["product_id"] == product_id]
            for name in ("relations", "events", "rankings")
        },
        "evidence": evidence[(evidence["table"] == "products") & (evidence["row_id"] == product_id)],
        "conflicts": _conflicts(snapshot, {f"products:{product_id}"}),
    }
    row = products[products["product_id"] == product_id].iloc[0]
    return Dossier("product", row, snapshot.entities.iloc[:0], products.iloc[:0], tables)


def gather_area(snapshot: Snapshot, area_id: str, shown: pd.DataFrame) -> Dossier:
    """Gather what is known of a district, zone or park; its members are those that the filter leaves."""
    areas = snapshot["areas"]
    members = shown.loc[_holds(shown["area_ids"], area_id)]
    by_id = {
        name: snapshot[name][snapshot[name]["area_id"] == area_id]
        for name in ("indicators", "pipeline_counts", "rankings")
    }
    evidence = snapshot["evidence"]
    tables = {
        **by_id,
        "policies": _list_policies(snapshot, area_id),
        **{
            name: follow_filter(snapshot, Filter(area=(area_id,)), name)
            for name in ("events", "financings", "mentions")
        },
        "evidence": evidence[(evidence["table"] == "areas") & (evidence["row_id"] == area_id)],
        "conflicts": _conflicts(snapshot, {f"areas:{area_id}"}),
    }
    return Dossier(
        "area",
        areas[areas["area_id"] == area_id].iloc[0],
        members,
        list_products(snapshot, members["entity_id"]),
        tables,
    )


def gather_place(snapshot: Snapshot, place: str, shown: pd.DataFrame) -> Dossier:
    """Gather the entities at one point."""
    here = [
        place_id(x, y) == place if pd.notna(x) else False
        for x, y in zip(shown["longitude"], shown["latitude"], strict=True)
    ]
    members = shown.loc[here]
    return Dossier("place", None, members, list_products(snapshot, members["entity_id"]))


def gather(snapshot: Snapshot, view: View, shown: pd.DataFrame) -> Dossier | None:
    """Gather what is known of what is selected; None if nothing is."""
    if not view.focus:
        return None
    if view.focus in set(snapshot.entities["entity_id"]):
        return gather_entity(snapshot, view.focus)
    if view.focus in list_holders(snapshot):
        return gather_product(snapshot, view.focus)
    if view.focus in set(beijing_areas(snapshot)["area_id"]):
        return gather_area(snapshot, view.focus, shown)
    return gather_place(snapshot, view.focus, shown)


def list_trail(snapshot: Snapshot, chosen: str) -> list[str]:
    """List what something lies in, from the city down to the park; what lies across districts lies in the city.

    Above a product stands its owner, else its site.
    """
    if chosen == BEIJING:
        return []
    if chosen in list_holders(snapshot):
        holder = list_holders(snapshot)[chosen]
        return [*list_trail(snapshot, holder), holder]
    areas = snapshot.rows["areas"]
    if chosen in areas:
        parents = areas[chosen]["parent_ids"]
    else:
        row = snapshot.entities.loc[snapshot.entities["entity_id"] == chosen].iloc[0]
        parents = tuple(filter(None, (row["park_id"] or row["area_id"],)))
    kinds = snapshot.vocabulary.list_in_role("sure")
    sure = [one for one in parents if len(parents) == 1 or areas[one]["kind_code"] in kinds]
    lowest = sure[0] if sure else BEIJING
    return [*list_trail(snapshot, lowest), lowest]


@remember()
def list_inside(snapshot: Snapshot, area_id: str) -> tuple[str, ...]:
    """List the areas of Beijing one step further down than an area, as `list_trail` climbs."""
    return tuple(area for area in beijing_areas(snapshot)["area_id"] if list_trail(snapshot, area)[-1] == area_id)


def list_source_ids(dossier: Dossier) -> list[str]:
    """List the documents behind a card, each once."""
    own = [] if dossier.row is None else [str(dossier.row["source_id"])]
    tables = [dossier.products, dossier.members, *dossier.tables.values()]
    return list(
        dict.fromkeys([*own, *(str(one) for rows in tables if len(rows) for one in rows["source_id"].unique())])
    )


def rank_gaps(snapshot: Snapshot) -> list[dict[str, Any]]:
    """List the rows of `gaps`, those first that would change most views."""
    return sorted(to_rows(snapshot["gaps"]), key=lambda row: len(row["view_codes"]), reverse=True)


@dataclass(frozen=True, eq=False)
class Headlines:
    """The published figures that the headline strip shows.

    Attributes
    ----------
    area_id
        Whose they are, or in which area what they are about lies.
    rows
        Rows of `indicators` in the order of the measures, at most four: each the latest of its unit and kind of
        value, or all of the latest where the sources differ.
    apart
        The other rows of what is shown: earlier or undated, or without room.
    """

    area_id: str
    rows: tuple[Row, ...]
    apart: tuple[Row, ...]


def find_headlines(snapshot: Snapshot, chosen: Sequence[str]) -> Headlines:
    """Choose the headlines: of the first chosen area of which there are any, of what lies in it, else of Beijing."""
    rows = to_rows(snapshot["indicators"])
    for area in dict.fromkeys([*chosen, BEIJING]):
        own = [row for row in rows if find_subject(row) == area]
        inside = [row for row in rows if area in snapshot.ancestors.get(row["area_id"], ())]
        if found := own or inside:
            return _choose_headlines(snapshot, area, found)
    return Headlines(BEIJING, (), ())


def _choose_headlines(snapshot: Snapshot, area_id: str, rows: list[Row]) -> Headlines:
    order = snapshot.vocabulary.codes("measure")
    ordered = sorted(rows, key=lambda row: order.index(row["measure_code"]))
    groups = group_by(
        ordered, lambda row: (find_subject(row), row["measure_code"], row["value_kind_code"], row["unit_code"])
    )
    standings = [settle(own, lambda row: row["as_of_date"], lambda row: row["value"]) for own in groups.values()]
    candidates = [(row, one) for one in standings for row in (one.latest[:1] if one.is_settled else one.latest)]
    shown = [row for row, _ in candidates[:HEADLINES]]
    concerned = [row for one in standings for row in (*one.latest, *one.others) if _holds_any(one, shown)]
    return Headlines(area_id, tuple(shown), tuple(row for row in concerned if not any(row is one for one in shown)))


def _holds_any(standing: Standing[Row], rows: list[Row]) -> bool:
    return any(one is row for one in standing.latest for row in rows)
