"""The fill of the districts tells zero from not disclosed, and counts what is shown."""

import numpy as np
import pytest

from atlas.analysis.choropleth import STEPS, fill_districts
from atlas.selection.metrics import ALL_KINDS, district_ids, list_metrics
from tests.tables import make_snapshot

DISTRICTS = ("110105", "110108", "110115")
CODES = [
    {"vocabulary": "entity_kind", "code": "company", "order": "1"},
    {"vocabulary": "entity_kind", "code": "platform", "order": "2"},
    {"vocabulary": "measure", "code": "hospitals", "order": "1"},
    {"vocabulary": "measure", "code": "deals", "order": "2"},
]


def company(name: str, area: str, kind: str = "company") -> dict[str, str]:
    """Make one entity."""
    return {"entity_id": name, "kind_code": kind, "area_id": area}


def figure(area: str, measure: str, value: str) -> dict[str, str]:
    """Make one indicator."""
    return {"indicator_id": f"{area}-{measure}", "area_id": area, "measure_code": measure, "value": value}


SMALL = make_snapshot(
    DISTRICTS,
    codes=CODES,
    areas=[
        {"area_id": "110000", "kind_code": "province"},
        *({"area_id": adcode, "kind_code": "district", "parent_ids": "110000"} for adcode in DISTRICTS),
        {"area_id": "320000", "kind_code": "province"},
        {"area_id": "320206", "kind_code": "district", "parent_ids": "320000"},
    ],
    companies=[company("a", "110108"), company("b", "110108"), company("c", "110115"), company("z", "110000")],
    platforms=[company("p", "110115", "platform")],
    indicators=[
        figure("110108", "hospitals", "57"),
        figure("110115", "hospitals", "0"),
        figure("110000", "deals", "4"),
        figure("320206", "deals", "9"),
    ],
)
COMPANIES = "count_company"
EVERYONE = np.ones(len(SMALL.entities), dtype=bool)


def fill_with(*names: str, metric: str = COMPANIES):
    """Fill the districts with what a selection leaves."""
    left = SMALL.entities["entity_id"].isin(names).to_numpy()
    return fill_districts(SMALL, SMALL.entities[left], metric, possible=left)


def test_a_district_in_which_the_sources_name_nobody_is_undisclosed():
    assert "110105" in fill_with("a", "b", "c").undisclosed
    assert "110105" not in fill_with("a", "b", "c").values


def test_a_district_that_the_selection_empties_is_zero_not_undisclosed():
    fill = fill_with("a")
    assert fill.values["110115"] == 0
    assert "110115" not in fill.undisclosed
    assert "110115" not in fill.steps


def test_a_district_in_which_somebody_may_fit_is_undisclosed_not_zero():
    nobody, may_be_c = SMALL.entities.iloc[:0], (SMALL.entities["entity_id"] == "c").to_numpy()
    fill = fill_districts(SMALL, nobody, COMPANIES, possible=may_be_c)
    assert fill.values == {"110108": 0}
    assert "110115" in fill.undisclosed


def test_a_filter_leaves_every_class_as_it_is():
    whole, narrow = fill_with("a", "b", "c"), fill_with("a")
    assert whole.classes == narrow.classes == {2: (1, 1), 4: (2, 2)}
    assert (whole.steps["110108"], narrow.steps["110108"]) == (4, 2)


def test_who_lies_in_no_one_district_is_counted_apart():
    assert fill_with("a", "c", "z").outside == 1
    assert fill_with("a", "c").outside == 0
    assert fill_with("a", "z", metric="count_platform").outside == 0
    assert fill_with("a", "z", metric="hospitals").outside == 0


def test_counts_are_of_the_chosen_kind():
    assert fill_with("a", "b", "c", "p").values == {"110108": 2, "110115": 1}
    assert fill_with("a", "b", "c", "p", metric="count_platform").values == {"110115": 1}


def test_counts_of_all_kinds_count_each_entity_once():
    assert fill_with("a", "b", "c", "p", metric=ALL_KINDS).values == {"110108": 2, "110115": 2}


def test_a_published_zero_is_a_figure():
    fill = fill_with(metric="hospitals")
    assert fill.values == {"110108": 57, "110115": 0}
    assert "110105" in fill.undisclosed


def test_only_beijings_districts_are_filled():
    assert district_ids(SMALL) == list(DISTRICTS)


def test_a_figure_of_another_city_is_no_metric_of_the_map():
    assert list_metrics(SMALL) == [COMPANIES, ALL_KINDS, "count_platform", "hospitals"]


@pytest.mark.parametrize(("value", "step"), [(100, STEPS - 1), (80.5, 4), (80, 3), (60, 2), (40, 1), (20, 0), (0.1, 0)])
def test_steps_are_of_equal_width_and_hold_their_upper_edge(value, step):
    rows = [figure("110108", "hospitals", "100"), figure("110115", "hospitals", str(value))]
    tables = {**SMALL.tables, "indicators": make_snapshot(indicators=rows)["indicators"]}
    fill = fill_districts(type(SMALL)("x", tables, SMALL.geometry), SMALL.entities, "hospitals", possible=EVERYONE)
    assert fill.steps["110115"] == step


def test_a_selection_that_leaves_nobody_has_no_steps():
    fill = fill_with()
    assert fill.steps == {}
    assert set(fill.values.values()) == {0}


def test_every_metric_of_the_atlas_fills_the_sixteen_districts(snapshot):
    for metric in list_metrics(snapshot):
        fill = fill_districts(snapshot, snapshot.entities, metric, possible=np.ones(len(snapshot.entities), dtype=bool))
        assert len(fill.values) + len(fill.undisclosed) == 16, metric
        assert set(fill.steps.values()) <= set(fill.classes) <= set(range(STEPS))
        for adcode, step in fill.steps.items():
            least, greatest = fill.classes[step]
            assert least <= fill.values[adcode] <= greatest, (metric, adcode)
        if metric.startswith("count_"):
            kind = metric.removeprefix("count_")
            everyone = snapshot.entities if kind == "all" else snapshot.entities.query("kind_code == @kind")
            assert sum(fill.values.values()) + fill.outside == len(everyone), metric
