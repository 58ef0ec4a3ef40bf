"""Documents prepared beside this process: on the other cores where there are many, here where they are few or all others are busy."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from newsreader.feeds.parse import NotAFeed
from newsreader.library.preparing import Prepared, prepare
from newsreader.store.arriving import Arriving

Key = TypeVar("Key")
Work = tuple[bytes, str | None, str, bytes, str]
"""A document: body, content type, address, the keys of the entries that are known, and the selectors if it is a page."""

_POOL_FROM = 20
"""So many documents are prepared in this process before another one is worth its start."""
_AHEAD = 12
_AHEAD_BYTES = 8 << 20
"""So many documents and bytes may wait at another process, which bounds the memory."""
_MOST = 4
_HOLDS = 1 << 20
_MOST_TOLD = 100_000
"""Words that are remembered as told, which bounds the memory, too."""


class Preparing(Generic[Key]):
    """Prepares documents; results come back as they are done. `expected`: how many there will be, if that is known before."""

    def __init__(self, expected: int = 0) -> None:
        self._count = 0
        self._done: deque[tuple[Key, Prepared | NotAFeed]] = deque()
        self._helpers: list[_Helper[Key]] = []
        self._started = False
        if expected > _POOL_FROM:
            self._start()

    def put(self, key: Key, work: Work) -> None:
        """Hand a document in; it is prepared at once where the others have enough to do."""
        self._count += 1
        if self._count > _POOL_FROM and not self._started:
            self._start()
        free = [helper for helper in self._helpers if helper.has_room(len(work[0]))]
        if not free and self._collect_all():  # it may have been done while this process was writing
            free = [helper for helper in self._helpers if helper.has_room(len(work[0]))]
        if free:
            min(free, key=lambda helper: len(helper.waiting)).put(key, work)
        else:
            self._done.append((key, prepare(*work)))

    def ready(self) -> Iterator[tuple[Key, Prepared | NotAFeed]]:
        """What is done by now, without waiting."""
        self._collect_all()
        while self._done:
            yield self._done.popleft()
            if not self._done:
                self._collect_all()

    def rest(self) -> Iterator[tuple[Key, Prepared | NotAFeed]]:
        """All that is left, as it gets done."""
        while self._done or any(helper.waiting for helper in self._helpers):
            if not self._done:
                self._collect(None)
            yield from self.ready()

    def close(self) -> None:
        """Let the other processes go; what they had not begun is dropped."""
        for helper in self._helpers:
            helper.close()
        self._helpers.clear()

    def _start(self) -> None:
        self._started = True
        # A fork is free, but would take other threads' locks along.
        forks = threading.active_count() == 1 and hasattr(os, "fork")
        for _ in range(min((os.cpu_count() or 1) - 1, _MOST)):
            work_out, work_in = _pipe()
            results_out, results_in = _pipe()
            ours = [work_in, results_out]
            not_theirs = [*ours, *(end for helper in self._helpers for end in helper.ends)] if forks else []
            process: BaseProcess
            if forks:
                process = get_context("fork").Process(target=_serve, args=(work_out, results_in, not_theirs), daemon=True)
            else:
                process = get_context("spawn").Process(target=_serve, args=(work_out, results_in, not_theirs), daemon=True)
            process.start()
            work_out.close()
            results_in.close()
            self._helpers.append(_Helper(process, work_in, results_out))

    def _collect_all(self) -> bool:
        """Take what the others have done by now; whether there was anything."""
        found = False
        while self._collect(0):
            found = True
        return found

    def _collect(self, timeout: float | None) -> bool:
        """Take one result of each of the others that has any; whether there was one."""
        before = len(self._done)
        busy = {helper.results: helper for helper in self._helpers if helper.waiting}
        for connection in wait(list(busy), timeout) if busy else ():
            helper = busy[connection]  # type: ignore[index]
            try:
                self._done.append(helper.take())
            except (EOFError, OSError):
                self._lost(helper)
        return len(self._done) > before

    def _lost(self, helper: _Helper[Key]) -> None:
        """A helper died: of the document that it worked on, as far as one can tell. The others are prepared here."""
        self._helpers.remove(helper)
        helper.close()
        for place, (key, work) in enumerate(helper.waiting):
            self._done.append((key, prepare(*work) if place else NotAFeed("the document could not be read: it took the parser down")))


class _Helper(Generic[Key]):
    """Another process, and what it was given; it answers in that order."""

    def __init__(self, process: BaseProcess, work: Connection, results: Connection) -> None:
        self.results = results
        self.ends = (work, results)
        self.waiting: deque[tuple[Key, Work]] = deque()
        self._process = process
        self._bytes = 0

    def has_room(self, size: int) -> bool:
        """Whether it should get another document of that size."""
        return not self.waiting or (len(self.waiting) < _AHEAD and self._bytes + size <= _AHEAD_BYTES)

    def put(self, key: Key, work: Work) -> None:
        """Hand a document over."""
        self.waiting.append((key, work))
        self._bytes += len(work[0])
        try:
            self.ends[0].send_bytes(pickle.dumps(work, pickle.HIGHEST_PROTOCOL))
        except OSError:
            pass  # it died: `take` will find out

    def take(self) -> tuple[Key, Prepared | NotAFeed]:
        """Its next result; raises EOFError or OSError where it died."""
        result = _unpacked(self.results.recv_bytes())
        key, work = self.waiting.popleft()
        self._bytes -= len(work[0])
        return key, result

    def close(self) -> None:
        """Let it go."""
        for end in self.ends:
            end.close()
        self._process.terminate()
        self._process.join()


class _Outgoing:
    """Results as they travel: rows as mere tuples, which takes half the time, and of their words those that have not travelled before."""

    def __init__(self) -> None:
        self._told: set[bytes] = set()

    def pack(self, result: Prepared | NotAFeed) -> bytes:
        """A result in bytes."""
        if isinstance(result, NotAFeed):
            return pickle.dumps(result)
        new = result.terms - self._told
        if len(self._told) > _MOST_TOLD:
            self._told.clear()
        self._told |= new
        sent = result._replace(entries=(), terms=frozenset())
        return pickle.dumps((tuple(sent), [tuple(row) for row in result.entries], tuple(new)), pickle.HIGHEST_PROTOCOL)


def _unpacked(data: bytes) -> Prepared | NotAFeed:
    """A result as it was sent."""
    found: NotAFeed | tuple[tuple[Any, ...], list[tuple[Any, ...]], tuple[bytes, ...]] = pickle.loads(data)  # noqa: S301 - from our own process
    if isinstance(found, NotAFeed):
        return found
    sent, rows, words = found
    return Prepared._make(sent)._replace(entries=tuple(map(Arriving._make, rows)), terms=frozenset(words))


def _pipe() -> tuple[Connection, Connection]:
    """A pipe's two ends, to read from and to write to. It holds some documents where it can: a usual one holds less than one, so that
    either side would wait for the other with each."""
    out, into = Pipe(duplex=False)
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        with suppress(OSError):  # the user has too many of them
            fcntl(into.fileno(), F_SETPIPE_SZ, _HOLDS)
    return out, into


def _serve(work: Connection, results_in: Connection, not_ours: list[Connection]) -> None:
    """The other process: documents in, rows out, until the pipe is closed. Threads take them in and give them out, so that neither side
    ever blocks, however large they are."""
    for other in not_ours:
        other.close()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # what it makes has hardly any cycles
    sys.setswitchinterval(0.0005)  # those threads work for microseconds, and would wait ten times longer than a document takes
    outgoing = _Outgoing()
    jobs: SimpleQueue[bytes | None] = SimpleQueue()
    results: SimpleQueue[bytes | None] = SimpleQueue()

    def receive() -> None:
        try:
            while True:
                jobs.put(work.recv_bytes())
        except (EOFError, OSError):
            jobs.put(None)

    def send() -> None:
        with suppress(OSError):
            while (result := results.get()) is not None:
                results_in.send_bytes(result)

    threading.Thread(target=receive, daemon=True).start()
    sender = threading.Thread(target=send)
    sender.start()
    try:
        while (job := jobs.get()) is not None:
            results.put(outgoing.pack(prepare(*pickle.loads(job))))  # noqa: S301 - from our own process
    finally:  # whatever a document does to it, what is done by then goes out
        results.put(None)
        sender.join()
