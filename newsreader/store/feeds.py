"""Subscriptions on disk (what a refresh needs to know of them: `store.refreshes`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from newsreader.model.feed import Feed
from newsreader.store.connection import Row, Store
from newsreader.store.hidden import FEED_REMOVED
from newsreader.text.natural import natural_key

if TYPE_CHECKING:
    from newsreader.model.subscription import Subscription

_COLUMNS = "id, url, coalesce(given_title, title), site_url, folder, unread, total, error, last_refresh, next_refresh, paused"
_LAST = (chr(0x10FFFF),)


def all_feeds(store: Store) -> tuple[Feed, ...]:
    """Every subscription with its counts: by folder, those without one last, and title. Costs a row a feed."""
    tags: dict[int, list[str]] = defaultdict(list)
    for feed_id, tag in store.rows("SELECT feed_id, tag FROM feed_tags"):
        tags[feed_id].append(tag)
    rows = store.rows(f"SELECT {_COLUMNS} FROM feeds WHERE removed_at IS NULL ORDER BY id")  # noqa: S608
    return tuple(sorted((_feed(row, tags[row[0]]) for row in rows), key=_order))


def feed_ranks(store: Store) -> dict[int, int]:
    """Where each feed stands by its title, whatever its folder. Costs some µs a feed."""
    rows = store.rows("SELECT id, coalesce(given_title, title) FROM feeds")
    ordered = sorted(rows, key=lambda row: (natural_key(row[1]), row[0]))
    return {row[0]: rank for rank, row in enumerate(ordered)}


def feed_by_id(store: Store, feed_id: int) -> Feed | None:
    """A subscription, None if there is none of that number."""
    row = store.row(f"SELECT {_COLUMNS} FROM feeds WHERE removed_at IS NULL AND id = ?", (feed_id,))  # noqa: S608
    if row is None:
        return None
    return _feed(row, [tag for (tag,) in store.rows("SELECT tag FROM feed_tags WHERE feed_id = ?", (feed_id,))])


def add_feeds(store: Store, subscriptions: Iterable[Subscription], typed: bool) -> tuple[list[int], list[int]]:
    """Add what is not there yet; a removed feed comes back with its entries. Gives the ids that were added, and those that were there."""
    added: list[int] = []
    known: list[int] = []
    with store.writing() as db:
        for wanted in subscriptions:
            found = db.execute("SELECT id, removed_at FROM feeds WHERE url = ?", (wanted.url,)).fetchone()
            if found is not None and found[1] is None:
                known.append(found[0])
                continue
            if found is not None:
                feed_id = found[0]
                restore_feeds(store, [feed_id])
                back = "UPDATE feeds SET folder = coalesce(?, folder), typed = max(typed, ?) WHERE id = ?"
                db.execute(back, (wanted.folder, int(typed), feed_id))
            else:
                feed_id = db.execute(
                    "INSERT INTO feeds (url, title, given_title, site_url, folder, typed) VALUES (?, ?, ?, ?, ?, ?)",
                    (wanted.url, wanted.title or wanted.url, wanted.title, wanted.site_url, wanted.folder or "", int(typed)),
                ).lastrowid
            db.executemany("INSERT OR IGNORE INTO feed_tags VALUES (?, ?)", [(feed_id, tag) for tag in wanted.tags])
            added.append(feed_id)
    return added, known


def remove_feeds(store: Store, ids: Sequence[int], now: int) -> None:
    """Take feeds and their entries out of every list; nothing is deleted, `restore_feeds` brings all back."""
    with store.writing() as db:
        for feed_id in ids:
            db.execute("UPDATE entries SET hidden = hidden | ? WHERE feed_id = ?", (FEED_REMOVED, feed_id))
            db.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (now, feed_id))


def restore_feeds(store: Store, ids: Sequence[int]) -> None:
    """Bring removed feeds back with their entries."""
    with store.writing() as db:
        for feed_id in ids:
            db.execute("UPDATE entries SET hidden = hidden & ~? WHERE feed_id = ?", (FEED_REMOVED, feed_id))
            db.execute("UPDATE feeds SET removed_at = NULL WHERE id = ?", (feed_id,))


def describe_feed(store: Store, feed_id: int, title: str, site_url: str | None, language: str | None) -> None:
    """Keep what the feed says of itself; a title that the user gave stays above it."""
    with store.writing() as db:
        db.execute(
            """UPDATE feeds SET title = CASE WHEN ?1 <> '' THEN ?1 ELSE title END, site_url = coalesce(?2, site_url), language = ?3
                WHERE id = ?4 AND (title IS NOT ?1 OR site_url IS NOT ?2 OR language IS NOT ?3)""",
            (title, site_url, language, feed_id),
        )


def _order(feed: Feed) -> tuple[tuple[str, ...], str]:
    return _folder_order(feed.folder or ""), natural_key(feed.title)


@lru_cache(maxsize=1_000)
def _folder_order(folder: str) -> tuple[str, ...]:
    return tuple(map(natural_key, folder.split("/"))) if folder else _LAST


def _feed(row: Row, tags: Sequence[str]) -> Feed:
    feed_id, url, title, site_url, folder, unread, total, error, last_refresh, next_refresh, paused = row
    named = tuple(sorted(tags, key=natural_key))
    return Feed(feed_id, url, title, site_url, folder or None, named, unread, total, error, last_refresh, next_refresh, bool(paused))
