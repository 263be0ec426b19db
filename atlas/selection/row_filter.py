"""Which rows of each table belong to a filter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from atlas.selection.conditions import DATES, count_each_without, drop_condition, list_names
from atlas.selection.dimensions import DIMENSIONS, PLACES
from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.store.memory import remember
from atlas.store.schema import ENTITY_TABLES, TABLES
from atlas.store.snapshot import Mask, Snapshot

TARGET = "target"
MAPPED = ENTITY_TABLES[0].name  # hears what the map hears, as every table of organisations does
KEEP = 128  # results kept; a snapshot is told apart by identity


@dataclass(frozen=True)
class Rule:
    """Which columns tell what a table's rows are about; one that fits is enough.

    Attributes
    ----------
    entities, products
        Columns of ids: the row belongs to a filter that leaves such an entity or, where it names none, such a product.
    areas
        Columns of area ids: the row belongs to a filter that names this area or one above it.
    members
        Columns of organisations that a row's group holds: the row belongs to the areas that they lie in, too.
    is_handed_down
        Whether a row about an area holds for all inside it, too, so that choosing one of them keeps it.
    rows
        Columns that name a row of another table, together `table:key`: it belongs where that row does.
    date
        Column of the date that the time window looks at; a row without a date stays, since it may fit.
    policy
        Column of the policy that a row is of: its date stands for the row's.
    sources
        Columns of documents: with documents chosen, only the rows that they speak of belong.
    codes
        Dimensions of choice, each with the column of its codes: with any chosen, only rows with one of their codes,
        or a narrower one, belong.
    """

    entities: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    is_handed_down: bool = False
    rows: tuple[str, ...] = ()
    date: str = ""
    policy: str = ""
    sources: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()


OF_POLICY = Rule(areas=("area_id",), is_handed_down=True, policy="policy_id", sources=("source_id",))
WHOLE = Rule()  # about nothing local: codes, sources, locators, market_size, gaps, omissions
RULES = {
    **{table.name: Rule(entities=("entity_id",)) for table in ENTITY_TABLES},
    "areas": Rule(areas=("area_id",)),
    "products": Rule(entities=("owner_id", "site_id")),
    "pipeline_counts": Rule(entities=("entity_id",), areas=("area_id",)),
    "indicators": Rule(entities=("entity_id",), areas=("area_id",)),
    "rankings": Rule(entities=("entity_id",), products=("product_id",), areas=("area_id",)),
    "policies": OF_POLICY,
    "policy_measures": OF_POLICY,
    "events": Rule(entities=("entity_ids",), products=("product_id",), areas=("area_ids",), date="date"),
    "financings": Rule(entities=("entity_id", "lead_ids", "investor_ids"), date="date"),
    "mentions": Rule(
        areas=("area_id",),
        members=("entity_ids",),
        sources=("source_id",),
        codes=tuple((name, dimension.mentioned) for name, dimension in DIMENSIONS.items() if dimension.mentioned),
    ),
    "relations": Rule(entities=("from_id", "to_id"), products=("product_id",)),
    "evidence": Rule(rows=("table", "row_id")),
    "conflicts": Rule(rows=("rows",)),
}
# rows of a table that follow another rule: a column, its value, the rule. A policy's targets go as its measures do
APART = {"indicators": ("value_kind_code", TARGET, replace(OF_POLICY, entities=("entity_id",)))}
# rows that belong where the row of another table does: table -> column of its key, that table
AFTER = {"target_counts": ("target_id", "indicators")}


def find_subject(snapshot: Snapshot, table_name: str, row: Mapping[str, Any]) -> str:
    """Tell what a row is or is about that can be selected: an entity before a product or area; blank if nothing."""
    rule, known, key = RULES.get(table_name, WHOLE), selectable_ids(snapshot), TABLES[table_name].primary_key[0]
    cells = [row[column] for column in (key, *rule.entities, *rule.products, *rule.areas)]
    named = [one for cell in cells for one in (cell if isinstance(cell, tuple) else (cell,))]
    return next((one for one in named if one in known), "")


def follow_filter(snapshot: Snapshot, filter: Filter, table_name: str) -> pd.DataFrame:
    """Keep the rows of a table that belong to a filter, as `RULES` says.

    A table follows a filter that leaves entities out. One that knows areas only follows the chosen districts,
    zones and parks; policies, their measures and their targets follow the documents and the time window, too.
    Otherwise it stays whole: then the entity tables hold those outside Beijing, too. A narrowing filter leaves
    entities in Beijing only.

    Parameters
    ----------
    table_name
        A key of `atlas.store.schema.TABLES`.

    Returns
    -------
    rows
        In the table's order and with its columns, numbered from 0.
    """
    return _follow(snapshot, filter, table_name).copy()


@remember(KEEP)
def _follow(snapshot: Snapshot, filter: Filter, table_name: str) -> pd.DataFrame:
    rows = snapshot[table_name]
    kept = _fits(snapshot, filter, RULES.get(table_name, WHOLE), table_name)
    if table_name in APART:
        column, value, rule = APART[table_name]
        kept = np.where(rows[column] == value, _fits(snapshot, filter, rule, table_name), kept)
    if table_name in AFTER:
        column, other = AFTER[table_name]
        kept &= rows[column].isin(_follow(snapshot, filter, other)[TABLES[other].primary_key[0]]).to_numpy(bool)
    return rows[kept].reset_index(drop=True)


def list_idle(filter: Filter, table_name: str) -> list[str]:
    """List the filters that are set and leave no row of a table out, by name in the URL."""
    rules = [APART[AFTER[table_name][1]][2] if table_name in AFTER else RULES.get(table_name, WHOLE)]
    rules += [APART[table_name][2]] if table_name in APART else []
    heard = {name for rule in rules for name in _list_heard(filter, rule)}
    return [name for name in list_names(filter) if name not in heard]


def _list_heard(filter: Filter, rule: Rule) -> set[str]:
    """List the filters that a rule hears, by name in the URL."""
    heard = {"area", "park"} if rule.areas else set()
    heard |= {"source"} if rule.sources else set()
    heard |= {name for name, _ in rule.codes}
    # the rows that a row names are left out by their dates, too, once anything leaves rows out
    heard |= {*DATES} if rule.date or rule.policy or (rule.rows and filter.is_narrowed) else set()
    asks = (rule.entities or rule.rows) and not rule.is_handed_down
    return heard | ({*list_names(filter)} - {*DATES} if asks else set())


def drop_idle(filter: Filter, table_name: str) -> Filter:
    """Take away the filters that leave no row of a table out: the same rows stay."""
    return reduce(drop_condition, list_idle(filter, table_name), filter)


def _fits(snapshot: Snapshot, filter: Filter, rule: Rule, table_name: str) -> Mask:
    """Tell which rows of a table belong to a filter by one rule."""
    rows = snapshot[table_name]
    kept = np.ones(len(rows), dtype=bool)
    if _narrows_subjects(filter, rule):
        kept &= _is_about(snapshot, filter, rule, rows)
    if any(filter[name] for name, _ in rule.codes):
        kept &= _has_codes(snapshot, filter, rule, rows)
    if rule.sources and filter["source"]:
        kept &= _is_spoken_of(snapshot, filter["source"], rule, table_name)
    if rule.date or rule.policy:
        kept &= np.fromiter(map(filter.covers, _date_rows(snapshot, rule, rows)), bool, len(rows))
    return kept


def _is_left_open(filter: Filter, rule: Rule) -> bool:
    """Tell whether a filter asks of organisations what a row about an area cannot say of them."""
    asks = filter.without(*PLACES).is_narrowed
    return asks and bool(rule.entities) and not rule.is_handed_down


def _narrows(filter: Filter, rule: Rule) -> bool:
    has_codes = any(filter[name] for name, _ in rule.codes)
    return _narrows_subjects(filter, rule) or has_codes or bool(rule.sources and filter["source"])


def _narrows_subjects(filter: Filter, rule: Rule) -> bool:
    # what is handed down is about places, whomever else it names
    if (rule.entities or rule.rows) and not rule.is_handed_down:
        return filter.is_narrowed
    return bool(rule.areas and _chosen_areas(filter))


def _date_rows(snapshot: Snapshot, rule: Rule, rows: pd.DataFrame) -> pd.Series:
    """Give each row's date, or that of its policy; blank where there is none."""
    if rule.date:
        return rows[rule.date]
    policies = snapshot["policies"]
    dates: dict[str, str] = dict(zip(policies["policy_id"], policies["issued_date"], strict=True))
    return rows[rule.policy].map(lambda policy: dates.get(policy, ""))


def _is_spoken_of(snapshot: Snapshot, sources: tuple[str, ...], rule: Rule, table_name: str) -> Mask:
    """Tell which rows come from some documents or are told of there, too."""
    rows, (key,) = snapshot[table_name], TABLES[table_name].primary_key
    evidence = snapshot["evidence"]
    told = evidence.loc[(evidence["table"] == table_name) & evidence["source_id"].isin(sources), "row_id"]
    return (rows[list(rule.sources)].isin(sources).any(axis=1) | rows[key].isin(told)).to_numpy(bool)


def _has_codes(snapshot: Snapshot, filter: Filter, rule: Rule, rows: pd.DataFrame) -> Mask:
    """Tell which rows have a chosen code or a narrower one."""
    found = np.zeros(len(rows), dtype=bool)
    for name, column in rule.codes:
        (vocabulary,) = DIMENSIONS[name].vocabularies
        above = {code: snapshot.vocabulary.climb(vocabulary, code) for code in rows[column].unique()}
        found |= _holds(rows[column].map(above), frozenset(filter[name]))
    return found


def _chosen_areas(filter: Filter) -> frozenset[str]:
    return frozenset({*filter["area"], *filter["park"]})


def _is_about(snapshot: Snapshot, filter: Filter, rule: Rule, rows: pd.DataFrame) -> Mask:
    about = np.zeros(len(rows), dtype=bool)
    areas = _covering_areas if rule.is_handed_down else _covered_areas
    for column in rule.entities:
        about |= _holds(rows[column], _left_entities(snapshot, filter))
    if rule.products:
        # without this an approval would reach the district of a hospital that only uses the product
        names_nobody = ~rows[list(rule.entities)].map(bool).any(axis=1).to_numpy(bool)
        for column in rule.products:
            about |= names_nobody & _holds(rows[column], _left_products(snapshot, filter))
    for column in () if _is_left_open(filter, rule) else rule.areas:
        about |= _holds(rows[column], areas(snapshot, filter))
    for column in rule.members:
        about |= _holds(rows[column], _inside(snapshot, filter))
    if rule.rows:
        first, *rest = rule.rows
        names = rows[first].str.cat(rows[rest], sep=":") if rest else rows[first]
        about |= _holds(names, _left_rows(snapshot, filter))
    return about


def _holds(cells: pd.Series, wanted: frozenset[str]) -> Mask:
    found = (not wanted.isdisjoint(cell) if isinstance(cell, tuple) else cell in wanted for cell in cells)
    return np.fromiter(found, bool, len(cells))


@remember(KEEP)
def _left_entities(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    return frozenset(filter.apply(snapshot.entities, snapshot)["entity_id"])


def _left_products(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    return frozenset(_follow(snapshot, filter, "products")["product_id"])


def _covered_areas(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    """Give the chosen areas and all inside them."""
    chosen = _chosen_areas(filter)
    return frozenset(area for area, above in snapshot.ancestors.items() if not chosen.isdisjoint(above))


def _inside(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    """Give the organisations in the chosen areas."""
    chosen, entities = _chosen_areas(filter), snapshot.entities
    pairs = zip(entities["entity_id"], entities["area_ids"], strict=True)
    return frozenset(entity for entity, areas in pairs if not chosen.isdisjoint(areas))


def _covering_areas(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    """Give the chosen areas, all inside them and all above them."""
    above = (snapshot.ancestors[area] for area in _chosen_areas(filter))
    return _covered_areas(snapshot, filter).union(*above)


@remember(KEEP)
def _left_rows(snapshot: Snapshot, filter: Filter) -> frozenset[str]:
    """Name as `table:key` the rows left in the tables that this filter narrows."""
    names: set[str] = set()
    for table, rule in RULES.items():
        if not rule.rows and _narrows(filter, rule):
            (key,) = TABLES[table].primary_key
            names.update(f"{table}:{row}" for row in _follow(snapshot, filter, table)[key])
    return frozenset(names)


def count_without(snapshot: Snapshot, filter: Filter, table_name: str) -> dict[str, int]:
    """Count the rows that a table would keep if one filter were taken away, by the filter's name in the URL."""
    return count_each_without(filter, lambda left: len(follow_filter(snapshot, left, table_name)))


def count_rows(snapshot: Snapshot, filter: Filter) -> dict[str, int]:
    """Count the rows that each table keeps, by table; those that follow a filter come first."""
    return {name: len(_follow(snapshot, filter, name)) for name in sorted(TABLES, key=lambda name: name not in RULES)}
