"""Open the atlas through app.py without a browser, and read what it shows."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[1]
MAP = "pages/explore/map.py"
DRAWN = ("lanes", "svg")  # what components draw as HTML
HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}")  # three words in a row


def _list_calls() -> list[ast.Call]:
    """List app.py's calls of st.Page."""
    calls = [node for node in ast.walk(ast.parse((ROOT / "app.py").read_text("utf-8"))) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "Page"]


def list_pages() -> list[str]:
    """List the scripts that app.py gives to st.Page."""
    return [ast.literal_eval(call.args[0]) for call in _list_calls()]


def list_paths() -> list[str]:
    """List the pages' paths in the URL; the default page's is `/`."""
    options = [{word.arg: word.value for word in call.keywords} for call in _list_calls()]
    return ["/" if "default" in one else f"/{ast.literal_eval(one['url_path'])}" for one in options]


@cache
def page_hash(page: str) -> str:
    """Tell by which number Streamlit knows a page."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    hashes = {Path(str(info["script_path"])): code for code, info in app._registered_pages.items()}
    return hashes[ROOT / page]


@cache
def _components() -> BidiComponentManager:
    """Look for installed components once: AppTest would read every installed package's record for each page."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def open_app(page: str = MAP, **parameters: str) -> AppTest:
    """Open a page as a reader with that URL sees it."""
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    app._bidi_component_manager = _components()
    for name, value in parameters.items():
        app.query_params[name] = value
    if page != MAP:
        app._page_hash = page_hash(page)
    return app.run()


def read_url(app: AppTest, name: str) -> str:
    """Give a parameter of the URL; blank if it is not set."""
    value = app.query_params.get(name, "")
    return value if isinstance(value, str) else ",".join(value)


def read_html(app: AppTest) -> list[str]:
    """Give all HTML that the page shows, that of its components too, without the style sheet."""
    shown = [one.proto.body for one in app.get("html") if not one.proto.body.startswith("<style")]
    return shown + [given[name] for given in read_components(app) for name in DRAWN if name in given]


def read_components(app: AppTest, name: str = "") -> list[dict[str, Any]]:
    """Give what the page's own components get from the server; only those of one name, if it is given."""
    found = [one.proto for one in app.get("bidi_component") if one.proto.component_name.endswith(name)]
    return [json.loads(one.json or "{}") for one in found]


def read_cells(app: AppTest) -> list[str]:
    """Give the cells of the page's tables, as text."""
    return [str(cell) for one in app.dataframe for row in one.value.itertuples() for cell in row]


def tick_row(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Tick a row of every table, as a reader does: AppTest cannot."""
    plain = st.dataframe

    def show(*args: Any, **options: Any) -> dict[str, Any]:
        plain(*args, **options)
        return {"selection": {"rows": [number]}}

    monkeypatch.setattr(st, "dataframe", show)


def show_failure(app: AppTest) -> str:
    """Give what the plain page says; blank if the page came as it should."""
    return "".join(body for body in read_html(app) if 'class="failure"' in body) + "".join(
        one.value for one in app.exception
    )


def read_deck(app: AppTest) -> dict[str, Any]:
    """Give the map as the browser gets it."""
    return json.loads(app.get("deck_gl_json_chart")[0].proto.json)


def walk_strings(value: object) -> Iterator[str]:
    """Give every string inside JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from walk_strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk_strings(part)


def data_strings(deck: dict[str, Any]) -> list[str]:
    """Give the strings in the rows of the map's layers."""
    return [text for layer in deck["layers"] if isinstance(layer["data"], list) for text in walk_strings(layer["data"])]


class Tags(HTMLParser):
    """Collects an HTML text's tags, attributes and plain words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.quoted = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.quoted += tag == "q"

    def handle_endtag(self, tag: str) -> None:
        """Note where a quotation ends."""
        self.quoted -= tag == "q"

    def handle_data(self, data: str) -> None:
        """Keep the words that are not a quotation."""
        if not self.quoted:
            self.words += f"{data} "
