"""Strings that attack, in every text column of the data: the pages draw, and all of it stays text."""

import re
import shutil
from pathlib import Path

import pytest

from atlas.store.folder_store import FolderStore
from atlas.store.schema import TABLES, Column
from atlas.store.store import find_problems
from components.words import escape_html, escape_markdown, plain_for_map
from tests.frozen import FROZEN
from tests.screen import (
    Tags,
    data_strings,
    list_pages,
    open_app,
    read_cells,
    read_deck,
    read_html,
    show_failure,
    tick_row,
    walk_strings,
)
from tests.tables import read_rows, write_rows

STRINGS = {
    "image": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "expression": "@@=alert(1)",
    "constant": "@@#GL.ONE",
    "braces": "{tip_name_zh}{0}{}",
    "markdown image": "![x](//evil.invalid/x.png)",
    "markdown link": "[x](javascript:alert(1))",
    "colour and formula": ":red[x] $x$ **x**",
    "quotes": "\"'><b onclick=x>",
    "formula": "=1+1|cmd",
}
# codes and references, not free text
NOT_TEXT = {"locator", "table", "row_id", "rows", "parent_code", "marker", "fill", "roles", "file"}
EVIL_TAGS = {"img", "script", "iframe", "object", "embed", "link", "meta", "form"}
DATA_PAGE = "pages/analyse/table.py"
FIRM = "bosheng-zhuoyue"
LIVE_MARKDOWN = re.compile(r"(?<!\\)(<|!\[x|\[x|:red\[|\$x|\*\*x)")  # not escaped


def is_free_text(column: Column) -> bool:
    """Tell whether anything may stand in a column."""
    bound = column.vocabulary or column.refers_to or column.pattern or column.unique or column.type != "string"
    return not bound and column.name not in NOT_TEXT


def attack(folder: Path, *hostile: str) -> None:
    """Put a hostile string before every free text of the data: each column has all of them, and each long row."""
    for name, table in TABLES.items():
        rows = read_rows(folder, name)
        for place, column in enumerate(filter(is_free_text, table.columns)):
            for number, row in enumerate(rows):
                text = row[column.name]
                if text:
                    own = hostile[(number + place) % len(hostile)]
                    row[column.name] = (own + text)[: column.max_length].strip()
        write_rows(folder, name, rows)


@pytest.fixture(scope="module")
def attacker(tmp_path_factory) -> Path:
    """Write data that attack."""
    folder = tmp_path_factory.mktemp("attack") / "data"
    for name in ("entities", "geo"):
        shutil.copytree(FROZEN / name, folder / name)
    attack(folder, *STRINGS.values())
    assert find_problems(FolderStore(folder).read()) == []
    return folder


@pytest.fixture
def attacked(attacker, monkeypatch) -> None:
    """Show data that attack."""
    monkeypatch.setenv("ATLAS_DATA", str(attacker))


def find_shown(texts: list[str], *, is_html: bool) -> set[str]:
    """Name the hostile strings that stand in texts as what they are."""
    written = {name: escape_html(one) if is_html else one for name, one in STRINGS.items()}
    return {name for name, one in written.items() if any(one in text for text in texts)}


def find_live(app) -> set[str]:
    """Name the tags and attributes of the page's HTML that could run something."""
    found: set[str] = set()
    for body in read_html(app):
        tags = Tags(body)
        found |= (tags.tags & EVIL_TAGS) | {name for name in tags.attributes if name.startswith("on")}
    return found


def markdown_labels(app) -> list[str]:
    """Give every label that Streamlit reads as markdown and that names data."""
    groups = [option.content for one in app.get("button_group") for option in one.proto.options]
    return [one.label for one in app.button] + groups


@pytest.mark.usefixtures("attacked")
@pytest.mark.parametrize(("lang", "chosen"), [("zh", ""), ("en", FIRM), ("zh", "110115")])
def test_the_map_page_draws_and_nothing_is_live(lang, chosen):
    app = open_app(lang=lang, sel=chosen)
    assert show_failure(app) == ""
    assert find_live(app) == set()
    assert find_shown(read_html(app), is_html=True) == set(STRINGS)


@pytest.mark.usefixtures("attacked")
@pytest.mark.parametrize("page", [page for page in list_pages() if "map" not in page])
def test_every_other_page_draws_and_nothing_is_live(page):
    app = open_app(page)
    assert show_failure(app) == ""
    assert find_live(app) == set()
    shown = find_shown(read_html(app), is_html=True) | find_shown(read_cells(app), is_html=False)
    assert shown == set(STRINGS)


@pytest.mark.usefixtures("attacked")
@pytest.mark.parametrize("table", ["companies", "policies", "conflicts"])
def test_the_card_of_a_row_draws_and_nothing_is_live(monkeypatch, table):
    tick_row(monkeypatch, 0)
    app = open_app(DATA_PAGE, table=table)
    assert show_failure(app) == ""
    assert find_live(app) == set()
    assert find_shown([body for body in read_html(app) if 'class="facts fields"' in body], is_html=True)


@pytest.mark.usefixtures("attacked")
@pytest.mark.parametrize("section", ["measures", "timeline"])
def test_every_section_of_the_policy_page_draws_and_nothing_is_live(section):
    app = open_app("pages/explore/policy.py", section=section, sel=FIRM)
    assert show_failure(app) == ""
    assert find_live(app) == set()
    assert [text for text in markdown_labels(app) if LIVE_MARKDOWN.search(text)] == []
    assert find_shown(read_html(app), is_html=True) == set(STRINGS)


@pytest.mark.usefixtures("attacked")
def test_the_map_evaluates_no_string_of_the_data():
    deck = read_deck(open_app())
    expressions = [one for one in STRINGS.values() if one.startswith("@@")]
    assert [text for text in data_strings(deck) if text.startswith("@@")] == []
    assert [text for text in walk_strings(deck) if any(one in text for one in expressions)] == []


@pytest.mark.usefixtures("attacked")
def test_the_map_fills_in_no_braces_of_the_data():
    strings = data_strings(read_deck(open_app()))
    assert [text for text in strings if "{" in text or "}" in text] == []


@pytest.mark.usefixtures("attacked")
def test_labels_read_the_data_as_plain_text():
    labels = markdown_labels(open_app(kind="company", sel=FIRM))
    assert [text for text in labels if LIVE_MARKDOWN.search(text)] == []


@pytest.mark.parametrize("mark", ["\u202e", "\u200f", "\u2066", "\x00", "\x1b"])
def test_marks_that_turn_or_hide_text_are_refused(folder, mark):
    attack(folder, mark)
    assert {problem.code for problem in find_problems(FolderStore(folder).read())} == {"control_character"}


@pytest.mark.parametrize(
    ("text", "safe"),
    [("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"), (None, "None"), (3, "3"), ("北京", "北京")],
)
def test_html_is_escaped_in_text_and_attributes(text, safe):
    assert escape_html(text) == safe


def test_markdown_is_escaped_mark_by_mark():
    assert escape_markdown("![x](y)") == r"\!\[x\]\(y\)"
    assert escape_markdown(":red[x]") == r"\:red\[x\]"
    assert escape_markdown("a\nb") == "a b"
    assert escape_markdown("艺妙神州") == "艺妙神州"


@pytest.mark.parametrize("text", [*STRINGS.values(), "@@@@=x", "@@{=x", "{@@=x", " @@=x"])
def test_a_string_for_the_map_is_no_expression_and_has_no_braces(text):
    safe = plain_for_map(text)
    assert not safe.strip().startswith("@@")
    assert "{" not in safe
    assert "}" not in safe


@pytest.mark.parametrize("text", ["大兴", "CAR-T", "AAV (in vivo)", "No. 5", ""])
def test_a_plain_string_goes_to_the_map_unchanged(text):
    assert plain_for_map(text) == text
