"""Lanes: threads that take jobs one after the other, each with a store and an HTTP client of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from newsreader.fetch.exchange import Fetcher
from newsreader.store.connection import Store

Work = Callable[[Store, Fetcher], None]


class Lane:
    """A number of threads over one queue. `work` may raise nothing: it tells what went wrong itself."""

    def __init__(self, open_store: Callable[[], Store], open_fetcher: Callable[[], Fetcher], threads: int) -> None:
        self._open_store = open_store
        self._open_fetcher = open_fetcher
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def put(self, work: Work) -> None:
        """Queue a piece of work."""
        self._queue.put(work)

    def close(self, seconds: float) -> None:
        """Take no more; wait so long at most for what is under way."""
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(seconds)

    def _run(self) -> None:
        store: Store | None = None
        fetcher: Fetcher | None = None
        while (work := self._queue.get()) is not None:
            store = store or self._open_store()
            fetcher = fetcher or self._open_fetcher()
            work(store, fetcher)
        if store is not None:
            store.close()
