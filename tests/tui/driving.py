"""The app driven in a test: a library of its own, a worker that only writes down what it is asked, and no waiting but on state."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rich.segment import Segment
from textual.pilot import Pilot

from newsreader.config.paths import Paths, ensure, find_paths
from newsreader.config.settings import Settings
from newsreader.library.indexing import index_waiting
from newsreader.library.lists import entry_ids, headlines
from newsreader.model.events import Event
from newsreader.model.jobs import Job
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.tui.app import NewsreaderApp
from newsreader.tui.stores import Latest, StoreThread
from tests.builders import NOW, add_entries, add_feed, entry

SIZE = (130, 36)
QUIET = Settings(refresh_at_start=False, refresh_minutes=0)


class FakeWorker:
    """Remembers its jobs; a test tells its events."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self.tell = on_event
        self.jobs: list[Job] = []
        self.stopped = False

    async def start(self) -> None:
        """Nothing to start."""

    async def stop(self) -> None:
        """Remember that it was ended."""
        self.stopped = True

    def send(self, job: Job) -> int:
        """Take a job."""
        self.jobs.append(job)
        return len(self.jobs)


def paths_in(home: Path) -> Paths:
    """The directories of a test's library."""
    paths = find_paths({"NEWSREADER_HOME": str(home / "newsreader")})
    ensure(paths)
    return paths


def make_app(paths: Paths, settings: Settings = QUIET, **more: object) -> NewsreaderApp:
    """The app on a library, with a fake worker and a clock that stands still."""
    return NewsreaderApp(paths, settings, (), clock=lambda: NOW, make_worker=FakeWorker, **{"way_out": lambda: True, **more})  # type: ignore[arg-type]


def worker_of(app: NewsreaderApp) -> FakeWorker:
    """The app's fake worker."""
    assert isinstance(app.worker, FakeWorker)
    return app.worker


def small_library(paths: Paths) -> Store:
    """Two feeds in folders and one without: eight entries, all unread, newest first `h8` … `a1`."""
    store = Store(paths.library)
    hills, harbours, loose = add_feed(store, "hills", "News/Hills"), add_feed(store, "harbours", "News"), add_feed(store, "loose")
    for number, feed in enumerate((hills, harbours, hills, loose, hills, harbours, loose, hills), 1):
        add_entries(store, feed, entry(f"story {number}", f"Story number {number}", NOW - 3600 * (10 - number)))
    return store


def indexed_library(paths: Paths) -> Store:
    """The small library, in which words are found."""
    store = small_library(paths)
    index_waiting(store)
    return store


def small_app(paths: Paths, settings: Settings = QUIET, **more: object) -> NewsreaderApp:
    """The app on the small library, in which words are found."""
    indexed_library(paths).close()
    return make_app(paths, settings, **more)


def number(store: Store, story: int) -> int:
    """The entry of a story of the small library."""
    return next(row.id for row in headlines(store, entry_ids(store, Query())).values() if row.title == f"Story number {story}")


def titles(app: NewsreaderApp) -> list[int]:
    """The numbers of the small library's stories as they are listed."""
    rows = app.main.headlines.listing
    assert rows is not None
    return [int(row.title.rpartition(" ")[2]) for index in range(len(rows)) if (row := rows.row(index)) is not None]


@asynccontextmanager
async def driven(app: NewsreaderApp, size: tuple[int, int] = SIZE) -> AsyncIterator[Pilot[Any]]:
    """The app while it runs in a window of some size, settled after its start."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot, app)
        yield pilot


async def settled(pilot: Pilot[Any], app: NewsreaderApp) -> None:
    """Wait until every thread has done what it was given, and the screen has drawn it."""
    for _ in range(2):
        await pilot.pause()
        threads: tuple[StoreThread | Latest, ...] = (app.writer, *app._threads)
        for thread in threads:
            await _idle(thread)
    await pilot.pause()


async def _idle(thread: StoreThread | Latest) -> None:
    done = asyncio.Event()
    plain = thread._thread if isinstance(thread, Latest) else thread
    plain.put(lambda _store: None, lambda _: done.set(), lambda _: done.set())
    await asyncio.wait_for(done.wait(), 20)


async def press(pilot: Pilot[Any], app: NewsreaderApp, *keys: str) -> None:
    """Press keys one by one, each settled."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot, app)


def screen_lines(app: NewsreaderApp) -> list[str]:
    """The screen as lines of text, without what only moves the cursor."""
    return ["".join(part.text for part in Segment.filter_control(strip)) for strip in app.screen._compositor.render_strips()]


def screen_text(app: NewsreaderApp) -> str:
    """The screen as text."""
    return "\n".join(screen_lines(app))
