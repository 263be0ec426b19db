"""Whatever figures the tables hold: like stands with like, the rest is said, nothing is lost, no panel fails."""

import json
import math
from collections import Counter
from xml.etree import ElementTree as ET

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.analysis.choropleth import fill_districts
from atlas.analysis.comparison import compare, subtract
from atlas.analysis.dossier import HEADLINES, find_headlines
from atlas.analysis.market import find_issuer, group_markets
from atlas.analysis.measures import TABLES_OF
from atlas.analysis.pipeline import TOTAL, list_pipeline_scopes, list_series
from atlas.analysis.policy import list_targets
from atlas.geo.geometry import label_points
from atlas.language.i18n import LANGUAGES
from atlas.panels.comparison import say_comparison
from atlas.panels.evidence import Evidence
from atlas.panels.headlines import say_headlines
from atlas.panels.market import say_market
from atlas.panels.pipeline import say_pipeline
from atlas.panels.targets import TargetRow, say_targets
from atlas.panels.text import Line, read_plainly
from atlas.pictures.map_picture import write_map
from atlas.pictures.panel_charts import draw_market, draw_pipeline, lay_out_market
from atlas.pictures.window import fit_window
from atlas.selection.bounds import CITY
from atlas.selection.filter import Filter
from atlas.selection.metrics import district_ids, find_series, is_count, list_metrics
from atlas.selection.view import View
from atlas.store.comparable import EXACT, find_subject, is_earlier
from atlas.store.folder_store import load_folder
from atlas.store.schema import TABLES
from atlas.store.snapshot import Snapshot, to_rows
from atlas.wording.choropleth import list_fill_notes, say_apart
from atlas.wording.market import say_market_size
from atlas.wording.pipeline import say_count
from atlas.wording.sentences import say_figure, say_metric, write_sentence
from tests.frozen import FROZEN
from tests.tables import make_table

ATLAS = load_folder(FROZEN)
FIRM_ROWS = ATLAS["companies"][ATLAS["companies"]["area_id"].isin(["110108", "110115"])].head(2)
# words, areas and documents of the atlas, two firms, and nothing that would name rows of other tables
KEPT = {name: ATLAS[name] for name in ("codes", "areas", "sources", "locators")} | {"companies": FIRM_ROWS}
SMALL = {name: make_table(name, []) for name in TABLES} | KEPT
PLACES = to_rows(ATLAS["locators"].drop_duplicates("source_id").head(2))
FIRMS = list(FIRM_ROWS["entity_id"])
AREAS = ("110000", "110108", "110115", "biopark")
DATES = ("", "2019", "2024", "2024-03", "2025-11-10", "2027")
QUALIFIERS = ("exact", "exact", "at_least", "nearly", "at_most")
KINDS = ("actual", "actual", "estimate", "forecast", "target", "planned")


def build(**choices: object) -> st.SearchStrategy[dict[str, str]]:
    """Build rows, each cell one of some choices, in one of two documents."""
    cells = st.fixed_dictionaries({name: st.sampled_from(own) for name, own in choices.items()})
    return st.tuples(cells, st.sampled_from(PLACES)).map(
        lambda pair: {**pair[0], "source_id": pair[1]["source_id"], "locator": pair[1]["locator"], "as_printed": "x"}
    )


def put(table: str, rows: list[dict[str, str]]) -> Snapshot:
    """Put rows in place of a table's own."""
    named = [{f"{table.rstrip('s')}_id": f"r{place}", **row} for place, row in enumerate(rows)]
    return Snapshot("random", {**SMALL, table: make_table(table, named)}, ATLAS.geometry)


MARKETS = st.lists(
    build(
        area_id=("world", "100000", "310000", "110000"),
        year=("2023", "2024", "2030"),
        value=("0", "0", "33.81", "12", "100000000"),
        unit_code=("usd_100m", "usd_100m", "cny_100m", "cny_10k", "unit_unstated_100m", "firms"),
        qualifier_code=QUALIFIERS,
        value_kind_code=KINDS,
        publisher_zh=("", "", "甲", "乙"),
        publisher_en=("", "A"),
    ),
    max_size=14,
)
PIPELINES = st.lists(
    build(
        area_id=("100000", "100000", "zgc-life-park"),
        entity_id=("", "", "", *FIRMS),
        stage_code=("total", "total", "phase_1", "phase_2", "marketed", "not_stated"),
        count=("0", "3", "3", "12", "647"),
        unit_code=("pipelines", "pipelines", "pipelines", "products"),
        qualifier_code=QUALIFIERS,
        is_part_of_total=("true", "true", "false"),
        as_of_date=("2024-03", "2024-03", "2025", ""),
    ),
    max_size=12,
)
INDICATORS = st.lists(
    build(
        area_id=AREAS,
        entity_id=("", "", "", FIRMS[0]),
        measure_code=("universities", "universities", "cgt_firms"),
        value=("-3", "0", "37", "37", "99.5"),
        unit_code=("universities", "universities", "firms", "pct"),
        qualifier_code=QUALIFIERS,
        value_kind_code=KINDS,
        as_of_date=DATES,
    ),
    max_size=12,
)


LANGS = st.sampled_from(LANGUAGES)


def list_texts(evidence: Evidence) -> set[str]:
    """List the statements that something stands behind."""
    return {one.text for one in evidence.backings}


def list_lines(row: TargetRow) -> list[Line]:
    """List the lines of a target: its own, what is reported and what stands apart."""
    return [one.line for one in (row.target, *row.reported, *row.apart)]


def choose(areas: tuple[str, ...]) -> View:
    """Look at the first of some areas, and filter by the others, all districts."""
    return View(Filter(area=areas[1:]), focus=areas[0]) if areas else View()


def say(snapshot: Snapshot, row: dict, lang: str) -> str:
    """Say a row's figure."""
    return say_figure(snapshot, row["value"], row["unit_code"], row["qualifier_code"], lang)


def check_axis(spec: dict) -> None:
    """Check that a chart is plain JSON, and that its axis has a length."""
    text = json.dumps(spec, allow_nan=False)
    assert '"domain": [0, 0' not in text


@settings(max_examples=25)
@given(MARKETS, LANGS)
def test_every_market_figure_stands_with_its_like_or_in_words(given_rows, lang):
    snapshot = put("market_size", given_rows)
    panel = say_market(snapshot, View(), lang)
    (caption,) = panel.notes
    rows, markets = to_rows(snapshot["market_size"]), group_markets(snapshot)
    assert all(
        {(row["area_id"], row["unit_code"]) for row in one.rows} == {(one.area_id, one.unit_code)}
        for one in markets.series
    )
    drawn = [row for one in markets.series for row in one.rows]
    assert Counter(row["market_size_id"] for row in (*drawn, *markets.apart)) == {
        row["market_size_id"]: 1 for row in rows
    }
    assert len({one.heading for one in panel.series}) == len(panel.series) == len(markets.series)
    specs = draw_market(panel, "light")
    for said, spec, one in zip(panel.series, specs, markets.series, strict=True):
        assert snapshot.name(one.area_id, lang) in said.heading
        assert snapshot.vocabulary.word("unit", one.unit_code, lang) in said.heading
        values = spec["data"]["values"]
        assert sorted(value["value"] for value in values) == sorted(row["value"] for row in one.rows)
        brackets = next(layer["data"]["values"] for layer in spec["layer"] if layer.get("data"))
        assert len(brackets) == len({find_issuer(row) for row in one.rows})
        check_axis(spec)
    assert all(say_market_size(snapshot, row, lang) in caption for row in markets.apart)
    assert {say_market_size(snapshot, row, lang) for row in rows} == list_texts(panel.evidence)
    assert caption
    many = len({one.currency for one in markets.series}) > 1 and len({one.area_id for one in markets.series}) > 1
    assert many == ({"zh": "币种不同", "en": "currency differ"}[lang] in panel.title)
    # the picture to take away says and shows the same
    picture = lay_out_market(snapshot, panel, "light", lang)
    assert [spec for _, spec in picture.charts] == list(specs)
    assert picture.title == panel.title
    assert caption in picture.description


@settings(max_examples=25)
@given(PIPELINES, LANGS)
def test_every_pipeline_count_stands_with_its_like_and_only_what_adds_up_is_added(given_rows, lang):
    snapshot = put("pipeline_counts", given_rows)
    seen = Counter()
    for scope in list_pipeline_scopes(snapshot):
        panel = say_pipeline(snapshot, View(), lang, scope)
        series = list_series(snapshot, scope)
        assert len(panel.parts) == len(series)
        assert len({part.heading for part in panel.parts}) == len(panel.parts)
        for spec, one in zip(draw_pipeline(panel, "light"), series, strict=True):
            seen.update(row["pipeline_count_id"] for row in one.rows)
            assert {find_subject(row) for row in one.rows} == {scope}
            for column in ("area_id", "source_id", "as_of_date"):
                assert len({row[column] for row in one.rows}) == 1
            units = {row["unit_code"] for row in one.rows if not row["is_part_of_total"]}
            assert len(units | ({one.unit_code} if one.totals else units)) <= 1
            bars = spec["data"]["values"] if spec else []
            assert len({bar["name"] for bar in bars}) == len(bars)
            assert [bar["count"] for bar in bars if not bar["rest"]] == [row["count"] for row in one.stages]
            rest = [bar["count"] for bar in bars if bar["rest"]]
            stated = sum(row["count"] for row in one.stages)
            if rest:
                assert all(row["qualifier_code"] == EXACT for row in one.stages)
                assert len({row["stage_code"] for row in one.stages}) == len(one.stages)
                assert all(row["is_part_of_total"] for row in one.stages)
                assert [row["count"] - stated for row in one.totals] == rest
                assert rest[0] > 0
            if spec:
                check_axis(spec)
            assert all(say_count(snapshot, row, lang) in panel.caption for row in one.totals)
        rows = [row for one in series for row in one.rows]
        said = " ".join(list_texts(panel.evidence))
        assert all(say_count(snapshot, row, lang) in said for row in rows)
        check_title(snapshot, panel.title, rows, lang)
    assert seen == dict.fromkeys(snapshot["pipeline_counts"]["pipeline_count_id"], 1)


def check_title(snapshot: Snapshot, title: str, rows: list[dict], lang: str) -> None:
    """Check a title that states a share against the rows, counted plainly."""
    if "%" not in title:
        return
    assert len({(row["source_id"], row["as_of_date"], row["area_id"]) for row in rows}) == 1
    (total,) = [row for row in rows if row["stage_code"] == TOTAL]
    stages = {row["stage_code"]: row["count"] for row in rows if row["unit_code"] == total["unit_code"]}
    del stages[TOTAL]
    named = {code for code in stages if snapshot.vocabulary.word("stage", code, lang) in title}
    least = min(stages[code] for code in named)
    assert all(count < least for code, count in stages.items() if code not in named)
    share = 100 * sum(stages[code] for code in named) / sum(stages.values())
    assert any(f"{whole}%" in title for whole in {math.floor(share), math.ceil(share)})
    assert ("100%" in title) == (share == 100)


@settings(max_examples=25)
@given(INDICATORS, LANGS)
def test_every_figure_of_a_district_fills_it_or_is_said(given_rows, lang):
    snapshot = put("indicators", given_rows)
    everyone = np.ones(len(snapshot.entities), dtype=bool)
    districts, rows = district_ids(snapshot), to_rows(snapshot["indicators"])
    metrics = [metric for metric in list_metrics(snapshot) if not is_count(metric)]
    assert len({say_metric(snapshot, metric, lang) for metric in metrics}) == len(metrics)
    reached = set()
    for metric in metrics:
        series = find_series(snapshot, metric)
        fill = fill_districts(snapshot, snapshot.entities, metric, possible=everyone)
        own = [row for row in rows if row["measure_code"] == series.measure_code and row["area_id"] in districts]
        like = [row for row in own if find_subject(row) == row["area_id"]]
        like = [
            row
            for row in like
            if (row["value_kind_code"], row["unit_code"]) == (series.value_kind_code, series.unit_code)
        ]
        told = [row["indicator_id"] for row in (*fill.drawn.values(), *fill.differing, *fill.apart)]
        assert sorted(told) == sorted(row["indicator_id"] for row in own)
        reached.update(row["indicator_id"] for row in like)
        for adcode, row in fill.drawn.items():
            assert (row["area_id"], row["value"]) == (adcode, fill.values[adcode])
            assert any(row["indicator_id"] == one["indicator_id"] for one in like)
            others = [one for one in like if one["area_id"] == adcode]
            assert not any(is_earlier(row["as_of_date"], one["as_of_date"]) for one in others)
        for row in fill.differing:
            assert row["area_id"] in fill.undisclosed
        for adcode, step in fill.steps.items():
            least, greatest = fill.classes[step]
            assert least <= fill.values[adcode] <= greatest
        notes = " ".join(list_fill_notes(snapshot, fill, lang))
        assert all(say_apart(snapshot, row, lang) in notes for row in (*fill.differing, *fill.apart))
        dates = {row["as_of_date"] for row in fill.drawn.values()}
        assert all(row["as_of_date"][:4] in notes for row in fill.drawn.values()) or not dates
        bounds = [row for row in fill.drawn.values() if row["qualifier_code"] != EXACT]
        assert all(say(snapshot, row, lang) in notes for row in bounds)
    of_districts = {row["indicator_id"] for row in rows if find_subject(row) in districts}
    assert reached == of_districts


@settings(max_examples=4)
@given(INDICATORS, LANGS)
def test_the_picture_of_the_map_says_what_the_legend_says(given_rows, lang):
    snapshot = put("indicators", given_rows)
    everyone = np.ones(len(snapshot.entities), dtype=bool)
    points = label_points(snapshot.geometry["districts"], snapshot.entities)
    for metric in [metric for metric in list_metrics(snapshot) if not is_count(metric)][:2]:
        svg = write_map(
            snapshot,
            View(metric=metric),
            layers=("company",),
            points=points,
            find_window=lambda size: fit_window(CITY, size),
            lang=lang,
            theme="light",
        )
        said = "".join(ET.fromstring(svg).itertext())  # noqa: S314 - our own
        fill = fill_districts(snapshot, snapshot.entities, metric, possible=everyone)
        assert all(note in said for note in list_fill_notes(snapshot, fill, lang))


@settings(max_examples=25)
@given(INDICATORS, LANGS)
def test_every_figure_of_a_compared_area_is_told_once_with_its_unit_and_kind(given_rows, lang):
    snapshot = put("indicators", given_rows)
    areas = ("110108", "110115", "110000")
    comparison = compare(snapshot, areas, Filter())
    table, code, _, _ = TABLES_OF["published"]
    told = Counter()
    for measure in (one for one in comparison.measures if one.group == "published"):
        for cell in measure.cells:
            own = [one for one in (cell.figure, *cell.also, *cell.earlier) if one]
            assert {one.area_id for one in own} <= {cell.area_id}
            rows = [row for one in (*own, *cell.parts) for row in one.rows]
            assert {(row[code], row["value_kind_code"], row["unit_code"]) for row in rows} <= {
                (measure.code, measure.value_kind_code, measure.unit_code)
            }
            told.update(row["indicator_id"] for one in own for row in one.rows)
            difference = subtract(cell, measure.cells[0])
            if difference and difference.value is not None:
                assert cell.is_settled
                assert measure.cells[0].is_settled
        sentence = write_sentence(snapshot, comparison, measure.key, lang)
        for cell in measure.cells:
            differing = [one for one in cell.also if not cell.is_settled]
            said = (say_figure(snapshot, one.value, one.unit_code, one.qualifier_code, lang) for one in differing)
            assert all(one in sentence for one in said)
    own = {row["indicator_id"] for row in to_rows(snapshot[table]) if find_subject(row) in areas}
    assert told == dict.fromkeys(own, 1)
    panel = say_comparison(snapshot, areas, Filter(), lang)
    assert {len(row.cells) for _, said in panel.groups for row in said} <= {len(areas)}


@settings(max_examples=25)
@given(INDICATORS, LANGS)
def test_every_headline_is_the_latest_of_its_kind_and_what_it_displaces_is_named(given_rows, lang):
    snapshot = put("indicators", given_rows)
    rows = to_rows(snapshot["indicators"])

    def identify(row: dict) -> tuple:
        return find_subject(row), row["measure_code"], row["value_kind_code"], row["unit_code"]

    for chosen in ((), ("110108",), ("biopark", "110115")):
        found = find_headlines(snapshot, chosen)
        assert len(found.rows) <= HEADLINES
        panel = say_headlines(snapshot, choose(chosen), lang)
        assert len(panel.figures) == len(found.rows)
        said = " ".join(list_texts(panel.evidence))
        shown = {row["indicator_id"] for row in found.rows}
        for row in found.rows:
            like = [one for one in rows if identify(one) == identify(row)]
            assert not any(is_earlier(row["as_of_date"], one["as_of_date"]) for one in like)
            assert {one["indicator_id"] for one in like} <= shown | {one["indicator_id"] for one in found.apart}
        for row in (*found.rows, *found.apart):
            assert say(snapshot, row, lang) in said


@settings(max_examples=25)
@given(INDICATORS, LANGS)
def test_beside_a_target_stands_only_what_is_reported_of_the_same_thing_in_its_unit(given_rows, lang):
    snapshot = put("indicators", given_rows)
    rows = to_rows(snapshot["indicators"])
    for target in list_targets(snapshot):
        same = [
            row
            for row in rows
            if all(row[name] == target.row[name] for name in ("area_id", "entity_id", "measure_code"))
            and row["value_kind_code"] != "target"
        ]
        reported, apart = to_rows(target.reported), to_rows(target.apart)
        assert {(row["unit_code"], row["value_kind_code"]) for row in reported} <= {(target.row["unit_code"], "actual")}
        assert sorted(row["indicator_id"] for row in (*reported, *apart)) == sorted(row["indicator_id"] for row in same)
    panel = say_targets(snapshot, View(), lang)
    assert panel.title
    said = read_plainly(line for policy in panel.policies for row in policy.rows for line in list_lines(row))
    for target in list_targets(snapshot):
        for row in (target.row, *to_rows(target.reported), *to_rows(target.apart)):
            assert say(snapshot, row, lang) in said
