"""The words of the full-text index: kept as it grows, and looked up for prefixes (`store.schema_terms`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from newsreader.model.query import Either, Every, Node, Not, Text
from newsreader.store.connection import Store

MOST = 200
"""Words that a prefix is asked as; one that begins more is left to FTS5."""
_BATCH = """CREATE VIRTUAL TABLE IF NOT EXISTS temp.batch USING fts5 (
    text, content='', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
)"""


def keep_terms(db: sqlite3.Connection, texts: Sequence[str]) -> None:
    """Keep the words of texts that begin in ASCII, as the index makes them: an index of their own, in memory, does it, so that both
    always agree. Costs 40 µs a text of 1 KB."""
    db.execute(_BATCH)
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.batch_terms USING fts5vocab(temp, batch, row)")
    db.executemany("INSERT INTO temp.batch (rowid, text) VALUES (?, ?)", enumerate(texts, start=1))
    db.execute("INSERT OR IGNORE INTO main.terms SELECT term FROM temp.batch_terms WHERE term < '{'")
    db.execute("INSERT INTO temp.batch (batch) VALUES ('delete-all')")


def spelled_out(store: Store, node: Node) -> Node:
    """A query's term with its prefixes as the words that begin with them, where those are few. Costs microseconds a prefix."""
    match node:
        case Text(text, field, True) if text.isascii() and text.isalnum():
            start = text.lower()
            rows = store.rows("SELECT term FROM terms WHERE term >= ? AND term < ? LIMIT ?", (start, start + "\U0010ffff", MOST + 1))
            if len(rows) > MOST:
                return node
            return Either(tuple(Text(row[0], field) for row in rows)) if rows else Text(text, field)
        case Every(parts):
            return Every(tuple(spelled_out(store, part) for part in parts))
        case Either(parts):
            return Either(tuple(spelled_out(store, part) for part in parts))
        case Not(part):
            return Not(spelled_out(store, part))
        case _:
            return node
