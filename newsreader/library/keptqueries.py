"""The queries that are kept under names, as lists of their own. Light: the TUI calls it in its own process."""

from __future__ import annotations

import json
from collections.abc import Mapping

from newsreader.store.connection import Store
from newsreader.store.state import get_state, set_state

STATE = "queries"
LONGEST_NAME = 60


def kept_queries(store: Store) -> dict[str, str]:
    """Every kept query by its name, as it was typed."""
    kept = get_state(store, STATE)
    return {str(name): str(text) for name, text in json.loads(kept)} if kept else {}


def as_state(texts: Mapping[str, str]) -> str:
    """Kept queries as they are remembered."""
    return json.dumps(list(texts.items()))


def keep_queries(store: Store, more: Mapping[str, str]) -> None:
    """Keep queries beside those that are there; one with the same name gives way."""
    with store.writing():
        set_state(store, STATE, as_state({**kept_queries(store), **more}))
