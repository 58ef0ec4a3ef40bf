"""Texts of a few entries as an index of their own, in memory: for prefixes that begin many words.

FTS5 answers a prefix by reading the documents of all words that begin with it, a second in a million entries, and whoever types a word
types such a prefix first. So the newest entries are looked at one after the other, with what FTS5 would say of each of them. Only the
connection that asks has them; a document never changes (`store.search`), so that what is held is right for as long as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from newsreader.store.connection import Store
from newsreader.store.search import spread
from newsreader.store.terms import TOKENS

MOST = 2_000
"""Entries that are looked at before FTS5 is asked, a quarter of a second; and that are held from one question to the next."""
MATCHED = "e.doc IN (SELECT rowid FROM temp.held WHERE held MATCH ?)"
"""Whether an entry that is held (`e`) fits an expression."""
_TABLES = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5 (title, author, body, content='', columnsize=0, tokenize=\"{TOKENS}\")",
    "CREATE TABLE IF NOT EXISTS temp.held_numbers (doc INTEGER PRIMARY KEY)",
)


def hold(store: Store, ids: Sequence[int], text_of: Callable[[int], str]) -> None:
    """Hold the texts of some entries, those that are in the index. Costs 0.15 ms for each of 1 KB that isn't held yet."""
    with store.aside() as db:
        for table in _TABLES:
            db.execute(table)
        sql = """SELECT e.id, e.doc, h.title, ifnull(h.author, '') FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value
            CROSS JOIN headings h ON h.entry_id = e.id
            WHERE e.doc > 0 AND NOT EXISTS (SELECT 1 FROM temp.held_numbers WHERE doc = e.doc)"""
        new = db.execute(sql, (json.dumps(list(ids)),)).fetchall()
        if not new:
            return
        if db.execute("SELECT count(*) FROM temp.held_numbers").fetchone()[0] + len(new) > MOST:
            db.execute("INSERT INTO temp.held (held) VALUES ('delete-all')")
            db.execute("DELETE FROM temp.held_numbers")
            new = db.execute(sql, (json.dumps(list(ids)),)).fetchall()
        texts = [(doc, spread(title), spread(author), spread(text_of(entry_id))) for entry_id, doc, title, author in new]
        db.executemany("INSERT INTO temp.held (rowid, title, author, body) VALUES (?, ?, ?, ?)", texts)
        db.executemany("INSERT INTO temp.held_numbers VALUES (?)", [(row[1],) for row in new])


def let_go(store: Store) -> None:
    """Hold nothing any more."""
    with store.aside() as db:
        db.execute("DROP TABLE IF EXISTS temp.held")
        db.execute("DROP TABLE IF EXISTS temp.held_numbers")
