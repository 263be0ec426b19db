"""Whatever a browser sends, the session answers with a page, in the reader's language and in few runs."""

import json
import logging
import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime.app_session import AppSession

from atlas.links import parameters as links
from components.cached import watch_data
from tests.frozen import FROZEN
from tests.screen import HAN
from tests.session import MOST_RUNS, Answer, Server, Session, run_server, visit

INCIDENT = re.compile(r"[0-9a-f]{8}")
LONG = "长" * 60_000
AREA, CLUSTER_NOWHERE = "110115", "999.0000:99.0000:99.00"
# what may stand in a component's answer, a chart's, a table's or the map's selection
STRANGE = ["x", "\ud800", float("nan"), -1e308, 10**30, None, True, [], {"a": 1}, ["x"], [5], "", "\x00", LONG]
TARGETS = ["stage=x", "present=true", "embed=true", "lang=x", "=", "sel=x", CLUSTER_NOWHERE, "city", "1:1:1"]
PARTS = ("chosen", "text", "view", "left", "pressed", "missing")
SELECTIONS = [
    *({"selection": one} for one in STRANGE),
    *({"selection": {"rows": one}} for one in [*STRANGE, [-1], [10**30], [float("nan")], [[0]], [True], [0] * 5000]),
    *({"selection": {"cells": one}} for one in [5, [1], [None]]),
    *({"selection": {"objects": one}} for one in STRANGE),
    *({"selection": {"objects": {"picks": one}}} for one in STRANGE),
    *({"selection": {"objects": {"picks": [{"i": one}]}}} for one in [*STRANGE, *TARGETS]),
    *({"selection": {"objects": {"picks": [{"adcode": one}]}}} for one in STRANGE),
    {"selection": {"objects": {"picks": [{"properties": 5}]}}},
    {"selection": {"objects": {"picks": [{"i": AREA}] * 3000}}},
    *({"selection": {"pick": one}} for one in STRANGE),
    *({"selection": {"pick": [{"code": one}]}} for one in STRANGE),
]
JSON = [
    *("null", "5", "NaN", '"x"', "[]", "{", "", "[" * 50_000, '{"a":' * 3000 + "1" + "}" * 3000),
    *map(json.dumps, SELECTIONS),
    *(json.dumps({part: one}) for part in PARTS for one in [*STRANGE, *TARGETS]),
]
EVENTS = [
    *("5", "null", "x", "[5]", "[[]]", '{"event": 5}', '[{"event": ["a"]}]', "[" * 50_000),
    *(json.dumps([{"event": part, "value": one}]) for part in PARTS for one in [*STRANGE, *TARGETS]),
    json.dumps([{"event": "chosen", "value": AREA}] * 1001),
]
ATTACKS: dict[str, list[Any]] = {
    "trigger_value": [True],
    "bool_value": [True, False],
    "int_value": [-(2**63), 2**63 - 1],
    "double_value": [float("nan"), float("inf")],
    "int_array_value": [[-1, 2**62, 0], []],
    "double_array_value": [[float("nan")] * 3000],
    "string_value": ["x", "", "\x00", LONG, "<script>", AREA, '{"chosen":"x"}', '{"selection":{"rows":[-1]}}'],
    "string_array_value": [["x"] * 5000, [], ["", "\x00"], [LONG]],
    "string_trigger_value": ["x"],
    "chat_input_value": ["x"],
    "bytes_value": [b"\xff\x00"],
    "json_value": JSON,
    "json_trigger_value": EVENTS,
}
VALUES = [(field, value) for field, values in ATTACKS.items() for value in values]
MESSAGES = int(os.environ.get("ATTACK_MESSAGES", "5"))  # a page; 400 try all that there is
PATIENCE = 0.5  # seconds; to see that nothing is answered
FEW = 0.05
PAGES = {
    "map": "sel=110115",
    "map drawn": "map=svg&kind=company",
    "map presented": "present=true",
    "map embedded": "embed=true",
    "compare": "",
    "chain": "",
    "policy": "section=timeline",
    "profile": "sel=110115",
    "data": "table=companies",
    "about": "",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the data of the server, to be broken and mended."""
    return Path(shutil.copytree(FROZEN, tmp_path_factory.mktemp("served") / "data"))


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """Run the server."""
    with pytest.MonkeyPatch.context() as patch, run_server() as running:
        patch.setenv("ATLAS_DATA", str(folder))
        yield running


@pytest.fixture
def session(server: Server) -> Iterator[Session]:
    """Open a session."""
    with visit(server) as visitor:
        visitor.ask()
        yield visitor


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def open_page(session: Session, name: str) -> Answer:
    """Open a page of PAGES."""
    session.page_hash, session.query = session.pages[name.split(maxsplit=1)[0]], PAGES[name]
    return session.ask()


def assert_answered(answer: Answer) -> None:
    """Check that the page came, soon and without a box of Streamlit's."""
    assert answer.boxes == []
    assert answer.runs < MOST_RUNS
    assert answer.is_page
    assert not answer.is_failure


def assert_plain_page(answer: Answer, lang: str) -> None:
    """Check that the plain page came in a language, with a number and without what went wrong."""
    assert answer.boxes == []
    assert answer.runs < MOST_RUNS
    assert INCIDENT.search(answer.failure)
    assert bool(HAN.search(answer.failure)) == (lang == "zh")
    assert "secret" not in answer.html


def test_every_page_is_attacked():
    assert {name.split()[0] for name in PAGES} == {*links.PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_no_value_of_any_widget_takes_a_page_away(session: Session, name: str) -> None:
    widgets, chance = open_page(session, name).widgets, random.Random(name)  # noqa: S311 - no secret
    for _ in range(MESSAGES):
        told = {one: chance.choice(VALUES) for one in widgets.values()}
        told |= {one: ("json_trigger_value", chance.choice(EVENTS)) for one in session.list_events(widgets)}
        # Streamlit itself refuses a message with more in it
        told = {one: told[one] for one in told if len(str(told[one])) < len(LONG) or chance.random() < FEW}
        session.page_hash, session.query = session.pages[name.split(maxsplit=1)[0]], PAGES[name]
        try:
            assert_answered(session.ask(told))
        except AssertionError as error:
            message = {one: (field, str(value)[:60]) for one, (field, value) in told.items()}
            raise AssertionError(message) from error
    assert_answered(open_page(session, name))


CHOSEN = [
    ("json_value", '{"chosen": "x"}'),
    ("json_value", '{"chosen": "110115"}'),
    ("json_value", '{"chosen": "q=x"}'),
    ("json_value", '{"chosen": "present=true"}'),
]


@pytest.mark.parametrize(("field", "value"), CHOSEN)
def test_a_choice_that_the_search_goes_on_telling_runs_the_page_once(session: Session, field: str, value: str) -> None:
    page = open_page(session, "map drawn")
    session.ask({page.widgets["search"]: (field, value)}, fragment=page.fragments[0])
    for _ in range(3):
        assert session.ask({page.widgets["search"]: (field, value)}).runs == 1
    assert "present" not in session.query


@pytest.mark.parametrize("told", ['{"view": "city"}', '{"left": true}', '{"view": "city", "left": true}'])
def test_a_step_that_the_controls_go_on_telling_is_taken_once(session: Session, told: str) -> None:
    widgets = open_page(session, "map presented").widgets
    for _ in range(3):
        assert session.ask({widgets["present"]: ("json_value", told)}).runs < MOST_RUNS


def test_the_search_writes_only_what_it_offers_into_the_address(session: Session) -> None:
    page = open_page(session, "map")
    for target in ("lang=en", "table=x", "kind=company", "stage=nosuch", "sel=x"):
        told = {page.widgets["search"]: ("json_value", json.dumps({"chosen": target}))}
        session.ask(told, fragment=page.fragments[0])
    assert session.query == PAGES["map"]


QUERIES = {
    "long": "sel=" + "长" * 33_000,
    "many": "&".join(f"a{number}=b" for number in range(5000)),
    "commas": "area=" + "," * 60_000,
    "values": "kind=" + ",".join(f"k{number}" for number in range(9000)),
    "bytes": "sel=%ED%A0%80&q=%00%ff&lang=%F0%9F",
    "signs": "&&&===%%%;?#[]lang=en&lang=zh",
    "twice": "sel=110115&sel=110114&kind=x&kind=company",
    "numbers": "km=1e999&near=daxing-base&from=0000&to=9999-99-99",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_no_address_takes_a_page_away(session: Session, query: str) -> None:
    for page in ("map", "data", "policy", "compare"):
        assert_answered(session.ask(page_script_hash=session.pages[page], query_string=query))


@pytest.mark.parametrize("known_as", ["x", "0" * 32, LONG, "\x00", "../../etc/passwd"])
def test_an_unknown_page_is_the_map(session: Session, known_as: str) -> None:
    assert_answered(session.ask(page_script_hash=known_as, query_string=""))
    assert_answered(session.ask(page_script_hash=known_as, page_name=known_as, query_string=""))


@pytest.mark.parametrize("known_as", ["x", LONG, "\x00"])
def test_an_unknown_fragment_is_not_run(session: Session, known_as: str) -> None:
    assert session.ask(fragment=known_as, patience=PATIENCE).runs == 0
    assert_answered(session.ask())


def test_a_value_of_a_widget_that_there_is_not_is_nothing(session: Session) -> None:
    assert_answered(session.ask({f"$$ID-{number}-x{number}": ("string_value", "x") for number in range(5000)}))
    answer = session.ask({"\x00": ("json_value", "{"), LONG: ("trigger_value", True)})
    assert answer.boxes == []
    assert answer.is_page or answer.is_failure
    assert_answered(session.ask())


def test_too_large_a_message_gives_the_plain_page_and_the_next_one_the_page(session: Session) -> None:
    answer = session.ask({"x": ("string_value", "x" * 40_000_000)})
    assert answer.boxes == []
    assert answer.is_failure or answer.is_page
    assert_answered(session.ask())


@pytest.mark.parametrize(
    "name", ["load_git_info", "clear_cache", "stop_script", "set_run_on_save", "app_heartbeat", "file_urls_request"]
)
def test_a_message_of_another_kind_takes_no_page_away(session: Session, name: str) -> None:
    message = BackMsg()
    part = getattr(message, name)
    part.SetInParent() if isinstance(part, Message) else setattr(message, name, True)
    assert session.send(message, patience=PATIENCE).boxes == []
    assert_answered(session.ask())


def test_while_one_session_attacks_another_one_goes_on(server: Server, session: Session) -> None:
    widgets = open_page(session, "map").widgets
    with visit(server) as other:
        other.ask()
        open_page(other, "data")
        for value in JSON[:12]:
            session.ask(dict.fromkeys(widgets.values(), ("json_value", value)))
        assert_answered(other.ask())


def fail(*_args: object, **_options: object) -> None:
    message = "secret detail"
    raise RuntimeError(message)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_callback_that_fails_gives_the_plain_page(
    session: Session, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    session.query = f"lang={lang}"
    widgets = session.ask().widgets
    with monkeypatch.context() as patch:
        patch.setattr("components.state.toggle_url", fail)
        assert_plain_page(session.ask({widgets["plain"]: ("trigger_value", True)}), lang)
    assert_answered(session.ask())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_fragment_that_fails_gives_the_plain_page(
    session: Session, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    session.query = f"lang={lang}"
    page = session.ask()
    with monkeypatch.context() as patch:
        patch.setattr("components.search.search.find", fail)
        told = {page.widgets["search"]: ("json_value", '{"text": "x"}')}
        assert_plain_page(session.ask(told, fragment=page.fragments[0]), lang)
        assert_plain_page(session.ask(), lang)
    assert_answered(session.ask())


def test_a_choice_in_a_fragment_that_fails_gives_the_plain_page(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = session.ask()
    with monkeypatch.context() as patch:
        patch.setattr("components.search.search.write_url", fail)
        told = {page.widgets["search"]: ("json_value", '{"chosen": "110115"}')}
        assert_plain_page(session.ask(told, fragment=page.fragments[0]), "zh")
    assert_answered(session.ask())


@pytest.mark.parametrize("step", ["settle_lang", "is_bare"])
def test_what_fails_outside_of_every_boundary_gives_the_plain_page(
    session: Session, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(f"components.frame.frame.{step}", fail)
        assert_plain_page(session.ask(), "zh")
    assert_answered(session.ask())


def test_after_a_file_broke_the_search_leads_to_no_box_and_works_again_once_it_is_mended(
    session: Session, folder: Path
) -> None:
    page = session.ask()
    told = {page.widgets["search"]: ("json_value", '{"text": "dx"}')}
    file = folder / "entities" / "companies.csv"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    watch_data().look()
    answer = session.ask(told, fragment=page.fragments[0])
    file.write_bytes(whole)
    watch_data().look()
    assert answer.boxes == []
    assert answer.runs < MOST_RUNS
    page = session.ask()
    assert_answered(page)
    assert "110115" in session.ask(told, fragment=page.fragments[0]).told


def test_a_message_that_fails_before_any_run_gives_the_plain_page(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(AppSession, "request_rerun", fail)
        assert_plain_page(session.ask(), "zh")
    assert_answered(session.ask())
