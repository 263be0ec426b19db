"""Templates escape what comes in, fail on what is missing, and serve many readers at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from jinja2 import UndefinedError
from jinja2.nodes import Filter

from components.render import ENVIRONMENT, TEMPLATES, render
from components.words import escape_html

HOSTILE = "<b>&\"'"


def show(text):
    return render("piece.html", tag="p", text=text, look="caption", is_status=False)


def test_data_are_escaped_as_everywhere():
    assert show(HOSTILE) == f'<p class="caption">{escape_html(HOSTILE)}</p>'


def test_what_a_template_wrote_stands_as_html_in_another():
    assert show(show("x")) == '<p class="caption"><p class="caption">x</p></p>'


def test_a_value_that_is_missing_fails():
    with pytest.raises(UndefinedError):
        render("piece.html", tag="p")


def test_readers_at_once_get_each_their_own():
    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(show, map(str, range(500)))) == [show(str(number)) for number in range(500)]


@pytest.mark.parametrize("path", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_no_template_lets_anything_past_the_escape(path):
    names = {one.name for one in ENVIRONMENT.parse(path.read_text(encoding="utf-8")).find_all(Filter)}
    assert names <= {"format", "join", "length", "list", "map"}
