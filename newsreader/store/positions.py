"""Where each article was left: by block, with the block's first words, so that a fresh extraction finds the place again."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from newsreader.store.connection import Store

_STARTED = 0.02
_FINISHED = 0.95


class Position(NamedTuple):
    """A place in an article: the top-level block at the pane's top, its first words (`anchor`), and how far that is (0 to 1)."""

    block: int
    anchor: str
    progress: float


def keep_position(store: Store, entry_id: int, position: Position, now: int) -> None:
    """Remember where an entry was left."""
    with store.writing() as db:
        db.execute(
            "INSERT OR REPLACE INTO positions SELECT id, ?, ?, ?, ? FROM entries WHERE id = ?",
            (position.block, position.anchor, position.progress, now, entry_id),
        )


def position_of(store: Store, entry_id: int) -> Position | None:
    """Where an entry was left, None where it was not read yet."""
    row = store.row("SELECT block, anchor, progress FROM positions WHERE entry_id = ?", (entry_id,))
    return None if row is None else Position(*row)


def started_ids(store: Store, limit: int = 500) -> array[int]:
    """Entries that were begun and not finished, the one that was left last first. Walks an index of those alone."""
    rows = store.rows(
        f"""SELECT p.entry_id FROM positions p JOIN entries e ON e.id = p.entry_id AND e.hidden = 0
            WHERE p.progress < {_FINISHED} AND p.progress > ? ORDER BY p.at DESC LIMIT ?""",  # noqa: S608
        (_STARTED, limit),
    )
    return array("q", [row[0] for row in rows])
