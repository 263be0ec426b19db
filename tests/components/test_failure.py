"""On a bad day the reader gets a plain page, the operator the log, and nobody a traceback."""

import re

import pytest

from components.cached import load_snapshot, watch_data
from tests.atlas.store.test_check import FAULTS
from tests.screen import ENGLISH, HAN, Tags, list_pages, open_app, read_html, show_failure
from tests.tables import find_line, set_cell

INCIDENT = re.compile(r"[0-9a-f]{8}")
ONE_OF_EACH = {fault.code: name for name, fault in reversed(FAULTS.items())}


@pytest.fixture
def shown(folder, monkeypatch):
    """Show the copied data."""
    monkeypatch.setenv("ATLAS_DATA", str(folder))
    return folder


def test_the_copied_data_are_shown(shown):
    assert shown
    assert show_failure(open_app()) == ""


@pytest.mark.parametrize("name", ONE_OF_EACH.values())
def test_a_fault_gives_the_plain_page(shown, name):
    where, row, column = FAULTS[name].damage(shown)
    app = open_app(lang="en")
    page = show_failure(app)
    assert len(app.exception) == 0
    assert all(f"<td>{part}</td>" in page for part in (where, column) if part)
    assert row is None or re.search(rf"<td>{row}( [^<]+)?</td>", page)  # the line, and the key where there is one
    assert "Traceback" not in page
    assert str(shown) not in page


@pytest.mark.parametrize("page", list_pages())
def test_every_page_says_it(shown, page):
    FAULTS["a name is blank"].damage(shown)
    assert "companies.csv" in show_failure(open_app(page))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_plain_page_speaks_the_readers_language(shown, lang):
    FAULTS["a name is blank"].damage(shown)
    assert bool(HAN.search(show_failure(open_app(lang=lang)))) == (lang == "zh")


def test_the_wrong_value_is_shown_as_text(shown):
    set_cell(shown, "market_size", 2, "unit_code", "<img src=x>")
    page = show_failure(open_app())
    assert "&lt;img src=x&gt;" in page
    assert "<img" not in page


def test_the_incident_on_the_page_stands_in_the_log(shown, caplog):
    FAULTS["a name is blank"].damage(shown)
    (number,) = INCIDENT.findall(show_failure(open_app()))
    assert number in caplog.text


def test_many_problems_are_cut_short_and_counted(shown):
    for line in range(2, 20):
        for column in ("name_zh", "description_zh", "description_en", "is_named"):
            set_cell(shown, "companies", line, column, "")
    page = show_failure(open_app(lang="en"))
    assert "72 problems" in page
    assert page.count("<tr>") <= 51


def test_mended_data_are_shown_without_a_restart(shown):
    line = find_line(shown, "companies", lambda row: row["name_zh"])
    FAULTS["a truth is yes"].damage(shown)
    app = open_app()
    assert show_failure(app)
    set_cell(shown, "companies", line, "is_named", "true")
    watch_data().look()
    app.run()
    assert show_failure(app) == ""


def read_trouble_notice(app) -> str:
    """Give the notice that the files as they stand cannot be shown; blank if there is none."""
    return "".join(body for body in read_html(app) if 'class="trouble"' in body)


@pytest.mark.parametrize("page", list_pages())
def test_data_that_break_while_they_are_shown_leave_the_last_sound_ones_with_a_notice(shown, page):
    app = open_app(page)
    before = load_snapshot()
    where, row, column = FAULTS["a name is blank"].damage(shown)
    watch_data().look()
    app.run()
    assert show_failure(app) == ""
    assert load_snapshot() is before
    notice = Tags(read_trouble_notice(app)).words
    assert all(part in notice for part in (where, f"第 {row} 行", column, "按来源原文填写"))
    assert f"{watch_data().trouble.since:%Y-%m-%d %H:%M}" in notice


def test_a_new_reader_gets_the_last_sound_data_while_the_files_are_broken(shown):
    open_app()
    FAULTS["a file is gone"].damage(shown)
    watch_data().look()
    app = open_app()
    assert show_failure(app) == ""
    assert "products.csv" in read_trouble_notice(app)


def test_the_notice_goes_when_the_files_are_mended(shown):
    whole = (shown / "entities" / "products.csv").read_bytes()
    app = open_app()
    FAULTS["a file is gone"].damage(shown)
    watch_data().look()
    app.run()
    assert read_trouble_notice(app)
    (shown / "entities" / "products.csv").write_bytes(whole)
    watch_data().look()
    app.run()
    assert read_trouble_notice(app) == ""


def test_the_notice_speaks_chinese_to_a_chinese_reader(shown):
    open_app()
    FAULTS["a file is gone"].damage(shown)
    watch_data().look()
    notice = Tags(read_trouble_notice(open_app())).words
    assert "最近一份完好的数据" in notice
    assert not ENGLISH.search(notice)


def test_no_data_folder_at_all_gives_the_plain_page(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path / "nowhere"))
    page = show_failure(open_app())
    assert "companies.csv" in page
    assert "nowhere" not in page


def test_an_unexpected_error_gives_a_number_and_no_traceback(monkeypatch, caplog):
    def fail(*_args: object, **_options: object) -> None:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr("components.map.page.fill_districts", fail)
    app = open_app()
    page = "".join(read_html(app))
    assert len(app.exception) == 0
    assert "secret detail" not in page
    assert "Traceback" not in page
    (number,) = INCIDENT.findall(show_failure(app))
    assert number in caplog.text
    assert "secret detail" in caplog.text
