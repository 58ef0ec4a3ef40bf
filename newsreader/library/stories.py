"""The same story once: what lists show of it, and joining and splitting by hand. Light: the TUI calls it in its own process.

`library.storythreads` finds the stories when entries arrive.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence

from newsreader.library.marks import Change
from newsreader.model.entry import Headline
from newsreader.store import journal
from newsreader.store import stories as kept
from newsreader.store.connection import Store
from newsreader.store.lists import headlines
from newsreader.store.parts import Part, Row


def also_in(store: Store, ids: Sequence[int]) -> dict[int, tuple[Headline, ...]]:
    """The other headlines of the same stories, the preferred source first; ids whose story is told once are left out.

    Costs some µs an id: it is for the rows on screen.
    """
    found = kept.copies(store, ids)
    rows = headlines(store, sorted({other for others in found.values() for other in others}))
    return {entry_id: tuple(rows[other] for other in others if other in rows) for entry_id, others in found.items()}


def once(store: Store, ids: Sequence[int]) -> array[int]:
    """A list with every story once, in its order: of a story's entries in the list the one that leads stays, from the preferred source,
    else the first that came. Costs 2 µs for each entry that shares its story, and 0.1 µs for any other."""
    listed = set(ids)
    leads: dict[int, int] = {}
    left_out: set[int] = set()
    for entry_id, thread, _ in kept.threaded(store):
        if entry_id in listed:
            if thread in leads:
                left_out.add(entry_id)
            else:
                leads[thread] = entry_id
    if not left_out:
        return array("q", ids)
    return array("q", (entry_id for entry_id in ids if entry_id not in left_out))


def with_copies(store: Store, ids: Sequence[int]) -> array[int]:
    """Entries and all others of their stories, so that reading one reads all."""
    found = kept.copies(store, ids)
    known = set(ids)
    return array("q", [*ids, *sorted({other for others in found.values() for other in others} - known)])


def join(store: Store, ids: Sequence[int]) -> Change:
    """Make entries (and what was one story with them) one story; it stays one."""
    if len(set(ids)) < 2:
        return Change("a story wants two entries to join", 0)
    with store.writing():
        everything = sorted(set(with_copies(store, ids)))
        parts: list[Part] = [_put(store, entry_id, everything[0], 1) for entry_id in everything]
        words = f"{len(everything)} joined as one story"
        journal.change(store, parts, words, len(everything), int(time.time()))
    return Change(words, len(everything))


def split(store: Store, entry_id: int) -> Change:
    """Take an entry out of its story; it stays out, and nothing joins it by itself."""
    with store.writing():
        before = kept.thread_of(store, entry_id)
        if before is None or before[1] == kept.APART:
            return Change("it is a story of its own already", 0)
        words = "taken out of the story, 1 entry"
        journal.change(store, [_put(store, entry_id, entry_id, kept.APART)], words, 1, int(time.time()))
    return Change(words, 1)


def prefer(store: Store, feed_id: int, preferred: bool) -> Change:
    """Let a feed's entries lead the stories they are in, or not."""
    with store.writing():
        row = store.row("SELECT preferred, coalesce(given_title, title) FROM feeds WHERE id = ?", (feed_id,))
        if row is None or bool(row[0]) == preferred:
            return Change("it is so already", 0)
        words = f"{row[1]} is {'preferred' if preferred else 'no longer preferred'} where a story is told twice"
        parts = [Row("feeds", (feed_id,), {"preferred": row[0]}, {"preferred": int(preferred)})]
        journal.change(store, parts, words, 1, int(time.time()))
    return Change(words, 1)


def _put(store: Store, entry_id: int, thread: int, by_hand: int) -> Row:
    before = kept.thread_of(store, entry_id)
    was = None if before is None else {"thread": before[0], "by_hand": before[1]}
    return Row("threads", (entry_id,), was, {"thread": thread, "by_hand": by_hand})
