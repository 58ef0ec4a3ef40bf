"""Entries on disk: what a refresh brings in, and an entry as it is read. Bodies lie apart from the rows that lists read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from newsreader.model.entry import Entry, Headline
from newsreader.model.feed import Enclosure, ParsedEntry
from newsreader.store.connection import Row, Store
from newsreader.store.earlier import keep_earlier
from newsreader.store.packing import pack, unpack
from newsreader.store.schema_offline import ENTRY_REMOVED
from newsreader.text.markup import plain_text

HEADLINE_COLUMNS = """e.id, e.feed_id, coalesce(f.given_title, f.title), e.title, e.url, e.author, e.published, e.read, e.starred,
    e.has_article, e.words, coalesce((SELECT progress FROM positions p WHERE p.entry_id = e.id), 0.0), e.changed"""
_WIDTH = 13


@dataclass(frozen=True, slots=True)
class Saved:
    """What a document brought: entries that were new, and those whose text or title changed, each with its id."""

    new: tuple[tuple[int, ParsedEntry], ...]
    changed: tuple[tuple[int, ParsedEntry], ...]


def save_entries(store: Store, feed_id: int, entries: Sequence[tuple[ParsedEntry, int]], now: int) -> Saved:
    """Keep a feed's entries (each with its number of words) in one transaction. Known ones keep their state and are updated where they
    changed; none is ever doubled. An entry without a date, or with one to come, counts as published when it arrived."""
    new: list[tuple[int, ParsedEntry]] = []
    changed: list[tuple[int, ParsedEntry]] = []
    with store.writing() as db:
        identities = json.dumps([entry.identity for entry, _ in entries])
        known = {
            identity: (entry_id, digest)
            for identity, entry_id, digest in db.execute(
                "SELECT identity, id, digest FROM entries WHERE feed_id = ? AND identity IN (SELECT value FROM json_each(?))",
                (feed_id, identities),
            )
        }
        hidden = int(db.execute("SELECT removed_at IS NOT NULL FROM feeds WHERE id = ?", (feed_id,)).fetchone()[0])
        for entry, words in reversed(entries):  # the document's first entry gets the highest id, so that ties sort as in the document
            digest = _digest(entry)
            found = known.get(entry.identity)
            if found is None:
                published = min(entry.published, now) if entry.published is not None else now
                entry_id = db.execute(
                    """INSERT INTO entries (feed_id, identity, title, url, author, published, updated, arrived, hidden, words, digest)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    (
                        feed_id,
                        entry.identity,
                        entry.title,
                        entry.url,
                        entry.author,
                        published,
                        entry.updated,
                        now,
                        hidden,
                        words,
                        digest,
                    ),
                ).lastrowid
                assert entry_id is not None  # noqa: S101
                new.append((entry_id, entry))
            elif found[1] != digest:
                entry_id = found[0]
                _keep_what_was_read(db, entry_id, entry, now)
                db.execute(
                    "UPDATE entries SET title = ?, url = ?, author = ?, updated = ?, words = max(words, ?), digest = ? WHERE id = ?",
                    (entry.title, entry.url, entry.author, entry.updated, words, digest, entry_id),
                )
                db.execute("DELETE FROM articles WHERE entry_id = ? AND source = 'feed'", (entry_id,))
                changed.append((entry_id, entry))
            else:
                continue
            db.execute(
                "INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?, ?)",
                (entry_id, pack(entry.html), _enclosures(entry), _categories(entry), entry.comments_url, entry.language),
            )
            db.execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (entry_id,))
    return Saved(tuple(new), tuple(changed))


def entry_by_id(store: Store, entry_id: int) -> Entry | None:
    """An entry with the feed's own text, None if there is none of that number."""
    row = store.row(
        f"""SELECT {HEADLINE_COLUMNS}, b.html, b.enclosures, b.categories, b.comments_url, b.language
            FROM entries e JOIN feeds f ON f.id = e.feed_id JOIN bodies b ON b.entry_id = e.id WHERE e.id = ? AND e.hidden = 0""",  # noqa: S608
        (entry_id,),
    )
    if row is None:
        return None
    html, given, categories, comments_url, language = row[_WIDTH:]
    enclosures = tuple(Enclosure(*item) for item in json.loads(given))
    return Entry(headline(row[:_WIDTH]), unpack(html), enclosures, tuple(json.loads(categories)), comments_url, language)


def remove_entries(store: Store, ids: Sequence[int], removed: bool) -> None:
    """Take entries out of every list, or bring them back; nothing is deleted."""
    with store.writing() as db:
        change = f"hidden | {ENTRY_REMOVED}" if removed else f"hidden & ~{ENTRY_REMOVED}"
        db.execute(f"UPDATE entries SET hidden = {change} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))  # noqa: S608


def headline(row: Row) -> Headline:
    """A headline from `HEADLINE_COLUMNS`."""
    entry_id, feed_id, feed, title, url, author, published, read, starred, has_article, words, progress, changed = row
    return Headline(
        entry_id,
        feed_id,
        feed,
        title,
        url,
        author,
        published,
        bool(read),
        bool(starred),
        (),
        bool(has_article),
        words,
        progress,
        bool(changed),
    )


def _keep_what_was_read(db: sqlite3.Connection, entry_id: int, entry: ParsedEntry, now: int) -> None:
    row = db.execute("SELECT html FROM bodies JOIN entries ON id = entry_id WHERE entry_id = ? AND read = 1", (entry_id,)).fetchone()
    if row is None:
        return
    before = plain_text(unpack(row[0]))
    if before.split() != plain_text(entry.html).split():
        keep_earlier(db, entry_id, "feed", before, now)


def _digest(entry: ParsedEntry) -> bytes:
    parts = (entry.title, entry.url or "", entry.author or "", entry.html, _enclosures(entry))
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()


def _enclosures(entry: ParsedEntry) -> str:
    return json.dumps([[e.url, e.type, e.length] for e in entry.enclosures], ensure_ascii=False) if entry.enclosures else "[]"


def _categories(entry: ParsedEntry) -> str:
    return json.dumps(entry.categories, ensure_ascii=False) if entry.categories else "[]"
