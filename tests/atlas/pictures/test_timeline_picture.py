"""The picture of the timeline says what its page says, in either language."""

from xml.etree import ElementTree as ET

import pytest

from atlas.analysis.timeline import list_timeline
from atlas.language.i18n import LANGUAGES
from atlas.pictures.picture import write_picture
from atlas.pictures.timeline_picture import draw_timeline_picture
from atlas.selection.filter import Filter
from atlas.style.palette import PALETTES
from atlas.wording.financing import say_item
from tests.atlas.pictures.sheets import SVG, list_texts

YEAR = Filter(since="2025", until="2025")


def draw(snapshot, lang: str = "zh", theme: str = "light") -> ET.Element:
    """Draw the picture of the year and read it as XML."""
    picture = draw_timeline_picture(snapshot, YEAR, lang, theme)
    return ET.fromstring(write_picture(picture, theme))  # noqa: S314 - our own


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("theme", PALETTES)
def test_every_item_of_the_time_has_its_span_and_a_title_where_there_is_room(snapshot, lang, theme):
    dated = list_timeline(snapshot, YEAR).dated
    root = draw(snapshot, lang, theme)
    _paper, *spans = root.iter(f"{SVG}rect")
    assert len(spans) == len(dated)
    written = " ".join(list_texts(root))
    for table, key in (("events", "ev-jitai-platform"), ("financings", "jitai-d")):
        assert say_item(snapshot, table, key, lang) in written
    assert snapshot.snapshot_id in written


def test_a_date_of_a_year_is_drawn_dashed_and_one_of_a_month_is_not(snapshot):
    dated = list_timeline(snapshot, YEAR).dated
    dashed = [rect for rect in draw(snapshot).iter(f"{SVG}rect") if rect.get("stroke-dasharray")]
    assert len(dashed) == (dated["date"].str.len() == len("2025")).sum()
