"""What a callback raises goes to the whole run that follows, and nowhere else."""

import pytest

from components import boundary


def test_what_a_callback_raises_is_kept_for_the_whole_run(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Exception] = []
    monkeypatch.setattr(boundary, "show_in_whole_run", kept.append)

    def fail(number: int) -> None:
        raise LookupError(number)

    boundary.guard(fail)(7)
    assert [(type(one), one.args) for one in kept] == [(LookupError, (7,))]


def test_what_a_callback_does_is_done_once_with_its_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[int, str]] = []
    monkeypatch.setattr(boundary, "show_in_whole_run", pytest.fail)
    boundary.guard(lambda number, name: heard.append((number, name)))(7, name="x")
    assert heard == [(7, "x")]
