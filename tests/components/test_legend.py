"""The legend under the map says what its colours mean, and what no colour can."""

import re

from tests.screen import open_app, read_html


def read_legend(**chosen: str) -> str:
    """Give the legend of the district fill."""
    return next(body for body in read_html(open_app(**chosen)) if 'class="fill-legend"' in body)


def test_the_classes_stay_when_filters_leave_less():
    classes = re.findall(r"</i>([\d–]+)", read_legend())
    assert len(classes) > 1
    assert re.findall(r"</i>([\d–]+)", read_legend(modality="car_t")) == classes


def test_the_legend_says_how_many_no_district_shows(snapshot):
    agencies = int((snapshot.entities["kind_code"] == "agency").sum())
    assert f"{agencies}家未能归入某一区" in read_legend(metric="count_agency")
    assert "未能归入某一区" not in read_legend(metric="universities")
    assert "未能归入某一区" not in read_legend(area="110115")
