"""The data as it stands: sound, described, sourced and readable."""

import json
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.store.datapackage import build_datapackage
from atlas.store.folder_store import DATA, FolderStore
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from atlas.store.source_check import read_documents, verify_sources
from atlas.store.store import find_overstatements, find_problems
from atlas.style.palette import PALETTES
from tests.contrast import contrast
from tests.tables import find_line, read_rows, set_cell

DOCUMENTS = DATA.parents[1] / "shared" / "sources"
needs_documents = pytest.mark.skipif(not DOCUMENTS.is_dir(), reason="the source documents are not here")
THEMES = list(PALETTES)


def colored_codes(snapshot: Snapshot, theme: str) -> dict[str, str]:
    """Give the colours of the codes that have one."""
    codes = snapshot["codes"]
    return {code: color for code, color in zip(codes["code"], codes[f"color_{theme}"], strict=True) if color}


def test_the_data_have_no_problem_and_no_row_says_more_than_it_quotes():
    assert find_problems(FolderStore().read()) == []
    assert find_overstatements(FolderStore().read()) == []


def test_the_data_package_on_disk_is_the_one_that_the_schema_gives():
    assert json.loads((DATA / "datapackage.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(build_datapackage(DATA))
    )


def test_no_file_lies_in_the_data_that_the_schema_does_not_know():
    assert sorted(path.name for path in (DATA / "entities").iterdir()) == sorted(f"{name}.csv" for name in TABLES)


def test_every_vocabulary_is_used_by_a_column_or_groups_one_that_is(snapshot):
    used = {column.vocabulary for table in TABLES.values() for column in table.columns if column.vocabulary}
    codes = snapshot["codes"]
    parents = set(codes["parent_code"])
    groups = {name for name, part in codes.groupby("vocabulary") if set(part["code"]) <= parents}
    assert used <= set(codes["vocabulary"])
    assert set(codes["vocabulary"]) - used - groups == set()


def test_every_broader_code_exists(snapshot):
    codes = snapshot["codes"]
    assert set(codes["parent_code"]) - {""} <= set(codes["code"])


def test_the_codes_of_a_vocabulary_are_numbered_from_one(snapshot):
    for name, part in snapshot["codes"].groupby("vocabulary"):
        assert list(part["order"]) == list(range(1, len(part) + 1)), name


def test_every_row_names_a_known_place_in_a_known_source(snapshot):
    known = set(zip(snapshot["locators"]["source_id"], snapshot["locators"]["locator"], strict=True))
    for name, table in TABLES.items():
        if "locator" in table.column_names:
            rows = snapshot[name]
            assert set(zip(rows["source_id"], rows["locator"], strict=True)) <= known, name


@pytest.mark.parametrize(
    "name",
    [name for name in TABLES if name not in {"codes", "sources", "views", "renamed", "english_names", "glossary"}],
)
def test_every_row_gives_the_words_that_it_rests_on(snapshot, name):
    assert snapshot[name]["as_printed"].str.len().between(1, 40).all()


def row_keys(snapshot: Snapshot) -> set[str]:
    """Name every row as `table:key`."""
    return {
        f"{name}:{' / '.join(key)}"
        for name, table in TABLES.items()
        for key in snapshot[name][list(table.primary_key)].itertuples(index=False)
    }


def test_every_further_evidence_is_about_a_row_that_exists(snapshot):
    rows = snapshot["evidence"]
    assert set(rows["table"] + ":" + rows["row_id"]) - row_keys(snapshot) == set()


def test_every_disagreement_names_rows_that_exist(snapshot):
    assert {named for rows in snapshot["conflicts"]["rows"] for named in rows} - row_keys(snapshot) == set()


def test_no_entity_is_pinned_without_saying_how_exactly(snapshot):
    entities = snapshot.all_entities
    assert (entities["longitude"].notna() <= (entities["precision_code"] != "")).all()


@pytest.mark.parametrize("theme", THEMES)
def test_the_colour_of_every_mark_stands_out_from_its_outline_of_paper(snapshot, theme):
    """Marks, circles and names all stand in paper, so the fill below never touches them."""
    paper = PALETTES[theme].paper
    weak = {code: round(contrast(color, paper), 2) for code, color in colored_codes(snapshot, theme).items()}
    assert {code: ratio for code, ratio in weak.items() if ratio < 3} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("ink", ["ink", "muted"])
def test_text_can_be_read_on_its_ground(theme, ground, ink):
    palette = PALETTES[theme]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_step_of_the_fill(theme):
    palette = PALETTES[theme]
    weak = {step: round(contrast(palette.ink, step), 2) for step in palette.steps}
    assert {step: ratio for step, ratio in weak.items() if ratio < 4.5} == {}


def test_a_pale_colour_is_seen():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#9AB4CC", PALETTES["light"].paper) < 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_has_the_colours_of_the_codes(snapshot, theme):
    words, palette = snapshot.vocabulary, PALETTES[theme]
    assert palette.company == words.color("entity_kind", "company", theme)
    assert palette.platform == words.color("entity_kind", "platform", theme)
    assert palette.area == words.color("area_kind", "park", theme)


@needs_documents
def test_every_as_printed_stands_in_its_section(snapshot):
    documents, problems = read_documents(DOCUMENTS, snapshot["sources"])
    assert problems == []
    checked, missing = verify_sources(snapshot.tables, documents)
    assert missing == []
    assert checked > 500


@needs_documents
def test_verify_sources_ends_well(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["atlas", "verify-sources", str(DOCUMENTS)])
    assert main() == 0
    assert capsys.readouterr().out.count("\n") == 1


@needs_documents
@pytest.mark.parametrize("table", ["companies", "market_size", "policy_measures", "locators"])
def test_verify_sources_names_the_row_whose_words_were_changed(folder: Path, capsys, monkeypatch, table):
    line = find_line(folder, table, lambda row: row["source_id"].startswith("doc-"))
    key = read_rows(folder, table)[line - 2][TABLES[table].primary_key[-1]]
    set_cell(folder, table, line, "as_printed", "这句话不在文献里")
    monkeypatch.setattr("sys.argv", ["atlas", "--data", str(folder), "verify-sources", str(DOCUMENTS)])
    assert main() == 1
    printed = capsys.readouterr().out
    assert table in printed
    assert key in printed
    assert "这句话不在文献里" in printed


@needs_documents
def test_the_documents_folder_has_every_file_that_the_sources_name(snapshot):
    starts = [start for start in snapshot["sources"]["file"] if start]
    assert [start for start in starts if not list(DOCUMENTS.glob(f"{start}*"))] == []
