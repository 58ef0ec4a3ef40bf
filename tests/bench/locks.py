"""How long the worker's refresh holds the library's write lock, for which a key press may have to wait: every transaction, by kind.

    python -m tests.bench.locks [--feeds 300] [--entries 20000]

Runs what the worker runs (refresh with its small batches, same stories, upkeep) in a process that steps back as the worker does, on a
library that is there already, against the feed server. Wall time has the waits for a core in it, CPU time hasn't. The log is not
brought to the library's file meanwhile: SQLite does that within a commit, but after it has let go of the lock.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsreader.config.paths import find_paths
from newsreader.config.settings import Settings
from newsreader.library.fetching import open_fetcher
from newsreader.library.refresh import refresh
from newsreader.library.retention import upkeep
from newsreader.library.storythreads import thread_arrivals
from newsreader.store.connection import Store
from newsreader.worker.manners import step_back
from tests.bench.busy import SERVER, make_home, serving


class Timed(Store):
    """A store that notes how long each transaction held the lock: wall and CPU milliseconds."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.rows("PRAGMA wal_autocheckpoint=0")
        self.kind = ""
        self.held: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._depth = 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        self._depth += 1
        started = (0.0, 0.0)
        try:
            with super().writing() as db:
                started = (time.perf_counter(), time.thread_time())
                yield db
        finally:
            self._depth -= 1
            if not self._depth:
                taken = ((time.perf_counter() - started[0]) * 1000, (time.thread_time() - started[1]) * 1000)
                self.held[self.kind].append(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--entries", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(SERVER, options.feeds) as urls:
        make_home(Path(folder), urls, options.entries)
        process = os.fork()
        if process:
            os.waitpid(process, 0)
            return
        os.setsid()
        step_back()
        fetcher = open_fetcher(Settings(), demo=False, offline=lambda: False)
        store = Timed(find_paths({"NEWSREADER_HOME": folder}).library)
        now = int(time.time())
        for kind, work in (
            ("refresh", lambda: refresh(store, fetcher)),
            ("same stories", lambda: thread_arrivals(store, now)),
            ("upkeep", lambda: upkeep(store, now, lambda: False)),
        ):
            store.kind = kind
            work()
            if held := store.held[kind]:
                print(f"{kind:>14}: {len(held):5} transactions; wall {_row([each[0] for each in held])}; CPU {_row([each[1] for each in held])}", flush=True)
        os._exit(0)


def _row(taken: list[float]) -> str:
    ordered = sorted(taken)
    return f"median {statistics.median(taken):5.1f} ms, p95 {ordered[int(0.95 * len(ordered))]:5.1f}, worst {ordered[-1]:5.1f}"


if __name__ == "__main__":
    main()
