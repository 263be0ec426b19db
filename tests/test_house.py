"""The house stands: each floor knows only the floors below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screen import list_pages

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("pages", "components", "atlas")
# rooms of a floor of the house, and how high each stands: it knows only those with a smaller number
ROOMS = {
    "atlas": {
        "errors": 0,
        "write_file": 1,
        "language": 0,
        "style": 1,
        "store": 2,
        "geo": 3,
        "selection": 4,
        "analysis": 5,
        "search": 5,
        "wording": 6,
        "panels": 7,
        "export": 8,
        "pictures": 9,
        "links": 10,
        "commands": 12,
        "__main__": 13,
    },
    "components": {
        "language": 0,
        "modules": 0,
        "signs": 0,
        "streamlit_internals": 0,
        "templates": 0,
        "tiles": 0,
        "told": 0,
        "navigation": 1,
        "turns": 1,
        "boundary": 2,
        "cached": 2,
        "state": 3,
        "words": 4,
        "door": 5,
        "render": 5,
        "pieces": 6,
        "frame": 7,
        "facets": 8,
        "preload": 8,
        "search": 8,
        "panels": 9,
        "card": 10,
        "about": 11,
        "data": 11,
        "map": 11,
        "policy": 11,
        "chain": 12,
        "compare": 12,
        "profile": 12,
        "stage": 13,
        "serve": 14,
    },
}
OTHER_ROOMS = ("tools", "benchmarks", "tests", "app")
HIDING_NAMES = {"utils", "util", "helpers", "helper", "common", "services", "service", "core", "misc"}
PAGE_LINES = 60


def list_modules(*rooms: str) -> list[Path]:
    """List the modules of some folders."""
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def parse(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_rooms(tree: ast.Module) -> set[str]:
    """Give the first names of all that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." if node.level else str(node.module).split(".")[0])
    return names


def find_trespasses(path: Path, tree: ast.Module) -> set[str]:
    """Name what a module imports that its floor must not know."""
    floor = path.relative_to(ROOT).parts[0]
    above = set(FLOORS[: FLOORS.index(floor)]) | {*OTHER_ROOMS, "."}
    forbidden = {
        "pages": {"pandas", "geopandas", "pydeck", "atlas", "shapely", "altair"},
        "components": set(),
        "atlas": {"streamlit", "pydeck"},
    }[floor]
    return imported_rooms(tree) & (above | forbidden)


@pytest.mark.parametrize("path", list_modules(*FLOORS), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_floor_imports_only_what_lies_below_it(path):
    assert find_trespasses(path, parse(path)) == set()


@pytest.mark.parametrize(
    ("place", "text", "found"),
    [
        ("atlas/x.py", "import streamlit as st", {"streamlit"}),
        ("atlas/x.py", "def f():\n    from components.words import label", {"components"}),
        ("pages/explore/x.py", "import pandas as pd", {"pandas"}),
        ("pages/explore/x.py", "from atlas.store.snapshot import Snapshot", {"atlas"}),
        ("components/x.py", "from tools.derive_geo import to_geojson", {"tools"}),
        ("atlas/x.py", "from . import y", {"."}),
    ],
)
def test_a_look_upwards_is_seen(place, text, found):
    assert find_trespasses(ROOT / place, ast.parse(text)) == found


INSIDE = "components/streamlit_internals.py"  # all of Streamlit that may move when another version is installed
NOT_PUBLIC = {"runtime", "proto", "elements", "dataframe_util", "string_util", "commands", "web"}


def find_insides(tree: ast.Module) -> set[str]:
    """Name what a module imports of Streamlit that is not public."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "streamlit" else [f"streamlit.{one.name}" for one in node.names]
        else:
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        found |= {name for name in names if name.split(".")[0] == "streamlit" and {*name.split(".")[1:2]} & NOT_PUBLIC}
    return found


@pytest.mark.parametrize(
    "path",
    [one for one in list_modules(*FLOORS) if one != ROOT / INSIDE],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_streamlits_inside_is_known_in_one_module(path):
    assert find_insides(parse(path)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "from streamlit.proto.BackMsg_pb2 import BackMsg",
        "import streamlit.runtime",
        "from streamlit import string_util",
    ],
)
def test_a_look_inside_streamlit_is_seen(text):
    assert find_insides(ast.parse(text))


def test_pydeck_is_known_in_one_module():
    knowing = {str(path.relative_to(ROOT)) for path in list_modules(*FLOORS) if "pydeck" in imported_rooms(parse(path))}
    assert knowing == {"components/map/deck.py"}


OUTSIDE = {"tests": {"benchmarks"}, "benchmarks": {"tests"}, "tools": {"tests", "benchmarks"}}


@pytest.mark.parametrize("room", OUTSIDE)
def test_tests_and_benchmarks_know_nothing_of_each_other_and_what_drives_the_atlas_nothing_of_both(room):
    knowing = {path.name for path in list_modules(room) if imported_rooms(parse(path)) & OUTSIDE[room]}
    assert knowing == set()


def find_rooms(floor: str, tree: ast.Module) -> set[str]:
    """Name the rooms of a floor of the house that a module imports from, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == floor:
            below = node.module.split(".")[1:]
            found |= {below[0]} if below else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            found |= {name[1] for name in names if name[0] == floor and name[1:]}
    return found


def find_climbs(path: Path, tree: ast.Module) -> set[str]:
    """Name the other rooms of its own floor that a module imports from though they stand no lower than its room."""
    floor, room, *_ = path.relative_to(ROOT).with_suffix("").parts
    rooms = ROOMS[floor]
    return {one for one in find_rooms(floor, tree) - {room} if rooms[one] >= rooms[room]}


@pytest.mark.parametrize(
    "path",
    [path for path in list_modules(*ROOMS) if path.parent.name not in ROOMS or path.stem != "__init__"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_each_room_imports_only_rooms_that_stand_lower(path):
    assert find_climbs(path, parse(path)) == set()


@pytest.mark.parametrize(
    ("place", "text", "found"),
    [
        ("atlas/store/x.py", "from atlas.selection.conditions import say_value", {"selection"}),
        ("atlas/analysis/x.py", "from atlas.search import find", {"search"}),
        ("atlas/geo/x.py", "def f():\n    import atlas.links.parameters", {"links"}),
        ("atlas/language/x.py", "from atlas import style", {"style"}),
        ("atlas/export/x.py", "from atlas.wording import sentences", set()),
        ("atlas/store/x.py", "from atlas.store.schema import TABLES", set()),
        ("components/state.py", "from components.words import label", {"words"}),
        ("components/frame/x.py", "from components.map.camera import WINDOW", {"map"}),
    ],
)
def test_a_climb_is_seen(place, text, found):
    assert find_climbs(ROOT / place, ast.parse(text)) == found


@pytest.mark.parametrize("floor", ROOMS)
def test_every_room_has_its_height(floor):
    rooms = {path.name.removesuffix(".py") for path in (ROOT / floor).iterdir() if path.name != "__pycache__"}
    assert rooms - {"__init__"} == set(ROOMS[floor])


def test_no_module_hides_its_subject():
    rooms = list_modules(*FLOORS, "tools", "tests", "benchmarks")
    assert [path for path in rooms if HIDING_NAMES & {path.stem, path.parent.name}] == []


@pytest.mark.parametrize("path", list_modules("pages"), ids=lambda path: path.name)
def test_a_page_reads_like_a_table_of_contents(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= PAGE_LINES


def test_page_scripts_lie_one_folder_down():
    assert list((ROOT / "pages").glob("*.py")) == []
    assert list_modules("pages") == sorted((ROOT / "pages").glob("*/*.py"))


def test_every_page_script_is_named_in_the_front_door():
    assert sorted(list_pages()) == [str(path.relative_to(ROOT)) for path in list_modules("pages")]


@pytest.mark.parametrize(
    "path",
    [ROOT / "app.py", *list_modules(*FLOORS, "tools", "tests", "benchmarks")],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_module_opens_with_its_job(path):
    assert ast.get_docstring(parse(path))


def cache_users() -> Iterator[str]:
    """Name the modules that use a cache of Streamlit's."""
    for path in list_modules("components", "pages"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.Attribute) and node.attr.startswith("cache_"):
                yield str(path.relative_to(ROOT))


def test_no_cache_of_streamlits_stands_away_from_the_one_door_to_data():
    assert set(cache_users()) <= {"components/cached.py"}


def test_uploads_never_reach_gdal():
    readers = {
        str(path.relative_to(ROOT))
        for path in list_modules("atlas", "components", "pages")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and node.attr in {"read_file", "read_dataframe", "open_arrow"}
    }
    assert readers == set()


def test_every_component_of_our_own_is_served_as_a_file():
    """The policy lets no inline code run: a component that Streamlit declares would be blank in the browser."""
    declare = "components.v2.component("
    users = [path for path in list_modules(*FLOORS) if declare in path.read_text(encoding="utf-8")]
    assert [str(path.relative_to(ROOT)) for path in users] == ["components/modules.py"]


def find_unguarded(tree: ast.Module) -> set[str]:
    """Name the callbacks and fragments that Streamlit would run outside of the error boundary."""
    found = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in {("st", "fragment"), ("st", "dialog")}
    }
    for word in (word for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords):
        if word.arg and word.arg.startswith("on_") and not is_guarded(word.value):
            found.add(word.arg)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            key = node.targets[0].slice
            if isinstance(key, ast.Constant) and str(key.value).startswith("on_") and not is_guarded(node.value):
                found.add(str(key.value))
    for pair in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
        for key, value in zip(pair.keys, pair.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).startswith("on_") and not is_guarded(value):
                found.add(str(key.value))
    return found


def is_guarded(value: ast.expr) -> bool:
    """Tell whether a callback is guarded: by `guard`, by `mirror`, which guards, or there is none."""
    if isinstance(value, ast.Constant):
        return value.value == "ignore"
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in {"guard", "mirror"}


@pytest.mark.parametrize("path", list_modules("components", "pages"), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_callback_and_fragment_is_inside_the_error_boundary(path):
    allowed = {"components/boundary.py": {"st.fragment"}, "components/serve.py": {"on_script_error"}}
    assert find_unguarded(parse(path)) <= allowed.get(str(path.relative_to(ROOT)), set())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("st.button('x', on_click=f)", {"on_click"}),
        ("options['x'] = {'on_select': f}", {"on_select"}),
        ("options['on_select'] = f", {"on_select"}),
        ("mount(on_view_change=lambda: None)", {"on_view_change"}),
        ("@st.fragment\ndef f(): pass", {"st.fragment"}),
        ("st.button('x', on_click=guard(f))", set()),
    ],
)
def test_a_callback_outside_of_the_boundary_is_seen(text, found):
    assert find_unguarded(ast.parse(text)) == found
