"""The queries that are kept under names, as lists of their own. Light: the TUI calls it in its own process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsreader.store.connection import Store
from newsreader.store.state import KEPT_QUERIES as STATE
from newsreader.store.state import get_state

if TYPE_CHECKING:
    from newsreader.store.parts import Kept

__all__ = ["LONGEST_NAME", "STATE", "as_state", "keeping", "kept_queries"]

LONGEST_NAME = 60


def kept_queries(store: Store) -> dict[str, str]:
    """Every kept query by its name, as it was typed."""
    kept = get_state(store, STATE)
    return {str(name): str(text) for name, text in json.loads(kept)} if kept else {}


def as_state(texts: Mapping[str, str]) -> str:
    """Kept queries as they are remembered."""
    return json.dumps(list(texts.items()))


def keeping(store: Store, more: Mapping[str, str]) -> list[Kept]:
    """Keeping queries beside those that are there, as parts of a change; one with the same name gives way."""
    from newsreader.store.parts import Kept  # here, since the first frame reads kept queries and changes none

    there = kept_queries(store)
    return [Kept(name, there.get(name), text) for name, text in more.items() if there.get(name) != text]
