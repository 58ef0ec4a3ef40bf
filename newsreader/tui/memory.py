"""Giving memory back: what a long list was read with stays with the process otherwise, since the C library keeps it for later."""

from __future__ import annotations

import sys
from contextlib import suppress

from newsreader.store.connection import Store


def give_back(store: Store) -> None:
    """Let go of the pages that a store holds and of what the C library has free. Takes some milliseconds, without the interpreter."""
    store.rows("PRAGMA shrink_memory")
    if sys.platform == "linux":
        import ctypes  # here, since few sessions want it

        with suppress(OSError, AttributeError):  # another C library than GNU's has no such call
            ctypes.CDLL(None).malloc_trim(0)
