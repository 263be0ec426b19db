"""The atlas's own font can write what the atlas says, and the browser finds its files."""

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from atlas.store.schema import ENTITY_TABLES
from components.signs.static_files import URL, list_fonts
from tools.build_fonts import (
    INSTALLED,
    OUT,
    PRINTED,
    SHOWN,
    STYLES,
    cut_font,
    list_level_1,
    read_characters,
    read_face,
    write_ranges,
)

MOST_BYTES = 1_500_000
FILES = sorted(OUT.glob("*.otf")) + sorted(OUT.glob("*.woff2"))


def read_covered(pattern: str) -> set[str]:
    """Read the characters that every font whose file fits can write."""
    covered = [set(map(chr, TTFont(path).getBestCmap())) for path in OUT.glob(pattern)]
    assert len(covered) == len(STYLES)
    return set.intersection(*covered)


def test_every_character_of_data_catalogues_and_screen_can_be_written():
    """Red after a new text: run `make fonts`."""
    assert read_characters((*PRINTED, *SHOWN)) - read_covered("*.otf") == set()


def test_every_name_on_the_map_is_written_with_what_the_browser_has_at_once(snapshot):
    """The map's canvas does not wait for a font. Red after a new name: run `make fonts`."""
    tables = [snapshot["areas"], *(snapshot[table.name] for table in ENTITY_TABLES)]
    names = "".join("".join(rows["name_zh"]) + "".join(rows["name_en"]) for rows in tables)
    assert set(names) - read_covered("screen-*.woff2") == set()


def test_everyday_chinese_can_be_written_by_the_server_and_by_the_browser():
    assert len(list_level_1()) == 3755
    assert list_level_1() <= read_covered("*.otf")
    assert list_level_1() <= read_covered("screen-*.woff2") | read_covered("rest-*.woff2")


def test_a_character_that_no_font_has_is_seen(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "names.csv").write_text("龘靐\n", encoding="utf-8")
    monkeypatch.setattr("tools.build_fonts.ROOT", tmp_path)
    assert read_characters(PRINTED) - read_covered("*.otf") == {"龘", "靐"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_font_is_small_named_as_the_atlas_asks_for_it_and_says_its_terms(path):
    names = TTFont(path)["name"]
    assert path.stat().st_size <= MOST_BYTES
    assert names.getDebugName(1) == "Noto Sans SC"
    assert "SIL Open Font License" in names.getDebugName(13)
    assert "Adobe" in names.getDebugName(0)


def test_the_terms_lie_beside_the_fonts():
    text = (OUT / "OFL.txt").read_text(encoding="utf-8")
    assert "with Reserved Font Name 'Source'" in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_style_sheet_names_the_files_that_are_there_each_with_its_hash():
    sheet, screen = list_fonts()
    text = (OUT / sheet.removeprefix(f"{URL}fonts/")).read_text(encoding="utf-8")
    named = re.findall(rf'url\("{URL}fonts/([^"]+)"\)', text)
    assert sorted(named) == sorted(path.name for path in OUT.glob("*.woff2"))
    assert {url.removeprefix(f"{URL}fonts/") for url in screen} <= set(named)
    for name in (*named, sheet):
        path = OUT / name.rsplit("/", 1)[-1]
        assert path.stem.endswith(hashlib.sha256(path.read_bytes()).hexdigest()[:10])


def test_ranges_join_neighbours():
    assert write_ranges("cab京") == "U+61-63, U+4EAC"


def test_another_font_file_is_refused(tmp_path):
    (tmp_path / STYLES["Bold"][0]).write_bytes(b"another")
    with pytest.raises(SystemExit, match="SHA-256"):
        read_face(tmp_path, "Bold")
    with pytest.raises(SystemExit, match="fonts-noto-cjk"):
        read_face(tmp_path, "Regular")


@pytest.mark.skipif(not (INSTALLED / STYLES["Bold"][0]).is_file(), reason="needs Debian's fonts-noto-cjk")
def test_the_same_font_and_characters_give_the_same_bytes():
    first, second = (cut_font(read_face(INSTALLED, "Bold"), "Bold", set("北京 CGT"), "woff2") for _ in range(2))
    assert first == second
