"""Garbage is looked for in everything only while nobody presses keys."""

from __future__ import annotations

import gc
import weakref

from newsreader.tui.memory import collect_at_rest, collect_rarely


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
