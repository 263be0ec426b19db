"""The contract with Streamlit's inside: which of it moved, if one of these fails after another version is installed."""

import asyncio
import inspect
import json
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from streamlit import string_util
from streamlit.commands import navigation
from streamlit.elements.widgets import button_group
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import Serialized, WStates

from components.frame.failure import write_incident
from components.navigation import TRAIL, Trail, address, redirect
from components.preload import CODE
from components.streamlit_internals import GATHER_SECONDS, MOST_DEPTH, is_shallow, prepare_streamlit


@pytest.fixture(autouse=True)
def _prepared() -> None:
    prepare_streamlit(write_incident, redirect)


def hold(value: str, kind: str = "string_value") -> WStates:
    """Hold a value of a widget that expects JSON in a text, as Streamlit does until it is read."""
    state = WidgetState(id="one")
    setattr(state, kind, value)
    states = WStates({"one": Serialized(state)})
    known = WidgetMetadata("one", lambda text: json.loads(text or "1"), json.dumps, "string_value")
    states.set_widget_metadata(known)
    return states


@pytest.mark.parametrize(
    ("of", "name", "arguments"),
    [
        (AppSession, "request_rerun", ["self", "client_state"]),
        (
            SafeSessionState,
            "on_script_will_rerun",
            ["self", "fresh_widget_states", "replay_trigger_states", "replay_trigger_values", "is_history_navigation"],
        ),
        (WStates, "__getitem__", ["self", "k"]),
        (navigation, "send_page_not_found", ["ctx"]),
        (button_group._MultiSelectButtonGroupSerde, "deserialize", ["self", "ui_value"]),
        (button_group._SingleSelectButtonGroupSerde, "deserialize", ["self", "ui_value"]),
        (AppSession, "_create_exception_message", ["self", "e"]),
        (AppSession, "_call_soon_on_event_loop", ["self", "callback"]),
        (Runtime, "_enqueued_some_message", ["self"]),
        (string_util, "extract_leading_emoji", ["text"]),
    ],
)
def test_what_is_changed_in_streamlit_is_there_as_it_was(of: object, name: str, arguments: list[str]) -> None:
    assert list(inspect.signature(getattr(of, name)).parameters) == arguments
    assert hasattr(getattr(of, name), "__wrapped__")


@pytest.mark.parametrize(
    "name",
    [
        "stDownloadButtonError",
        "stSkipToContent",
        "stDialog",
        "stConnectionStatus",
        "data-test-connection-state",
        "data-test-script-state",
    ],
)
def test_what_the_browser_is_known_by_is_in_streamlits_scripts(name: str) -> None:
    assert any(name in path.read_text(encoding="utf-8") for path in CODE.glob("*.js"))


def test_navigation_calls_what_is_changed() -> None:
    assert "send_page_not_found(ctx)" in inspect.getsource(navigation)


def test_a_value_that_can_be_read_is_read() -> None:
    assert hold('{"a": 1}')["one"] == {"a": 1}


@pytest.mark.parametrize("value", ["{", "[" * 5000, "[" * 100 + "]" * 100])
def test_a_value_that_cannot_be_read_counts_as_not_told_each_time(value: str) -> None:
    states = hold(value)
    assert [states.get("one"), states.get("one")] == [None, None]


def test_a_value_of_another_kind_counts_as_not_told() -> None:
    assert hold('{"a": 1}', "json_value").get("one") is None


def test_preparing_twice_changes_nothing_more() -> None:
    before = WStates.__getitem__
    prepare_streamlit(write_incident, redirect)
    assert WStates.__getitem__ is before


class Runner:
    """Stands for Streamlit's runner, with its real queue of what is asked for."""

    def __init__(self, asked: WidgetStates) -> None:
        self._requests = ScriptRequests()
        self._requests.request_rerun(RerunData(widget_states=asked))

    def request_stop(self) -> None:
        """Stop."""
        self._requests.request_stop()

    def give_way(self) -> None:
        """Let another run begin."""

    def hear(self) -> None:
        """Begin, and run the callbacks of what was asked for."""
        asked = self._requests.on_scriptrunner_ready().rerun_data
        SafeSessionState(Mock(), self.give_way).on_script_will_rerun(asked.widget_states)


@pytest.mark.parametrize("is_heard", [True, False])
def test_what_was_triggered_and_not_heard_goes_along_with_the_next_message(is_heard: bool) -> None:  # noqa: FBT001
    left = WidgetState(id="controls", trigger_value=True)
    runner, session = Runner(WidgetStates(widgets=[left])), Mock(spec=AppSession)
    if is_heard:
        runner.hear()
    session._scriptrunner, session._client_state, session._state = runner, ClientState(), None
    session.get_pages.return_value = {}
    AppSession.request_rerun(session, ClientState(widget_states=WidgetStates(widgets=[WidgetState(id="map")])))
    asked = session._create_scriptrunner.call_args.args[0].widget_states
    assert [one.id for one in asked.widgets] == (["map"] if is_heard else ["map", "controls"])


def test_a_message_is_sent_on_to_the_page_that_its_window_was_led_to() -> None:
    trail, session = Trail(), Mock(spec=AppSession)
    trail.note({address("chain", {})}, "map", {"view": "city"})
    session._scriptrunner, session._client_state, session._state = None, ClientState(), None
    session.get_pages.return_value = {"one": {"url_pathname": ""}, "two": {"url_pathname": "chain"}}
    session.session_state = {TRAIL: trail}
    AppSession.request_rerun(
        session, ClientState(page_script_hash="two", context_info=ContextInfo(url="http://host/chain"))
    )
    asked = session._create_scriptrunner.call_args.args[0]
    assert (asked.page_script_hash, asked.query_string) == ("one", "view=city")


@pytest.mark.parametrize(("levels", "is_it"), [(0, True), (MOST_DEPTH - 1, True), (MOST_DEPTH + 1, False)])
def test_a_value_of_few_levels_is_shallow(levels: int, is_it: bool) -> None:  # noqa: FBT001 - a table of cases
    value: object = 1
    for _ in range(levels):
        value = [value]
    assert is_shallow(value) == is_it


def test_what_a_run_says_comes_in_its_order_and_one_that_fails_takes_no_other_with_it() -> None:
    heard: list[int] = []

    async def run() -> int:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: heard.append(-1))
        session = Mock(spec=AppSession)
        wakes = Mock(side_effect=loop.call_soon_threadsafe)
        session._event_loop = SimpleNamespace(
            call_soon_threadsafe=wakes, call_later=loop.call_later, call_soon=loop.call_soon
        )

        def say() -> None:
            for number in range(100):
                call = (lambda: 1 / 0) if number == 50 else (lambda number=number: heard.append(number))
                AppSession._call_soon_on_event_loop(session, call)  # type: ignore[arg-type]

        for _ in range(2):
            await asyncio.to_thread(say)
            await asyncio.sleep(5 * GATHER_SECONDS)
        return int(wakes.call_count)

    assert asyncio.run(run()) < 20
    assert heard == [*range(50), -1, *range(51, 100)] * 2


@pytest.mark.parametrize("is_awake", [True, False])
def test_the_event_loop_is_woken_only_where_it_sleeps(is_awake: bool) -> None:  # noqa: FBT001 - two cases
    need, loop = Mock(), Mock()
    need.is_set.return_value = is_awake
    runtime = Mock(spec=Runtime)
    runtime._get_async_objs.return_value = SimpleNamespace(need_send_data=need, eventloop=loop)
    Runtime._enqueued_some_message(runtime)
    assert loop.call_soon_threadsafe.call_count == (not is_awake)


def test_an_emoji_is_looked_for_once_in_each_text() -> None:
    before = string_util.extract_leading_emoji.cache_info().hits  # type: ignore[attr-defined]
    assert string_util.extract_leading_icon("企业") == string_util.extract_leading_icon("企业") == ("", "企业")
    assert string_util.extract_leading_emoji.cache_info().hits > before  # type: ignore[attr-defined]
