"""What the tests share: the frozen data, and a copy of them to break."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from atlas.store.folder_store import load_folder
from atlas.store.snapshot import Snapshot
from tests.frozen import FROZEN
from tools.drive.guard import sitecustomize as guard

# before any test module is read: importing may call out, too; servers that the tests start write into the same file
OUTSIDE = Path(tempfile.mkstemp(prefix="outside-")[1])
os.environ["ATLAS_DATA"] = str(FROZEN)
os.environ[guard.LOG] = str(OUTSIDE)  # each worker has its own, or one would answer for the other's tests

# the same examples each time: a red test stays red until somebody mends the cause
settings.register_profile("atlas", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("atlas")


@pytest.fixture(autouse=True)
def nothing_outside() -> Iterator[None]:
    """Fail the test in which anything of ours, or a server that it started, tried to leave this machine."""
    yield
    tried = OUTSIDE.read_text(encoding="utf-8")
    OUTSIDE.write_text("", encoding="utf-8")  # the next test is not to blame
    assert not tried, tried


def pytest_unconfigure() -> None:
    """Take the guard's file away."""
    OUTSIDE.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """Give the frozen data."""
    return load_folder(FROZEN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the frozen data that a test may break."""
    for name in ("entities", "geo"):
        shutil.copytree(FROZEN / name, tmp_path / "data" / name)
    return tmp_path / "data"
