"""Notes that somebody wrote on entries."""

from __future__ import annotations

import json
from collections.abc import Sequence

from newsreader.store.connection import Store


def note_of(store: Store, entry_id: int) -> str:
    """The note on an entry, empty where there is none."""
    return str(store.value("SELECT text FROM notes WHERE entry_id = ?", (entry_id,)) or "")


def notes_of(store: Store, ids: Sequence[int]) -> dict[int, str]:
    """The notes on those of some entries that have one."""
    sql = "SELECT entry_id, text FROM json_each(?) j CROSS JOIN notes ON entry_id = j.value"
    return {row[0]: str(row[1]) for row in store.rows(sql, (json.dumps(list(ids)),))}


def noted(store: Store, ids: Sequence[int] | None = None) -> list[int]:
    """Those of some entries that have a note; None: of all, the last written first."""
    if ids is None:
        sql = "SELECT entry_id FROM notes JOIN entries ON id = entry_id WHERE hidden = 0 ORDER BY at DESC"
        return [row[0] for row in store.rows(sql)]
    rows = store.rows("SELECT entry_id FROM json_each(?) j CROSS JOIN notes ON entry_id = j.value", (json.dumps(list(ids)),))
    return [row[0] for row in rows]
