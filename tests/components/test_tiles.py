"""An operator's ground: off by default, named and credited, and the only host that the page may reach then."""

import pytest

from atlas.errors import SettingError
from components.door.policy import write_policy
from components.tiles import CREDIT, HOSTS, STYLE, read_ground
from tests.screen import open_app, read_deck, read_html

ADDRESS = "https://tiles.test/style.json?tk=secret"


@pytest.fixture
def ground(monkeypatch):
    """Name a ground as an operator does."""
    monkeypatch.setenv(STYLE, ADDRESS)
    monkeypatch.setenv(CREDIT, "天地图 <b>")


def test_there_is_no_ground_and_no_other_host_by_default():
    assert read_ground() is None
    assert "://" not in read_deck(open_app()).get("mapStyle", "")
    assert "://" not in write_policy()


@pytest.mark.usefixtures("ground")
def test_a_ground_lies_under_the_map_and_is_credited():
    app = open_app()
    deck = read_deck(app)
    assert deck["mapStyle"] == ADDRESS
    layers = {layer["id"]: layer for layer in deck["layers"]}
    assert layers["districts"]["opacity"] < 1
    assert not {"neighbours", "rivers"} & set(layers)
    assert any("天地图 &lt;b&gt;" in body for body in read_html(app) if 'class="foot"' in body)


@pytest.mark.usefixtures("ground")
def test_the_page_may_reach_the_ground_and_the_hosts_named_with_it(monkeypatch):
    monkeypatch.setenv(HOSTS, "https://t0.test https://t1.test")
    policy = write_policy((), read_ground().origins)
    assert "img-src 'self' https://tiles.test https://t0.test https://t1.test blob:" in policy
    assert "script-src 'self' 'sha256-" in policy


@pytest.mark.parametrize(
    ("name", "value"), [(STYLE, "style.json"), (STYLE, "javascript:alert(1)"), (HOSTS, "*"), (CREDIT, " ")]
)
@pytest.mark.usefixtures("ground")
def test_what_is_no_address_or_credits_nobody_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        read_ground()
