"""Where many marks lie close together they are one, and come apart again nearer by."""

import numpy as np
import pytest

from atlas.geo.clusters import APART_ZOOM, LEAST, MANY, NEAREST_ZOOM, cluster_id, gather_marks, read_cluster_id
from atlas.geo.geometry import Mark, group_marks
from atlas.pictures.map_features import list_marks
from atlas.style.symbols import COUNT_PX, size_cluster
from tests.tables import add_companies

ZOOM = 9.0
NEAR = 0.0001  # degrees: a hand's breadth on screen only from very near


def make_marks(*points: tuple[float, float]) -> list[Mark]:
    """Make a mark of one company at each point; those of one point share it."""
    return [Mark(x, y, "street", "company", (f"e{number}",), 0, 1) for number, (x, y) in enumerate(points)]


def spread_far(count: int) -> list[tuple[float, float]]:
    """Give points a degree apart, so that each stands alone."""
    return [(60.0 + number % 20, 10.0 + number // 20) for number in range(count)]


def list_ids(alone: list[Mark], clusters: list) -> list[str]:
    return sorted(one for row in [*alone, *clusters] for one in row.entity_ids)


CLOSE = [(116.3, 39.9), (116.3 + NEAR, 39.9), (116.3, 39.9 + NEAR)]


def test_few_marks_stay_as_they_are_however_close_they_lie():
    marks = make_marks(*CLOSE, *spread_far(MANY - len(CLOSE)))
    assert gather_marks(marks, ZOOM) == (marks, [])
    assert gather_marks([], ZOOM) == ([], [])


def test_of_many_marks_those_that_lie_close_are_one_at_their_mean():
    marks = make_marks(*CLOSE, *spread_far(MANY))
    alone, (cluster,) = gather_marks(marks, ZOOM)
    assert alone == marks[len(CLOSE) :]
    assert cluster.entity_ids == ("e0", "e1", "e2")
    assert (cluster.longitude, cluster.latitude) == pytest.approx(np.mean(CLOSE, axis=0), abs=1e-6)
    assert cluster.bounds == pytest.approx((116.3, 39.9, 116.3 + NEAR, 39.9 + NEAR))


def test_a_mark_of_several_draws_the_mean_to_itself():
    first, *others = make_marks(*CLOSE, *spread_far(MANY))
    _, (cluster,) = gather_marks([first._replace(entity_ids=tuple("abcdefgh")), *others], ZOOM)
    assert cluster.longitude == pytest.approx(116.3 + NEAR / 10, abs=1e-7)


def test_two_marks_can_be_told_apart_and_stay():
    marks = make_marks(*CLOSE[: LEAST - 1], *spread_far(MANY))
    assert gather_marks(marks, ZOOM) == (marks, [])


def test_marks_of_one_point_stay_for_no_zoom_parts_them():
    marks = make_marks(*[CLOSE[0]] * 5, *spread_far(MANY))
    assert gather_marks(marks, ZOOM) == (marks, [])


def test_nothing_is_a_cluster_where_the_map_goes_no_nearer():
    marks = make_marks(*CLOSE, *spread_far(MANY))
    for zoom in (APART_ZOOM, NEAREST_ZOOM):
        assert gather_marks(marks, zoom) == (marks, [])


@pytest.mark.parametrize("zoom", [7.0, 8.885, 10.0, 11.2])
def test_every_organisation_is_in_one_mark_and_every_cluster_comes_apart_where_a_click_leads(snapshot, zoom):
    marks = group_marks(add_companies(snapshot, 400).entities, {})
    alone, clusters = gather_marks(marks, zoom)
    assert clusters
    assert list_ids(alone, clusters) == list_ids(marks, [])
    assert gather_marks(marks, zoom) == (alone, clusters)
    for one in clusters:
        _, _, nearer = read_cluster_id(cluster_id(one.bounds))
        assert zoom < nearer <= NEAREST_ZOOM
        _, left = gather_marks(marks, nearer - 0.25)  # a drawing shows it from so much farther
        assert not [other for other in left if set(one.entity_ids) <= set(other.entity_ids)]


def test_a_cluster_is_named_by_where_a_click_leads_and_nothing_else_is_taken_for_one(snapshot):
    longitude, latitude, zoom = read_cluster_id(cluster_id((116.2, 39.8, 116.4, 40.0)))
    assert (longitude, latitude) == pytest.approx((116.3, 39.9), abs=1e-3)
    assert 9 < zoom < 12
    for name in ("", "110115", "at_116.31558_39.68524", "116.3:39.9:11", *snapshot.entities["entity_id"]):
        assert read_cluster_id(name) is None


def test_a_flat_cluster_has_a_view_too():
    assert read_cluster_id(cluster_id((116.3, 39.9, 116.3001, 39.9)))[2] <= NEAREST_ZOOM


def test_a_cluster_says_how_many_it_holds_and_that_a_click_parts_them_only_where_one_does(snapshot):
    crowd = add_companies(snapshot, 400)
    said = [list_marks(crowd, crowd.entities, "en", zoom=ZOOM, is_choice=choice)[-1] for choice in (True, False)]
    count = len(said[0].ids)
    assert [row.tip for row in said] == [f"{count} organisations close together"] * 2
    assert [row.sub for row in said] == ["Click to see them apart", ""]


@pytest.mark.parametrize("count", [3, 12, 345, 6_789])
def test_a_count_fits_into_its_cluster(count):
    assert len(str(count)) * COUNT_PX * 0.605 + 6 < size_cluster(count)
