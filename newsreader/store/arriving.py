"""What a feed's document brings, kept: new entries with their bodies and their place in the index, changes to those that were there.

Entries are made into rows (`Arriving`) wherever there is time for it, in another process too; here they are only written.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from newsreader.model.parsed import ParsedEntry
from newsreader.store.connection import Store
from newsreader.store.earlier import keep_earlier
from newsreader.store.hidden import ENTRY_REMOVED
from newsreader.store.packing import pack, unpack
from newsreader.store.sameness import WINDOW, Known, Told, reuses_id, same_stories
from newsreader.store.search import index_new, number_docs, spread
from newsreader.text.markup import plain_text

KEY_BYTES = 8
_json = json.JSONEncoder(ensure_ascii=False).encode


class Arriving(NamedTuple):
    """An entry as it is written: `html` is packed, `enclosures` and `categories` are JSON, `searched` is its text `spread`, in UTF-8,
    `page` the digest of the page that it links (`store.stories`)."""

    identity: str
    title: str
    url: str | None
    author: str | None
    published: int | None
    updated: int | None
    words: int
    digest: bytes
    html: bytes
    enclosures: str
    categories: str
    comments_url: str | None
    language: str | None
    searched: bytes
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Entries of a feed in their document's order; `others` are the identities of those that the document has besides."""

    feed: int
    entries: Sequence[Arriving]
    others: Sequence[str] = ()


@dataclass(slots=True)
class Kept:
    """What was new and what changed, by id."""

    new: list[tuple[int, Arriving]] = field(default_factory=list)
    changed: list[tuple[int, Arriving]] = field(default_factory=list)


def digest_of(entry: ParsedEntry, html: bytes | None = None) -> bytes:
    """What tells whether an entry changed: everything of it that is shown. `html` is its HTML in UTF-8, where that is there."""
    # Without how long they last, which not every program that kept entries here knew: to those all podcasts would have changed.
    files = _json([[e.url, e.type, e.length] for e in entry.enclosures]) if entry.enclosures else "[]"
    if html is None:
        html = utf8(entry.html)
    parts = (utf8(f"{entry.title}\0{entry.url or ''}\0{entry.author or ''}"), html, utf8(files))
    return blake2b(b"\0".join(parts), digest_size=8).digest()


def utf8(text: str) -> bytes:
    """A text as it is kept: what no database keeps is replaced."""
    return text.encode("utf-8", "replace")


def key_of(identity: str, digest: bytes) -> bytes:
    """An entry as it stands, in 8 bytes."""
    return blake2b(identity.encode("utf-8", "replace"), digest_size=KEY_BYTES, key=digest).digest()


def arriving(
    entry: ParsedEntry, digest: bytes, searched: bytes, words: int, page: int | None = None, html: bytes | None = None
) -> Arriving:
    """An entry made ready to be written; `searched` is its plain text, `spread`; `html` its HTML where that is in UTF-8, too."""
    categories = _json(entry.categories) if entry.categories else "[]"
    return Arriving(
        entry.identity,
        entry.title,
        entry.url,
        entry.author,
        entry.published,
        entry.updated,
        words,
        digest,
        pack(entry.html if html is None else html),
        _enclosures(entry),
        categories,
        entry.comments_url,
        entry.language,
        searched,
        page,
    )


def save_bundles(store: Store, bundles: Iterable[Bundle], now: int, words: Collection[bytes] | None = None) -> list[Kept]:
    """Keep what came, in one transaction, and index what is new; `words` are those of it that the index may not have yet
    (`search.index_new`). Without them nothing is indexed: that is left for later (`unindexed`), as for what changed.

    Known entries keep their state and are updated where they changed; none is ever doubled. An entry without a date, or with one to
    come, counts as published when it arrived. About 75 µs an entry.
    """
    kept: list[Kept] = []
    with store.writing() as db:
        writer = _Writer(db, now, words)
        for bundle in bundles:
            kept.append(writer.take(bundle))
        writer.write()
    return kept


class _Writer:
    """The rows of one transaction, gathered by table, so that each table is written in one go and in its order."""

    def __init__(self, db: sqlite3.Connection, now: int, words: Collection[bytes] | None) -> None:
        self._db = db
        self._now = now
        self._words = words
        row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entries'").fetchone()
        self._last_id = int(row[0]) if row else 0
        self._new: list[tuple[int, int, int, int, Arriving]] = []  # published, id, feed, hidden

    def take(self, bundle: Bundle) -> Kept:
        """Sort out what is new, update what changed."""
        kept = Kept()
        hidden = int(self._db.execute("SELECT removed_at IS NOT NULL FROM feeds WHERE id = ?", (bundle.feed,)).fetchone()[0])
        for row in reversed(self._unknown(bundle, kept)):  # the document's first gets the highest id, so that ties sort as in the document
            self._last_id += 1
            published = min(row.published, self._now) if row.published is not None else self._now
            self._new.append((published, self._last_id, bundle.feed, hidden, row))
            kept.new.append((self._last_id, row))
        return kept

    def write(self) -> None:
        """Insert what is new, indexed in the order of publication (FTS5 writes a batch at once only while its numbers go up)."""
        db, now, rows = self._db, self._now, self._new
        docs: dict[int, int] = {}
        if self._words is not None:
            docs = number_docs(db, sorted((published, entry_id) for published, entry_id, *_ in rows))
        db.executemany(
            "INSERT INTO entries (id, feed_id, published, arrived, hidden, words, doc) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(entry_id, feed, published, now, hidden, row[6], docs.get(entry_id, 0)) for published, entry_id, feed, hidden, row in rows],
        )
        db.executemany(
            "INSERT INTO headings VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(entry_id, feed, row[0], row[1], row[2], row[3], row[5], row[7]) for _, entry_id, feed, _, row in rows],
        )
        db.executemany("INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?)", [(entry_id, *row[8:13]) for _, entry_id, _, _, row in rows])
        pages = [(row.page, entry_id) for _, entry_id, _, _, row in rows if row.page is not None]
        db.executemany("INSERT OR IGNORE INTO story_urls VALUES (?, ?)", pages)
        if self._words is not None:
            by_id = {entry_id: row for _, entry_id, _, _, row in rows}
            texts = ((doc, by_id[entry_id]) for entry_id, doc in docs.items())
            index_new(db, [(doc, spread(row.title), spread(row.author or ""), row.searched) for doc, row in texts], self._words)
        else:
            db.executemany("INSERT OR IGNORE INTO unindexed VALUES (?)", [(entry_id,) for _, entry_id, *_ in rows])

    def _unknown(self, bundle: Bundle, kept: Kept) -> list[Arriving]:
        db, entries = self._db, bundle.entries
        if db.execute("SELECT 1 FROM entries WHERE feed_id = ? LIMIT 1", (bundle.feed,)).fetchone() is None:
            return list(entries)
        wanted = json.dumps([row.identity for row in entries])
        rows = db.execute(
            """SELECT h.identity, e.id, h.digest, h.title, h.url, e.published, e.hidden
                FROM headings h CROSS JOIN entries e ON e.id = h.entry_id
                WHERE h.feed_id = ? AND h.identity IN (SELECT value FROM json_each(?))""",
            (bundle.feed, wanted),
        ).fetchall()
        known = {row[0]: Known(*row[:6]) for row in rows}
        for row in rows:
            if row[6] & ENTRY_REMOVED:  # it went when an import was taken back: now its feed brings it
                db.execute("UPDATE entries SET hidden = hidden & ~? WHERE id = ?", (ENTRY_REMOVED, row[1]))
        unknown: list[Arriving] = []
        for row in entries:
            found = known.get(row.identity)
            if found is None or (found.digest != row.digest and reuses_id(found, _told(row))):
                unknown.append(row)
            elif found.digest != row.digest:
                self._update(found.id, row)
                kept.changed.append((found.id, row))
        return self._renamed(bundle, unknown, known, kept) if unknown else unknown

    def _renamed(self, bundle: Bundle, unknown: list[Arriving], known: dict[str, Known], kept: Kept) -> list[Arriving]:
        """Leave out what was there under another id; an id that is used again goes from its old entry to the new one."""
        db, now = self._db, self._now
        dates = [row.published if row.published is not None and row.published < now else now for row in unknown]
        near = db.execute(
            """SELECT h.identity, e.id, h.digest, h.title, h.url, e.published FROM entries e CROSS JOIN headings h ON h.entry_id = e.id
                WHERE e.feed_id = ? AND e.hidden = 0 AND e.published BETWEEN ? AND ? ORDER BY e.published DESC LIMIT 5000""",
            (bundle.feed, min(dates) - WINDOW, max(dates) + WINDOW),
        )
        present = {*bundle.others, *(row.identity for row in bundle.entries)} - {row.identity for row in unknown if row.identity in known}
        same = same_stories([Known(*row) for row in near], [_told(row) for row in unknown], present, now)
        for row in unknown:
            if row.identity in known:
                reused = known[row.identity]
                freed = f"{row.identity} (used again after {reused.id})"
                db.execute("UPDATE headings SET identity = ? WHERE entry_id = ?", (freed, reused.id))
        left: list[Arriving] = []
        for row in unknown:
            found = same.get(row.identity)
            if found is None:
                left.append(row)
                continue
            db.execute("UPDATE headings SET identity = ? WHERE entry_id = ?", (row.identity, found.id))
            if found.digest != row.digest:
                self._update(found.id, row)
                kept.changed.append((found.id, row))
        return left

    def _update(self, entry_id: int, row: Arriving) -> None:
        db = self._db
        _keep_what_was_read(db, entry_id, row, self._now)
        db.execute(
            "UPDATE headings SET title = ?, url = ?, author = ?, updated = ?, digest = ? WHERE entry_id = ?",
            (row.title, row.url, row.author, row.updated, row.digest, entry_id),
        )
        db.execute("UPDATE entries SET words = max(words, ?) WHERE id = ?", (row.words, entry_id))
        db.execute("DELETE FROM articles WHERE entry_id = ? AND source = 'feed'", (entry_id,))
        db.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?, ?)", (entry_id, *row[8:13]))
        db.execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (entry_id,))


def _told(row: Arriving) -> Told:
    return Told(row.identity, row.digest, row.title, row.url, row.published)


def _keep_what_was_read(db: sqlite3.Connection, entry_id: int, row: Arriving, now: int) -> None:
    found = db.execute("SELECT html FROM bodies JOIN entries ON id = entry_id WHERE entry_id = ? AND read = 1", (entry_id,)).fetchone()
    if found is None:
        return
    before = plain_text(unpack(found[0]))
    if before.split() != plain_text(unpack(row.html)).split():
        keep_earlier(db, entry_id, "feed", before, now)


def _enclosures(entry: ParsedEntry) -> str:
    return _json([[e.url, e.type, e.length, e.seconds] for e in entry.enclosures]) if entry.enclosures else "[]"
