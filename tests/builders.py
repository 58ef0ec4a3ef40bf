"""Small builders: entries and feeds with just what a test is about."""

from __future__ import annotations

from newsreader.library.keptqueries import keeping
from newsreader.model.parsed import ParsedEntry
from newsreader.model.subscription import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds
from newsreader.store.saving import save_entries

NOW = 1_746_000_000


def entry(
    name: str = "one", title: str | None = None, published: int | None = NOW - 1000, html: str = "<p>Some text.</p>", url: str | None = None
) -> ParsedEntry:
    """An entry whose identity, title and link come from `name`."""
    return ParsedEntry(name, title if title is not None else f"Title {name}", url or f"https://site.example/{name}", None, published, None, html)


def add_feed(store: Store, name: str = "hills", folder: str | None = None) -> int:
    """A subscription without entries; gives its id."""
    added, _ = add_feeds(store, [Subscription(f"https://{name}.example/feed.xml", name, folder=folder)], typed=True)
    return added[0]


def add_entries(store: Store, feed_id: int, *entries: ParsedEntry, now: int = NOW) -> list[int]:
    """Entries in a feed; gives the ids of the new ones, in the order given."""
    saved = save_entries(store, feed_id, [(item, 2) for item in entries], now)
    by_identity = {item.identity: entry_id for entry_id, item in saved.new}
    return [by_identity[item.identity] for item in entries if item.identity in by_identity]


def keep_queries(store: Store, more: dict[str, str]) -> None:
    """Queries that are kept under names."""
    journal.make(store, keeping(store, more))
