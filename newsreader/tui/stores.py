"""Threads that own a store each, so that neither a commit nor a long query keeps a key waiting."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from newsreader.store.connection import Store
from newsreader.store.errors import Interrupted, StoreError

T = TypeVar("T")
AT_REST = 2.0
"""Seconds without a job after which a thread's store holds nothing any more."""
LONG = 0.1
"""Seconds after which a job is one that took much memory, too."""
Job = Callable[[Store], None]
Failed = Callable[[Exception], object]
Deliver = Callable[[Callable[[], object]], object]


class StoreThread:
    """One thread, one connection, jobs in their order; `deliver` takes what came of a job back to the screen's thread."""

    def __init__(self, path: Path, name: str, deliver: Deliver, durable: bool = False) -> None:
        self._path, self._durable, self.deliver = path, durable, deliver
        self._jobs: queue.SimpleQueue[tuple[Job, Failed] | None] = queue.SimpleQueue()
        self._store: Store | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._started = False
        self.wrote = False
        """Whether it may have committed what rows and counts show, since somebody who looks there set this to False."""

    def put(self, work: Callable[[Store], T], done: Callable[[T], None], failed: Failed, unseen: bool = False) -> None:
        """Do `work` in the thread, then `done` with its result, or `failed`, in the screen's; `unseen`: lists show nothing of it."""

        def job(store: Store) -> None:
            result = work(store)
            self.wrote |= not unseen
            self.deliver(lambda: done(result))

        if not self._started:
            self._started = True
            self._thread.start()
        self._jobs.put((job, lambda error: self.deliver(lambda: failed(error))))

    @property
    def opened(self) -> bool:
        """Whether it has its store, as it does with the first job."""
        return self._store is not None

    def interrupt(self) -> None:
        """Stop the query that runs now; its job ends without a word."""
        store = self._store
        if store is not None:
            store.interrupt()

    def close(self) -> None:
        """Finish every job that was put, then end."""
        if self._started:
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (taken := self._next()) is not None:
            self._do(*taken)
            del taken  # what it was told with may be a list of a million
        if self._store is not None:
            self._store.close()

    def _next(self) -> tuple[Job, Failed] | None:
        """The next job. Pages that were read for the last ones are let go of when none comes for a while: each thread's are megabytes."""
        if self._store is not None:
            with suppress(queue.Empty):
                return self._jobs.get(timeout=AT_REST)
            from newsreader.store.held import let_go
            from newsreader.tui.memory import give_back

            with suppress(StoreError):  # a question that comes meanwhile interrupts whatever its store does
                let_go(self._store)
            give_back(self._store)
        return self._jobs.get()

    def _do(self, job: Job, failed: Failed) -> None:
        started = monotonic()
        try:
            if self._store is None:
                self._store = Store(self._path, durable=self._durable)
                self.wrote = True  # what others committed just before is none of their changes to this store
            job(self._store)
            self._store.catch_up()
        except Interrupted:
            pass
        except Exception as error:  # told in words; the thread lives on, since later key presses count on it
            failed(error)
        if self._store is not None and monotonic() - started > LONG:
            from newsreader.tui.memory import give_back  # with the first that does: the first frame does without

            give_back(self._store)


class Latest:
    """A store thread for questions of which only the last counts, as a search while it is typed."""

    def __init__(self, path: Path, name: str, deliver: Deliver) -> None:
        self._thread = StoreThread(path, name, deliver)
        self._number = 0

    def ask(self, work: Callable[[Store], T], done: Callable[[T], None], failed: Failed) -> None:
        """Ask; a question that still runs is stopped, and its answer is dropped."""
        self._number += 1
        number = self._number
        self._thread.interrupt()

        def current(store: Store) -> T | None:
            return work(store) if number == self._number else None

        def answer(result: T | None) -> None:
            if result is not None and number == self._number:
                done(result)

        self._thread.put(current, answer, failed)

    def stream(
        self, work: Callable[[Store], Iterable[T]], part: Callable[[T], object], done: Callable[[], object], failed: Failed
    ) -> None:
        """Ask for an answer that comes in parts, each of which is told as it is found; a later question stops it."""
        self._number += 1
        number = self._number
        self._thread.interrupt()

        def told(call: Callable[[], object]) -> None:
            if number == self._number:
                call()

        def run(store: Store) -> None:
            if number != self._number:
                return
            for found in work(store):
                if number != self._number:
                    return
                self._thread.deliver(partial(told, partial(part, found)))

        self._thread.put(run, lambda _done: told(done), lambda error: told(lambda: failed(error)))

    def after(self, call: Callable[[], object]) -> None:
        """Run a call in the screen's thread when what was asked until now is answered."""

        def done(_done: object) -> None:
            call()

        self._thread.put(lambda _store: None, done, done)

    def interrupt(self) -> None:
        """Want no answer any more."""
        self.drop()

    def drop(self) -> None:
        """Want no answer any more."""
        self._number += 1
        self._thread.interrupt()

    def close(self) -> None:
        """Stop and end."""
        self.drop()
        self._thread.close()
