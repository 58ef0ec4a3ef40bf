"""Schema step: where each article was left, and what an article that was read said before it changed."""

from __future__ import annotations

STEP = (
    """CREATE TABLE positions (
        entry_id INTEGER PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
        block INTEGER NOT NULL,
        anchor TEXT NOT NULL,
        progress REAL NOT NULL,
        at INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX positions_at ON positions (at DESC) WHERE progress < 0.95",
    """CREATE TABLE earlier (
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        source TEXT NOT NULL,
        text BLOB NOT NULL,
        changed_at INTEGER NOT NULL,
        PRIMARY KEY (entry_id, source)
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE entries ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
)
