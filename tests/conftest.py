"""What the tests share: the data as it stands, and a copy of it to break."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.store import DATA, EntityStore, Snapshot

# the same examples each time: a red test stays red until somebody mends the cause
settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Give the atlas's own data."""
    return EntityStore().load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the data that a test may break."""
    for name in ("entities", "geo"):
        shutil.copytree(DATA / name, tmp_path / "data" / name)
    return tmp_path / "data"
