"""Whatever is chosen, the facets, the map, the lists, the panels and the tables tell of the same organisations."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from atlas.panels.found import FEW, MOST
from atlas.selection.dimensions import DIMENSIONS
from atlas.selection.filter import Filter
from atlas.store.schema import ENTITY_TABLES
from tests.atlas.selection.test_filter import OPTIONS, SNAPSHOT, filters, fits
from tests.screen import Tags, open_app, read_deck, read_html, show_failure

TABLE = "pages/analyse/table.py"
ROWS = SNAPSHOT.entities.to_dict("records")
PAGES = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])


def recount(filter: Filter) -> list[dict]:
    """Read the entities that a filter leaves, row by row."""
    return [row for row in ROWS if fits(row, filter)]


def read_counts(app: AppTest, dimension: str) -> list[int]:
    """Read the counts that a facet shows, in the order of its options; 0 where it is not stated who fits."""
    facet = next(one for one in app.get("button_group") if one.key == f"facet_{dimension}")
    counts = [re.search(r":gray\[(\d+|—)\]$", option)[1] for option in facet.options]
    return [0 if count == "—" else int(count) for count in counts]


def count_marks(app: AppTest) -> int:
    """Count the organisations that the map draws at a point."""
    layers = {layer["id"]: layer for layer in read_deck(app)["layers"]}
    shared = [int(row["t"]) for row in layers["counts"]["data"]]
    return len(layers["marks"]["data"]) - len(shared) + sum(shared)  # so few that none is a cluster


@st.composite
def narrowings(draw: st.DrawFn) -> Filter:
    """Draw a filter with one or two conditions: more leave nearly always nobody."""
    drawn = draw(filters())
    kept = draw(st.lists(st.sampled_from([*DIMENSIONS, "near", "q"]), min_size=1, max_size=2))
    chosen = {name: drawn[name] if name in DIMENSIONS else getattr(drawn, name) for name in kept}
    return Filter(**chosen, km=drawn.km if "near" in kept else "")


@PAGES
@given(narrowings() | filters())
def test_facets_map_list_and_count_agree_with_a_plain_recount(filter):
    app, left = open_app(**filter.to_url(), open="unplaced"), recount(filter)
    assert show_failure(app) == ""
    for dimension in DIMENSIONS:
        alone = [replace(filter, **{dimension: (value,)}) for value in OPTIONS[dimension]]
        assert read_counts(app, dimension) == [len(recount(one)) for one in alone]
    pinned = [row for row in left if row["longitude"] == row["longitude"]]  # NaN is not itself
    assert count_marks(app) == len(pinned)
    placed = next(Tags(body).words for body in read_html(app) if 'class="placed"' in body)
    shown, total = (int(number) for number in re.findall(r"\d+", placed))
    missing = [one for one in app.button if str(one.key).startswith("unplaced_")]
    assert total == len(left) == shown + len(missing)
    listed = [str(one.key).removeprefix("found_") for one in app.button if str(one.key).startswith("found_")]
    wanted = {row["entity_id"] for row in left} - {filter.near} if filter.is_narrowed else set()
    assert len(listed) == min(len(wanted), MOST if filter.near else FEW)
    assert set(listed) <= wanted


@PAGES
@given(narrowings() | filters())
def test_the_named_products_of_the_panel_are_those_of_the_organisations_left(filter):
    app = open_app(**filter.to_url())
    app.selectbox(key="pipeline_scope").set_value("named").run()
    left = {row["entity_id"] for row in recount(filter)}
    products = [row for row in SNAPSHOT["products"].to_dict("records") if {row["owner_id"], row["site_id"]} & left]
    proofs = [Tags(body) for body in read_html(app) if 'class="proofs"' in body and products]
    stages = [SNAPSHOT.vocabulary.word("stage", row["stage_code"], "zh") for row in products]
    said = "".join(one.words for one in proofs)
    for stage in set(stages):
        assert said.count(f" · {stage}") >= stages.count(stage)


@PAGES
@given(narrowings() | filters(), st.sampled_from([table.name for table in ENTITY_TABLES]))
def test_the_table_holds_the_organisations_left(filter, table):
    app, left = open_app(TABLE, table=table, **filter.to_url()), recount(filter)
    names = {row["name_zh"] for row in left if row["table"] == table}
    if filter.is_narrowed:
        told = {cell for one in app.dataframe for cell in one.value.iloc[:, 0]}
        assert told == names
