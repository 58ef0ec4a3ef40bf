"""Brings a library's schema up to date: forward only, one step a version, each in a transaction of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress

from newsreader.store.errors import StoreError

LATEST = 13
"""How many `schema.STEPS` there are: apart from them, since a library that has had them all needs no more than the number."""
WORDS = "bringing the library up to date, a second for every 100,000 entries …"
_LARGE = 20_000
"""Pages of a library of which that takes longer than anybody would wait without a word."""


def migrate(db: sqlite3.Connection, place: str, tell: Callable[[str], object] | None = None) -> None:
    """Run the steps that the library has not had yet, and `tell` so where that takes a while; raises StoreError for a library from a newer
    program. A million entries take ten seconds, and half a gigabyte on the disk until it is over."""
    version = _known(db, place)
    if version == LATEST:
        return
    from newsreader.store.schema import STEPS  # where there is something to do

    if tell is not None and version and db.execute("PRAGMA page_count").fetchone()[0] > _LARGE:
        tell(WORDS)
    db.execute("PRAGMA foreign_keys=OFF")  # a table that is made anew is dropped, which would delete all that refers to it
    db.execute("PRAGMA temp_store=FILE")  # indexes of a million entries are sorted
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[_known(db, place) :]:  # asked again: a second process may have been faster, and newer
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version={len(STEPS)}")
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA temp_store=MEMORY")
    if version:
        _give_back(db)


def _give_back(db: sqlite3.Connection) -> None:
    """Empty the log, which holds the whole copy and would stay as long as anybody has the library open; not where somebody reads in it."""
    patience = db.execute("PRAGMA busy_timeout").fetchone()[0]
    db.execute("PRAGMA busy_timeout=0")
    with suppress(sqlite3.Error):  # it is up to date, whatever becomes of that
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.execute(f"PRAGMA busy_timeout={patience}")


def _known(db: sqlite3.Connection, place: str) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > LATEST:
        raise StoreError(f"{place} was made by a newer newsreader (schema {version}, this one knows {LATEST}); update the program")
    return version
