"""SECURITY.md says what the code does: every limit with its default, every test by its name."""

import re
from dataclasses import fields
from pathlib import Path

from components import tiles
from components.door import settings
from components.door.limits import Limits, name_limit

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(ATLAS_\w+)` \| (\d+) \| .* \| (.+) \|$", PAGE, re.MULTILINE)
SETTING = re.compile(r"\bATLAS_[A-Z_]+\b")


def list_tests() -> set[str]:
    """List the names of all tests."""
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    }


def test_every_limit_stands_there_with_its_default_and_a_test():
    assert {(name, int(default)) for name, default, _ in ROWS} == {
        (name_limit(one.name), one.default) for one in fields(Limits)
    }
    assert all("`test_" in tests for _, _, tests in ROWS)


def test_every_test_that_is_named_exists():
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 20
    assert named - list_tests() == set()


def test_every_setting_that_is_named_is_read_by_the_code():
    known = {name_limit(one.name) for one in fields(Limits)}
    known |= {settings.HOSTS, settings.FRAMED_BY, settings.FOLDER, tiles.STYLE, tiles.CREDIT, tiles.HOSTS}
    assert set(SETTING.findall(PAGE)) - known == set()
    for language in ("README.md", "README.zh.md"):
        said = set(SETTING.findall((ROOT / language).read_text(encoding="utf-8")))
        assert {settings.HOSTS, settings.FRAMED_BY, settings.FOLDER} <= said <= {*known, "ATLAS_MAP_APPROVAL"}
