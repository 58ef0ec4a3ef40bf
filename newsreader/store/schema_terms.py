"""Schema step: every word of the full-text index once, in order.

FTS5 answers a prefix by reading the documents of all words that begin with it before it gives the first; a few words joined by OR it
walks from the newest on. So a prefix that begins few words is asked as those words (`store.terms`).
"""

from __future__ import annotations

STEP = (
    "CREATE TABLE terms (term TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE search_terms USING fts5vocab(search, row)",
    "INSERT INTO terms SELECT term FROM search_terms",
    "DROP TABLE search_terms",
)
