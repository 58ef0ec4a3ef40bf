"""The full-text index: what is fed to it, and how words are asked of it.

The index splits at what is no letter, digit or mark. Scripts that are written without spaces (CJK, Thai, Lao, Khmer,
Burmese) are spread out, a space between any two characters, in the index and in the question alike, so that any run of
characters is found as a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.schema import REVISION_BITS
from newsreader.text.clean import clean

_MASK = (1 << REVISION_BITS) - 1
_UNSPACED = re.compile(
    "([\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
    "|[\u0e00-\u0e30\u0e32\u0e33\u0e40-\u0e46][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*"
    "|[\u0e80-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec6\u0edc-\u0edf][\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]*"
    "|[\u1780-\u17b3][\u17b4-\u17d3]*"
    "|[\u1000-\u102a\u103f][\u102b-\u103e]*)"
)


def spread(text: str) -> str:
    """Put spaces around the characters of scripts that are written without any."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)


def match_expression(query: Query) -> str:
    """A query's words and phrases for FTS5: every one quoted, so that none can be read as syntax; a word that ends in `*` is a prefix."""
    parts = []
    for word in query.words:
        prefix = word.endswith("*")
        parts.append(_quoted(word.rstrip("*")) + ("*" if prefix and word.rstrip("*") else ""))
    parts += [_quoted(phrase) for phrase in query.phrases]
    return " ".join(part for part in parts if part != '""') or '""'


def waiting(store: Store, limit: int) -> list[int]:
    """Entries that are not in the index yet, oldest first."""
    return [row[0] for row in store.rows("SELECT entry_id FROM unindexed ORDER BY entry_id LIMIT ?", (limit,))]


def index(store: Store, texts: Sequence[tuple[int, str, str, str]]) -> None:
    """Put entries (id, title, author, text) into the index in one transaction; what stood there of them before is stale from then on."""
    with store.writing() as db:
        for entry_id, title, author, body in texts:
            row = db.execute("SELECT revision FROM entries WHERE id = ?", (entry_id,)).fetchone()
            if row is not None:
                revision = (row[0] + 1) & _MASK
                db.execute("UPDATE entries SET revision = ? WHERE id = ?", (revision, entry_id))
                db.execute(
                    "INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, ?)",
                    (entry_id << REVISION_BITS | revision, spread(title), spread(author), spread(body)),
                )
            db.execute("DELETE FROM unindexed WHERE entry_id = ?", (entry_id,))


def _quoted(text: str) -> str:
    return '"' + spread(clean(text)).replace('"', " ").strip() + '"'
