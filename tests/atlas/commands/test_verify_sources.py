"""`verify-sources` says a line for each document that cannot be read, and still checks the others."""

import os
import shutil
from pathlib import Path

import pytest

from atlas.commands import verify_sources
from atlas.errors import DOCUMENT_TEXTS, PROBLEM_TEXTS
from atlas.language.i18n import LANGUAGES, translate
from tests.tables import make_snapshot

TEXT = "一、概况\n市场规模 33.81 亿元。\n"


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make two documents, of which the second is to be spoilt, and the tables that rest on them."""
    small = make_snapshot(
        sources=[{"source_id": f"doc-{number}", "file": f"00{number}_"} for number in (1, 2)],
        locators=[
            {"source_id": f"doc-{number}", "locator": "1", "order": "1", "as_printed": "一、概况"} for number in (1, 2)
        ],
        gaps=[
            {"gap_id": f"gap-{number}", "source_id": f"doc-{number}", "locator": "1", "as_printed": "33.81亿元"}
            for number in (1, 2)
        ],
    )
    monkeypatch.setattr("atlas.commands.verify_sources.load_folder", lambda _: small)
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"00{number}_abc.txt").write_text(TEXT, encoding="utf-8")
    return folder


def replace(make):
    """Put something else in a document's place."""

    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def write(content: bytes):
    """Write other bytes into a document."""
    return lambda path: path.write_bytes(content)


SPOILT = {
    "missing": ("no_document", Path.unlink),
    "empty": ("document_empty", write(b"")),
    "blank": ("document_empty", write(b" \n\xef\xbb\xbf\n")),
    "binary": ("document_binary", write(b"%PDF-1.7\n\x00\x01\x02" + bytes(range(256)))),
    "picture": ("document_binary", write(b"\x89PNG\r\n\x1a\n\x00\x00")),
    "neither": ("document_binary", write("一、概况".encode() + b"\xff\xff")),
    "gbk": ("document_encoding", write(TEXT.encode("gbk"))),
    "utf-16": ("document_encoding", write(TEXT.encode("utf-16"))),
    "folder": ("not_a_file", replace(Path.mkdir)),
    "dangling link": ("not_a_file", replace(lambda path: path.symlink_to("nowhere"))),
    "link to itself": ("not_read", replace(lambda path: path.symlink_to(path.name))),
    "pipe": ("not_a_file", replace(os.mkfifo)),
    "device": ("not_a_file", replace(lambda path: path.symlink_to("/dev/zero"))),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SPOILT)
def test_a_document_that_cannot_be_read_has_a_line_and_the_others_are_checked(run, documents, capsys, name, lang):
    code, spoil = SPOILT[name]
    spoil(documents / "002_abc.txt")
    assert run("--lang", lang, "verify-sources", documents) == 1
    out, err = capsys.readouterr()
    line, *counts = out.splitlines()
    assert line.startswith("002_")
    assert line.endswith(translate(lang, (PROBLEM_TEXTS | DOCUMENT_TEXTS)[code][1]))
    assert [word for word in "".join(counts) if word.isdigit()] == ["4", "2", "2"]
    assert err == ""


def test_a_document_without_permission_has_a_line(run, documents, capsys, monkeypatch):
    opened = os.open

    def refuse(path: object, *further: int) -> int:
        if str(path).endswith("002_abc.txt"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *further)

    monkeypatch.setattr(os, "open", refuse)
    assert run("--lang", "en", "verify-sources", documents) == 1
    assert capsys.readouterr().out.startswith("002_abc.txt - The atlas is not allowed to read the file.")


def test_two_documents_of_one_source_are_named(run, documents, capsys):
    shutil.copy(documents / "002_abc.txt", documents / "002_copy.txt")
    assert run("--lang", "en", "verify-sources", documents) == 1
    line, count = capsys.readouterr().out.splitlines()
    assert "002_abc.txt, 002_copy.txt" in line
    assert count == "4 statements checked, 0 not found."


def test_a_sign_of_search_patterns_in_a_sources_file_is_only_a_sign(run, documents, capsys):
    small = verify_sources.load_folder(documents)
    small["sources"]["file"] = ["00[1-2]_", "002_"]
    assert run("--lang", "en", "verify-sources", documents) == 1
    assert capsys.readouterr().out.startswith("00[1-2]_*.txt - No document of the source doc-1")


def test_a_mark_of_utf_8_is_no_text(run, documents, capsys):
    (documents / "002_abc.txt").write_text(TEXT, encoding="utf-8-sig")
    assert run("--lang", "en", "verify-sources", documents) == 0
    assert capsys.readouterr().out == "4 statements checked, 0 not found.\n"


def test_words_that_are_not_found_have_a_line_each(run, documents, capsys):
    (documents / "002_abc.txt").write_text("一、概况\n无", encoding="utf-8")
    assert run("--lang", "en", "verify-sources", documents) == 1
    assert capsys.readouterr().out.splitlines() == [
        "gaps gap-2: doc-2 1: 33.81亿元",
        "4 statements checked, 1 not found.",
    ]


def test_figures_of_the_documents_that_can_be_read_are_listed_beside_one_that_cannot(run, documents, capsys):
    (documents / "001_abc.txt").write_text(f"{TEXT}另有647项。", encoding="utf-8")
    (documents / "002_abc.txt").unlink()
    assert run("--lang", "en", "verify-sources", documents, "--uncovered") == 1
    assert any(line.startswith("doc-1 1: ") and "647" in line for line in capsys.readouterr().out.splitlines())


def test_a_document_in_which_no_section_opens_holds_none_of_its_words(run, documents, capsys):
    (documents / "002_abc.txt").write_text("无关", encoding="utf-8")
    assert run("--lang", "en", "verify-sources", documents, "--uncovered") == 1
    assert capsys.readouterr().out.endswith("4 statements checked, 2 not found.\n")


@pytest.mark.parametrize("place", ["nowhere", "documents/001_abc.txt"])
def test_a_folder_of_documents_that_is_none_is_named(run, documents, capsys, place):
    assert documents.is_dir()
    assert run("verify-sources", place) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert place in err


def test_data_that_are_broken_are_named_before_any_document(run, folder, tmp_path, capsys):
    (folder / "entities" / "locators.csv").write_bytes(b"")
    assert run("--data", folder, "--lang", "en", "verify-sources", tmp_path) == 1
    assert "locators.csv - The file is empty." in capsys.readouterr().err
