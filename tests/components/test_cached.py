"""One snapshot serves everybody, and changed files make another."""

import ast
import gc
import weakref

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.filter import Filter, count_facet
from atlas.store.folder_store import load_folder
from atlas.store.snapshot import Snapshot
from components.cached import count_facets, find_snapshot, load_snapshot, remember, watch_data, write_export
from components.map.content import DATA_FILES
from components.state import hash_state
from components.words import label
from tests.screen import list_pages, open_app, show_failure
from tests.tables import find_line, set_cell
from tests.test_house import list_modules, parse


def test_the_same_files_give_the_same_snapshot():
    assert load_snapshot() is load_snapshot()


def test_changed_files_give_another_snapshot(folder, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    before = load_snapshot()
    line = find_line(folder, "companies", lambda row: row["name_en"] == "")
    set_cell(folder, "companies", line, "name_en", "A Firm With A New Name")
    watch_data().look()
    after = load_snapshot()
    assert before.snapshot_id != after.snapshot_id
    assert "A Firm With A New Name" in set(after["companies"]["name_en"])


def test_a_blank_folder_name_means_the_atlass_own_data(monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", "")
    assert load_snapshot().snapshot_id == load_folder().snapshot_id


def test_cached_counts_are_the_counts(snapshot):
    filter = Filter(kind=("company",))
    counts = count_facets(snapshot, filter)
    assert counts == {dimension: count_facet(snapshot, filter, dimension) for dimension in DIMENSIONS}


def test_two_selections_do_not_share_their_counts(snapshot):
    one = count_facets(snapshot, Filter(kind=("company",)))
    other = count_facets(snapshot, Filter(kind=("platform",)))
    assert one != other


def test_what_every_page_prepares_of_a_version_goes_with_it(folder, monkeypatch):
    """Pages in both languages, presented too, with a selection, and the map's files: then another version comes."""
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    for page in list_pages():
        for options in ({}, {"lang": "en", "sel": "110115"}, {"present": "true", "sel": "bosheng-zhuoyue"}):
            assert show_failure(open_app(page, **options)) == ""
    for lang in LANGUAGES:
        for prepare in DATA_FILES.values():
            prepare(load_snapshot(), lang)
    write_export(load_snapshot(), Filter(), "companies", "xlsx", "zh")
    gone = weakref.ref(load_snapshot())
    line = find_line(folder, "companies", lambda row: row["name_en"] == "")
    set_cell(folder, "companies", line, "name_en", "A Firm With A New Name")
    watch_data().look()
    gc.collect()
    assert gone() is None


def test_two_versions_never_share_a_page(folder, monkeypatch):
    """The data change in the middle of a run: all of the page is of the version that it began with."""
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    before, shown = load_snapshot(), []

    def change_then_load() -> Snapshot:
        if not shown:
            line = find_line(folder, "companies", lambda row: row["name_en"] == "")
            set_cell(folder, "companies", line, "name_en", "A Firm With A New Name")
            watch_data().look()
        shown.append(load_snapshot())
        return shown[-1]

    for module in ("components.map.page", "components.frame.frame", "components.map.entity_map", "components.state"):
        monkeypatch.setattr(f"{module}.load_snapshot", change_then_load)
    app = open_app()
    assert show_failure(app) == ""
    assert len(shown) > 3
    assert set(shown) == {before}
    assert watch_data().give_snapshot() is not before
    assert find_snapshot(before.snapshot_id) is before


def test_what_is_remembered_without_a_language_may_not_speak(snapshot):
    @remember
    def say_something(_: Snapshot) -> str:
        return label("Sources")

    with pytest.raises(RuntimeError, match="without a language"):
        say_something(snapshot)


@pytest.mark.parametrize(("lang", "said"), [("zh", "来源"), ("en", "Sources")])
def test_what_is_remembered_speaks_the_language_of_its_argument(snapshot, lang, said):
    @remember
    def say_something(_: Snapshot, lang: str) -> str:
        return f"{lang} {label('Sources')}"

    assert say_something(snapshot, lang) == f"{lang} {said}"


def test_the_key_of_a_widget_is_the_same_in_every_process():
    assert hash_state(Filter(kind=("company",))) == hash_state(Filter(kind=("company",)))
    assert hash_state(Filter()) != hash_state(Filter(kind=("company",)))
    calls = [
        f"{path.name}:{node.lineno}"
        for path in list_modules("components", "pages")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("hash", "id")
    ]
    assert calls == []
