"""Say texts in the reader's language, and make strings safe for where they go."""

import html
import re

from atlas.language.i18n import translate
from components.state import read_lang

WIDE = str.maketrans({"@": "\uff20", "{": "\uff5b", "}": "\uff5d"})
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&])")


def label(text: str, **values: object) -> str:
    """Say one of our English texts in the reader's language."""
    return translate(read_lang(), text, **values)


def escape_html(text: object) -> str:
    """Make a value safe inside HTML text and attributes."""
    return html.escape(str(text), quote=True)


def escape_markdown(text: str) -> str:
    """Make a string plain text inside markdown: no link, image, colour, formula or HTML."""
    return MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def plain_for_map(text: str) -> str:
    """Make a string safe for deck.gl: no expression mark, no braces; wide signs stand in for them."""
    return text.translate(WIDE)
