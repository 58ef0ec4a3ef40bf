"""Garbage is looked for in everything only while nobody presses keys, and what was large goes back when it is free."""

from __future__ import annotations

import ctypes
import gc
import subprocess
import sys
import weakref

import pytest

from newsreader.tui.memory import collect_at_rest, collect_rarely

_LARGE_KEPT = """
import ctypes
from newsreader.tui.memory import keep_little

class Told(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]

told = ctypes.CDLL(None).mallinfo2
told.restype = Told
keep_little()
bytearray(16 << 20)
before = told()
list_of_a_million = bytearray(2 << 20)
after = told()
print(after.arena - before.arena, after.hblks - before.hblks)
"""


class Ring:
    """Something that only a collection gives back."""

    def __init__(self) -> None:
        self.me = self


def test_garbage_waits_until_no_key_has_come_for_a_while() -> None:
    gc.collect()
    gc.disable()
    try:
        ring = weakref.ref(Ring())
        collect_at_rest(1.0, due=0)
        assert ring() is not None
        collect_at_rest(60.0, due=1_000)
        assert ring() is not None
        collect_at_rest(60.0, due=0)
        assert ring() is None
    finally:
        gc.enable()


def test_all_of_it_is_hardly_ever_looked_through_by_itself() -> None:
    collect_rarely()
    assert gc.isenabled()
    assert gc.get_threshold()[2] >= 1_000


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="only GNU's C library tells")
def test_what_is_large_stays_apart_from_small_things_after_larger_was_freed() -> None:
    told = subprocess.run([sys.executable, "-c", _LARGE_KEPT], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "1"]
