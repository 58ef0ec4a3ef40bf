"""Giving memory back: what a long list was read with stays with the process otherwise, since the C library keeps it for later."""

from __future__ import annotations

import sys
from contextlib import suppress

from newsreader.store.connection import Store
from newsreader.store.errors import StoreError

_ARENA_MAX = -8
"""GNU's `M_ARENA_MAX`."""


def give_back(store: Store) -> None:
    """Let go of the pages that a store holds and of what the C library has free. Takes some milliseconds, without the interpreter."""
    with suppress(StoreError):  # a question that comes meanwhile interrupts whatever its store does
        store.rows("PRAGMA shrink_memory")
    if sys.platform == "linux":
        import ctypes  # here, since few sessions want it

        with suppress(OSError, AttributeError):  # another C library than GNU's has no such call
            ctypes.CDLL(None).malloc_trim(0)


def few_arenas() -> None:
    """Let threads that begin from now on share what the C library has free, instead of keeping it apart for each."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_ARENA_MAX, 1)
