"""What is asked for offline: kept in the order of asking, shown, dropped or tried again. Light: the TUI calls it in its own process.

`library.replay` does it when the network is back.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from newsreader.store import outbox as kept
from newsreader.store.connection import Store
from newsreader.store.outbox import Item

__all__ = [
    "FETCH",
    "SAVE",
    "SUBSCRIBE",
    "Item",
    "drop",
    "is_offline",
    "later_fetch",
    "later_save",
    "later_subscribe",
    "queue",
    "retry",
    "words_of",
]

FETCH, SAVE, SUBSCRIBE = "fetch", "save", "subscribe"


def later_fetch(store: Store, entry_id: int) -> int:
    """Put an entry's page on the list to fetch; gives the item's id."""
    return kept.put(store, FETCH, str(entry_id), {}, int(time.time()))


def later_save(store: Store, url: str, typed: bool = False) -> int:
    """Put a page on the list to save; `typed`: the user gave this very address, so its host may be a private one;
    a login in it is put away."""
    from newsreader.library.logins import put_away  # programs and all: a list that is only looked at wants none

    away = put_away(store, url)
    return kept.put(store, SAVE, away.url, {"typed": typed, **({"options": dict(away.options)} if away.options else {})}, int(time.time()))


def later_subscribe(
    store: Store, address: str, folder: str | None = None, tags: Sequence[str] = (), options: Mapping[str, str] | None = None
) -> int:
    """Remember to subscribe to a feed, or to the one that a page links; a login in the address is put away at once."""
    from newsreader.library.logins import put_away

    away = put_away(store, address)
    facts = {"folder": folder, "tags": list(tags), "options": {**away.options, **(options or {})}}
    return kept.put(store, SUBSCRIBE, away.url, facts, int(time.time()))


def queue(store: Store) -> list[Item]:
    """What waits, and what failed and why, in the order of asking."""
    return kept.items(store, "waiting", "failed")


def drop(store: Store, item_id: int) -> bool:
    """Take an item out of the queue; False where it isn't in it."""
    return kept.drop(store, item_id, int(time.time()))


def retry(store: Store, item_id: int) -> bool:
    """Let an item that failed wait for the next replay; False where it isn't in the queue."""
    return kept.retry(store, item_id)


def is_offline(error: Exception) -> bool:
    """Whether something failed only because no socket may be opened."""
    return getattr(error.__cause__, "kind", "") == "offline"


def words_of(item: Item) -> str:
    """An item in words: "subscribe to https://…"."""
    if item.kind == FETCH:
        return f"fetch the page of entry {item.subject}"
    if item.kind == SAVE:
        return f"save {item.subject}"
    return f"subscribe to {item.subject}" if item.kind == SUBSCRIBE else f"{item.kind} {item.subject}"
