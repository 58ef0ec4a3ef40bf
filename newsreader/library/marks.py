"""Marking entries read, unread or starred: kept, and undoable, when the call returns. Light: the TUI calls it in its own process."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.stories import told_with

Mark = Literal["read", "unread", "star", "unstar"]

_MARKS: dict[Mark, tuple[journal.Column, bool, str]] = {
    "read": ("read", True, "{count:,} marked read"),
    "unread": ("read", False, "{count:,} marked unread"),
    "star": ("starred", True, "{count:,} starred"),
    "unstar": ("starred", False, "{count:,} unstarred"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a change came to, in words; `count` says how many entries or feeds it touched, `site` whose rules it changed, `tables` which
    rows beside those of entries changed, where it was taken back or made again."""

    words: str
    count: int
    site: str = ""
    tables: frozenset[str] = frozenset()


def mark(store: Store, ids: Sequence[int], what: Mark, stories: bool = False) -> Change:
    """Mark entries; those that have the mark already are left alone and not counted. `stories`: what is read, is read
    with what tells the same stories."""
    column, value, words = _MARKS[what]
    if stories and what == "read":
        ids = told_with(store, ids)
    count = journal.mark(store, ids, column, value, words, int(time.time()))
    return Change(words.format(count=count), count)


def toggle(store: Store, ids: Sequence[int], what: Mark, other: Mark, stories: bool = False) -> Change:
    """Mark entries, or with the `other` mark where all of them have the first."""
    column, value, _ = _MARKS[what]
    return mark(store, ids, what if journal.lacks(store, ids, column, value) else other, stories)
