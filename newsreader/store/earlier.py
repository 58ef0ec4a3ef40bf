"""What an article said when it was read, kept when it changes afterwards, so that the difference can be shown."""

from __future__ import annotations

import sqlite3

from newsreader.store.articles import Source
from newsreader.store.connection import Store
from newsreader.store.packing import pack, unpack


def keep_earlier(db: sqlite3.Connection, entry_id: int, source: Source, text: str, now: int) -> None:
    """Keep the plain text that was read, and say on the headline that the entry has changed. Inside the writer's transaction."""
    db.execute("INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?)", (entry_id, source, pack(text), now))
    db.execute("UPDATE entries SET changed = 1 WHERE id = ?", (entry_id,))


def earlier_text(store: Store, entry_id: int, source: Source) -> str | None:
    """The plain text of an entry before its last change, None where it never changed after it was read."""
    found = store.value("SELECT text FROM earlier WHERE entry_id = ? AND source = ?", (entry_id, source))
    return None if found is None else unpack(found)


def seen_changed(store: Store, entry_id: int) -> None:
    """The reader has seen the changed article: its headline no longer says so, the difference can still be shown."""
    if store.value("SELECT changed FROM entries WHERE id = ?", (entry_id,)):
        with store.writing() as db:
            db.execute("UPDATE entries SET changed = 0 WHERE id = ?", (entry_id,))
