"""What can go wrong with the library on disk, in words for people."""

from __future__ import annotations

import sqlite3


class StoreError(Exception):
    """The library could not be opened, read or written; the message says what, where and what to do."""


class StoreBusy(StoreError):
    """Another process has held the library's write lock for longer than we wait."""


class Interrupted(StoreError):
    """A query was stopped by `Store.interrupt`."""


def in_words(error: sqlite3.Error, place: str) -> StoreError:
    """Say an SQLite error in words; `place` is the file."""
    text = str(error)
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_INTERRUPT") or text == "interrupted":
        return Interrupted("stopped")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(f"{place} is held by another program; try again when it is done")
    if name.startswith("SQLITE_FULL"):
        return StoreError(f"the disk is full: {place} could not be written, and nothing was changed; make room and try again")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError(f"{place} is damaged ({text}); move it away or restore it from a backup")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
        return StoreError(f"{place} can't be opened or written ({text}); look at its permissions and its disk")
    if text.startswith(("no such column", "no such table")) or "has no column named" in text:
        return StoreError(f"a newer newsreader has brought {place} up to date; end this one and start it again ({text})")
    return StoreError(f"{place}: {text}")
