"""The catalogue tool finds all that the code says."""

import pytest

from tools.update_words import find_said, list_texts


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


def test_texts_come_once_each():
    texts = list_texts()
    assert len(texts) == len(set(texts))


def test_the_texts_of_problems_and_columns_are_among_them():
    texts = set(list_texts())
    assert {"The file is missing.", "Name in Chinese.", "Market size", "string"} <= texts
