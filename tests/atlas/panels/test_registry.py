"""Every panel says something true of any view: in both languages, of everything, of one firm, of nobody."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.panels.chain import CellPanel, GapsPanel
from atlas.panels.panel import Panel
from atlas.panels.registry import PANELS
from atlas.selection.filter import Filter
from atlas.selection.view import View
from atlas.store.snapshot import Snapshot
from tests.screen import HAN, ROOT

SLIP = re.compile(r"</?[a-z]+[ >]|\{|\bNone\b|\bnan\b")  # HTML, a placeholder, a blank that was not said
VIEWS = {
    "everything": View(),
    "a district": View(Filter(area=("110115",)), focus="110115"),
    "an organisation": View(focus="bosheng-zhuoyue"),
    "nobody": View(Filter(q="no such name")),
    "a radius": View(Filter(near="bda", km="5")),
    "a therapy": View(Filter(modality=("til",))),
}
KEPT = {"codes", "areas", "sources", "locators"}


def walk(value: object) -> Iterator[str]:
    """Give every text that a panel says."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from walk(one)
    elif isinstance(value, dict):
        yield from walk(list(value.values()))


@pytest.fixture(scope="module")
def empty(snapshot: Snapshot) -> Snapshot:
    """Give the words, areas and documents without anything that they would say."""
    tables = {name: table if name in KEPT else table.iloc[:0] for name, table in snapshot.tables.items()}
    return Snapshot("empty", tables, snapshot.geometry)


@pytest.fixture(scope="module")
def sole(snapshot: Snapshot) -> Snapshot:
    """Give one row a table; of the companies those that the financing round and the mention name."""
    tables = {name: table if name in KEPT else table.iloc[:1] for name, table in snapshot.tables.items()}
    named = {*tables["financings"]["entity_id"], *(one for ids in tables["mentions"]["entity_ids"] for one in ids)}
    firms = snapshot["companies"]["entity_id"].isin(named)
    return Snapshot("sole", {**tables, "companies": snapshot["companies"][firms]}, snapshot.geometry)


def check(panel: Panel | None, snapshot: Snapshot) -> None:
    """Check what holds for every panel."""
    if panel is None:
        return
    assert panel.title
    assert all(panel.notes)
    assert panel.source_ids <= set(snapshot["sources"]["source_id"])
    assert not [text for text in walk(panel) if SLIP.search(text)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("data", ["snapshot", "empty", "sole"])
def test_a_panel_can_be_asked_of_any_view(name, lang, data, request):
    snapshot = request.getfixturevalue(data)
    for view in VIEWS.values():
        known, _ = View.from_url(view.to_url(), snapshot)
        check(PANELS[name](snapshot, known, lang), snapshot)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_says_its_title_and_notes_in_the_readers_language(name, snapshot):
    for view in VIEWS.values():
        english, chinese = (PANELS[name](snapshot, view, lang) for lang in ("en", "zh"))
        if english is None or chinese is None:
            assert english is chinese
            continue
        assert len(english.notes) == len(chinese.notes)
        assert all(HAN.search(note) for note in chinese.notes)
        assert english.source_ids == chinese.source_ids


def test_every_kind_of_panel_is_asked(snapshot):
    for path in (ROOT / "atlas" / "panels").glob("*.py"):
        import_module(f"atlas.panels.{path.stem}")
    asked = {type(say(snapshot, view, "zh")) for say in PANELS.values() for view in VIEWS.values()}
    assert {*Panel.__subclasses__()} - asked == {CellPanel, GapsPanel}  # what a click on the chain's matrix opens
