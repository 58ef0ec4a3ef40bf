"""Doing what was asked for offline, in its order, once each: every kind of item has the same effect however often a crash repeats it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from newsreader.fetch.exchange import Fetcher, FetchError
from newsreader.library.caches import Caches
from newsreader.library.failures import UNANSWERED
from newsreader.library.outbox import FETCH, SAVE, SUBSCRIBE, words_of
from newsreader.library.reading import NoArticle, fetch_article
from newsreader.library.reasons import FEED_TEXT
from newsreader.library.saved import CannotSave, save_page
from newsreader.library.subscribe import CannotSubscribe, subscribe
from newsreader.store import outbox
from newsreader.store.connection import Store
from newsreader.store.outbox import Item

LEASE = 300
"""Seconds for which an item belongs to the process that took it; one that was killed gives it up after them."""
MOST_ATTEMPTS = 5
"""After so many times without an answer an item counts as failed, and waits for somebody to try it again by hand."""
_KEEP = 30 * 86_400
_REFUSALS = (NoArticle, CannotSave, CannotSubscribe)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to, in items: `waiting` are left for the next one; `failures` in words."""

    done: int = 0
    failed: int = 0
    waiting: int = 0
    failures: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The replay in a sentence; empty where there was nothing to do."""
        parts = [f"{self.done} done"] if self.done else []
        parts += [f"{self.failed} failed"] if self.failed else []
        parts += [f"{self.waiting} still wait"] if self.waiting else []
        return "asked for offline: " + ", ".join(parts) if parts else ""


def replay(store: Store, caches: Caches, fetcher: Fetcher, stop: Callable[[], bool] = lambda: False) -> Replayed:
    """Do what waits, in order. What gets no answer waits on (`MOST_ATTEMPTS`), what is refused has failed and keeps why; while offline
    nothing is tried."""
    done = 0
    failures: list[str] = []
    after = 0
    while not stop() and (item := outbox.claim(store, after, int(time.time()), LEASE)) is not None:
        after = item.id
        error, passing = _try(store, caches, fetcher, item)
        if error is None:
            outbox.end(store, item.id, "done", None, int(time.time()))
            done += 1
        elif passing == "offline":
            outbox.give_back(store, item.id)
            break
        elif passing and item.attempts < MOST_ATTEMPTS:
            outbox.end(store, item.id, "waiting", error, int(time.time()))
        else:
            outbox.end(store, item.id, "failed", error, int(time.time()))
            failures.append(f"{words_of(item)}: {error}")
    outbox.forget_ended(store, int(time.time()) - _KEEP)
    return Replayed(done, len(failures), len(outbox.items(store, "waiting")), tuple(failures))


def _try(store: Store, caches: Caches, fetcher: Fetcher, item: Item) -> tuple[str | None, str]:
    """Do an item; gives the error in words (None: done), and the kind of a failure that may pass by itself (else empty)."""
    try:
        _do(store, caches, fetcher, item)
    except _REFUSALS as error:
        if isinstance(error, NoArticle) and error.kind == FEED_TEXT:
            return None, ""
        cause = error.__cause__
        passing = cause.kind if isinstance(cause, FetchError) and cause.kind in UNANSWERED else ""
        return str(error), passing
    return None, ""


def _do(store: Store, caches: Caches, fetcher: Fetcher, item: Item) -> None:
    if item.kind == FETCH:
        fetch_article(store, caches.pages, fetcher, int(item.subject), sites=caches.sites)
    elif item.kind == SAVE:
        save_page(store, caches, fetcher, item.subject, bool(item.facts.get("typed")), _options(item))
    elif item.kind == SUBSCRIBE:
        folder, tags = (item.facts.get(name) for name in ("folder", "tags"))
        words = [str(tag) for tag in tags] if isinstance(tags, list) else []
        subscribe(store, fetcher, item.subject, str(folder) if folder else None, words, _options(item))
    else:
        raise CannotSave(f"this newsreader doesn't know how to {item.kind}; a newer one may")


def _options(item: Item) -> dict[str, str]:
    options = item.facts.get("options")
    return {str(name): str(value) for name, value in options.items()} if isinstance(options, dict) else {}
