"""The same story once: what lists show of it, and joining and splitting by hand. Light: the TUI calls it in its own process.

`library.storythreads` finds the stories when entries arrive.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Sequence

from newsreader.library.folding import fold
from newsreader.library.marks import Change
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.store import journal
from newsreader.store import stories as kept
from newsreader.store.connection import Store
from newsreader.store.lists import entry_ids, headlines
from newsreader.store.parts import Part, Row
from newsreader.text.counted import counted


def also_in(store: Store, ids: Sequence[int]) -> dict[int, tuple[Headline, ...]]:
    """The other headlines of the same stories, the preferred source first; ids whose story is told once are left out.

    Costs some µs an id: it is for the rows on screen.
    """
    found = kept.copies(store, ids)
    rows = headlines(store, sorted({other for others in found.values() for other in others}))
    return {entry_id: tuple(rows[other] for other in others if other in rows) for entry_id, others in found.items()}


def newest(store: Store, limit: int) -> list[tuple[Headline, tuple[Headline, ...]]]:
    """The last stories that several entries tell, each with what leads it first. Costs 0.3 µs an entry of the library."""
    folded = fold(store, entry_ids(store, Query()))
    leads = frozenset(folded.leads.values())
    ids = [each for each in folded.ids if each in leads]
    found: list[tuple[Headline, tuple[Headline, ...]]] = []
    for start in range(0, len(ids), limit):
        part = ids[start : start + limit]
        others, rows = also_in(store, part), headlines(store, part)
        found += [(rows[each], others[each]) for each in part if each in rows and each in others]
        if len(found) >= limit:
            break
    return found[:limit]


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
        story = kept.free_story(store, everything)
        parts: list[Part] = [_put(store, entry_id, story, 1) for entry_id in everything]
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


def prefer_folder(store: Store, folder: str, preferred: bool) -> Change:
    """Let the entries of the feeds in a folder lead the stories they are in, or not."""
    with store.writing():
        rows = store.rows(
            "SELECT id, preferred FROM feeds WHERE removed_at IS NULL AND preferred <> ? AND (folder = ? OR instr(folder, ?) = 1)",
            (int(preferred), folder, folder + "/"),
        )
        are = ("is" if len(rows) == 1 else "are") + ("" if preferred else " no longer")
        words = f"{counted(len(rows), 'feed')} of {folder} {are} preferred where a story is told twice"
        parts = [Row("feeds", (row[0],), {"preferred": row[1]}, {"preferred": int(preferred)}) for row in rows]
        journal.change(store, parts, words, len(rows), int(time.time()))
    return Change(words if rows else "it is so already", len(rows))


def is_preferred(store: Store, feed_id: int) -> bool:
    """Whether a feed's entries lead the stories they are in."""
    return bool(store.value("SELECT preferred FROM feeds WHERE id = ?", (feed_id,)))


def _put(store: Store, entry_id: int, thread: int, by_hand: int) -> Row:
    before = kept.thread_of(store, entry_id)
    was = None if before is None else {"thread": before[0], "by_hand": before[1]}
    return Row("threads", (entry_id,), was, {"thread": thread, "by_hand": by_hand})
