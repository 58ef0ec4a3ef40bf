"""Where articles were left, and the list of those to go on with. Light: the TUI calls it in its own process."""

from __future__ import annotations

import time

from newsreader.store import positions as kept
from newsreader.store.connection import Store
from newsreader.store.positions import Position, position_of, started_ids

__all__ = ["Position", "keep_position", "position_of", "started_ids"]


def keep_position(store: Store, entry_id: int, position: Position) -> None:
    """Remember where an entry was left."""
    kept.keep_position(store, entry_id, position, int(time.time()))
