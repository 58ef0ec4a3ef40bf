"""Articles of pages that were opened from a link and are no entries: the last few hundred, by address."""

from __future__ import annotations

from newsreader.store.connection import Store
from newsreader.store.packing import Slices, pack_slices, unpack

MOST = 300


def keep_linked(store: Store, url: str, json_text: str, now: int) -> None:
    """Keep a page's article in place of an earlier one, and forget the oldest where there are too many."""
    with store.writing() as db:
        db.execute("INSERT OR REPLACE INTO linked VALUES (?, ?, ?)", (url, pack_slices(json_text), now))
        db.execute("DELETE FROM linked WHERE url IN (SELECT url FROM linked ORDER BY made_at DESC LIMIT -1 OFFSET ?)", (MOST,))


def linked_json(store: Store, url: str) -> str | None:
    """The article of a linked page as JSON text (`render.kept`), None where it was never opened."""
    found = store.value("SELECT body FROM linked WHERE url = ?", (url,))
    return None if found is None else unpack(found)


def linked_slices(store: Store, url: str) -> Slices | None:
    """The same text in slices, of which none is unpacked before it is looked at."""
    found = store.value("SELECT body FROM linked WHERE url = ?", (url,))
    return None if found is None else Slices(found)
