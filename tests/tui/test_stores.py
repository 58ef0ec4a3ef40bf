"""Threads with a store of their own: jobs in order, none lost at the end, only the last question answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from newsreader.store.connection import Store
from newsreader.store.errors import StoreError
from newsreader.store.state import get_state, set_state
from newsreader.tui import memory
from newsreader.tui.stores import Latest, StoreThread


def now(call: Callable[[], object]) -> None:
    call()


def fail(error: Exception) -> None:
    raise AssertionError(error)


def test_closing_finishes_every_job_that_was_put(tmp_path: Path) -> None:
    thread = StoreThread(tmp_path / "library.db", "write", now, durable=True)
    for number in range(50):
        thread.put(lambda store, number=number: set_state(store, "last", str(number)), lambda _: None, fail)  # type: ignore[misc]
    thread.close()
    store = Store(tmp_path / "library.db")
    assert get_state(store, "last") == "49"
    store.close()


def test_a_job_that_fails_is_told_and_the_next_one_runs(tmp_path: Path) -> None:
    told: list[object] = []

    def break_down(_store: Store) -> None:
        raise StoreError("the disk is full")

    thread = StoreThread(tmp_path / "library.db", "write", now)
    thread.put(break_down, told.append, told.append)
    thread.put(lambda _store: "fine", told.append, told.append)
    thread.close()
    assert [str(each) for each in told] == ["the disk is full", "fine"]


def test_only_the_last_question_is_answered(tmp_path: Path) -> None:
    running, go_on = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(_store: Store) -> str:
        running.set()
        go_on.wait(10)
        return "slow"

    latest = Latest(tmp_path / "library.db", "find", now)
    latest.ask(slow, answers.append, fail)
    assert running.wait(10)
    latest.ask(lambda _store: "second", answers.append, fail)
    latest.ask(lambda _store: "third", answers.append, fail)
    go_on.set()
    latest._thread.close()
    assert answers == ["third"]


def test_a_query_that_runs_is_stopped_by_the_next_question(tmp_path: Path) -> None:
    running = threading.Event()
    answers: list[object] = []

    def endless(store: Store) -> object:
        running.set()
        return store.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")

    latest = Latest(tmp_path / "library.db", "find", now)
    latest.ask(endless, answers.append, fail)
    assert running.wait(10)
    latest.ask(lambda _store: "answered", answers.append, fail)
    while not answers:
        latest._thread.interrupt()  # the first one may have come before the query had begun
    latest.close()
    assert answers == ["answered"]


def test_a_thread_at_rest_holds_no_pages_and_answers_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rested, answers = threading.Semaphore(0), list[object]()

    giving = memory.give_back

    def give_back(store: Store) -> None:
        giving(store)
        rested.release()

    monkeypatch.setattr("newsreader.tui.stores.AT_REST", 0.001)
    monkeypatch.setattr(memory, "give_back", give_back)
    thread = StoreThread(tmp_path / "library.db", "write", now)
    for answer in range(3):
        thread.put(lambda _store, answer=answer: answer, answers.append, fail)  # type: ignore[misc]
        assert rested.acquire(timeout=10)
    thread.close()
    assert answers == [0, 1, 2]
