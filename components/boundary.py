"""The one error boundary, also round fragments and callbacks, which Streamlit runs outside of app.py's `try`."""

from collections.abc import Callable
from contextlib import nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec

import streamlit as st

from components.turns import take_turn

FAILED = "failed_callback"  # session key: the error that the next whole run shows
_IS_WHOLE: ContextVar[bool] = ContextVar("is_whole", default=False)  # the whole page runs, not a fragment alone
Asked = ParamSpec("Asked")


def guard(hear: Callable[Asked, object]) -> Callable[Asked, None]:
    """Put a callback inside the boundary: what it raises is shown by the run that follows it."""

    @wraps(hear)
    def hear_guarded(*args: Asked.args, **kwargs: Asked.kwargs) -> None:
        try:
            hear(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the boundary
            show_in_whole_run(error)

    return hear_guarded


def show_in_whole_run(error: Exception) -> None:
    """Keep an error for app.py and run the whole page, since a fragment cannot replace it."""
    st.session_state[FAILED] = error
    st.rerun()


def raise_failure() -> None:
    """Raise what a callback or a fragment raised, once."""
    error = st.session_state.pop(FAILED, None)
    if error:
        raise error


def fragment(*, run_every: float | None = None) -> Callable[[Callable[Asked, None]], Callable[Asked, None]]:
    """Make a part of the page that runs alone, inside the boundary; also by itself, every so many seconds."""

    def decorate(show: Callable[Asked, None]) -> Callable[Asked, None]:
        return _make_fragment(show, run_every)

    return decorate


def _make_fragment(show: Callable[Asked, None], run_every: float | None) -> Callable[Asked, None]:
    @st.fragment(run_every=run_every)
    @wraps(show)
    def show_alone(*args: Any, **kwargs: Any) -> Exception | None:
        turn = nullcontext() if _IS_WHOLE.get() else take_turn()  # the whole page has its turn already
        try:
            with turn:
                show(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the boundary
            if not _IS_WHOLE.get():
                show_in_whole_run(error)
            return error  # not raised here: Streamlit would show it in a box of its own
        return None

    @wraps(show)
    def show_guarded(*args: Asked.args, **kwargs: Asked.kwargs) -> None:
        token = _IS_WHOLE.set(True)
        try:
            error = show_alone(*args, **kwargs)
        finally:
            _IS_WHOLE.reset(token)
        if error:
            raise error

    return show_guarded
