"""What the lists show: the feeds with their counts, and the headlines of a query. Light: the TUI calls it in its own process."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.model.entry import Headline
from newsreader.model.feed import Feed
from newsreader.model.query import Query
from newsreader.store import feeds as kept_feeds
from newsreader.store import lists as kept
from newsreader.store.connection import Store

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The feeds pane's facts: counts of the smart lists, and every feed by folder and title."""

    total: int
    unread: int
    starred: int
    today: int
    feeds: tuple[Feed, ...]


def sidebar(store: Store, now: int) -> Sidebar:
    """All counts and feeds, as of now."""
    total, unread, starred, today = kept.counters(store, today_start(now))
    return Sidebar(total, unread, starred, today, kept_feeds.all_feeds(store))


def today_start(now: int) -> int:
    """Where "today" starts: 24 hours ago, so that the list is not empty after midnight."""
    return now - DAY


def entry_ids(store: Store, query: Query, limit: int | None = None, oldest_first: bool = False) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise."""
    return kept.entry_ids(store, query, limit, oldest_first)


def headlines(store: Store, ids: Sequence[int]) -> dict[int, Headline]:
    """The rows of a list by id; what is gone is left out."""
    return kept.headlines(store, ids)


def last_entry_id(store: Store) -> int:
    """The highest entry id: what arrives later has a higher one."""
    return kept.last_entry_id(store)


def count_waiting(store: Store, query: Query, after_id: int) -> int:
    """How many entries of a query arrived after the list was taken."""
    return kept.count(store, query, after_id)


def next_unread(store: Store, after: Headline | None) -> int | None:
    """The next unread entry below `after` in the list of all, else the newest unread one, else None."""
    return kept.next_unread(store, after.published, after.id) if after else kept.next_unread(store, 1 << 62, 1 << 62)
