"""Saved views: in their order, recognised by their address, and refused where they mean nothing."""

import shutil

import pytest

from atlas.__main__ import main
from atlas.links.saved_views import find_position, find_view_problems, list_views
from tests.frozen import FROZEN
from tests.tables import make_snapshot, set_cell


def view(view_id="one", order="1", page="map", parameters=""):
    return {
        "view_id": view_id,
        "order": order,
        "name_zh": "视图",
        "name_en": "View",
        "page": page,
        "parameters": parameters,
    }


def test_three_views_are_shipped_and_each_means_something(snapshot):
    assert [one.view_id for one in list_views(snapshot)] == ["city", "four-places", "pipeline"]
    assert find_view_problems(snapshot) == []


def test_views_come_in_their_order():
    small = make_snapshot(views=[view("second", "2"), view("first", "1")])
    assert [one.view_id for one in list_views(small)] == ["first", "second"]


def test_a_view_is_recognised_by_page_and_parameters_in_any_language(snapshot):
    url = {"panels": "headlines", "view": "city", "lang": "en", "present": "true", "utm_source": "mail"}
    assert find_position(snapshot, "map", url) == 0
    assert find_position(snapshot, "compare", url) is None
    assert find_position(snapshot, "map", {**url, "kind": "company"}) is None


@pytest.mark.parametrize(
    ("page", "parameters", "wrong"),
    [
        ("moon", "", "moon"),
        ("map", "kind=spaceship", "kind=spaceship"),
        ("map", "panels=headlines,moon", "panels=moon"),
        ("map", "areas=110108,110115", "areas"),
        ("compare", "lang=en", "lang"),
        ("map", "nonsense", "nonsense"),
        ("map", "kind=", "kind="),
    ],
)
def test_a_view_that_means_nothing_is_a_problem_that_names_it(snapshot, page, parameters, wrong):
    tables = {**snapshot.tables, "views": make_snapshot(views=[view(page=page, parameters=parameters)])["views"]}
    broken = type(snapshot)("broken", tables, snapshot.geometry)
    (problem,) = find_view_problems(broken)
    assert (problem.file, problem.row) == ("views.csv", 2)
    assert wrong in problem.detail


def test_validate_tells_of_a_broken_view(tmp_path, monkeypatch, capsys):
    shutil.copytree(FROZEN, tmp_path / "data")
    set_cell(tmp_path / "data", "views", 3, "parameters", "areas=nowhere")
    monkeypatch.setattr("sys.argv", ["atlas", "--data", str(tmp_path / "data"), "validate"])
    assert main() == 1
    assert "views.csv : 3 : parameters" in capsys.readouterr().out
