"""Schema step: what a refresh knows of a feed beyond its validators, the entries its last document had, and the hosts that were asked.

`documents_seen.keys` are the entries of a feed's last document, 8 bytes each (`store.arriving`): what is known is not read again.
Of `feeds`: `ttl`, `fresh_for` and `skips` are the feed's and its server's own wishes, `posts_every` and `posted_at` what its dates tell,
`every` the user's wish (seconds); `moved_to` an address seen `moved_times` (below 0: the user took the move back); `retired_at` when its
server said that it is gone; `failing_since` and `took` (milliseconds of the last answer) are for the doctor.
"""

from __future__ import annotations

STEP = (
    """CREATE TABLE documents_seen (
        feed_id INTEGER PRIMARY KEY REFERENCES feeds ON DELETE CASCADE,
        keys BLOB NOT NULL
    ) STRICT""",
    "ALTER TABLE feeds ADD COLUMN ttl INTEGER",
    "ALTER TABLE feeds ADD COLUMN fresh_for INTEGER",
    "ALTER TABLE feeds ADD COLUMN skips TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feeds ADD COLUMN posts_every INTEGER",
    "ALTER TABLE feeds ADD COLUMN posted_at INTEGER",
    "ALTER TABLE feeds ADD COLUMN every INTEGER",
    "ALTER TABLE feeds ADD COLUMN moved_to TEXT",
    "ALTER TABLE feeds ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN retired_at INTEGER",
    "ALTER TABLE feeds ADD COLUMN failing_since INTEGER",
    "ALTER TABLE feeds ADD COLUMN took INTEGER",
    """CREATE TABLE folder_paces (
        folder TEXT PRIMARY KEY,
        every INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE contacts (
        host TEXT NOT NULL,
        purpose TEXT NOT NULL,
        first_at INTEGER NOT NULL,
        last_at INTEGER NOT NULL,
        times INTEGER NOT NULL,
        PRIMARY KEY (host, purpose)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX contacts_last ON contacts (last_at)",
)
