"""Bring locale/*/LC_MESSAGES/atlas.po up to what the code says; new texts come in blank.

Run `python -m tools.update_words`, then fill in what is blank. A test fails on any hole.
"""

import ast
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from atlas.errors import DOCUMENT_TEXTS, PROBLEM_TEXTS
from atlas.language.i18n import BABEL_LOCALES, LANGUAGES, LOCALE
from atlas.store.schema import TABLES
from atlas.write_file import write_file
from components.render import ENVIRONMENT, TEMPLATES

ROOT = Path(__file__).resolve().parents[1]
SPEAKERS = {"label": 1, "mark": 1, "translate": 2}  # function -> how many arguments may be texts
HEADER = "# What the atlas says; tools/update_words.py brings it up to the code."
STAMP = datetime(2026, 11, 23, tzinfo=UTC)  # a date of writing would change the file each time


def find_said(path: Path) -> list[str]:
    """List the texts that a module says: constants given to one of SPEAKERS, f-strings included."""
    said = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPEAKERS:
            said += [(node.lineno, text) for text in _constants(node.args[: SPEAKERS[node.func.id]])]
    return [text for _, text in sorted(said)]


def _constants(nodes: list[ast.expr]) -> list[str]:
    return [
        one.value
        for node in nodes
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and " " not in one.value[:1]
    ]


def find_calls(template: str) -> list[nodes.Call]:
    """List the calls of one of SPEAKERS in a template, given as its source."""
    calls = ENVIRONMENT.parse(template).find_all(nodes.Call)
    return [one for one in calls if isinstance(one.node, nodes.Name) and one.node.name in SPEAKERS]


def find_written(path: Path) -> list[str]:
    """List the texts that a template says."""
    return [
        one.value
        for call in find_calls(path.read_text(encoding="utf-8"))
        for argument in call.args[:1]
        for one in ([argument] if isinstance(argument, nodes.Const) else argument.find_all(nodes.Const))
        if isinstance(one.value, str)
    ]


def list_texts() -> list[str]:
    """List all that the screen may say, in the order of the code."""
    paths = [
        ROOT / "app.py",
        *(path for name in ("atlas", "components", "pages") for path in (ROOT / name).rglob("*.py")),
    ]
    texts = dict.fromkeys(text for path in sorted(paths) for text in find_said(path))
    texts.update(dict.fromkeys(text for path in sorted(TEMPLATES.iterdir()) for text in find_written(path)))
    texts.update(dict.fromkeys(text for pair in (PROBLEM_TEXTS | DOCUMENT_TEXTS).values() for text in pair))
    for table in TABLES.values():
        texts.update(dict.fromkeys([table.title, *(column.meaning for column in table.columns)]))
        texts.update(dict.fromkeys(column.type for column in table.columns))
    return list(texts)


def catalogue_path(lang: str) -> Path:
    """Tell where a language's catalogue lies."""
    return LOCALE / lang / "LC_MESSAGES" / "atlas.po"


def sort_texts(texts: list[str], old: Catalog) -> list[str]:
    """Put what a catalogue has first, in its order: a text that moves to another module changes no catalogue."""
    said = set(texts)
    kept = [str(message.id) for message in old if message.id in said]
    return list(dict.fromkeys([*kept, *texts]))


def main() -> None:
    """Write every language's catalogue anew, keeping what is translated."""
    for lang in LANGUAGES:
        path = catalogue_path(lang)
        old = Catalog(locale=BABEL_LOCALES[lang])
        if path.is_file():
            with path.open("rb") as file:
                old = read_po(file, locale=BABEL_LOCALES[lang])
        new = Catalog(
            locale=BABEL_LOCALES[lang],
            project="beijing-cgt-atlas",
            header_comment=HEADER,
            creation_date=STAMP,
            revision_date=STAMP,
            fuzzy=False,
        )
        for text in sort_texts(list_texts(), old):
            known = old.get(text)
            new.add(text, known.string if known else (text if lang == "en" else ""))
        path.parent.mkdir(parents=True, exist_ok=True)
        content = io.BytesIO()
        write_po(content, new, width=120, include_lineno=False)
        write_file(path, content.getvalue())
        holes = sum(1 for message in new if message.id and not message.string)
        sys.stdout.write(f"{lang}: {len(new)} texts, {holes} to translate\n")


if __name__ == "__main__":
    main()
