"""Schema step: settings of feeds and folders (`store.options`), in one place with the intervals and pictures that stood elsewhere.

`scope` is `feed:12` or `folder:A/B`, `name` one of `model.options`. No secret stands here: at the most where one is found.
"""

from __future__ import annotations

STEP = (
    """CREATE TABLE options (
        scope TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (scope, name)
    ) STRICT, WITHOUT ROWID""",
    "INSERT INTO options SELECT 'feed:' || id, 'every', max(10, every / 60) || 'm' FROM feeds WHERE every IS NOT NULL",
    "INSERT INTO options SELECT 'folder:' || folder, 'every', max(10, every / 60) || 'm' FROM folder_paces",
    """INSERT INTO options SELECT 'feed:' || substr(key, 10), 'images', value FROM state
        WHERE key GLOB 'pictures:[0-9]*' AND value IN ('on', 'off')""",
    "DELETE FROM state WHERE key GLOB 'pictures:[0-9]*'",
    "DROP TABLE folder_paces",
    "ALTER TABLE feeds DROP COLUMN every",
)
