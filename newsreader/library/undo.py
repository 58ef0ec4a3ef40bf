"""Undo and redo for whatever changes the library, and taking feeds out of it. Light: the TUI calls it in its own process."""

from __future__ import annotations

import time

from newsreader.library.marks import Change
from newsreader.library.sitechanges import put_back
from newsreader.store import feeds as kept_feeds
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.text.counted import counted

_DAY = 86_400


class NoSuchFeed(Exception):
    """A feed was named that the library doesn't have."""


def undo(store: Store) -> Change | None:
    """Take back the last change, across restarts; None where there is nothing to take back."""
    now = int(time.time())
    record = journal.undo(store, now, put_back)
    _index(store, record)
    return None if record is None else Change(f"undone: {record.words}, {ago(now - record.at)}", record.count, record.site, record.tables)


def redo(store: Store) -> Change | None:
    """Make the last change again that was taken back; None where there is none."""
    record = journal.redo(store, int(time.time()), put_back)
    _index(store, record)
    return None if record is None else Change(f"done again: {record.words}", record.count, record.site, record.tables)


def _index(store: Store, record: journal.Record | None) -> None:
    """A note that came or went is searched, or no longer, at once."""
    if record is not None and "notes" in record.tables:
        from newsreader.library.indexing import index_waiting

        index_waiting(store)


def remove_feed(store: Store, feed_id: int) -> Change:
    """Unsubscribe: the feed and its entries leave every list, undoably. Raises NoSuchFeed."""
    now = int(time.time())
    feed = kept_feeds.feed_by_id(store, feed_id)
    if feed is None:
        raise NoSuchFeed(f"there is no feed {feed_id}; `newsreader feeds` lists them")
    with store.writing():
        kept_feeds.remove_feeds(store, [feed_id], now)
        words = f"unsubscribed from {feed.title}, {counted(feed.total, 'entry')}"
        journal.record_feeds(store, "unsubscribe", [feed_id], words, now)
    return Change(words, 1)


def ago(seconds: int) -> str:
    """A span of time in words, as in "10 minutes ago"."""
    for size, name in ((365 * _DAY, "year"), (30 * _DAY, "month"), (_DAY, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number} {name}{'s' if number > 1 else ''} ago"
    return "just now"
