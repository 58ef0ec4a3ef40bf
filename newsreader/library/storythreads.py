"""Finding the same story among what arrives: few candidates by keys, each compared. Heavy: the worker and the shell call it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache

from newsreader.library.alike import WINDOW, Likeness, keys, likeness, same_page, same_story
from newsreader.library.canonical import page_key
from newsreader.store import stories
from newsreader.store.connection import Store
from newsreader.store.state import get_state, set_state
from newsreader.store.stories import Newcomer
from newsreader.text.markup import plain_text

PAGE_WINDOW = 60 * 86_400
"""Seconds between two entries that link the same page and can be one story."""
_BATCH = 100
_CANDIDATES = 12
_CURSOR = "stories_to"
_MOST_HTML = 8_000
_PATIENCE = 5.0
"""Seconds for it while somebody waits, which is 10,000 entries of the last days or 300,000 older ones; what is left is taken up next
time, by a timer or in the reader."""


def thread_arrivals(store: Store, now: int, stop: Callable[[], bool] = lambda: False) -> int:
    """Compare what arrived since the last time with what is there; gives how many entries were found to tell a known story.

    Costs about 0.5 ms an entry of the last days, 0.01 ms for older ones, which are compared by their addresses alone. Each batch
    is two short transactions; what a crash left over is taken up the next time.
    """
    found = 0
    batch = _Batch(store, now)
    while not stop():
        after = int(get_state(store, _CURSOR, "0"))
        arrived = stories.newcomers(store, after, _BATCH)
        if not arrived:
            break
        found += batch.take(arrived)
    stories.forget_keys(store, now - 2 * WINDOW)
    return found


def thread_while_waited_for(store: Store) -> None:
    """The same for somebody who waits for a command's end."""
    end = time.monotonic() + _PATIENCE
    thread_arrivals(store, int(time.time()), lambda: time.monotonic() > end)


class _Batch:
    """Takes entries in the order of their arrival, and remembers what it has read of the last ones."""

    def __init__(self, store: Store, now: int) -> None:
        self._store = store
        self._since = now - 2 * WINDOW
        self._like = lru_cache(maxsize=3_000)(self._read)

    def take(self, arrived: list[Newcomer]) -> int:
        """Keep the keys of some entries, find what each is the same as, and put it there: two short transactions for all of them."""
        store, ids = self._store, [entry.id for entry in arrived]
        unkept = stories.without_address(store, ids)  # nearly always those that link no page
        addresses = [(key, entry.id) for entry in arrived if entry.id in unkept and (key := page_key(entry.url)) is not None]
        words = {entry.id: keys(self._like(entry.id)[0]) for entry in arrived if entry.published >= self._since}
        if addresses or words:
            kept = [(key, entry.published, entry.id) for entry in arrived for key in words.get(entry.id, ())]
            stories.keep_keys(store, addresses, kept)
        same_page_as = stories.same_address(store, ids)
        matches: list[tuple[Newcomer, int]] = []
        for entry in arrived:
            match = self._by_address(entry, same_page_as[entry.id]) if entry.id in same_page_as else None
            if match is None and entry.id in words:
                match = self._by_words(entry, words[entry.id])
            if match is not None:
                matches.append((entry, match))
        found = 0
        with store.writing():
            for entry, match in matches:
                if stories.thread_of(store, entry.id) is None:
                    found += self._join(entry, match)
            set_state(store, _CURSOR, str(ids[-1]))
        return found

    def _by_address(self, entry: Newcomer, others: list[int]) -> int | None:
        known = stories.with_texts(self._store, others)
        if sum(other.feed_id == entry.feed_id for other in known.values()):
            return None  # a feed whose entries link one page doesn't tell them apart by it
        for other in known.values():
            if abs(other.published - entry.published) <= PAGE_WINDOW and same_page(self._like(entry.id)[0], self._like(other.id)[0]):
                return other.id
        return None

    def _by_words(self, entry: Newcomer, words: tuple[int, ...]) -> int | None:
        span = (entry.published - WINDOW, entry.published + WINDOW)
        for candidate in stories.sharing_keys(self._store, entry.id, words, *span, _CANDIDATES):
            like, feed = self._like(candidate)
            if feed != entry.feed_id and same_story(self._like(entry.id)[0], like):
                return candidate
        return None

    def _join(self, entry: Newcomer, match: int) -> bool:
        """Put an entry to the story of another, unless its own feed tells that story already, or somebody took the other one out."""
        known = stories.thread_of(self._store, match)
        if known is not None and known[1] == stories.APART:
            return False
        thread = match if known is None else known[0]
        if any(feed == entry.feed_id for _, feed in stories.members(self._store, thread)):
            return False
        stories.put_together(self._store, thread, [match, entry.id])
        return True

    def _read(self, entry_id: int) -> tuple[Likeness, int]:
        found = stories.with_texts(self._store, [entry_id]).get(entry_id)
        if found is None:
            return likeness("", "", 0), 0
        return likeness(found.title, plain_text(found.html[:_MOST_HTML]), found.published), found.feed_id
