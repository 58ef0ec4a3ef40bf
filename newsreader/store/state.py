"""Small things to remember between sessions, by name."""

from __future__ import annotations

from newsreader.store.connection import Store

KEPT_QUERIES = "queries"
"""The key of the kept queries: a list of names and texts, as JSON."""


def get_state(store: Store, key: str, default: str = "") -> str:
    """What was remembered under `key`."""
    found = store.value("SELECT value FROM state WHERE key = ?", (key,))
    return default if found is None else str(found)


def set_state(store: Store, key: str, value: str) -> None:
    """Remember `value` under `key`."""
    with store.writing() as db:
        db.execute("INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))
