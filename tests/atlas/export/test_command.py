"""`python -m atlas export` writes what the page writes, or says why not and writes nothing."""

import sys
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from atlas.__main__ import main
from atlas.briefing import render
from atlas.export import export_table
from atlas.export.command import write_whole
from atlas.export.xlsx import CELL_MAX
from atlas.i18n import LANGUAGES
from atlas.palette import PALETTES
from atlas.schema import TABLES
from atlas.selection import Selection
from tests.screen import HAN
from tests.tables import table_path


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> int:
        monkeypatch.setattr(sys, "argv", ["atlas", *words])
        return main()

    return run


def test_the_file_is_the_one_that_the_page_gives(run, snapshot, tmp_path):
    asked = ["--area", "110115,bda", "--modality", "car_t", "--from", "2024", "--near", "bda", "--km", "20"]
    assert run("export", "companies", "--format", "xlsx", *asked, "--lang", "en", "-o", "out.xlsx") == 0
    url = {"area": "110115,bda", "modality": "car_t", "from": "2024", "near": "bda", "km": "20"}
    selection, _ = Selection.from_url(url, snapshot)
    assert selection.is_narrowed
    wanted = export_table(snapshot, selection, "companies", "xlsx", lang="en").content
    assert (tmp_path / "out.xlsx").read_bytes() == wanted


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["companies", "--area", "atlantis"], "area=atlantis"),
        (["companies", "--from", "soon"], "from=soon"),
        (["companys"], "companys"),
        (["companies", "--format", "pdf"], "pdf"),
        (["events", "--format", "geojson"], "events"),
        (["map", "--format", "svg", "--theme", "pink"], "pink"),
        (["map", "--format", "svg", "--view", "moon"], "moon"),
        (["map", "--format", "svg", "--sel", "nobody"], "sel=nobody"),
        (["companies", "--theme", "dark"], "theme=dark"),
        (["companies", "--view", "city"], "view=city"),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_named_in_the_readers_language_and_nothing_is_written(run, capsys, words, named, lang):
    assert run("--lang", lang, "export", *words, "-o", "out") == 2
    said = capsys.readouterr().err
    assert named in said
    assert bool(HAN.search(said)) == (lang == "zh")
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_is_written_as_it_is_chosen(run, snapshot, tmp_path, lang):
    asked = ["--kind", "company", "--sel", "110115", "--metric", "count_all", "--theme", "dark", "--view", "city"]
    assert run("export", "map", "--format", "svg", *asked, "--lang", lang, "-o", "map.svg") == 0
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert snapshot.name("110115", lang) in text
    assert snapshot.vocabulary.word("entity_kind", "company", lang) in text
    assert PALETTES["dark"].paper in text


def test_the_map_is_written_as_a_picture(run, tmp_path):
    assert run("export", "map", "--format", "png", "-o", "map.png") == 0
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.size == (1920, 1080)


@pytest.mark.parametrize(
    "words", [["map"], ["map", "--format", "csv"], ["companies", "--sel", "bda"], ["map", "--sel", "nobody"]]
)
def test_what_does_not_go_together_writes_nothing(run, words):
    assert run("export", *words, "-o", "out") == 2
    assert list(Path.cwd().iterdir()) == []


def test_a_picture_that_cannot_be_drawn_is_no_crash_and_nothing_is_written(run, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(render, "FONTS", tmp_path / "nowhere")
    assert run("export", "map", "--format", "png", "-o", "map.png") == 1
    assert HAN.search(capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_no_crash(run, capsys):
    assert run("export", "companies", "-o", "no/such/folder.csv") == 1
    assert "无法写入" in capsys.readouterr().err


def test_data_that_cannot_be_shown_is_not_exported(run, folder, tmp_path, capsys):
    table_path(folder, "companies").write_bytes(b"")
    assert run("--data", str(folder), "export", "companies", "-o", "out.csv") == 1
    assert capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_text_too_long_for_a_cell_is_named_and_nothing_is_written(run, folder, capsys):
    path = table_path(folder, "companies")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "description_en"] = "x" * (CELL_MAX + 1)
    rows.to_csv(path, index=False, lineterminator="\n")
    before = set(Path.cwd().iterdir())
    assert run("--data", str(folder), "export", "companies", "--format", "xlsx", "-o", "out.xlsx") == 1
    said = capsys.readouterr().err
    assert rows.loc[0, "entity_id"] in said
    assert "文件未写出" in said
    assert set(Path.cwd().iterdir()) == before


def test_an_old_file_survives_a_failure(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_is_replaced(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        write_whole(path, b"new")
        assert reader.read() == b"old"  # who reads meanwhile sees one of both, whole
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_taken_away(run, tmp_path, table):
    assert run("export", table, "-o", "out.csv") == 0
    assert (tmp_path / "out.csv").stat().st_size > 0
