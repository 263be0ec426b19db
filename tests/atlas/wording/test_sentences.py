"""A sentence for a paper says figure, qualifier, date and source, and never more than the rows do."""

import re

import pytest

from atlas.analysis.comparison import KEY_PLACES, compare, list_comparable
from atlas.language.i18n import LANGUAGES
from atlas.selection.filter import Filter
from atlas.wording.sentences import say_figure, say_measure, write_sentence
from tests.screen import HAN
from tests.tables import make_snapshot

PAIR = ("110108", "110115")
ALL = "counts:::institutions"
TOTAL = "pipeline:total::pipelines"


def write(snapshot, areas, measure, lang, chosen=None):
    """Write a sentence on some areas."""
    return write_sentence(snapshot, compare(snapshot, areas, chosen or Filter()), measure, lang)


def test_two_districts_in_chinese_with_date_difference_and_sources(snapshot):
    said = write(snapshot, PAIR, ALL, "zh")
    one, other = (sum(area in areas for areas in snapshot.entities["area_ids"]) for area in PAIR)
    figures = f"海淀区为{one}家；大兴区为{other}家；相差{abs(one - other)}家"
    assert said.startswith(f"文献中最新一份公布于2025年11月10日，文献所载机构：{figures}（来源：《")
    assert said.endswith("》）。")


def test_two_districts_in_english(snapshot):
    said = write(snapshot, PAIR, ALL, "en")
    opening = "The newest document published 10 November 2025, organisations in the documents: "
    assert re.match(opening + r"\d+ in Haidian District; \d+ in Dax", said)
    assert said.endswith("”).")


def test_a_bound_keeps_its_qualifier_and_is_not_subtracted(snapshot):
    said = write(snapshot, ("zgc-life-park", "daxing-cgt-park"), TOTAL, "zh")
    assert "逾190项" in said
    assert "不作相减" in said
    assert "相差" not in said


def test_dates_that_differ_are_stated_one_by_one(snapshot):
    said = write(snapshot, ("zgc-life-park", "daxing-cgt-park"), TOTAL, "en")
    assert "(published 10 November 2025)" in said
    assert "(as of December 2024)" in said


def test_an_area_without_a_figure_is_named_as_not_disclosed(snapshot):
    said = write(snapshot, PAIR, "published:universities:actual:universities", "zh")
    assert "海淀区为37所（日期未注明）" in said
    assert "大兴区数据未披露" in said


def test_a_parks_figure_is_named_as_the_parks(snapshot):
    said = write(snapshot, PAIR, TOTAL, "zh")
    assert "大兴区数据未披露，其中中关村（大兴）细胞基因治疗产业园为27项（截至2024年12月）" in said


def test_a_filtered_count_says_that_it_is_filtered(snapshot):
    chosen = Filter(kind=("company",))
    assert "按所选条件筛选后" in write(snapshot, PAIR, ALL, "zh", chosen)
    assert "筛选" not in write(snapshot, PAIR, TOTAL, "zh", chosen)


def test_a_measure_that_is_not_there_is_an_error(snapshot):
    with pytest.raises(KeyError):
        write(snapshot, PAIR, "counts:nobody::institutions", "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_measure_of_every_area_can_be_said(snapshot, lang):
    areas = list_comparable(snapshot)
    for start in range(0, len(areas) - 1, 3):
        comparison = compare(snapshot, areas[start : start + 4], Filter())
        for measure in comparison.measures:
            said = write_sentence(snapshot, comparison, measure.key, lang)
            assert "{" not in said
            for figure in (cell.figure for cell in measure.cells if cell.figure):
                assert snapshot.name(figure.area_id, lang) in said
                assert f"{figure.value:g}"[:1] in said


def test_the_english_sentence_is_english(snapshot):
    comparison = compare(snapshot, KEY_PLACES, Filter())
    said = [write_sentence(snapshot, comparison, one.key, "en") for one in comparison.measures]
    assert [text for text in said if HAN.search(text)] == []
    assert [one.key for one in comparison.measures if HAN.search(say_measure(snapshot, one, "en"))] == []


def test_a_figure_is_said_with_qualifier_and_unit(snapshot):
    assert say_figure(snapshot, 647, "pipelines", "at_least", "zh") == "逾647项"
    assert say_figure(snapshot, 1, "people", "exact", "en") == "1 person"
    assert say_figure(snapshot, 647, "pipelines", "at_least", "en") == "more than 647 pipelines"
    assert say_figure(snapshot, 8.7, "pct", "exact", "en") == "8.7%"


def test_a_sentence_gives_all_on_which_the_sources_differ_and_subtracts_nothing():
    rows = [
        {
            "indicator_id": f"{area}-{value}",
            "area_id": area,
            "measure_code": "firms",
            "value": value,
            "unit_code": "firms",
            "qualifier_code": "exact",
            "as_of_date": "2024",
            "source_id": "doc",
        }
        for area, value in (("east", "3"), ("east", "4"), ("west", "9"))
    ]
    words = [
        {"vocabulary": vocabulary, "code": code, "order": "1", "word_zh": word, "word_en": code}
        for vocabulary, code, word in (("measure", "firms", "企业数"), ("unit", "firms", "家"))
    ]
    small = make_snapshot(
        codes=words,
        areas=[{"area_id": "east", "name_zh": "东区"}, {"area_id": "west", "name_zh": "西区"}],
        sources=[{"source_id": "doc", "title_zh": "文"}],
        companies=[{"entity_id": "f", "area_id": "east", "source_id": "doc"}],
        indicators=rows,
    )
    said = write(small, ("east", "west"), "published:firms::firms", "zh")
    assert "东区为3家或东区为4家（资料说法不一）；西区为9家" in said
    assert "不作相减" in said
    assert "相差" not in said
