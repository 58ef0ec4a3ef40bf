"""Entries without a title: found in a walk by their numbers, and named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from newsreader.store.connection import Store
from newsreader.store.packing import unpack


class Untitled(NamedTuple):
    """An entry without a title, and the feed's own text of it."""

    id: int
    html: str


def last_entry(store: Store) -> int:
    """The highest number of an entry there is, 0 where there is none."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM entries") or 0)


def untitled(store: Store, after: int, up_to: int) -> list[Untitled]:
    """Entries without a title among those numbered above `after`, up to `up_to`."""
    sql = """SELECT h.entry_id, b.html FROM headings h JOIN bodies b ON b.entry_id = h.entry_id
        WHERE h.entry_id > ? AND h.entry_id <= ? AND h.title = '' ORDER BY h.entry_id"""
    rows = store.rows(sql, (after, up_to))
    return [Untitled(entry_id, unpack(html)) for entry_id, html in rows]


def name_entries(store: Store, names: Iterable[tuple[int, str]]) -> None:
    """Give entries a title that have none still; they wait for the index with it."""
    with store.writing() as db:
        for entry_id, title in names:
            if db.execute("UPDATE headings SET title = ? WHERE entry_id = ? AND title = ''", (title, entry_id)).rowcount:
                db.execute("INSERT OR IGNORE INTO unindexed VALUES (?)", (entry_id,))
