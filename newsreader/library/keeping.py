"""Keeping files within a budget while more come in: written in threads of their own, counted once each, in the order in which they came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from newsreader.store.cache import is_used
from newsreader.store.connection import Store
from newsreader.store.files import Files

_THREADS = 2
_MOST_WAITING = 32
_MISFITS = 8


class Keeper:
    """What an edition has used of its budget, in bytes on the disk. `left_out` counts what did not fit."""

    def __init__(self, store: Store, budget: int) -> None:
        self.used = 0
        self.budget = budget
        self.left_out = 0
        self._store = store
        self._misfits = 0
        self._counted: set[str] = set()
        self._threads = ThreadPoolExecutor(_THREADS)
        self._writes: deque[tuple[Future[str], Files, Callable[[str], None]]] = deque()

    @property
    def full(self) -> bool:
        """Whether there is no use in trying more: the budget is used up, or several in a row did not fit."""
        return self._misfits >= _MISFITS or self.used >= self.budget

    @property
    def waiting(self) -> int:
        """How many files are not written yet."""
        return len(self._writes)

    def put(self, files: Files, body: bytes, then: Callable[[str], None]) -> None:
        """Keep a file if it fits; `then` is told its name by `settle`, once it is there."""
        self._writes.append((self._threads.submit(files.put, body), files, then))
        if len(self._writes) > _MOST_WAITING:
            self._settle_first()

    def settle(self, wait: bool) -> None:
        """Count what was written, and tell; `wait`: for all of it. Raises StoreError where it couldn't be written."""
        while self._writes and (wait or self._writes[0][0].done()):
            self._settle_first()

    def count(self, files: Files, digest: str | None) -> None:
        """Count a file that is there already."""
        if digest is not None and digest not in self._counted:
            self._counted.add(digest)
            self.used += files.size(digest) or 0

    def take(self, size: int) -> bool:
        """Use so many bytes for something else; False where they don't fit."""
        if self.used + size > self.budget:
            self.leave_out()
            return False
        self.used += size
        return True

    def leave_out(self) -> None:
        """Note that something did not fit."""
        self._misfits += 1
        self.left_out += 1

    def close(self) -> None:
        """End the threads, after what they are at."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _settle_first(self) -> None:
        future, files, then = self._writes.popleft()
        digest = future.result()
        if digest not in self._counted:
            if not self.take(files.size(digest) or 0):
                if not is_used(self._store, digest):
                    files.remove(digest)
                return
            self._counted.add(digest)
        self._misfits = 0
        then(digest)
