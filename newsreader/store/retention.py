"""How long and how many entries are kept, what is taken out of the lists for it, and how large the library is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsreader.store.connection import Store
from newsreader.store.hidden import TRIMMED
from newsreader.store.schema_offline import SAVED_URL

KEPT = ("starred", "tagged", "noted", "unread")
"""What may be kept whatever its age: the entries that have a star, a tag, a note, or were not read."""
_CONDITIONS = {
    "starred": "e.starred = 1",
    "tagged": "e.tagged > 0",
    "noted": "EXISTS (SELECT 1 FROM notes WHERE entry_id = e.id)",
    "unread": "e.read = 0",
}
_TABLES = ("bodies", "articles", "earlier", "positions", "page_failures", "unindexed", "story_urls", "threads", "rule_hits", "trimmed")


@dataclass(frozen=True, slots=True)
class Keeping:
    """What is kept of a feed (`feed:12`), of a folder and what is in it (`folder:A/B`), or of all others (an empty scope).

    `days` and `most` bound age and number (None: no bound); what is in `keep` stays however old it is.
    """

    scope: str
    days: int | None
    most: int | None
    keep: tuple[str, ...] = KEPT


@dataclass(frozen=True, slots=True)
class LibrarySize:
    """The library on the disk, in bytes: its file, what is free inside it, and what is still in its log."""

    file: int
    free: int
    log: int


def all_keepings(store: Store) -> dict[str, Keeping]:
    """Every rule of keeping, by its scope."""
    rows = store.rows("SELECT scope, days, most, keep FROM retention ORDER BY scope")
    return {row[0]: Keeping(row[0], row[1], row[2], tuple(row[3].split())) for row in rows}


def as_columns(keeping: Keeping) -> Mapping[str, str | int | None]:
    """A rule of keeping as the journal keeps it."""
    return {"days": keeping.days, "most": keeping.most, "keep": " ".join(keeping.keep)}


def bounded_feeds(store: Store, keepings: Mapping[str, Keeping]) -> list[tuple[int, Keeping]]:
    """The feeds that are not kept for ever, each with the nearest rule: its own, else its folder's, else the one for all. Never "Saved"."""
    found = []
    for feed_id, folder in store.rows("SELECT id, folder FROM feeds WHERE removed_at IS NULL AND url <> ?", (SAVED_URL,)):
        parts = folder.split("/") if folder else []
        scopes = [f"feed:{feed_id}", *(f"folder:{'/'.join(parts[:depth])}" for depth in range(len(parts), 0, -1)), ""]
        nearest = next((keepings[scope] for scope in scopes if scope in keepings), None)
        if nearest is not None and (nearest.days is not None or nearest.most is not None):
            found.append((feed_id, nearest))
    return found


def surplus(store: Store, feed_id: int, keeping: Keeping, now: int) -> list[int]:
    """A feed's entries that are older, or more, than is kept. Costs about 1 µs an entry of the feed."""
    stays = " OR ".join(_CONDITIONS[each] for each in keeping.keep if each in _CONDITIONS) or "0"
    found: set[int] = set()
    if keeping.days is not None:
        sql = f"SELECT id FROM entries e WHERE feed_id = ? AND hidden = 0 AND published < ? AND NOT ({stays})"  # noqa: S608
        found.update(row[0] for row in store.rows(sql, (feed_id, now - keeping.days * 86_400)))
    if keeping.most is not None:
        newest = "SELECT id FROM entries WHERE feed_id = ? AND hidden = 0 ORDER BY published DESC, id DESC LIMIT -1 OFFSET ?"
        sql = f"SELECT e.id FROM ({newest}) n JOIN entries e ON e.id = n.id WHERE NOT ({stays})"  # noqa: S608
        found.update(row[0] for row in store.rows(sql, (feed_id, keeping.most)))
    return sorted(found)


def trim(store: Store, ids: Sequence[int], now: int) -> None:
    """Take entries out of every list; their texts stay for a while (`clear_trimmed`)."""
    with store.writing() as db:
        db.execute("UPDATE entries SET hidden = hidden | ? WHERE id IN (SELECT value FROM json_each(?))", (TRIMMED, json.dumps(list(ids))))
        db.executemany("INSERT OR REPLACE INTO trimmed VALUES (?, ?)", [(entry_id, now) for entry_id in ids])


def trimmed_ids(store: Store, since: int = 0, most: int = -1) -> list[int]:
    """What was taken out of the lists and still has its text, the last first."""
    rows = store.rows("SELECT entry_id FROM trimmed WHERE at >= ? ORDER BY at DESC, entry_id DESC LIMIT ?", (since, most))
    return [row[0] for row in rows]


def bring_back(store: Store, ids: Sequence[int]) -> None:
    """Put trimmed entries back into the lists."""
    with store.writing() as db:
        wanted = json.dumps(list(ids))
        db.execute("UPDATE entries SET hidden = hidden & ~? WHERE id IN (SELECT value FROM json_each(?))", (TRIMMED, wanted))
        db.execute("DELETE FROM trimmed WHERE entry_id IN (SELECT value FROM json_each(?))", (wanted,))


def clear_trimmed(store: Store, before: int, most: int = 200) -> int:
    """Give the texts up of what was trimmed before a time, `most` at once; gives how many. Their rows stay, so that a feed that still has
    them can't bring them back as new. Costs about 50 µs an entry."""
    with store.writing() as db:
        sql = "SELECT entry_id FROM trimmed JOIN entries e ON e.id = entry_id WHERE at < ? AND e.starred = 0 AND e.tagged = 0 LIMIT ?"
        ids = [row[0] for row in db.execute(sql, (before, most))]
        wanted = (json.dumps(ids),)
        among = "id IN (SELECT value FROM json_each(?))"
        db.execute(f"UPDATE documents SET entry_id = NULL WHERE doc IN (SELECT doc FROM entries WHERE {among})", wanted)  # noqa: S608
        db.execute(f"UPDATE entries SET doc = 0, has_article = 0 WHERE {among}", wanted)  # noqa: S608
        for table in _TABLES:
            db.execute(f"DELETE FROM {table} WHERE entry_id IN (SELECT value FROM json_each(?))", wanted)  # noqa: S608
    return len(ids)


def forget_removed(store: Store, before: int, most: int = 200) -> int:
    """Delete what was unsubscribed before a time and can't be brought back by undoing any more, `most` entries at once; gives how many."""
    with store.writing() as db:
        oldest = db.execute("SELECT coalesce((SELECT at FROM journal ORDER BY id LIMIT 1), ?)", (before,)).fetchone()[0]
        feed = db.execute("SELECT id FROM feeds WHERE removed_at < ? LIMIT 1", (min(before, oldest),)).fetchone()
        if feed is None:
            return 0
        gone = db.execute("DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE feed_id = ? LIMIT ?)", (feed[0], most)).rowcount
        if gone < most:
            db.execute("DELETE FROM feeds WHERE id = ?", feed)
        return max(1, gone)


def library_size(store: Store) -> LibrarySize:
    """How large the library is on the disk."""
    page = int(store.value("PRAGMA page_size"))
    log = store.path.with_name(store.path.name + "-wal")
    pages, free = int(store.value("PRAGMA page_count")), int(store.value("PRAGMA freelist_count"))
    return LibrarySize(pages * page, free * page, log.stat().st_size if log.exists() else 0)


def can_shrink(store: Store) -> bool:
    """Whether free pages can be given back bit by bit; a library from before that could be has to be rebuilt once."""
    return int(store.value("PRAGMA auto_vacuum")) == 2
