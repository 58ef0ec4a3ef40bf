"""Brings a library's schema up to date: forward only, one step a version, each in a transaction of its own."""

from __future__ import annotations

import sqlite3

from newsreader.store.errors import StoreError

LATEST = 13
"""How many `schema.STEPS` there are: apart from them, since a library that has had them all needs no more than the number."""


def migrate(db: sqlite3.Connection, place: str) -> None:
    """Run the steps that the library has not had yet; raises StoreError for a library from a newer program."""
    version = _version(db)
    if version == LATEST:
        return
    if version > LATEST:
        raise StoreError(f"{place} was made by a newer newsreader (schema {version}, this one knows {LATEST}); update the program")
    from newsreader.store.schema import STEPS  # where there is something to do

    db.execute("PRAGMA foreign_keys=OFF")  # a table that is made anew is dropped, which would delete all that refers to it
    db.execute("PRAGMA temp_store=FILE")  # indexes of a million entries are sorted
    db.execute("BEGIN IMMEDIATE")
    try:
        for step in STEPS[_version(db) :]:  # asked again: a second process may have been faster
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


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
