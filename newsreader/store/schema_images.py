"""Schema step: what was seen in an original picture (`originals`, by its digest), so that its space is kept before it is drawn."""

from __future__ import annotations

STEP = (
    """CREATE TABLE pictures (
        digest TEXT PRIMARY KEY,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        error TEXT
    ) STRICT, WITHOUT ROWID""",
)
