"""The catalogue tool finds all that the code says."""

import pytest
from babel.messages.catalog import Catalog

from tools.update_words import find_said, find_written, list_texts, sort_texts


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('label("Sources")', ["Sources"]),
        ('label("Light" if dark else "Dark")', ["Light", "Dark"]),
        ("st.html(f\"<b>{label('Map')}</b>\")", ["Map"]),
        ('translate(lang, "{count} rows", count=3)', ["{count} rows"]),
        ('TITLES = {"kind": mark("Kind")}', ["Kind"]),
        ('label("About {place}", place="Beijing")', ["About {place}"]),
        ("label(title)", []),
        ('print("not said")', []),
    ],
)
def test_a_text_given_to_a_speaker_is_found(tmp_path, code, said):
    path = tmp_path / "module.py"
    path.write_text(code, encoding="utf-8")
    assert sorted(find_said(path)) == sorted(said)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('<b class="x">{{ label("Map") }}</b>', ["Map"]),
        ('{{ label("{count} rows", count=rows|length) }}', ["{count} rows"]),
        ('{% set heads = [label("Light" if dark else "Dark")] %}', ["Light", "Dark"]),
        (
            '{% call b(label("Kind")) %}{{ label("Place") }}{% endcall %}',
            ["Kind", "Place"],
        ),
        ("{{ label(column.meaning) }}", []),
        ('label("not said") {# label("nor this") #}', []),
    ],
)
def test_a_text_in_a_template_is_found(tmp_path, template, said):
    path = tmp_path / "template.html"
    path.write_text(template, encoding="utf-8")
    assert sorted(find_written(path)) == sorted(said)


def test_the_texts_of_the_templates_are_among_all():
    assert "Sources differ" in list_texts()


def test_a_catalogue_keeps_its_order_and_new_texts_come_last():
    old = Catalog()
    for text in ("Map", "Gone", "Kind"):
        old.add(text)
    assert sort_texts(["Kind", "New", "Map"], old) == ["Map", "Kind", "New"]


def test_texts_come_once_each():
    texts = list_texts()
    assert len(texts) == len(set(texts))


def test_the_texts_of_problems_and_columns_are_among_them():
    texts = set(list_texts())
    assert {"The file is missing.", "Name in Chinese.", "Market size", "string"} <= texts
