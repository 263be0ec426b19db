"""What is remembered of a snapshot lives on it and dies with it."""

import ast
import gc
import inspect
import weakref

from atlas.selection.dimensions import DIMENSIONS
from atlas.store.memory import remember
from atlas.store.snapshot import Snapshot
from tests.tables import make_snapshot
from tests.test_house import list_modules, parse


class Result:
    """Something that is prepared."""


def test_a_result_is_prepared_once_for_each_snapshot_and_choice():
    asked = []

    @remember(8)
    def prepare(snapshot: Snapshot, choice: str, lang: str = "zh") -> str:
        asked.append((snapshot.snapshot_id, choice, lang))
        return choice + lang

    one, other = make_snapshot(), make_snapshot()
    assert [prepare(one, "a"), prepare(one, "a"), prepare(one, "a", lang="en"), prepare(other, "a")] == [
        "azh",
        "azh",
        "aen",
        "azh",
    ]
    assert len(asked) == 3


def test_no_more_than_so_many_results_are_kept():
    asked = []

    @remember(2)
    def prepare(_: Snapshot, choice: int) -> int:
        asked.append(choice)
        return choice

    snapshot = make_snapshot()
    for choice in (1, 2, 3, 1):
        prepare(snapshot, choice)
    assert asked == [1, 2, 3, 1]


def test_a_run_prepares_no_dimension_twice():
    asked = []

    @remember()
    def prepare(_: Snapshot, dimension: str) -> str:
        asked.append(dimension)
        return dimension

    snapshot = make_snapshot()
    for dimension in [*DIMENSIONS, *DIMENSIONS]:
        prepare(snapshot, dimension)
    assert asked == list(DIMENSIONS)


def test_a_released_snapshot_goes_at_once_with_all_that_was_remembered_of_it():
    @remember()
    def prepare(_: Snapshot) -> Result:
        return Result()

    snapshot = make_snapshot()
    gone, kept = weakref.ref(snapshot), weakref.ref(prepare(snapshot))
    gc.disable()  # nothing may hang on a cycle: what is frozen is never collected
    try:
        assert kept() is not None
        del snapshot
        assert gone() is None
        assert kept() is None
    finally:
        gc.enable()


def find_caches_of_snapshots() -> list[str]:
    """Name the functions that a cache of the process keeps by their snapshot."""
    found = []
    for path in list_modules("atlas", "components"):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.FunctionDef) and node.args.args:
                first = node.args.args[0]
                decorators = {ast.unparse(one).partition("(")[0] for one in node.decorator_list}
                takes = first.annotation is not None and ast.unparse(first.annotation) == "Snapshot"
                if takes and decorators & {"lru_cache", "cache"}:
                    found.append(f"{path.name}:{node.name}")
    return found


def test_no_cache_of_the_process_holds_a_snapshot():
    assert find_caches_of_snapshots() == []


def test_the_rememberer_keeps_the_functions_own_words():
    @remember()
    def prepare(_: Snapshot) -> None:
        """Prepare nothing."""

    assert inspect.getdoc(prepare) == "Prepare nothing."
