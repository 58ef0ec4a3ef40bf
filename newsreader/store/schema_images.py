"""The schema step for pictures: what each address gave, its bytes in a file of the cache that is named by `digest`."""

from __future__ import annotations

STEP = (
    """CREATE TABLE images (
        url TEXT PRIMARY KEY,
        digest TEXT,
        size INTEGER NOT NULL DEFAULT 0,
        width INTEGER NOT NULL DEFAULT 0,
        height INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        fetched_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
)
