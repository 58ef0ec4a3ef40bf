"""Giving memory back: what a long list was read with stays with the process otherwise, since the C library keeps it for later.

And looking for garbage, which is given back while nobody waits for it.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from newsreader.store.connection import Store
from newsreader.store.errors import StoreError

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""GNU's `M_…`."""
_LARGE = 1 << 18
"""Bytes from which a piece of memory goes back by itself when it is free: with every larger one that is freed the C library raises that,
up to 32 MB, and then keeps the lists of a million among small things."""

_REST = 10.0
"""Seconds without a key after which a tenth of one is nobody's."""
_DUE = 10
"""Collections of what is young after which all of it is looked through."""


def collect_rarely() -> None:
    """Collect young garbage as it comes, and all of it at rest alone: with a million entries no key is answered for 0.12 s."""
    gc.set_threshold(20_000, 20, 1_000)  # rows come and go by the thousand, without cycles
    gc.enable()


def collect_at_rest(idle: float, due: int = _DUE) -> None:
    """Look for garbage in everything, if no key came for a while (`idle`, in seconds) and enough was made since the last time."""
    if idle >= _REST and gc.get_count()[2] >= due:
        gc.collect()


def give_back(store: Store) -> None:
    """Let go of the pages that a store holds and of what the C library has free. Takes some milliseconds, without the interpreter."""
    with suppress(StoreError):  # a question that comes meanwhile interrupts whatever its store does
        store.rows("PRAGMA shrink_memory")
    if sys.platform == "linux":
        import ctypes  # here, since few sessions want it

        with suppress(OSError, AttributeError):  # another C library than GNU's has no such call
            ctypes.CDLL(None).malloc_trim(0)


def keep_little() -> None:
    """Let threads that begin from now on share what the C library has free, instead of keeping it apart for each, and what is large go
    back at once."""
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            allow = ctypes.CDLL(None).mallopt
            for what, size in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, 4 * _LARGE)):
                allow(what, size)
