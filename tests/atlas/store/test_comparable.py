"""Which of some figures is current: the latest, if its value is one; a date that is not known orders nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.store.comparable import find_subject, group_by, is_earlier, settle

DATES = ("", "2019", "2024", "2024-03", "2024-03-05", "2024-11", "2025-01-01")
FIGURES = st.lists(st.tuples(st.sampled_from(DATES), st.integers(0, 2)), min_size=1, max_size=6)


def settle_pairs(*figures: tuple[str, float]):
    """Settle figures that are pairs of date and value."""
    return settle(figures, lambda one: one[0], lambda one: one[1])


@pytest.mark.parametrize(
    ("date", "other", "is_known"),
    [
        ("2019", "2024", True),
        ("2024-03", "2024-11", True),
        ("2024-03", "2025", True),
        ("2024", "2024-03", False),
        ("2024-03", "2024", False),
        ("2024-11", "2024-03-05", False),
        ("", "2024", False),
        ("2024", "", False),
        ("2024", "2024", False),
    ],
)
def test_a_date_is_earlier_only_where_that_is_sure(date, other, is_known):
    assert is_earlier(date, other) is is_known


def test_the_latest_figure_is_current_and_the_others_stay():
    standing = settle_pairs(("2019", 99), ("2025", 37), ("", 5), ("2024", 30))
    assert standing.current == ("2025", 37)
    assert standing.others == (("2024", 30), ("2019", 99), ("", 5))


def test_nothing_is_current_where_the_latest_differ():
    standing = settle_pairs(("2025", 37), ("2025", 39))
    assert standing.current is None
    assert len(standing.latest) == 2


def test_the_same_value_twice_is_one_figure():
    assert settle_pairs(("2025", 37), ("2025", 37)).current == ("2025", 37)


def test_an_undated_figure_is_current_only_where_none_has_a_date():
    assert settle_pairs(("", 5)).current == ("", 5)
    assert settle_pairs(("", 5), ("2019", 4)).current == ("2019", 4)


@given(FIGURES)
def test_no_figure_is_lost_and_none_that_stands_apart_is_later(figures):
    standing = settle_pairs(*figures)
    assert sorted([*standing.latest, *standing.others]) == sorted(figures)
    assert standing.latest
    assert standing.is_settled == (len({value for _, value in standing.latest}) == 1)
    for date, _ in standing.others:
        assert not date or all(is_earlier(date, one) for one, _ in standing.latest[:1])


def test_the_figure_of_a_firm_in_a_district_is_the_firms():
    assert find_subject({"area_id": "110108", "entity_id": "f"}) == "f"
    assert find_subject({"area_id": "110108", "entity_id": ""}) == "110108"
    assert find_subject({"area_id": "110108"}) == "110108"


def test_groups_and_what_is_in_them_keep_their_order():
    assert group_by("banana", lambda letter: letter) == {"b": ["b"], "a": ["a"] * 3, "n": ["n"] * 2}
