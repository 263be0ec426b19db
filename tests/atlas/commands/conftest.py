"""Run the command line inside the test's process, in a folder of its own."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.store.folder_store import load_folder
from atlas.store.snapshot import Snapshot
from tests.frozen import FROZEN

Run = Callable[..., int]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, snapshot: Snapshot) -> Run:
    """Give the command line: words in, exit code out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATLAS_DATA", raising=False)
    monkeypatch.setattr("atlas.commands.data_folder.DATA", FROZEN)
    for name in ("export", "validate", "verify_sources"):
        # the frozen data are read once for all tests; a copy that a test has changed is read anew
        monkeypatch.setattr(
            f"atlas.commands.{name}.load_folder", lambda folder: snapshot if folder == FROZEN else load_folder(folder)
        )

    def run(*words: object) -> int:
        monkeypatch.setattr(sys, "argv", ["atlas", *map(str, words)])
        return main()

    return run
