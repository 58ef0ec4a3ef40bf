"""Schema step: articles of pages that were opened from a link and are no entries."""

from __future__ import annotations

STEP = (
    """CREATE TABLE linked (
        url TEXT PRIMARY KEY,
        body BLOB NOT NULL,
        made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX linked_made ON linked (made_at)",
)
