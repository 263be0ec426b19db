"""The shipped data in place of the frozen ones."""

import shutil
from pathlib import Path

import pytest

from atlas.store.entity_store import DATA, EntityStore
from atlas.store.snapshot import Snapshot


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the atlas's own data."""
    monkeypatch.delenv("ATLAS_DATA")


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Give the atlas's own data."""
    return EntityStore().load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the atlas's own data that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))
