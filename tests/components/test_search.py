"""The search box stands on every page and speaks its language."""

import pytest

from atlas.language.i18n import LANGUAGES
from tests.screen import ENGLISH, HAN, list_pages, open_app, read_components

OTHER = {"zh": ENGLISH, "en": HAN}


def read_box(app) -> dict:
    """Give what the search box gets from the server."""
    (box,) = read_components(app, "search_box")
    return box


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", list_pages())
def test_the_box_stands_on_every_page_in_its_language(page, lang):
    box = read_box(open_app(page, lang=lang))
    words = [box[name] for name in ("label", "placeholder", "none")]
    assert all(words)
    assert [word for word in words if OTHER[lang].search(word)] == []


def test_nothing_is_suggested_before_anything_is_typed():
    assert read_box(open_app())["groups"] == []
