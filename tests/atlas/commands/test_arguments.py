"""What is asked wrongly on the command line is said plainly, in the reader's language, with code 2."""

import argparse
import re
from pathlib import Path

import pytest

from atlas.commands.arguments import COMMANDS, WORDS
from atlas.language.i18n import LANGUAGES, translate
from tests.frozen import FROZEN
from tests.screen import ENGLISH, HAN

PERCENT = re.compile(r"%(?:\(\w+\))?[rs]")
BY_LANGUAGE = pytest.mark.parametrize("lang", LANGUAGES)


@BY_LANGUAGE
@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([], "datapackage"),
        (["frobnicate"], "frobnicate"),
        (["validate", "now"], "now"),
        (["export"], "--output"),
        (["export", "companies"], "--output"),
        (["export", "companies", "-o"], "--output"),
        (["verify-sources"], "folder"),
        (["verify-sources", ".", "--uncovered=yes"], "yes"),
        (["export", "companies", "--s", "x", "-o", "x"], "--stage"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else one,
)
def test_what_is_not_understood_is_said_in_a_line(run, capsys, words, named, lang):
    assert run("--lang", lang, *words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert named in err
    assert "--help" in err
    assert bool(HAN.search(err)) == (lang == "zh")
    assert lang == "en" or not ENGLISH.search(err)


def test_a_language_that_there_is_not_is_said_in_the_usual_one(run, capsys):
    assert run("--lang", "fr", "validate") == 2
    assert "无法理解" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--lang", "en", "frob"], ["--lang=en", "frob"], ["frob", "--lang", "en"]])
def test_the_language_is_heard_wherever_it_stands(run, capsys, words):
    assert run(*words) == 2
    assert "Not understood" in capsys.readouterr().err


@BY_LANGUAGE
@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_speaks_the_readers_language(run, capsys, words, lang):
    assert run("--lang", lang, *words, "--help") == 0
    out = capsys.readouterr().out
    assert bool(HAN.search(out)) == (lang == "zh")
    assert lang == "en" or not ENGLISH.search(out)


@BY_LANGUAGE
def test_argparses_own_words_fill_in_the_same_values(lang):
    assert [text for text in WORDS if PERCENT.findall(text) != PERCENT.findall(translate(lang, text))] == []


def test_argparse_speaks_as_before_once_the_words_are_read(run, capsys):
    before = vars(argparse)["_"]
    run("--help")
    capsys.readouterr()
    assert vars(argparse)["_"] is before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("place", ["nowhere", "a-file", "an-empty-folder"])
def test_a_wrong_data_folder_is_named_in_a_line(run, capsys, monkeypatch, command, place):
    Path("a-file").write_text("", encoding="utf-8")
    Path("an-empty-folder").mkdir()
    further = {"verify-sources": ["."], "export": ["companies", "-o", "out"]}.get(command, [])
    for lang in LANGUAGES:
        assert run("--data", place, "--lang", lang, command, *further) == 2
        option = capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setenv("ATLAS_DATA", place)
            assert run("--lang", lang, command, *further) == 2
        setting = capsys.readouterr()
        assert option.out == setting.out == ""
        assert option.err.startswith("--data")
        assert setting.err == option.err.replace("--data", "ATLAS_DATA")
        assert setting.err.count("\n") == 1
        assert place in setting.err
        assert bool(HAN.search(setting.err)) == (lang == "zh")
    assert not Path("out").exists()


def test_the_setting_names_the_data_folder_from_where_the_command_is_given(run, folder, monkeypatch, capsys):
    (folder / "entities" / "gaps.csv").write_bytes(b"")
    monkeypatch.setenv("ATLAS_DATA", "data")  # the copy lies in the folder that the test runs in
    assert run("--lang", "en", "validate") == 1
    assert "gaps.csv" in capsys.readouterr().out


def test_the_option_comes_before_the_setting(run, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", "nowhere")
    assert run("--data", FROZEN, "validate") == 0


def test_an_empty_setting_is_none(run, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", "")
    assert run("validate") == 0


def test_options_of_all_commands_may_stand_after_the_command(run, folder, capsys):
    (folder / "entities" / "gaps.csv").write_bytes(b"")
    assert run("validate", "--data", folder, "--lang", "en") == 1
    assert "The file is empty." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "stream"), [("validate", "err"), ("datapackage", "err"), ("export", "err"), ("verify-sources", "err")]
)
def test_an_input_that_the_system_refuses_is_said_to_be_unreadable(run, monkeypatch, capsys, command, stream):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "entities/companies.csv")

    for name in ("export", "validate", "verify_sources"):
        monkeypatch.setattr(f"atlas.commands.{name}.load_folder", refuse)
    monkeypatch.setattr("atlas.commands.datapackage.build_datapackage", refuse)
    further = {"verify-sources": ["."], "export": ["companies", "-o", "out"]}.get(command, [])
    assert run("--lang", "en", command, *further) == 1
    assert getattr(capsys.readouterr(), stream) == "entities/companies.csv cannot be read: you have no permission\n"
