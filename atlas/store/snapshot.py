"""Snapshot: one immutable version of all data, and what is derived of it once."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import ref

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.language.pinyin import has_han
from atlas.language.transliterate import transliterate
from atlas.store.read import TEXT
from atlas.store.schema import ENTITY_TABLES, TABLES, Table
from atlas.store.vocabulary import Vocabulary

BEIJING = "110000"
Mask = npt.NDArray[np.bool_]
Rows = dict[str, dict[str, Any]]


def to_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Give a table's rows as dictionaries."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in table.itertuples(index=False, name=None)]


_KEYED: dict[int, tuple[ref[pd.DataFrame], Rows]] = {}  # by identity of the table, as long as it lives


def _key_rows(table: Table, rows: pd.DataFrame) -> Rows:
    """Give a table's rows by key; versions that share the table share them: they are most of a version's memory."""
    number = id(rows)
    held = _KEYED.get(number)
    if held is None or held[0]() is not rows:
        keyed = {table.write_key(row): row for row in to_rows(rows)}
        held = _KEYED[number] = ref(rows, lambda _: _KEYED.pop(number, None)), keyed
    return held[1]


def fold_name(text: str) -> str:
    """Fold width and case, so that names are found however they are typed."""
    return unicodedata.normalize("NFKC", text).casefold()


def say_name(row: Mapping[Any, Any] | pd.Series, lang: str) -> str:
    """Name a row with `name_zh` and `name_en`; where no other name is certain, in Chinese, with pinyin for others."""
    name, chinese = str(row[f"name_{lang}"]), str(row["name_zh"])
    if name or not has_han(chinese):
        return name or chinese
    return f"{chinese} {transliterate(chinese)}"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """All tables and geometries of one moment.

    Attributes
    ----------
    snapshot_id
        First twelve digits of the SHA-256 over all files.
    tables
        Typed tables by name.
    geometry
        GeoDataFrames by name (districts, neighbours, rivers), EPSG:4326.
    home
        Id of the area whose organisations `entities` are; blank for those of all areas.
    kept
        What is remembered of this snapshot, by the function that prepared it (`atlas.store.memory`): it dies with it.
    """

    snapshot_id: str
    tables: dict[str, pd.DataFrame]
    geometry: dict[str, gpd.GeoDataFrame]
    home: str = BEIJING
    kept: dict[Any, Callable[..., Any]] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    @cached_property
    def rows(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Every table's rows by key, the parts of a compound one joined by ` / `."""
        return {name: _key_rows(TABLES[name], rows) for name, rows in self.tables.items()}

    def forget(self) -> None:
        """Let go of all that was derived and remembered; whoever still asks gets it anew.

        Without this, the versions that open pages still name would each hold several times their tables' memory.
        """
        self.kept.clear()
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                self.__dict__.pop(name, None)

    def find_row(self, table: str, key: str) -> dict[str, Any]:
        """Find a row by its key; `KeyError` if there is none."""
        return self.rows[table][key]

    def name(self, key: str, lang: str) -> str:
        """Name an area, entity or product; where no other name is certain, in Chinese, with pinyin for others.

        A blank names nothing.
        """
        return say_name(self._named[key], lang) if key else ""

    @cached_property
    def _named(self) -> dict[str, dict[str, Any]]:
        tables = ("products", "areas", *(table.name for table in ENTITY_TABLES))
        return {key: row for table in tables for key, row in self.rows[table].items()}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The codes and their words."""
        return Vocabulary(self.tables["codes"])

    @cached_property
    def ancestors(self) -> dict[str, frozenset[str]]:
        """For each area, itself and the areas that it surely lies in.

        What lies across several districts (Yizhuang) lies in none of them for counting,
        only in what they share; a zone above counts always.
        """
        areas = self["areas"]
        parents: dict[str, tuple[str, ...]] = dict(zip(areas["area_id"], areas["parent_ids"], strict=True))
        sure_parents = set(areas.loc[areas["kind_code"].isin(self.vocabulary.list_in_role("sure")), "area_id"])

        def climb(area: str) -> frozenset[str]:
            above = [(parent, climb(parent)) for parent in parents[area]]
            sure = [reached for parent, reached in above if parent in sure_parents or len(above) == 1]
            shared = frozenset.intersection(*(reached for _, reached in above)) if above else frozenset()
            return frozenset({area}).union(shared, *sure)

        return {area: climb(area) for area in parents}

    @cached_property
    def all_entities(self) -> pd.DataFrame:
        """Rows of every entity table, with `table` and `area_ids` (its areas and all above them)."""
        parts = [self[table.name].assign(table=table.name) for table in ENTITY_TABLES]
        entities = pd.concat(parts, ignore_index=True).astype({"table": TEXT})
        nowhere: frozenset[str] = frozenset()
        area_ids = [
            self.ancestors.get(area, nowhere) | self.ancestors.get(park, nowhere)
            for area, park in zip(entities["area_id"], entities["park_id"], strict=True)
        ]
        return entities.assign(area_ids=pd.Series(area_ids, index=entities.index, dtype=object))

    @cached_property
    def folded_names(self) -> list[str]:
        """All names of each of `entities`, folded, one a line."""
        columns = (self.entities[name] for name in ("name_zh", "name_en", "full_name_zh", "aliases"))
        return [fold_name("\n".join([zh, en, full, *aliases])) for zh, en, full, aliases in zip(*columns, strict=True)]

    @cached_property
    def entities(self) -> pd.DataFrame:
        """The entities in Beijing, those that the map is about; with another `home` those there."""
        everywhere = self.all_entities
        here = [not self.home or self.home in areas for areas in everywhere["area_ids"]]
        return everywhere.loc[here].reset_index(drop=True)
