"""Schema step: notes are searched like the text they are on, so an entry whose note changed waits for the index."""

from __future__ import annotations

_WAITS = "INSERT OR IGNORE INTO unindexed SELECT id FROM entries WHERE id = {row}.entry_id;"

STEP = (
    "INSERT OR IGNORE INTO unindexed SELECT entry_id FROM notes",
    f"CREATE TRIGGER notes_insert AFTER INSERT ON notes BEGIN {_WAITS.format(row='NEW')} END",
    f"CREATE TRIGGER notes_update AFTER UPDATE OF text ON notes BEGIN {_WAITS.format(row='NEW')} END",
    f"CREATE TRIGGER notes_delete AFTER DELETE ON notes BEGIN {_WAITS.format(row='OLD')} END",
)
