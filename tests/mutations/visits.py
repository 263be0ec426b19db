"""What a reader may open of a version of the data: pages, sections, tables, scopes, and cards of what was changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import streamlit as st

from atlas.analysis.comparison import MOST, list_comparable
from atlas.analysis.value_chain import list_cells
from atlas.language.i18n import LANGUAGES
from atlas.links.parameters import CARD, HEADLINES, MARKET, PARAMETERS, SECTIONS, STAGES
from atlas.links.saved_views import list_views
from atlas.panels.pipeline import NAMED
from atlas.selection.dimensions import DIMENSIONS, beijing_areas, list_options
from atlas.selection.filter import find_points
from atlas.selection.focus import list_holders, selectable_ids
from atlas.selection.metrics import list_metrics
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from tests.screen import MAP, list_pages

COMPARE, CHAIN, POLICY = (f"pages/explore/{name}.py" for name in ("compare", "chain", "policy"))
PROFILE, TABLE = "pages/explore/profile.py", "pages/analyse/table.py"
ON = "true"
SVG, PNG = "svg", "png"
MOST_SUBJECTS = 24  # rows of many cases may be shown together
Url = dict[str, str]


@dataclass(frozen=True)
class Visit:
    """A page with its URL; `row` is ticked in its table, and `pictures` says in which forms its pictures are taken."""

    page: str
    url: Url = field(default_factory=dict)
    row: int | None = None
    pictures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Say what is opened."""
        return f"{self.page}?{'&'.join(f'{name}={value}' for name, value in self.url.items())}"

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Tick the row in every table, as a reader does: AppTest cannot."""
        if self.row is None:
            yield
            return
        plain = st.dataframe

        def show(*args: Any, **options: Any) -> SimpleNamespace:
            plain(*args, **options)
            return SimpleNamespace(selection=SimpleNamespace(rows=[self.row]))

        with patch.object(st, "dataframe", show):
            yield


def list_pages_whole() -> list[Visit]:
    """List every page in both languages, plain and presented."""
    plain = [Visit(page, {"lang": lang}, pictures=(SVG,)) for page in list_pages() for lang in LANGUAGES]
    return [*plain, *(Visit(one.page, one.url | {"present": ON}) for one in plain)]


def list_parts(snapshot: Snapshot, subjects: tuple[str, ...], rows: list[tuple[str, int]]) -> list[Visit]:
    """List what else is opened, in one language each: sections, scopes, cards, tables.

    Parameters
    ----------
    subjects
        Ids that were changed and can be selected.
    rows
        Rows that were changed, as table and number.
    """
    langs = cycle(LANGUAGES)
    parts = [*_list_sections(snapshot), *_list_selections(snapshot, subjects), *_list_tables(rows)]
    return [replace(one, url=one.url | {"lang": next(langs)}) for one in parts]


def _list_sections(snapshot: Snapshot) -> Iterator[Visit]:
    """List the sections, scopes, panels, fills, filters and saved views."""
    for section in SECTIONS:
        yield Visit(POLICY, {"section": section}, pictures=(SVG,))
        yield Visit(POLICY, {"section": section, "present": ON})
    for stage in list(PARAMETERS["support_stage"].list_options(snapshot, {}))[:2]:
        yield Visit(POLICY, {"section": "measures", "support_stage": stage, "purpose": "all"})
    for scope in (*PARAMETERS["pipeline"].list_options(snapshot, {}),):
        yield Visit(MAP, {"pipeline": scope}, pictures=(SVG, PNG) if scope == NAMED else (SVG,))
        yield Visit(MAP, {"pipeline": scope, "present": ON, "panels": STAGES})
    yield Visit(MAP, {"present": ON, "panels": f"{MARKET},{HEADLINES}", "view": "city"})
    yield Visit(MAP, {"present": ON, "panels": f"{CARD},{NAMED}"})
    yield Visit(MAP, {"map": "svg", "show": "relations", "open": "unplaced"})
    yield Visit(MAP, {"show": "relations", "open": "unplaced"})
    yield from (Visit(MAP, {"metric": metric}) for metric in list_metrics(snapshot))
    for dimension in DIMENSIONS:
        options = list_options(snapshot, dimension)
        yield from (Visit(MAP, {dimension: value}) for value in dict.fromkeys([*options[:1], *options[-1:]]))
    yield from (Visit(MAP, {"near": near, "km": "100"}) for near in list(find_points(snapshot))[:1])
    yield Visit(POLICY, {"section": "timeline", "from": "2025", "to": "2025-06"})
    yield Visit(MAP, {"q": "医"})
    comparable = list_comparable(snapshot)
    yield from (Visit(COMPARE, {"areas": ",".join(some)}) for some in (comparable[:MOST], comparable[-MOST:]))
    cells = list_cells(snapshot)
    yield from (Visit(CHAIN, {"cell": cell}) for cell in dict.fromkeys([*cells[:1], *cells[-3:]]))
    pages = {page.rsplit("/", 1)[-1].removesuffix(".py"): page for page in list_pages()}
    pages |= {"data": TABLE, "about": pages["sources"]}
    yield from (Visit(pages[view.page], dict(view.parameters) | {"present": ON}) for view in list_views(snapshot))


def _list_selections(snapshot: Snapshot, subjects: tuple[str, ...]) -> Iterator[Visit]:
    """List cards: of a district, zone, park, organisation, product and place, and of what was changed."""
    areas, entities = beijing_areas(snapshot), snapshot.entities
    chosen = [*areas.drop_duplicates("kind_code")["area_id"], *entities.drop_duplicates("kind_code")["entity_id"]]
    chosen += list(list_holders(snapshot))[:1]
    chosen += [one for one in sorted(selectable_ids(snapshot)) if one.startswith("at_")][:1]
    for one in dict.fromkeys([*chosen, *subjects[:MOST_SUBJECTS]]):
        yield Visit(MAP, {"sel": one})
        yield Visit(PROFILE, {"sel": one})
    for one in dict.fromkeys([*chosen[:1], *chosen[-1:], *subjects[:3]]):
        yield Visit(MAP, {"sel": one, "present": ON})
        yield Visit(CHAIN, {"sel": one})
        yield Visit(POLICY, {"section": "timeline", "sel": one})


def _list_tables(rows: list[tuple[str, int]]) -> Iterator[Visit]:
    """List every table, with all its columns, and the cards of the rows that were changed."""
    for name, table in TABLES.items():
        yield Visit(TABLE, {"table": name})
        yield Visit(TABLE, {"table": name, "cols": ",".join(table.column_names)})
    yield from (Visit(TABLE, {"table": name}, number) for name, number in rows[:MOST_SUBJECTS])
