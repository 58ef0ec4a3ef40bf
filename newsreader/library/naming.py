"""Names what was kept before entries without a title were called by their first words: behind the screen, a few at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from newsreader.library.indexing import index_again
from newsreader.library.state import get_state, set_state
from newsreader.store.connection import Store
from newsreader.store.untitled import last_entry, name_entries, untitled
from newsreader.text.opening import opening

_STATE = "named_up_to"
_DONE = "all"
_WALK = 2_000
"""How many numbers are looked through at once, which takes milliseconds."""
_AT_ONCE = 25
_PATIENCE = 0.25


def name_untitled(store: Store, stop: Callable[[], bool] = lambda: False) -> int:
    """Call every entry without a title by its first words, once in a library's life; gives how many were named.

    Stopped it goes on the next time where it was. In short transactions.
    """
    begun = get_state(store, _STATE)
    if begun == _DONE:
        return 0
    at, last, named = int(begun or 0), last_entry(store), 0
    while at < last and not stop():
        up_to = at + _WALK
        names = [(entry.id, title) for entry in untitled(store, at, up_to) if (title := opening(entry.html))]
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            name_entries(store, some)
            index_again(store, [entry_id for entry_id, _ in some])
        named += len(names)
        at = up_to
        set_state(store, _STATE, _DONE if at >= last else str(at))
    if not last:
        set_state(store, _STATE, _DONE)
    return named


def name_while_waited_for(store: Store) -> None:
    """The same for somebody who waits for a command's end."""
    end = time.monotonic() + _PATIENCE
    name_untitled(store, lambda: time.monotonic() > end)
