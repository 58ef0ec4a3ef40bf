"""A feed's document made ready to be kept: parsed, its texts plain and counted. Pure, so that another core can do it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

from newsreader.feeds.parse import NotAFeed, parse_feed
from newsreader.model.feed import ParsedFeed
from newsreader.text.count import count_words
from newsreader.text.markup import plain_text

Key = TypeVar("Key")

_POOL_FROM = 24
"""So many documents are prepared in this process before another one is worth its start."""
_AHEAD = 48
"""So many documents may wait in the pool, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A parsed feed; `texts` and `words` are its entries' plain texts and their lengths, in the entries' order."""

    feed: ParsedFeed
    texts: tuple[str, ...]
    words: tuple[int, ...]


def prepare(body: bytes, content_type: str | None, url: str) -> Prepared | NotAFeed:
    """Parse a document and make its texts plain; what is no feed comes back as its reason."""
    try:
        feed = parse_feed(body, content_type, url)
    except NotAFeed as error:
        return error
    texts = tuple(plain_text(entry.html) for entry in feed.entries)
    return Prepared(feed, texts, tuple(count_words(text) for text in texts))


class Preparing(Generic[Key]):
    """Prepares documents in the order they come, here or, where there are many, on the other cores; results come back as they are done."""

    def __init__(self) -> None:
        self._count = 0
        self._done: deque[tuple[Key, Prepared | NotAFeed]] = deque()
        self._running: dict[Future[Prepared | NotAFeed], Key] = {}
        self._pool: ProcessPoolExecutor | None = None

    def put(self, key: Key, body: bytes, content_type: str | None, url: str) -> None:
        """Hand a document in; may wait while too many are under way."""
        self._count += 1
        others = (os.cpu_count() or 1) - 1
        if self._count <= _POOL_FROM or not others:
            self._done.append((key, prepare(body, content_type, url)))
            return
        if self._pool is None:
            # Spawned: a fork would take the threads' locks along.
            self._pool = ProcessPoolExecutor(min(others, 4), mp_context=get_context("spawn"))
        self._running[self._pool.submit(prepare, body, content_type, url)] = key
        while len(self._running) > _AHEAD:
            self._collect(wait_for_one=True)

    def ready(self) -> Iterator[tuple[Key, Prepared | NotAFeed]]:
        """What is done by now, without waiting."""
        self._collect(wait_for_one=False)
        while self._done:
            yield self._done.popleft()

    def rest(self) -> Iterator[tuple[Key, Prepared | NotAFeed]]:
        """All that is left, as it gets done."""
        while self._running or self._done:
            if not self._done:
                self._collect(wait_for_one=True)
            yield from self.ready()

    def close(self) -> None:
        """Let the other processes go; what they had not begun is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _collect(self, wait_for_one: bool) -> None:
        if not self._running:
            return
        done, _ = wait(self._running, timeout=None if wait_for_one else 0, return_when=FIRST_COMPLETED)
        for future in done:
            self._done.append((self._running.pop(future), future.result()))
