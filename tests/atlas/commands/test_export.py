"""`python -m atlas export` writes what the page writes, or says why not and writes nothing."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from PIL import Image

from atlas.commands.export import FILTERS, NO_FILTERS
from atlas.export import FORMATS, export_table, xlsx
from atlas.language.i18n import LANGUAGES
from atlas.pictures import render
from atlas.selection.filter import Filter
from atlas.store.schema import MOST_TEXT, TABLES
from atlas.style.palette import PALETTES
from tests.screen import HAN
from tests.tables import table_path


def test_the_file_is_the_one_that_the_page_gives(run, snapshot, tmp_path):
    asked = ["--area", "110115,bda", "--modality", "car_t", "--from", "2024", "--near", "bda", "--km", "20"]
    assert run("export", "companies", "--format", "xlsx", *asked, "--lang", "en", "-o", "out.xlsx") == 0
    url = {"area": "110115,bda", "modality": "car_t", "from": "2024", "near": "bda", "km": "20"}
    filter, _ = Filter.from_url(url, snapshot)
    assert filter.is_narrowed
    wanted = export_table(snapshot, filter, "companies", "xlsx", lang="en").content
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
    assert capsys.readouterr().err == "无法写入 no/such/folder.csv：目录 no/such 不存在。\n"


def test_data_that_cannot_be_shown_is_not_exported(run, folder, tmp_path, capsys):
    table_path(folder, "companies").write_bytes(b"")
    assert run("--data", str(folder), "export", "companies", "-o", "out.csv") == 1
    assert capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_a_text_too_long_for_a_cell_is_named_by_its_row_and_nothing_is_written(run, folder, capsys):
    path = table_path(folder, "companies")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[0, "description_en"] = "x" * (MOST_TEXT + 1)
    rows.to_csv(path, index=False, lineterminator="\n")
    before = set(Path.cwd().iterdir())
    assert run("--data", folder, "export", "companies", "--format", "xlsx", "-o", "out.xlsx") == 1
    assert "companies.csv : 2 : description_en (baitu) - 该值超过32767个字符" in capsys.readouterr().err
    assert set(Path.cwd().iterdir()) == before


def test_what_does_not_fit_in_the_format_is_told_and_nothing_is_written(run, monkeypatch, capsys):
    monkeypatch.setattr(xlsx, "MOST_TEXT", 5)
    assert run("export", "companies", "--format", "xlsx", "-o", "out.xlsx") == 1
    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], most_rows=3))
    assert run("export", "companies", "--format", "xlsx", "-o", "out.xlsx") == 1
    cell, rows = capsys.readouterr().err.splitlines()
    assert "单元格放不下。文件未写出" in cell
    assert "最多容纳3行" in rows
    assert list(Path.cwd().iterdir()) == []


def test_more_wrong_than_fits_on_a_screen_is_cut_and_counted(run, folder, capsys):
    path = table_path(folder, "companies")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.loc[:20, "is_named"] = "yes"
    rows.to_csv(path, index=False, lineterminator="\n")
    assert run("--data", folder, "--lang", "en", "export", "companies", "-o", "out.csv") == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 12
    assert said[-2:] == ["21 problems found.", "For all of them: python -m atlas validate"]


def make_link(path: Path) -> None:
    """Make a link to a file of somebody else."""
    path.with_name("behind").write_text("of somebody else", encoding="utf-8")
    path.symlink_to("behind")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_link, "out 是链接"),
        (lambda path: path.symlink_to("nowhere"), "out 是链接"),
        (Path.mkdir, "out 是目录"),
        (os.mkfifo, "out 是设备或管道"),
    ],
    ids=["link", "dangling link", "folder", "pipe"],
)
def test_what_is_no_ordinary_file_is_not_written_to(run, tmp_path, capsys, make, said):
    make(tmp_path / "out")
    before = {one: (one.lstat().st_mode, one.lstat().st_mtime_ns) for one in tmp_path.iterdir()}
    assert run("export", "companies", "-o", "out") == 2
    assert said in capsys.readouterr().err
    assert {one: (one.lstat().st_mode, one.lstat().st_mtime_ns) for one in tmp_path.iterdir()} == before


@pytest.mark.parametrize("place", [os.devnull, "/dev/stdout", "none/", ".", ""])
def test_a_place_that_is_no_file_is_not_written_to(run, place):
    assert run("export", "companies", "-o", place) == 2
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("name", ["entities/companies.csv", "geo/rivers.geojson", "datapackage.json"])
def test_the_data_themselves_are_not_written_over(run, folder, name, capsys):
    path = folder / name
    path.touch()
    before = path.read_bytes()
    assert run("--data", folder, "export", "companies", "-o", path) == 2
    assert "数据本身" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_file_that_is_written_anew_keeps_its_mode(run, tmp_path):
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")
    (tmp_path / "out.csv").chmod(0o640)
    assert run("export", "companies", "-o", "out.csv") == 0
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640
    assert (tmp_path / "out.csv").stat().st_size > 3


def test_a_full_disk_leaves_the_old_file_and_what_is_not_ours(run, tmp_path, monkeypatch, capsys):
    names = {"out.csv", ".out.csv.123", f".out.csv.{os.getpid()}", "out.csv.tmp"}
    for name in names:
        (tmp_path / name).write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert run("export", "companies", "-o", "out.csv") == 1
    assert capsys.readouterr().err == "无法写入 out.csv：磁盘已满\n"
    assert {one.name: one.read_text(encoding="utf-8") for one in tmp_path.iterdir()} == dict.fromkeys(names, "old")


@pytest.mark.parametrize(
    ("words", "idle"),
    [
        (["companies", "--from", "2024"], ["--from"]),
        (["companies", "--km", "5"], ["--km"]),
        (["companies", "--kind", "company", "--to", "2025", "--km", "5"], ["--to", "--km"]),
        (["codes", "--area", "110115", "--near", "bda", "--km", "5"], ["--area", "--near", "--km"]),
        (["policies", "--modality", "car_t", "--from", "2024"], ["--modality"]),
        (["indicators", "--from", "2024"], []),
        (["events", "--from", "2024", "--kind", "company"], []),
        (["map", "--from", "2024"], ["--from"]),
    ],
    ids=" ".join,
)
def test_filters_that_say_nothing_of_a_table_are_named_and_do_not_stand_in_the_file(run, capsys, words, idle):
    form, name = ("svg", "out.svg") if words[0] == "map" else ("xlsx", "out.xlsx")
    assert run("--lang", "en", "export", *words, "--format", form, "-o", name) == 0
    said = capsys.readouterr().err
    assert [word for word in words if word.startswith("--") and f"({word})" in said] == idle
    assert bool(said) == bool(idle)
    if form == "xlsx":
        about = openpyxl.load_workbook(name).worksheets[-1]
        codes = {str(row[2]).split("=")[0] for row in about.iter_rows(min_row=2, values_only=True)}
        asked = {word[2:] for word in words if word.startswith("--")}
        assert codes & asked == asked - {word[2:] for word in idle}
    else:
        assert "2024" not in Path(name).read_text(encoding="utf-8").split("</text>")[1]


def test_points_do_not_name_a_filter_that_says_nothing_of_them(run):
    words = ["--kind", "company", "--from", "2024", "--format", "geojson", "-o", "out.geojson"]
    assert run("export", "companies", *words) == 0
    filters = json.loads(Path("out.geojson").read_text(encoding="utf-8"))["filters"]
    assert [one["name"] for one in filters] == ["kind"]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--area", "atlantis"], "110115 (Daxing District)"),
        (["--from", "2024/1"], "2025-06"),
        (["--km", "500", "--near", "bda"], "at most 100"),
        (["--near", "nobody"], "whose position is known"),
        (["--q", "x" * 61], "at most 60"),
        (["--area", ""], "110115"),
        (["--area", ","], "110115"),
        (["--from", "2024", "--from", "2025"], "2025-06"),
        (["--q", "a", "--q", "b"], "at most 60"),
        (["--from", "2024\n2025"], "2025-06"),
    ],
    ids=" ".join,
)
def test_what_may_stand_in_a_filter_is_said_where_a_value_is_not_known(run, capsys, words, remedy):
    assert run("--lang", "en", "export", "companies", *words, "-o", "out.csv") == 2
    unknown, known = capsys.readouterr().err.splitlines()
    assert unknown.startswith(f"Not known: {words[0][2:]}=")
    assert known.startswith(f"What {words[0]} knows: ")
    assert remedy in known
    assert list(Path.cwd().iterdir()) == []


@pytest.mark.parametrize("option", [*FILTERS, *NO_FILTERS])
def test_every_option_says_what_may_stand_in_it(run, capsys, option):
    assert run("--lang", "en", "export", "map", "--format", "svg", f"--{option}", "no,no\x7f", "-o", "out.svg") == 2
    assert f"What --{option} knows: " in capsys.readouterr().err


def test_a_filter_that_is_given_twice_asks_for_both(run):
    assert run("export", "companies", "--area", "110115", "--area", "bda", "-o", "one.csv") == 0
    assert run("export", "companies", "--area", "110115,bda", "-o", "other.csv") == 0
    assert Path("one.csv").read_bytes() == Path("other.csv").read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_taken_away(run, tmp_path, table):
    assert run("export", table, "-o", "out.csv") == 0
    assert (tmp_path / "out.csv").stat().st_size > 0
