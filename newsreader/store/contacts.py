"""A log of the hosts that were asked, and what for: one row a host and purpose, the last ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsreader.store.connection import Store

MOST = 5000


@dataclass(frozen=True, slots=True)
class Contact:
    """A host that was asked; `purpose` in words, times in seconds since the epoch."""

    host: str
    purpose: str
    first_at: int
    last_at: int
    times: int


def note_contacts(store: Store, contacts: Mapping[tuple[str, str], int], now: int) -> None:
    """Add to the log how often hosts were asked, by host and purpose; the oldest go where there are too many."""
    if not contacts:
        return
    with store.writing() as db:
        db.executemany(
            """INSERT INTO contacts VALUES (?1, ?2, ?3, ?3, ?4)
                ON CONFLICT DO UPDATE SET last_at = excluded.last_at, times = times + excluded.times""",
            [(host, purpose, now, times) for (host, purpose), times in contacts.items()],
        )
        over = db.execute("SELECT count(*) FROM contacts").fetchone()[0] - MOST
        if over > 0:
            db.execute(
                "DELETE FROM contacts WHERE (host, purpose) IN (SELECT host, purpose FROM contacts ORDER BY last_at LIMIT ?)", (over,)
            )


def all_contacts(store: Store) -> tuple[Contact, ...]:
    """The log, the last ones first."""
    rows = store.rows("SELECT host, purpose, first_at, last_at, times FROM contacts ORDER BY last_at DESC, host, purpose")
    return tuple(Contact(*row) for row in rows)
