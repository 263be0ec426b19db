"""A figure carries its qualifier, its unit and its date; its proof carries the source."""

import pytest

from atlas.language.i18n import LANGUAGES
from atlas.panels.evidence import gather_evidence, prove
from atlas.wording.sentences import say_figure, say_row_date
from components.panels.figures import write_evidence, write_proof
from tests.screen import MAP, Tags, open_app, read_html
from tests.tables import make_snapshot

pytestmark = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        ((647, "pipelines", "at_least"), "逾647项", "more than 647 pipelines"),
        ((80, "pipelines", "nearly"), "近80项", "nearly 80 pipelines"),
        ((8, "products", "exact"), "8款", "8 products"),
        ((8.7, "pct", "exact"), "8.7%", "8.7%"),
        ((33.81, "cny_100m", "about"), "约33.81亿元", "about CNY 3.381 billion"),
        ((10600, "cny_100m", "exact"), "1.06万亿元", "CNY 1.06 trillion"),
    ],
)
def test_a_figure_is_said_with_its_qualifier_and_unit(snapshot, lang, figure, zh, en):
    assert say_figure(snapshot, *figure, lang) == {"zh": zh, "en": en}[lang]


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ({"as_of_date": "2024-03"}, "2024年3月", "March 2024"),
        ({"as_of_date": "2027", "value_kind_code": "target"}, "2027年", "By 2027"),
        ({"as_of_date": "2025-11-10"}, "公布于2025年11月10日", "Published 10 November 2025"),
        ({"as_of_date": ""}, "未注", "not stated"),
        ({}, "未注", "not stated"),
    ],
)
def test_a_figure_says_its_date_whose_it_is_or_that_none_is_stated(lang, row, zh, en):
    document = {"source_id": "doc", "published_date": "2025-11-10"}
    said = say_row_date(make_snapshot(sources=[document]), {"source_id": "doc"} | row, lang)
    assert {"zh": zh, "en": en}[lang] in said


@pytest.mark.parametrize("name", ["indicators", "pipeline_counts"])
def test_every_date_that_is_only_its_documents_reads_so(snapshot, lang, name):
    for row in snapshot[name].to_dict("records"):
        is_published = "发布日期" in row["as_of_note_zh"]
        assert ({"zh": "公布于", "en": "Published"}[lang] in say_row_date(snapshot, row, lang)) == is_published


def test_a_proof_names_title_publisher_date_section_and_words(snapshot, lang):
    row = snapshot["market_size"].iloc[0].to_dict()
    source = snapshot["sources"].set_index("source_id").loc[row["source_id"]]
    proof = write_proof(prove(snapshot, row, lang))
    assert Tags(proof).tags >= {"span", "q"}
    assert row["as_printed"] in proof
    assert source[f"title_{lang}"] in Tags(proof).words


@pytest.mark.parametrize("name", ["companies", "market_size", "pipeline_counts", "indicators", "products", "relations"])
def test_every_row_that_the_panels_show_has_a_proof(snapshot, lang, name):
    assert all(write_proof(prove(snapshot, row, lang)) for row in snapshot[name].to_dict("records"))


def test_a_proof_tells_once_which_rows_disagree_whose_they_are_and_what_is_shown(snapshot, lang):
    rows = [("", row) for row in snapshot["market_size"].to_dict("records") if row["area_id"] == "world"]
    conflict = snapshot.find_row("conflicts", "cf-market-world")
    said = Tags(write_evidence(gather_evidence(snapshot, rows, lang))).words
    assert said.count(conflict[f"topic_{lang}"]) == 1
    assert conflict[f"shown_{lang}"] in said
    assert {"zh": "305.4亿美元 · 弗若斯特沙利文", "en": "USD 30.54 billion · Frost & Sullivan"}[lang] in said


def test_a_proof_says_what_its_date_and_figure_rest_on_and_where_else_it_is_said(snapshot, lang):
    row = snapshot.find_row("indicators", "bj-frontier-firms-2027")
    said = Tags(write_evidence(gather_evidence(snapshot, [("", row)], lang))).words
    further = snapshot["evidence"].set_index("row_id").loc[["bj-frontier-firms-2027"]]
    assert all(note in said for note in further[f"note_{lang}"])
    row = snapshot.find_row("indicators", "bj-iit-enrolled")
    assert row[f"as_of_note_{lang}"] in Tags(write_evidence(gather_evidence(snapshot, [("", row)], lang))).words


def test_captions_of_the_panels_are_set_in_the_signs_of_their_language(lang):
    captions = "".join(part for part in read_html(open_app(MAP, lang=lang)) if 'class="caption"' in part)
    assert {"zh": "；若总数", "en": "; more than 58"}[lang] in captions
    assert "。 " not in captions
