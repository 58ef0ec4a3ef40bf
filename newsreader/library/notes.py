"""Notes on entries: written, changed and taken away, undoably. Light: the TUI calls it in its own process."""

from __future__ import annotations

import time

from newsreader.library.marks import Change
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.notes import note_of, noted
from newsreader.store.parts import Row
from newsreader.text.clean import clean_block

__all__ = ["note_of", "noted", "write_note"]

LONGEST = 100_000


def write_note(store: Store, entry_id: int, text: str) -> Change:
    """Write the note on an entry in place of the one that is there; nothing but space takes it away."""
    text = clean_block(text).strip()[:LONGEST]
    now = int(time.time())
    with store.writing():
        before = store.row("SELECT text, at FROM notes WHERE entry_id = ?", (entry_id,))
        title = store.value("SELECT title FROM headings WHERE entry_id = ?", (entry_id,))
        if title is None or text == (before[0] if before else ""):
            return Change("the note is as it was", 0)
        words = f"{'note on' if text else 'note taken off'} {title or 'an entry'}"
        old = {"text": before[0], "at": before[1]} if before else None
        journal.change(store, [Row("notes", (entry_id,), old, {"text": text, "at": now} if text else None)], words, 1, now)
    from newsreader.library.indexing import index_again  # what makes text of articles is wanted with a note alone

    index_again(store, [entry_id])
    return Change(words, 1, tables=frozenset(("notes",)))
