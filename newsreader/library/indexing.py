"""Feeds the full-text index: the decluttered article where there is one, else the feed's own text; and the note on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from newsreader.render.json import from_json
from newsreader.render.plain import to_text
from newsreader.store import search
from newsreader.store.articles import article_json
from newsreader.store.connection import Store
from newsreader.store.entries import entry_by_id
from newsreader.store.notes import note_of
from newsreader.text.markup import plain_text

BATCH = 200


def index_waiting(store: Store, stop: Callable[[], bool] = lambda: False) -> int:
    """Index every entry that waits for it, in short transactions; gives how many. What a crash left over is taken up here."""
    done = 0
    while not stop():
        ids = search.waiting(store, BATCH)
        if not ids:
            break
        search.index(store, [_texts(store, entry_id) for entry_id in ids])
        done += len(ids)
    return done


def index_again(store: Store, ids: Sequence[int]) -> None:
    """Index entries at once whose note was changed. Costs about a millisecond each."""
    waiting = search.waiting_of(store, ids)
    if waiting:
        search.index(store, [_texts(store, entry_id) for entry_id in waiting])


def entry_text(store: Store, entry_id: int) -> str:
    """The words of an entry, as they are indexed."""
    return _texts(store, entry_id)[3]


def _texts(store: Store, entry_id: int) -> tuple[int, str, str, str]:
    entry = entry_by_id(store, entry_id)
    if entry is None:
        return entry_id, "", "", ""
    kept = article_json(store, entry_id, "page")
    body = plain_text(entry.html) if kept is None else to_text(from_json(json.loads(kept)), captions=True)
    note = note_of(store, entry_id)
    return entry_id, entry.headline.title, entry.headline.author or "", f"{note}\n{body}" if note else body
