"""Runs compute one after the other, and one that takes too long holds up nobody."""

import time
from collections.abc import Callable
from threading import Barrier, Event, Lock, Thread

import pytest

from components.turns import HASTY_TURNS, MOST_KNOWN, Turns


def run_all(works: list[Callable[[], None]]) -> None:
    threads = [Thread(target=work, daemon=True) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def test_never_do_two_compute_at_once_and_all_come_to_it() -> None:
    turns, gate = Turns(patience=10), Lock()
    done: list[int] = []

    def work() -> None:
        for _ in range(50):
            with turns.take():
                assert gate.acquire(blocking=False)
                time.sleep(0.0001)
                gate.release()
                done.append(1)

    run_all([work] * 8)
    assert len(done) == 400


def test_who_asked_first_comes_first() -> None:
    turns, order, is_held = Turns(patience=10), list[int](), Event()

    def hold() -> None:
        with turns.take():
            is_held.wait(10)

    def wait(number: int) -> Callable[[], None]:
        def work() -> None:
            with turns.take():
                order.append(number)

        return work

    threads = [Thread(target=hold, daemon=True), *(Thread(target=wait(number), daemon=True) for number in range(6))]
    for number, thread in enumerate(threads):
        thread.start()
        while len(turns._waiting) + len(turns._begun) <= number:
            time.sleep(0.001)
    is_held.set()
    for thread in threads:
        thread.join(10)
    assert order == list(range(6))


def test_who_asks_without_a_pause_comes_after_the_others() -> None:
    turns, order, is_held = Turns(patience=10), list[str](), Event()

    def work(who: str) -> Callable[[], None]:
        def wait() -> None:
            with turns.take(who):
                order.append(who)

        return wait

    for who, had in {"hasty 0": HASTY_TURNS, "hasty 1": HASTY_TURNS, "reader": HASTY_TURNS - 1}.items():
        for _ in range(had):
            work(who)()

    def hold() -> None:
        with turns.take("first"):
            is_held.wait(10)

    asking = ["hasty 0", "hasty 1", "hasty 0", "reader", "new"]
    threads = [Thread(target=hold, daemon=True), *(Thread(target=work(who), daemon=True) for who in asking)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(turns._waiting) + len(turns._begun) <= number:
            time.sleep(0.001)
    order.clear()
    is_held.set()
    for thread in threads:
        thread.join(10)
    assert order == ["reader", "new", "hasty 0", "hasty 1", "hasty 0"]


def test_only_so_many_last_turns_are_remembered() -> None:
    turns = Turns()
    for number in range(MOST_KNOWN + 5):
        with turns.take(str(number)):
            pass
    assert len(turns._served) == MOST_KNOWN


def test_one_that_takes_too_long_holds_up_nobody() -> None:
    turns, both = Turns(patience=0.2), Barrier(3)

    def work() -> None:
        with turns.take():
            both.wait(10)  # passed only when all three are inside

    start = time.monotonic()
    run_all([work] * 3)
    assert 0.4 <= time.monotonic() - start < 3


def test_a_run_that_fails_gives_its_turn_on() -> None:
    turns = Turns(patience=10)
    with pytest.raises(ZeroDivisionError), turns.take():
        _ = 1 / 0
    with turns.take():
        pass
