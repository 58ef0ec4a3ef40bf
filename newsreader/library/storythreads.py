"""Finding the same story among what arrives: few candidates by keys, each compared. Heavy: the worker and the shell call it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from newsreader.library.alike import WINDOW, Likeness, digest, keys, likeness, same_page, same_story
from newsreader.library.canonical import canonical
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


def thread_arrivals(store: Store, now: int, stop: Callable[[], bool] = lambda: False) -> int:
    """Compare what arrived since the last time with what is there; gives how many entries were found to tell a known story.

    Costs about 0.5 ms an entry of the last days, 0.05 ms for older ones, which are compared by their addresses alone. Each batch
    is a short transaction; what a crash left over is taken up the next time.
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


class _Batch:
    """Takes entries in the order of their arrival, and remembers what it has read of the last ones."""

    def __init__(self, store: Store, now: int) -> None:
        self._store = store
        self._since = now - 2 * WINDOW
        self._like = lru_cache(maxsize=500)(self._read)

    def take(self, arrived: list[Newcomer]) -> int:
        found = 0
        for entry in arrived:
            recent = entry.published >= self._since
            key = digest(address) if (address := canonical(entry.url)) else None
            match = self._by_address(entry, key) if key is not None else None
            words = keys(self._like(entry.id)[0]) if recent else ()
            if match is None and recent:
                match = self._by_words(entry, words)
            with self._store.writing():
                stories.keep_keys(
                    self._store, [(key, entry.id)] if key is not None else [], [(each, entry.published, entry.id) for each in words]
                )
                if match is not None and stories.thread_of(self._store, entry.id) is None:
                    found += self._join(entry, match)
                set_state(self._store, _CURSOR, str(entry.id))
        return found

    def _by_address(self, entry: Newcomer, key: int) -> int | None:
        others = stories.same_address(self._store, key, entry.id)
        known = stories.with_texts(self._store, others)
        if sum(other.feed_id == entry.feed_id for other in known.values()):
            return None  # a feed whose entries link one page doesn't tell them apart by it
        for other in known.values():
            if abs(other.published - entry.published) <= PAGE_WINDOW and same_page(self._like(entry.id)[0], self._like(other.id)[0]):
                return other.id
        return None

    def _by_words(self, entry: Newcomer, words: tuple[int, ...]) -> int | None:
        span = (entry.published - WINDOW, entry.published + WINDOW)
        for candidate in stories.sharing_keys(self._store, words, *span, _CANDIDATES):
            like, feed = self._like(candidate)
            if candidate != entry.id and feed != entry.feed_id and same_story(self._like(entry.id)[0], like):
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
