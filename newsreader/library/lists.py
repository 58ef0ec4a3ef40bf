"""What the lists show: the feeds with their counts, and the headlines of a query. Light: the TUI calls it in its own process."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsreader.model.entry import Headline
from newsreader.model.feed import Feed, is_inside
from newsreader.model.query import Query
from newsreader.model.sorting import Sorting
from newsreader.store import feeds as kept_feeds
from newsreader.store import lists as kept
from newsreader.store import tags as kept_tags
from newsreader.store.connection import Store
from newsreader.text.natural import natural_key

DAY = 86_400


class TagRow(NamedTuple):
    """A tag of feeds, of entries, or of both: what is unread with it, its colour, and its feeds."""

    name: str
    unread: int
    color: str = ""
    feeds: tuple[Feed, ...] = ()


class Sidebar(NamedTuple):
    """The feeds pane's facts: counts of the smart lists, and every feed in the order of `store.feeds.all_feeds`."""

    total: int
    unread: int
    starred: int
    today: int
    feeds: tuple[Feed, ...]
    tags: tuple[TagRow, ...] = ()

    def feed(self, feed_id: int) -> Feed | None:
        """The feed of a number."""
        return next((each for each in self.feeds if each.id == feed_id), None)

    def tag(self, name: str) -> TagRow | None:
        """The tag of a name."""
        return next((each for each in self.tags if each.name == name), None)

    def inside(self, folder: str) -> tuple[Feed, ...]:
        """The feeds of a folder and of the folders in it."""
        return tuple(each for each in self.feeds if is_inside(each.folder, folder))


def sidebar(store: Store, now: int) -> Sidebar:
    """All counts and feeds, as of now."""
    total, unread, starred, today = kept.counters(store, today_start(now))
    feeds = kept_feeds.all_feeds(store)
    return Sidebar(total, unread, starred, today, feeds, tag_rows(store, feeds))


def tag_rows(store: Store, feeds: Sequence[Feed]) -> tuple[TagRow, ...]:
    """Every tag, by name. Costs a row a tag, and for one that feeds and entries have a look-up for each of its entries."""
    by_feed: dict[str, list[Feed]] = defaultdict(list)
    names: dict[str, str] = {}
    for feed in feeds:
        for name in feed.tags:
            by_feed[name.casefold()].append(feed)
            names.setdefault(name.casefold(), name)
    of_entries = {tag.name.casefold(): tag for tag in kept_tags.all_tags(store)}
    rows = []
    for key in sorted({*names, *of_entries}, key=natural_key):
        tag, inside = of_entries.get(key), tuple(by_feed.get(key, ()))
        unread = sum(feed.unread for feed in inside)
        if tag is not None:
            unread += tag.unread - (kept_tags.unread_in_feeds_too(store, tag) if inside and tag.unread else 0)
        rows.append(TagRow(tag.name if tag is not None else names[key], unread, tag.color if tag is not None else "", inside))
    return tuple(rows)


def today_start(now: int) -> int:
    """Where "today" starts: 24 hours ago, so that the list is not empty after midnight."""
    return now - DAY


def entry_ids(store: Store, query: Query, limit: int | None = None, oldest_first: bool = False) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise. Where `comes_in_slices`, `entry_slices` shows them sooner."""
    return kept.entry_ids(store, query, limit, oldest_first, text_of=text_of(store))


def entry_slices(store: Store, query: Query, oldest_first: bool = False) -> Iterator[array[int]]:
    """The same ids in the same order, as they are found: a slice takes about 30 ms and may be empty; stop between two as you like."""
    from newsreader.store.questions import slices  # with the first question: the first frame does without

    return slices(store, query, oldest_first, text_of=text_of(store))


def comes_in_slices(store: Store, query: Query, prefixes: bool = True) -> bool:
    """Whether each entry has to be looked at (patterns, parts of links, lengths, newsboat's filters), so that it takes a while; or, unless
    `prefixes` don't count, a prefix begins many words."""
    if query.is_plain:
        return False
    from newsreader.store.questions import needs_time

    return needs_time(store, query, prefixes)


def text_of(store: Store) -> kept.TextOf:
    """How a query gets the text of an entry, for patterns: as it is indexed."""

    def text(entry_id: int) -> str:
        from newsreader.library.indexing import entry_text  # what makes text of articles is wanted here alone

        return entry_text(store, entry_id)

    return text


def headlines(store: Store, ids: Sequence[int]) -> dict[int, Headline]:
    """The rows of a list by id; what is gone is left out."""
    return kept.headlines(store, ids)


def in_order(store: Store, ids: Sequence[int], sorting: Sorting) -> array[int]:
    """The same ids, sorted."""
    return kept.in_order(store, ids, sorting)


def last_entry_id(store: Store) -> int:
    """The highest entry id: what arrives later has a higher one."""
    return kept.last_entry_id(store)


def count_waiting(store: Store, query: Query, after_id: int) -> int:
    """How many entries of a query arrived after the list was taken."""
    return kept.count(store, query, after_id, text_of=text_of(store))


def next_unread(store: Store, after: Headline | None) -> int | None:
    """The next unread entry below `after` in the list of all, else the newest unread one, else None."""
    return kept.next_unread(store, after.published, after.id) if after else kept.next_unread(store, 1 << 62, 1 << 62)
