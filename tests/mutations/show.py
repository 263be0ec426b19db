"""Show a data folder on every page and in every picture and file, and note what fails."""

import io
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree as ET

import openpyxl
import streamlit as st
import vl_convert
from streamlit.testing.v1 import AppTest

from atlas.commands.validate import find_problems
from atlas.errors import Problem
from atlas.export import export_table, list_formats
from atlas.language.i18n import LANGUAGES
from atlas.pictures import render
from atlas.search.find import find
from atlas.selection.filter import Filter
from atlas.selection.row_filter import find_subject
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot
from components import cached
from components.cached import load_search_index, load_snapshot
from tests.mutations.visits import Visit, list_pages_whole, list_parts
from tests.screen import ROOT, open_app, read_components, show_failure

FONTS = ROOT / "static" / "fonts"
CHARTS = ("deck_gl_json_chart", "arrow_vega_lite_chart")


@dataclass
class Shown:
    """What was shown of one version of the data.

    Attributes
    ----------
    incidents
        Where and what failed, one line each.
    """

    pages: int = 0
    pictures: int = 0
    files: int = 0
    incidents: list[str] = field(default_factory=list)


def validate(folder: Path) -> list[Problem]:
    """Judge a folder as `python -m atlas validate` does."""
    return list(find_problems(folder))


def show(folder: Path, touched: tuple[tuple[str, int], ...] = (), *, sample: int = 1, first: int = 0) -> Shown:
    """Show a folder that is accepted.

    Parameters
    ----------
    touched
        Rows by table and place, that are looked at by themselves.
    sample, first
        Every so manieth visit and file only, from which on.
    """
    shown = Shown()
    with open_folder(folder), _draw_here(), _catch_errors() as errors:
        snapshot = load_snapshot()
        rows = [(name, number) for name, number in touched if name in TABLES and 0 <= number < len(snapshot[name])]
        visits = list_pages_whole()
        try:
            subjects = [find_subject(snapshot, name, snapshot[name].iloc[number]) for name, number in rows]
            visits += list_parts(snapshot, tuple(dict.fromkeys(filter(None, subjects))), rows)
        except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
            _note(shown, "what can be opened", error)
        for visit in visits[first::sample]:
            _open(visit, shown, errors)
        _write_files(snapshot, shown, slice(first, None, sample))
        _search(snapshot, shown, rows)
    return shown


@contextmanager
def open_folder(folder: Path) -> Iterator[None]:
    """Let the pages show a folder, and nobody watch it afterwards: it will be gone."""
    with patch.dict("os.environ", {cached.FOLDER: str(folder)}):
        try:
            yield
        finally:
            if watch := cached._WATCHES.pop(folder, None):
                watch.stop()


def _note(shown: Shown, where: str, error: BaseException | str) -> None:
    what = error if isinstance(error, str) else say_error(error)
    shown.incidents.append(f"{where}: {what}")


def say_error(error: BaseException) -> str:
    """Name an error and the atlas's own line that raised it."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if str(ROOT) in frame.filename]
    frames = [frame for frame in frames if "site-packages" not in frame.filename and "/tests/" not in frame.filename]
    place = f" at {Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno} {frames[-1].name}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:120]}{place}"


@contextmanager
def _catch_errors() -> Iterator[list[BaseException]]:
    """Collect the errors that the plain page reports to the log."""
    errors: list[BaseException] = []

    class _Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info and record.exc_info[1]:
                errors.append(record.exc_info[1])

    log, collector = logging.getLogger("atlas"), _Collector()
    log.addHandler(collector)
    was, log.propagate = log.propagate, False
    try:
        yield errors
    finally:
        log.removeHandler(collector)
        log.propagate = was


@contextmanager
def _draw_here() -> Iterator[None]:
    """Let pictures be drawn in this process: starting one for each would take longer than all else."""
    vl_convert.register_font_directory(str(FONTS))

    def run(task: dict[str, Any]) -> bytes:
        if "charts" in task:
            return json.dumps([vl_convert.vegalite_to_svg(spec) for spec in task["charts"]]).encode()
        return vl_convert.svg_to_png(task["svg"], scale=task["scale"])

    with patch.object(render, "_run", run):
        yield


@contextmanager
def _offered() -> Iterator[list[tuple[str, Callable[[], bytes]]]]:
    """Collect what a page offers to take away: the button's key, and what writes the file."""
    offered: list[tuple[str, Callable[[], bytes]]] = []
    plain = st.download_button

    def keep(label: str, data: Callable[[], bytes], **options: Any) -> bool:
        offered.append((options["key"], data))
        return plain(label, data, **options)

    with patch.object(st, "download_button", keep):
        yield offered


def _open(visit: Visit, shown: Shown, errors: list[BaseException]) -> None:
    """Open a page, read what the browser gets, and take away the pictures that it offers."""
    errors.clear()
    shown.pages += 1
    try:
        with _offered() as offered, visit.ticking():
            app = open_app(visit.page, **visit.url)
        if show_failure(app):
            _note(shown, visit.name, say_error(errors[-1]) if errors else show_failure(app)[:200])
            return
        _read_strictly(app)
    except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
        _note(shown, visit.name, error)
        return
    for key, write in offered:
        if key.startswith("picture_") and key.endswith(visit.pictures):
            shown.pictures += 1
            _try(shown, f"{visit.name} {key}", lambda write=write, key=key: _check_picture(key, write()))


def _read_strictly(app: AppTest) -> None:
    """Read as JSON what map, charts and components get: the browser knows no NaN."""
    for name in CHARTS:
        for chart in app.get(name):
            text = chart.proto.json if name == CHARTS[0] else chart.proto.spec
            json.loads(text, parse_constant=_refuse)
    for given in read_components(app):
        json.dumps(given, allow_nan=False)


def _refuse(constant: str) -> None:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _check_picture(key: str, content: bytes) -> None:
    if key.endswith("_svg"):
        ET.fromstring(content)  # noqa: S314 - our own
    elif not content.startswith(b"\x89PNG"):
        message = "no PNG"
        raise ValueError(message)


def _try(shown: Shown, where: str, task: Callable[[], object]) -> None:
    try:
        task()
    except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
        _note(shown, where, error)


def _write_files(snapshot: Snapshot, shown: Shown, which: slice) -> None:
    """Write every table in every format, and read it again."""
    asked = [(name, form, lang) for name in TABLES for form in list_formats(name) for lang in LANGUAGES]
    for name, form, lang in asked[which]:
        shown.files += 1
        _try(shown, f"export {name} {form} {lang}", lambda one=(name, form, lang): _write_file(snapshot, *one))


def _write_file(snapshot: Snapshot, name: str, form: str, lang: str) -> None:
    content = export_table(snapshot, Filter(), name, form, lang=lang).content
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        found = sum(1 for _ in book.worksheets[0].iter_rows()) - 1
        if found < len(snapshot[name]):
            message = f"{found} of {len(snapshot[name])} rows"
            raise ValueError(message)
    elif form == "geojson":
        json.loads(content, parse_constant=_refuse)


def _search(snapshot: Snapshot, shown: Shown, rows: list[tuple[str, int]]) -> None:
    """Look for the names of the rows that were changed."""

    def look() -> None:
        index = load_search_index(snapshot)
        names = [snapshot[name].iloc[number].get("name_zh", "") for name, number in rows]
        for lang in LANGUAGES:
            for text in [*names, "yi", "北京", "car-t"]:
                find(index, text, lang)

    _try(shown, "search", look)
