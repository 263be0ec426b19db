"""The shipped data in place of the frozen ones."""

import shutil
from pathlib import Path

import pytest

from atlas.store.folder_store import DATA, load_folder
from atlas.store.snapshot import Snapshot


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the atlas's own data."""
    monkeypatch.delenv("ATLAS_DATA")


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Give the atlas's own data."""
    return load_folder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the atlas's own data that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
