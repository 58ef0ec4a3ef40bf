"""The garbage collector kept still while a page is read.

What a page is made of (elements, spans, cells) is alive until the article is done, and none of it is a cycle; the collector would look
through all of it again and again: a third of the time that a page of tables takes. Threads may read pages side by side: the last wakes it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_inside = 0
_was_enabled = True


@contextmanager
def uncollected() -> Iterator[None]:
    """Run what is inside without automatic collections."""
    global _inside, _was_enabled
    with _lock:
        if _inside == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _inside += 1
    try:
        yield
    finally:
        with _lock:
            _inside -= 1
            if _inside == 0 and _was_enabled:
                gc.enable()
