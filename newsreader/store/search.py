"""The full-text index: what is fed to it, and what its numbers mean (`store.expressions` asks it).

The index splits at what is no letter, digit or mark. Scripts that are written without spaces (CJK, Thai, Lao, Khmer,
Burmese) are spread out, a space between any two characters, in the index and in the question alike, so that any run of
characters is found as a phrase.

A document's number is its second of publication and a running number in it, so that FTS5 gives the newest first by walking
backwards (`store.schema_search`).
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from newsreader.store.connection import Store
from newsreader.store.documents import NUMBER_BITS, first_doc
from newsreader.store.terms import keep_terms
from newsreader.text.unspaced import Runs, unspaced_runs

_SHORT = 48
_IDEOGRAPH = "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
_SOUTH_EAST = re.compile("[\u0e00-\u0eff\u1000-\u103f\u1780-\u17d3]")
_CLUSTER = re.compile(
    "([\u0e00-\u0e30\u0e32\u0e33\u0e40-\u0e46][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
    "|[\u0e80-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u0edc-\u0edf][\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]*"
    "|[\u1780-\u17b3][\u17b4-\u17d3]*"
    "|[\u1000-\u102a\u103f][\u102b-\u103e]*)"
)


def spread(text: str) -> str:
    """Put spaces around the characters of scripts that are written without any."""
    if text.isascii():
        return text
    data = text.encode("utf-8", "surrogatepass")
    runs = unspaced_runs(data)
    return spread_runs(data, runs).decode("utf-8", "surrogatepass") if runs else text


def spread_runs(text: bytes, runs: Runs) -> bytes:
    """The same for a text in UTF-8 whose `unspaced_runs` are known."""
    if not runs:
        return text
    pieces: list[bytes] = []
    at = 0
    for start, end in runs:
        run = text[start:end]
        pieces += (text[at:start], _spread_again(run) if len(run) <= _SHORT else _spread_run(run))
        at = end
    return b"".join((*pieces, text[at:]))


def _spread_run(run: bytes) -> bytes:
    return _spread(run.decode()).encode()


_spread_again = lru_cache(maxsize=4096)(_spread_run)
"""Names and words come again and again in texts that are of another script."""


def _spread(text: str) -> str:
    if whole := _ideographs().fullmatch(text):
        return _apart(whole)
    text = _ideographs().sub(_apart, text)
    return _CLUSTER.sub(r" \1 ", text) if _SOUTH_EAST.search(text) else text


@cache
def _ideographs() -> re.Pattern[str]:
    """Compiled when a text first wants it, which takes milliseconds. Not `+`: `re` looks for a class fast, for a repeated one slowly."""
    return re.compile(f"{_IDEOGRAPH}{_IDEOGRAPH}*")


def _apart(run: re.Match[str]) -> str:
    return f" {'  '.join(run[0])} "


def stands_alone(character: str) -> bool:
    """Whether a character is a word of its own in the index."""
    return not character.isascii() and _ideographs().fullmatch(character) is not None


def waiting(store: Store, limit: int) -> list[int]:
    """Entries that are not in the index yet, oldest first."""
    return [row[0] for row in store.rows("SELECT entry_id FROM unindexed ORDER BY entry_id LIMIT ?", (limit,))]


def waiting_of(store: Store, ids: Sequence[int]) -> list[int]:
    """Those of some entries that wait for the index. Costs a look-up each."""
    return [entry_id for entry_id in ids if store.value("SELECT 1 FROM unindexed WHERE entry_id = ?", (entry_id,))]


def index(store: Store, texts: Sequence[tuple[int, str, str, str]]) -> None:
    """Put entries (id, title, author, text) into the index in one transaction; what stood there of them before is no longer found.

    Costs about 0.2 ms an entry of 1 KB. FTS5 writes a batch at once only while its numbers go up, so they are put in order.
    """
    with store.writing() as db:
        found = []
        for text in texts:
            row = db.execute("SELECT published, doc FROM entries WHERE id = ?", (text[0],)).fetchone()
            if row is not None:
                found.append((row[0], row[1], text))
        found.sort(key=lambda each: (each[0], each[2][0]))
        written: list[str] = []
        for published, before, (entry_id, *given) in found:
            doc = free_doc(db, published)
            if before:
                db.execute("UPDATE documents SET entry_id = NULL WHERE doc = ?", (before,))
            db.execute("INSERT INTO documents VALUES (?, ?)", (doc, entry_id))
            db.execute("UPDATE entries SET doc = ? WHERE id = ?", (doc, entry_id))
            columns = [spread(text) for text in given]
            db.execute("INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, ?)", (doc, *columns))
            written.append(" ".join(columns))
        if written:
            keep_terms(db, written)
        db.executemany("DELETE FROM unindexed WHERE entry_id = ?", [(text[0],) for text in texts])


def index_new(db: sqlite3.Connection, documents: Sequence[tuple[int, str, str, bytes]], words: Collection[bytes]) -> None:
    """Put documents of entries that are being inserted (`entries.doc` says which) into the index, inside the writer's transaction.

    Each is its number from `number_docs`, title, author and text (in UTF-8), these three `spread`; in the order of the numbers. `words`
    are what spaces part in them, each once, less those that the index is known to have.
    """
    db.executemany("INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, CAST(? AS TEXT))", documents)
    if words:
        keep_terms(db, [b" ".join(words).decode("utf-8", "replace")])


def number_docs(db: sqlite3.Connection, entries: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Give entries that have no document, each its second of publication and its id, in this order, numbers that no document ever had,
    in the same order; by id. Costs 2 µs an entry, twice that where the second has documents already."""
    firsts = [first_doc(published) + 1 for published, _ in entries]
    sql = "SELECT doc FROM documents WHERE doc IN (SELECT value FROM json_each(?))"
    taken = {row[0] for row in db.execute(sql, (json.dumps(firsts),))}
    numbered: list[tuple[int, int]] = []
    at = last = 0
    for (published, entry_id), first in zip(entries, firsts, strict=True):
        doc = free_doc(db, published) if first in taken else first
        if doc <= last:
            doc = last + 1
            if doc == first_doc(doc >> NUMBER_BITS):  # the second is full, and the next one may have some
                db.executemany("INSERT INTO documents VALUES (?, ?)", numbered[at:])
                at = len(numbered)
                doc = free_doc(db, doc >> NUMBER_BITS)
        numbered.append((doc, entry_id))
        last = doc
    db.executemany("INSERT INTO documents VALUES (?, ?)", numbered[at:])
    return {entry_id: doc for doc, entry_id in numbered}


def free_doc(db: sqlite3.Connection, published: int) -> int:
    """A number no document ever had: the next one of its second, or of the next second that isn't full."""
    second = max(0, published)
    while True:
        start, end = first_doc(second), first_doc(second + 1)
        last = db.execute("SELECT max(doc) FROM documents WHERE doc < ?", (end,)).fetchone()[0]
        doc = start + 1 if last is None or last < start else int(last) + 1
        if doc < end:
            return doc
        second += 1
