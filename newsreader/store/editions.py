"""Editions on disk: which entries were to be made ready for reading offline, and what there is of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsreader.store.connection import Store
from newsreader.store.packing import unpack
from newsreader.store.schema_offline import SAVED_URL

_BATCH = 100
HOLDS_FOR = 30 * 86_400
"""Seconds for which an edition keeps what is unread in it from being cleaned away."""


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition as it was asked for; `ended` says why the last run stopped before everything was there (empty: it didn't)."""

    id: int
    query: str
    budget: int
    ended: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is of an entry of an edition: the kept article of its page (JSON text) or of the feed's own text, the sizes of both
    articles on disk, its page's file, and why the page could not be had."""

    entry_id: int
    feed_id: int
    title: str
    url: str | None
    page: str | None
    feed: str | None
    article_size: int
    page_digest: str | None
    failure: str | None
    failure_kind: str
    failed_at: int


def keep_edition(store: Store, query: str, budget: int, ids: Sequence[int], now: int) -> int:
    """Write down what an edition is to hold, most wanted first, in place of the last one of that query; gives its id."""
    with store.writing() as db:
        (edition_id,) = db.execute(
            """INSERT INTO editions (query, budget, made_at, ended) VALUES (?, ?, ?, 'broken off')
                ON CONFLICT (query) DO UPDATE SET budget = excluded.budget, made_at = excluded.made_at, ended = excluded.ended
                RETURNING id""",
            (query, budget, now),
        ).fetchone()
        db.execute("DELETE FROM edition_entries WHERE edition_id = ?", (edition_id,))
        db.executemany("INSERT OR IGNORE INTO edition_entries VALUES (?, ?, ?)", [(edition_id, each, at) for at, each in enumerate(ids)])
    return int(edition_id)


def end_edition(store: Store, edition_id: int, ended: str) -> None:
    """Write down why a run stopped, empty where it went through."""
    with store.writing() as db:
        db.execute("UPDATE editions SET ended = ? WHERE id = ?", (ended, edition_id))


def kept_edition(store: Store, query: str) -> KeptEdition | None:
    """The edition of a query, None where none was made."""
    row = store.row("SELECT id, query, budget, ended FROM editions WHERE query = ?", (query,))
    return None if row is None else KeptEdition(*row)


def kept_editions(store: Store) -> list[KeptEdition]:
    """Every edition that was made, the last one first."""
    rows = store.rows("SELECT id, query, budget, ended FROM editions ORDER BY made_at DESC, id DESC")
    return [KeptEdition(*row) for row in rows]


def edition_ids(store: Store, edition_id: int) -> list[int]:
    """The entries of an edition, most wanted first."""
    rows = store.rows(
        """SELECT entry_id FROM edition_entries x JOIN entries e ON e.id = x.entry_id AND e.hidden = 0
            WHERE edition_id = ? ORDER BY place""",
        (edition_id,),
    )
    return [row[0] for row in rows]


def wanted_by_default(store: Store, since: int) -> list[int]:
    """What somebody wants on a train who asked for nothing else, most wanted first: unread stars and saved pages, what is unread and
    came `since`, then what is starred or saved and was read."""
    rows = store.rows(
        """SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id
            WHERE e.hidden = 0 AND ((e.read = 0 AND e.arrived >= ?1) OR e.starred = 1 OR f.url = ?2)
            ORDER BY CASE WHEN e.read = 0 AND (e.starred = 1 OR f.url = ?2) THEN 0 WHEN e.read = 0 THEN 1 ELSE 2 END,
                e.published DESC, e.id DESC""",
        (since, SAVED_URL),
    )
    return [row[0] for row in rows]


def wanted_by_rules(store: Store, since: int, most: int, missing: bool) -> list[int]:
    """What rules want fetched ahead that they were for `since`, the newest first; `missing`: only what has no article of its page.

    Costs a look-up for each entry that those rules were for.
    """
    rows = store.rows(
        """SELECT DISTINCT e.id, e.published FROM rules r CROSS JOIN rule_hits h ON h.rule_id = r.id AND h.at >= ?
            CROSS JOIN entries e ON e.id = h.entry_id AND e.hidden = 0 CROSS JOIN headings t ON t.entry_id = e.id AND t.url IS NOT NULL
            WHERE r.enabled = 1 AND EXISTS (SELECT 1 FROM json_each(r.actions) a WHERE json_extract(a.value, '$[0]') = 'prefetch')
                AND (? = 0 OR e.has_article = 0)
            ORDER BY e.published DESC, e.id DESC LIMIT ?""",
        (since, int(missing), most),
    )
    return [row[0] for row in rows]


def wanted_of_feeds(store: Store, feeds: Sequence[int], since: int, most: int, missing: bool) -> list[int]:
    """What is unread of feeds and arrived `since`, the newest first; `missing`: only what has no article of its page.

    Costs a look at each unread entry of those feeds.
    """
    rows = store.rows(
        """SELECT e.id FROM json_each(?) j CROSS JOIN entries e ON e.feed_id = j.value CROSS JOIN headings h ON h.entry_id = e.id
            WHERE e.hidden = 0 AND e.read = 0 AND e.arrived >= ? AND h.url IS NOT NULL AND (? = 0 OR e.has_article = 0)
            ORDER BY e.published DESC, e.id DESC LIMIT ?""",
        (json.dumps(list(feeds)), since, int(missing), most),
    )
    return [row[0] for row in rows]


def standings(store: Store, ids: Sequence[int]) -> Iterator[Standing]:
    """What there is of entries, in the order given; some at a time, since articles are large."""
    for start in range(0, len(ids), _BATCH):
        found: dict[int, Standing] = {}
        rows = store.rows(
            """SELECT e.id, e.feed_id, h.title, h.url, p.body, f.body,
                    coalesce(length(p.body), 0) + coalesce(length(f.body), 0), g.digest, x.error, coalesce(x.kind, ''), coalesce(x.at, 0)
                FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value CROSS JOIN headings h ON h.entry_id = e.id
                LEFT JOIN articles p ON p.entry_id = e.id AND p.source = 'page'
                LEFT JOIN articles f ON f.entry_id = e.id AND f.source = 'feed'
                LEFT JOIN pages g ON g.url = h.url
                LEFT JOIN page_failures x ON x.entry_id = e.id""",
            (json.dumps(list(ids[start : start + _BATCH])),),
        )
        for row in rows:
            entry_id, feed_id, title, url, page, feed, size, digest, error, kind, at = row
            page, feed = page and unpack(page), feed and unpack(feed)
            found[entry_id] = Standing(entry_id, feed_id, title, url, page, feed, size, digest, error, kind, at)
        yield from (found[entry_id] for entry_id in ids[start : start + _BATCH] if entry_id in found)


def held_entries(store: Store, now: int) -> list[int]:
    """Entries whose pages and images are never cleaned away: starred, tagged and noted ones, saved pages, and what is unread in a
    recent edition."""
    rows = store.rows(
        """SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.hidden = 0 AND (e.starred = 1 OR e.tagged > 0 OR f.url = ?)
            UNION SELECT e.id FROM notes n JOIN entries e ON e.id = n.entry_id AND e.hidden = 0
            UNION SELECT e.id FROM edition_entries x JOIN editions n ON n.id = x.edition_id AND n.made_at >= ?
                JOIN entries e ON e.id = x.entry_id AND e.hidden = 0 AND e.read = 0""",
        (SAVED_URL, now - HOLDS_FOR),
    )
    return [row[0] for row in rows]
