"""What the browser fetches by URL is what the sources give, and its name tells its content."""

import hashlib
import json
import shutil
from itertools import product

import pytest

from atlas.style.palette import PALETTES
from components.signs.static_files import STATIC
from tools import build_static
from tools.build_static import ROOT, build_files, outline_marker

NOT_BUILT = {"manifest.json", "atlas.css", "present.css", "embed.css", "fonts"}


@pytest.fixture(scope="module")
def built() -> tuple[dict, dict]:
    """Build the files anew."""
    return build_files(ROOT / "data")


@pytest.fixture(scope="module")
def manifest() -> dict:
    """Read the manifest on disk."""
    return json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))


def test_the_files_on_disk_are_those_that_the_sources_give(built):
    names = {path.name for path in STATIC.iterdir()} - NOT_BUILT
    assert names == set(built[0])


def test_the_manifest_on_disk_is_the_one_that_the_sources_give(built, manifest):
    assert manifest == json.loads(json.dumps(built[1]))


def test_building_twice_gives_the_same_bytes(built):
    assert build_files(ROOT / "data")[0] == built[0]


def test_every_name_holds_the_hash_of_its_content(manifest):
    for name in manifest["files"].values():
        digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
        assert name.rsplit(".", 1)[0].endswith(f"-{digest[:10]}")


def test_only_what_is_public_lies_in_static():
    suffixes = {path.suffix for path in STATIC.rglob("*") if path.is_file()}
    assert suffixes <= {".json", ".png", ".svg", ".css", ".otf", ".woff2", ".txt"}


def test_the_title_needs_no_font_of_the_reader(manifest):
    for lang, theme in product(build_static.TITLES, PALETTES):
        svg = (STATIC / manifest["files"][f"title-{lang}-{theme}"]).read_text(encoding="utf-8")
        assert f'aria-label="{build_static.TITLES[lang]}"' in svg
        assert "<path" in svg
        assert "<text" not in svg


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_districts_carry_their_code_their_name_and_what_they_are(manifest, lang):
    collection = json.loads((STATIC / manifest["files"][f"districts-{lang}"]).read_text(encoding="utf-8"))
    assert len(collection["features"]) == 16
    for one in collection["features"]:
        assert {"adcode", "n", "s"} <= set(one["properties"])
        assert all(one["properties"].values())


def test_every_marker_of_the_kinds_can_be_drawn_inside_its_square(snapshot):
    codes = snapshot["codes"]
    for marker in set(codes.loc[codes["vocabulary"].isin(["entity_kind", "area_kind"]), "marker"]) - {""}:
        assert all(-0.01 <= part <= 1.01 for point in outline_marker(marker) for part in point)


def test_kinds_of_one_colour_differ_in_shape_or_are_told_as_one(snapshot):
    """Colour and shape: whoever cannot tell the colours still tells company, platform and site."""
    words = snapshot.vocabulary
    main = ["company", "platform", "clinical_site", "university", "fund"]
    assert len({words.marker("entity_kind", kind) for kind in main}) == len(main)


@pytest.fixture
def shipped(tmp_path, monkeypatch, built):
    """Give a copy of the files with one of an earlier run, and let the tool write there."""
    shutil.copytree(STATIC, tmp_path / "static", ignore=shutil.ignore_patterns("fonts"))
    named = tmp_path / "static" / "manifest.json"
    manifest = json.loads(named.read_text(encoding="utf-8"))
    manifest["files"]["gone"] = "gone-0123456789.svg"
    named.write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "static" / "gone-0123456789.svg").write_text("<svg/>", encoding="utf-8")
    monkeypatch.setattr(build_static, "build_files", lambda _: built)
    monkeypatch.setattr("sys.argv", ["build_static", "--out", str(tmp_path / "static")])
    return tmp_path / "static"


def read_folder(folder) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_of_an_earlier_run_go_once_nothing_names_them(shipped, built):
    build_static.main()
    names = set(read_folder(shipped)) - NOT_BUILT
    assert names == set(built[0])


def test_a_full_disk_leaves_all_files_of_the_earlier_run(shipped, monkeypatch):
    before, left = read_folder(shipped), iter(range(5))

    def fill(_: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fill)
    with pytest.raises(OSError, match="No space"):
        build_static.main()
    assert read_folder(shipped) == before
