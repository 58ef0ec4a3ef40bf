"""Decluttering many pages beside the network: in processes of their own, so that one core downloads while the others read."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from dataclasses import dataclass, replace
from multiprocessing.pool import AsyncResult, Pool
from pathlib import Path
from typing import Protocol

from newsreader.library.following import REST_MISSING, Page
from newsreader.library.reading import NoArticle, joined_article
from newsreader.library.reasons import NO_ARTICLE, REST_LEFT
from newsreader.library.sitefiles import Sites
from newsreader.model.entry import Entry
from newsreader.render.kept import packed
from newsreader.store.articles import KeptPage
from newsreader.store.files import Files

_MOST_PROCESSES = 4
_STALLED = 60.0
"""Seconds without any result after which what is still out is given up: a page that a parser can't get to the end of."""
_PAUSE = 0.005


@dataclass(frozen=True, slots=True)
class Task:
    """An entry whose page lies in the folder of pages, with its further pages by the addresses that were asked; `missing` can't be had."""

    entry: Entry
    page: KeptPage
    folder: Path
    sites: Sites | None = None
    further: tuple[KeptPage, ...] = ()
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article of an entry's page as JSON text, or why there is none (`error` in words, `kind` in a word). `seconds` is CPU time.

    `wants` is the address of a further page: with it, the article would be whole.
    """

    entry_id: int
    text: str = ""
    words: int = 0
    error: str | None = None
    kind: str = ""
    seconds: float = 0.0
    wants: str | None = None


class Extractor(Protocol):
    """Who extracts: processes, or whoever calls."""

    def submit(self, task: Task) -> None:
        """Take a page."""

    def take(self, wait: float) -> list[Extracted]:
        """What is done since the last call; waits so many seconds at most for the first."""

    @property
    def pending(self) -> int:
        """How many are not taken yet."""

    def close(self) -> None:
        """End; what is still out is lost."""


def extract(task: Task) -> Extracted:
    """Make the article of a page; never raises."""
    started = time.process_time()
    entry_id = task.entry.headline.id
    files = Files(task.folder)
    further = {page.url: page for page in task.further}
    wanted: list[str] = []

    def get(url: str) -> Page | None:
        page = further.get(url)
        body = files.get(page.digest) if page is not None else None
        if page is None and url not in task.missing:
            wanted.append(url)
        return Page(page.final_url, page.content_type, body) if page is not None and body is not None else None

    def done(text: str = "", words: int = 0, error: str | None = None, kind: str = "") -> Extracted:
        return Extracted(entry_id, text, words, error, kind, time.process_time() - started, next(iter(wanted), None))

    body = files.get(task.page.digest)
    if body is None:
        return Extracted(entry_id, error="the page's file in the cache was damaged; it is fetched again next time", kind="")
    try:
        article = joined_article(task.entry, Page(task.page.final_url, task.page.content_type, body), get, task.sites)
    except NoArticle as error:
        return done(error=str(error), kind=error.kind)
    except Exception as error:  # one page that trips must not take the edition with it
        wanted.clear()
        return done(error=f"the page could not be read ({type(error).__name__})", kind=NO_ARTICLE)
    if wanted and article.notice == REST_MISSING:
        article = replace(article, notice=REST_LEFT)
    return done(packed(article), article.words)


class Here:
    """Extracts at once, in this process: for a few pages, and where starting processes costs more than it gives."""

    def __init__(self) -> None:
        self._done: list[Extracted] = []

    def submit(self, task: Task) -> None:
        self._done.append(extract(task))

    def take(self, wait: float) -> list[Extracted]:
        done, self._done = self._done, []
        return done

    @property
    def pending(self) -> int:
        return len(self._done)

    def close(self) -> None:
        self._done.clear()


class Processes:
    """Extracts in processes that are started when the first page comes; they end with this one, even where it is killed.

    Where a system can't start them (no shared memory, as in some containers and phones), it is done here.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most or min(_MOST_PROCESSES, os.cpu_count() or 1)
        self._pool: Pool | None = None
        self._here: Here | None = None
        self._out: deque[tuple[int, AsyncResult[Extracted]]] = deque()
        self._last = 0.0

    def submit(self, task: Task) -> None:
        if self._pool is None and self._here is None:
            try:
                self._pool = multiprocessing.get_context("spawn").Pool(self._most, _start)
            except (OSError, ImportError):
                self._here = Here()
        if self._pool is None:
            assert self._here is not None  # noqa: S101
            self._here.submit(task)
            return
        if not self._out:
            self._last = time.monotonic()
        self._out.append((task.entry.headline.id, self._pool.apply_async(extract, (task,))))

    def take(self, wait: float) -> list[Extracted]:
        if self._here is not None:
            return self._here.take(wait)
        until = time.monotonic() + wait
        while not (done := self._over()) and self._out and time.monotonic() < until:
            time.sleep(_PAUSE)
        return done

    @property
    def pending(self) -> int:
        return len(self._out) if self._here is None else self._here.pending

    def close(self) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()
            self._pool = None
        self._out.clear()

    def _over(self) -> list[Extracted]:
        done = [result.get() for _, result in self._out if result.ready()]
        if done:
            self._last = time.monotonic()
            self._out = deque((entry_id, result) for entry_id, result in self._out if not result.ready())
        elif self._out and time.monotonic() - self._last > _STALLED:
            done = [Extracted(entry_id, error="reading the page took too long", kind=NO_ARTICLE) for entry_id, _ in self._out]
            self.close()
        return done


def _start() -> None:
    """What a new process does first: leave ^C to its parent, make room for the screen, and end when its parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            parent.join()
            os._exit(0)

        threading.Thread(target=watch, daemon=True).start()
