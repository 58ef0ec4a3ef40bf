"""Searching the library: ids by rank, and the words around a match. Light: the TUI calls it in its own process."""

from __future__ import annotations

import re
import time
from array import array

from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.lists import ranked_ids

_AROUND = 70


def search_ids(store: Store, query: Query, limit: int = 500) -> array[int]:
    """The best entries for a query's words, best first. Raises `store.errors.Interrupted` where `Store.interrupt` stopped it."""
    return array("q", ranked_ids(store, query, limit, int(time.time())))


def snippet(text: str, query: Query) -> str:
    """The place in a text where the query's first word or phrase stands, with what is around it; else the text's start."""
    flat = " ".join(text.split())
    for wanted in (*query.phrases, *query.words):
        found = re.search(re.escape(wanted.rstrip("*")), flat, re.IGNORECASE)
        if found:
            start = max(0, found.start() - _AROUND)
            if start:
                start = flat.find(" ", start, found.start()) + 1 or start
            end = min(len(flat), found.end() + _AROUND)
            return ("… " if start else "") + flat[start:end].strip() + (" …" if end < len(flat) else "")
    return flat[: 2 * _AROUND].strip() + (" …" if len(flat) > 2 * _AROUND else "")
