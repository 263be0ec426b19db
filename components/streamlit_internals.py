"""All that the atlas uses of Streamlit which is not public; tests/components/test_streamlit_internals.py names each."""

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, WeakSet

import pandas as pd
from streamlit import string_util
from streamlit.commands import navigation
from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.elements.widgets import button_group
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, SessionClient
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType, _coalesce_widget_states
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import Serialized, SessionState, WStates

__all__ = [
    "BackMsg",
    "ForwardMsg",
    "Runtime",
    "Said",
    "SessionClient",
    "SessionState",
    "find_session",
    "is_shallow",
    "pack_rows",
    "prepare_streamlit",
]

GATHER_SECONDS = 0.004  # a batch of messages waits so long; each answer comes later by as much
MOST_ICONS = 4096
MOST_DEPTH = 40  # levels of lists and objects in a value; copying a deep one exceeds Python's stack


class Said(NamedTuple):
    """What a message says of its address."""

    url: str  # that stood in the browser, without its query
    page: str  # that it asks for, by the page's path; blank for the first
    query: str
    is_history: bool  # its reader went Back or Forward


# what a window's session holds, what a message says -> path and query that it goes to instead
Redirect = Callable[[SessionState, Said], tuple[str, str] | None]


def prepare_streamlit(write_failure: Callable[[BaseException], str], redirect: Redirect) -> None:
    """Change what Streamlit does with messages that no browser of ours sends; a second time changes nothing.

    Parameters
    ----------
    write_failure
        Writes the plain page for an error in a message, as HTML.
    redirect
        Tells to which page and query a message goes that names another; none if it goes where it says.
    """
    _hear_whole_messages(redirect)
    _forgive_values()
    _forgive_counts()
    _stay_silent_of_pages()
    _write_own_failure(write_failure)
    _gather_messages()
    _wake_once()
    _remember_icons()


def find_session() -> str:
    """Tell whose page runs, by Streamlit's id of the session; blank outside a run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context else ""


def pack_rows(rows: pd.DataFrame) -> bytes:
    """Pack rows as the browser gets a chart's."""
    return convert_anything_to_arrow_bytes(rows)


def _is_changed(function: object) -> bool:
    return hasattr(function, "__wrapped__")


def _hear_whole_messages(redirect: Redirect) -> None:
    """Run each message on the page that it belongs to, with what the one before it triggered if that was not heard.

    Streamlit runs the page that a message names, though the server may have gone on to another meanwhile; and it
    stops a run when the next is asked for, however early, while the browser tells of a trigger only once.
    """
    plain, hear = AppSession.request_rerun, SafeSessionState.on_script_will_rerun
    if _is_changed(plain):
        return
    done: WeakSet[ScriptRunner] = WeakSet()  # whose first message was heard

    @wraps(hear)
    def hear_to_the_end(state: SafeSessionState, *args: Any, **kwargs: Any) -> None:
        hear(state, *args, **kwargs)
        done.add(state._yield_callback.__self__)  # type: ignore[attr-defined]  # noqa: SLF001

    @wraps(plain)
    def request(session: AppSession, client_state: ClientState | None) -> None:
        runner = session._scriptrunner  # noqa: SLF001 - there is no public way
        if client_state and not client_state.fragment_id:
            _redirect(session, client_state, redirect)
            if runner and not _is_heard(runner, done):
                before = runner._requests._rerun_data.widget_states  # noqa: SLF001
                states = _coalesce_widget_states(before, client_state.widget_states)
                if states:
                    client_state.widget_states.CopyFrom(states)
        plain(session, client_state)

    SafeSessionState.on_script_will_rerun = hear_to_the_end  # type: ignore[method-assign,assignment]
    AppSession.request_rerun = request  # type: ignore[method-assign,assignment]


def _redirect(session: AppSession, message: ClientState, redirect: Redirect) -> None:
    """Send a message on to another page if it is to be."""
    paths = {code: page.get("url_pathname", "") for code, page in session.get_pages().items()}
    if message.page_script_hash not in paths:
        return  # the first message of a window
    said = Said(
        message.context_info.url, paths[message.page_script_hash], message.query_string, message.is_history_navigation
    )
    to = redirect(session.session_state, said)
    if to:
        codes = {path: code for code, path in paths.items()}
        message.page_script_hash, message.query_string = codes[to[0]], to[1]


def _is_heard(runner: ScriptRunner, done: WeakSet[ScriptRunner]) -> bool:
    """Tell whether nothing that a runner was asked for still waits for its callbacks."""
    return runner in done and runner._requests._state is not ScriptRequestType.RERUN  # noqa: SLF001


def _forgive_values() -> None:
    """Make a widget's value that cannot be read count as not told.

    Streamlit reads values before the script runs, and fails then; the value stays and fails in each further run.
    """
    plain = WStates.__getitem__
    if _is_changed(plain):
        return

    @wraps(plain)
    def read(states: WStates, key: str) -> Any:
        held, known = states.states.get(key), states.widget_metadata.get(key)
        if isinstance(held, Serialized) and known:
            kind = held.value.WhichOneof("value")
            if kind is not None and kind != known.value_type:
                raise KeyError(key)
        try:
            value = plain(states, key)
        except Exception as error:
            raise KeyError(key) from error
        if isinstance(held, Serialized) and not is_shallow(value):
            states.states[key] = held  # read anew next time, and refused again
            raise KeyError(key)
        return value

    WStates.__getitem__ = read  # type: ignore[method-assign]


def _forgive_counts() -> None:
    """Make a click on a pill count that came before its new count was shown.

    Streamlit tells pills apart by what stands on them, and drops what no pill says any more.
    """
    serdes: list[Any] = [button_group._MultiSelectButtonGroupSerde, button_group._SingleSelectButtonGroupSerde]  # noqa: SLF001
    for serde in serdes:
        if not _is_changed(serde.deserialize):
            serde.deserialize = _read_without_counts(serde.deserialize)


def _read_without_counts(plain: Callable[[Any, list[str] | None], Any]) -> Callable[[Any, list[str] | None], Any]:
    @wraps(plain)
    def read(serde: Any, told: list[str] | None) -> Any:
        now = {_cut_count(one): one for one in serde.formatted_options}
        known = serde.formatted_option_to_option_index
        return plain(serde, told and [one if one in known else now.get(_cut_count(one), one) for one in told])

    return read


def _cut_count(label: str) -> str:
    """Cut the count off at the end of what stands on a pill."""
    return label.rpartition(" ")[0] or label


def is_shallow(value: object) -> bool:
    """Tell whether a value out of JSON has few levels."""
    level = [value]
    for _ in range(MOST_DEPTH):
        inside = [one for one in level if isinstance(one, (dict, list, tuple))]
        level = [part for one in inside for part in (one.values() if isinstance(one, dict) else one)]
        if not level:
            return True
    return False


def _stay_silent_of_pages() -> None:
    """Show the map for a page that there is not, without Streamlit's English dialog over it."""
    plain = navigation.send_page_not_found
    if not _is_changed(plain):
        navigation.send_page_not_found = wraps(plain)(lambda _context: None)  # type: ignore[assignment]


def _write_own_failure(write_failure: Callable[[BaseException], str]) -> None:
    """Answer a message that fails before any script runs with the plain page, not with Streamlit's box."""
    plain = AppSession._create_exception_message  # noqa: SLF001 - there is no public way
    if _is_changed(plain):
        return

    @wraps(plain)
    def write(session: AppSession, error: BaseException) -> Any:
        message = plain(session, error)
        message.delta.new_element.Clear()
        message.delta.new_element.html.body = write_failure(error)
        return message

    AppSession._create_exception_message = write  # type: ignore[method-assign,assignment]  # noqa: SLF001


def _gather_messages() -> None:
    """Hand what a run says to the event loop in handfuls.

    A page says some hundred things. At each, Streamlit wakes the event loop, which then asks every session whether
    it has something to send; with a hundred sessions that takes longer than the pages.
    """
    plain = AppSession._call_soon_on_event_loop  # noqa: SLF001 - there is no public way
    if _is_changed(plain):
        return
    gate = Lock()
    held: WeakKeyDictionary[AppSession, list[Callable[[], None]]] = WeakKeyDictionary()

    @wraps(plain)
    def call_soon(session: AppSession, call: Callable[[], None]) -> None:
        with gate:
            calls = held.setdefault(session, [])
            calls.append(call)
            is_first = len(calls) == 1
        if is_first:
            loop = session._event_loop  # noqa: SLF001
            plain(session, partial(loop.call_later, GATHER_SECONDS, hand_over, session))  # type: ignore[arg-type]

    def hand_over(session: AppSession) -> None:
        with gate:
            calls = held.pop(session)
        for call in calls:
            session._event_loop.call_soon(call)  # noqa: SLF001 - each by itself: one that fails takes no other with it

    AppSession._call_soon_on_event_loop = call_soon  # type: ignore[method-assign,assignment]  # noqa: SLF001


def _wake_once() -> None:
    """Wake the event loop for a message only if it is not awake already; each time costs a write to a socket."""
    plain = Runtime._enqueued_some_message  # noqa: SLF001 - there is no public way
    if _is_changed(plain):
        return

    @wraps(plain)
    def wake(runtime: Runtime) -> None:
        if not runtime._get_async_objs().need_send_data.is_set():  # noqa: SLF001
            plain(runtime)

    Runtime._enqueued_some_message = wake  # type: ignore[method-assign,assignment]  # noqa: SLF001


def _remember_icons() -> None:
    """Look once whether an option begins with an emoji: each pill and button would be searched for one in every run."""
    plain = string_util.extract_leading_emoji
    if not hasattr(plain, "cache_info"):
        string_util.extract_leading_emoji = lru_cache(MOST_ICONS)(plain)  # type: ignore[assignment]
