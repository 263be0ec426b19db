"""The compare page: areas are added and taken away, figures open their sources, blanks say which blank they are."""

import re

import pytest

from atlas.analysis.comparison import KEY_PLACES
from atlas.language.i18n import LANGUAGES
from tests.screen import ENGLISH, HAN, Tags, open_app, read_html, read_url, show_failure

COMPARE = "pages/explore/compare.py"
OTHER = {"zh": ENGLISH, "en": HAN}


def read_table(app) -> str:
    """Give the table's HTML."""
    return next(body for body in read_html(app) if 'class="compare"' in body)


def read_heads(app) -> list[str]:
    """Give the names over the columns."""
    return re.findall(r"<th>([^<]+)<small>", read_table(app))


def read_sentence(app) -> str:
    """Give the sentence to copy."""
    return Tags(next(body for body in read_html(app) if 'class="sentence"' in body)).words


def test_the_page_opens_with_the_key_places(snapshot):
    assert read_heads(open_app(COMPARE)) == [snapshot.name(area, "zh") for area in KEY_PLACES]


def test_the_url_chooses_the_areas_and_their_order():
    assert read_heads(open_app(COMPARE, areas="110115,110108")) == ["大兴区", "海淀区"]


def test_an_area_can_be_taken_away():
    app = open_app(COMPARE)
    app.button(key="chip_areas_bda").click().run()
    assert read_url(app, "areas") == "110108,110114,110115"
    assert len(read_heads(app)) == 3


def test_an_area_can_be_added():
    app = open_app(COMPARE, areas="110108,110115")
    app.selectbox(key="add_area").select("310000").run()
    assert read_url(app, "areas") == "110108,110115,310000"
    assert read_heads(app)[-1] == "上海市"


def test_two_areas_stay_and_four_are_the_most():
    assert open_app(COMPARE, areas="110108,110115").button(key="chip_areas_110108").disabled
    assert open_app(COMPARE).selectbox(key="add_area").disabled


def test_an_unknown_area_is_named_in_a_notice():
    app = open_app(COMPARE, areas="110108,110115,<b>")
    notices = "".join(body for body in read_html(app) if 'class="notice"' in body)
    assert "areas=&lt;b&gt;" in notices


def test_haidian_and_daxing_come_with_a_sentence():
    said = read_sentence(open_app(COMPARE, areas="110108,110115"))
    assert "海淀区" in said
    assert "大兴区" in said
    assert "来源：" in said


def test_the_sentence_follows_the_chosen_measure():
    app = open_app(COMPARE, areas="110108,110115")
    app.selectbox(key="sentence_measure").select("published:universities:actual:universities").run()
    assert "37所" in read_sentence(app)


def test_every_figure_opens_its_proof():
    table = read_table(open_app(COMPARE))
    assert table.count("<details") > 20
    assert table.count("<details") == table.count('class="proofs"')


def test_blanks_are_told_apart():
    table = read_table(open_app(COMPARE, kind="platform"))
    assert "未披露" in table
    assert "文献无具名" in table
    assert "均被筛选条件排除" in table


def test_a_bound_is_not_subtracted_on_screen():
    assert "不作相减" in read_table(open_app(COMPARE, areas="zgc-life-park,daxing-cgt-park"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("areas", ["", "110000,310000", "zgc-life-park,bj-ftz,suzhou-sip"])
def test_our_words_are_in_the_pages_language(lang, areas):
    app = open_app(COMPARE, lang=lang, areas=areas)
    assert show_failure(app) == ""
    own = re.findall(r"<(?:small|span)[^>]*>([^<]+)<", read_table(app))
    assert [text for text in own if OTHER[lang].search(text) and "proof" not in text] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ("另列，未逐一具名：汉氏联合 8款", "另列，未逐一具名：贝来生物 5个适应症")),
        ("en", ("Apart, not all named: 汉氏联合 Hanshi Lianhe 8 products", "5 indications")),
    ],
)
def test_what_is_counted_of_a_firm_without_names_stands_beside_the_cell_and_opens_its_proof(lang, said):
    table = read_table(open_app(COMPARE, lang=lang, areas="bda,110115"))
    words = re.sub(r"\s+", " ", Tags(table).words)
    for text in said:
        assert text in words
    assert "8款自主研发的干细胞Ⅰ类新药" in table.partition(said[0].split()[1])[2]
    assert table.count("27条一类新药研发管线") == 1  # the park's own count, with the pipelines only


def test_the_sentence_of_a_stage_says_nothing_of_unnamed_products():
    app = open_app(COMPARE, areas="bda,110115")
    app.selectbox(key="sentence_measure").select("products:ind_cleared::products").run()
    assert "汉氏联合" not in read_sentence(app)
