"""The schema's step for reading offline: editions, the outbox, original images, and what kind of failure kept a page away.

`originals` knows every image that was asked for: `digest` names its file (`store.files`), or `error` says why there is none.
`outbox.state` is `waiting`, `failed`, `done` or `dropped`; an item is unique while it waits or has failed, so that asking twice is
asking once.
"""

from __future__ import annotations

SAVED_URL = "newsreader:saved"
"""The address of the feed "Saved"; whatever starts with `newsreader:` is never refreshed and never exported."""

STEP = (
    """CREATE TABLE editions (
        id INTEGER PRIMARY KEY,
        query TEXT NOT NULL UNIQUE,
        budget INTEGER NOT NULL,
        made_at INTEGER NOT NULL,
        ended TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    """CREATE TABLE edition_entries (
        edition_id INTEGER NOT NULL REFERENCES editions ON DELETE CASCADE,
        entry_id INTEGER NOT NULL REFERENCES entries ON DELETE CASCADE,
        place INTEGER NOT NULL,
        PRIMARY KEY (edition_id, entry_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX edition_entries_entry ON edition_entries (entry_id)",
    """CREATE TABLE originals (
        url TEXT PRIMARY KEY,
        digest TEXT,
        media_type TEXT,
        size INTEGER NOT NULL DEFAULT 0,
        fetched_at INTEGER NOT NULL,
        error TEXT
    ) STRICT, WITHOUT ROWID""",
    "ALTER TABLE page_failures ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        facts TEXT NOT NULL DEFAULT '{}',
        asked_at INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting',
        attempts INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        claimed_until INTEGER NOT NULL DEFAULT 0,
        ended_at INTEGER
    ) STRICT""",
    "CREATE UNIQUE INDEX outbox_open ON outbox (kind, subject) WHERE state IN ('waiting', 'failed')",
)
