"""How feeds are doing, for the doctor; and the counters, compared with a recount and mended."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.store.connection import Store
from newsreader.text.natural import natural_key

WEEK = 7 * 86400


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """What the doctor looks at. Times are seconds since the epoch, `took` milliseconds, `recent` the entries of the last week."""

    id: int
    url: str
    title: str
    site_url: str | None
    error: str | None
    failures: int
    failing_since: int | None
    last_refresh: int | None
    posted_at: int | None
    moved_to: str | None
    moved_times: int
    retired_at: int | None
    took: int | None
    body_hash: bytes | None
    total: int
    newest: int | None
    recent: int
    paused: bool = False
    slowed: bool = False
    """Whether the user said how often it is asked."""
    page: str = ""
    """Where its entries are, if it is made of a page."""


def feed_health(store: Store, now: int) -> tuple[FeedHealth, ...]:
    """How every feed is doing. Costs some µs a feed."""
    rows = store.rows(
        """SELECT id, url, coalesce(given_title, title), site_url, error, failures, failing_since, last_refresh, posted_at, moved_to,
            moved_times, retired_at, took, body_hash, total,
            (SELECT max(published) FROM entries e WHERE e.feed_id = f.id AND hidden = 0),
            (SELECT count(*) FROM entries e WHERE e.feed_id = f.id AND hidden = 0 AND published >= ?),
            paused, EXISTS (SELECT 1 FROM options WHERE scope = 'feed:' || f.id AND name = 'every'),
            coalesce((SELECT value FROM options WHERE scope = 'feed:' || f.id AND name = 'page'), '')
        FROM feeds f WHERE removed_at IS NULL AND url NOT LIKE 'newsreader:%' ORDER BY id""",
        (now - WEEK,),
    )
    return tuple(sorted((FeedHealth(*row) for row in rows), key=lambda feed: natural_key(feed.title)))


def mend_counters(store: Store) -> int:
    """Count the entries of every feed and tag again and set right what is wrong; gives how many were. Reads every entry."""
    with store.writing() as db:
        feeds = db.execute(
            """UPDATE feeds SET (total, unread, starred) = (n, u, s)
                FROM (SELECT f.id AS feed, count(e.id) AS n, coalesce(sum(e.read = 0), 0) AS u, coalesce(sum(e.starred), 0) AS s
                    FROM feeds f LEFT JOIN entries e ON e.feed_id = f.id AND e.hidden = 0 GROUP BY f.id)
                WHERE id = feed AND (total, unread, starred) IS NOT (n, u, s)"""
        ).rowcount
        tags = db.execute(
            """UPDATE tags SET (total, unread) = (n, u)
                FROM (SELECT t.id AS tag, count(e.id) AS n, coalesce(sum(e.read = 0), 0) AS u FROM tags t
                    LEFT JOIN entry_tags x ON x.tag_id = t.id LEFT JOIN entries e ON e.id = x.entry_id AND e.hidden = 0 GROUP BY t.id)
                WHERE id = tag AND (total, unread) IS NOT (n, u)"""
        ).rowcount
    return int(feeds + tags)
