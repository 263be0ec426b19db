"""What is installed: pinned by hash, above the known-bad versions, and from no named host."""

import re
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PINNED = tuple(ROOT / folder / "requirements.txt" for folder in ("", "tests", "benchmarks"))
FLOORS = {  # lowest version without a known hole
    "streamlit": "1.54",
    "starlette": "1.1",
    "python-multipart": "0.0.31",
    "pyarrow": "14.0.1",
    "pillow": "12.3",
    "openpyxl": "2.4.2",
}
IGNORED = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "shots"}
PROSE, DATA = {".md", ".txt", ".in", ".po", ""}, {".csv", ".json", ".geojson", ".svg", ".toml", ".yml"}
TEXT = PROSE | DATA | {".py", ".sh", ".css", ".html"}
# written in two parts, so that this file does not find itself
MACHINE_PATH = re.compile(r"(?<![\w.~/:-])/(?:" + "work|home|root|Users|private" + r")/\w")
INDEX = re.compile(
    r"(?:--(?:extra-)?index-url|--find-links|--trusted-host|index-url\s*=)"
    r"[\s=]*\S*://|https?://[^\s\"']*/simple\b"
)
HOST = re.compile(r"https?://(?!127\.0\.0\.1|localhost|www\.w3\.org/)[\w.-]+")


def read_pins(text: str) -> dict[str, list[str]]:
    """Read the pinned requirements: the hashes by `name==version`."""
    joined = text.replace("\\\n", " ")
    lines = [line.split(" --hash=") for line in joined.splitlines() if line and not line.startswith("#")]
    return {line[0].split(";")[0].strip(): [part.strip() for part in line[1:]] for line in lines}


def find_below_floor(pins: list[str]) -> list[str]:
    """Name the pins that are older than their floor."""
    versions = dict(pin.split("==") for pin in pins)
    return [name for name, low in FLOORS.items() if name in versions and Version(versions[name]) < Version(low)]


def tracked_texts() -> list[Path]:
    """List the text files of the tree, without what .gitignore leaves out."""
    paths = (path for path in ROOT.rglob("*") if not IGNORED & set(path.relative_to(ROOT).parts))
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


@pytest.mark.parametrize("path", PINNED, ids=["app", "tests", "bench"])
def test_every_requirement_is_pinned_with_its_hashes(path):
    pins = read_pins(path.read_text(encoding="utf-8"))
    assert pins
    assert [pin for pin, hashes in pins.items() if not re.fullmatch(r"[\w.-]+==[\w.]+", pin) or not hashes] == []


@pytest.mark.parametrize("path", PINNED, ids=["app", "tests", "bench"])
def test_no_requirement_is_below_the_known_bad_floor(path):
    assert find_below_floor(list(read_pins(path.read_text(encoding="utf-8")))) == []


def test_a_known_bad_version_is_seen():
    assert find_below_floor(["starlette==1.0.9", "streamlit==1.67.0", "openpyxl==2.4.1"]) == ["starlette", "openpyxl"]


def test_the_packages_with_floors_that_the_atlas_serves_with_are_pinned():
    names = {pin.split("==")[0] for pin in read_pins(PINNED[0].read_text(encoding="utf-8"))}
    assert {"streamlit", "starlette", "python-multipart", "pyarrow", "pillow"} <= names


def test_the_pins_name_no_host():
    assert [path.name for path in PINNED if "://" in path.read_text(encoding="utf-8")] == []


def test_no_tracked_file_names_a_package_index():
    assert [path for path in tracked_texts() if INDEX.search(path.read_text(encoding="utf-8"))] == []


def test_no_tracked_file_holds_a_path_of_this_machine():
    assert [path for path in tracked_texts() if MACHINE_PATH.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("line", ["see /wor" + "k/main/app.py", "'/hom" + "e/me/x'"])
def test_a_path_of_a_machine_is_seen(line):
    assert MACHINE_PATH.search(line)


def test_nothing_that_the_browser_fetches_names_another_host():
    paths = [*(ROOT / "static").rglob("*"), *(ROOT / "components").rglob("*"), ROOT / "app.py"]
    texts = [path for path in paths if path.is_file() and path.suffix in TEXT and path.name != "OFL.txt"]
    assert [path.name for path in texts if HOST.search(path.read_text(encoding="utf-8"))] == []
