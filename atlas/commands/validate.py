"""The command `validate`: everything that is wrong with the data, at once."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from atlas.commands.faults import say_problems
from atlas.errors import DataError, Problem
from atlas.links.saved_views import find_view_problems
from atlas.store.folder_store import FolderStore, load_folder
from atlas.store.store import find_overstatements


def add_arguments(_parser: argparse.ArgumentParser, _lang: str) -> None:
    """Add nothing: the data folder is all that it needs."""


def find_problems(folder: Path) -> Sequence[Problem]:
    """List everything that cannot be shown: in the tables and, where these are sound, in the saved views."""
    try:
        snapshot = load_folder(folder)
    except DataError as error:
        return error.problems
    return find_view_problems(snapshot)


def run(options: argparse.Namespace) -> int:
    """Say every problem; 1 if there is one."""
    problems = find_problems(options.data) or find_overstatements(FolderStore(options.data).read())
    say_problems(problems, options.lang)
    return 1 if problems else 0
