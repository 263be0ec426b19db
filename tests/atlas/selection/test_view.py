"""All that a page shows survives the URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.selection.filter import Filter
from atlas.selection.focus import selectable_ids
from atlas.selection.metrics import list_metrics
from atlas.selection.view import PARAMETERS, View
from tests.atlas.selection.test_filter import SNAPSHOT, filters

views = st.builds(
    View,
    filters(),
    focus=st.sampled_from(["", *sorted(selectable_ids(SNAPSHOT))]),
    metric=st.sampled_from(["", *list_metrics(SNAPSHOT)]),
)


@given(views)
def test_a_view_survives_the_url(view):
    assert View.from_url(view.to_url(), SNAPSHOT) == (view, ())


@given(st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=20)))
def test_any_url_gives_a_view(parameters):
    view, dropped = View.from_url(parameters, SNAPSHOT)
    assert View.from_url(view.to_url(), SNAPSHOT) == (view, ())
    assert all("=" in one for one in dropped)


def test_an_empty_url_shows_everything():
    assert View.from_url({}, SNAPSHOT) == (View(), ())


@pytest.mark.parametrize("wrong", [{"metric": "x"}, {"sel": "nobody"}, {"kind": "robot"}])
def test_what_means_nothing_is_dropped_and_named(wrong):
    ((name, value),) = wrong.items()
    asked = {"area": "110115", **wrong}
    assert View.from_url(asked, SNAPSHOT) == (View(Filter(area=("110115",))), (f"{name}={value}",))
