"""Which entries are one story: the keys by which they are found, and the threads that they make."""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from newsreader.store.connection import Store
from newsreader.store.lists import ids_of
from newsreader.store.packing import unpack
from newsreader.store.parts import batches

_COMMON = 200
"""A word that so many entries of the window share tells nothing."""
APART = 2
"""`threads.by_hand`: somebody took the entry out of its thread."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An entry as it is compared; `html` is the feed's own text."""

    id: int
    feed_id: int
    title: str
    url: str | None
    published: int
    html: str


def digest(text: str) -> int:
    """A text as a number of 64 bits, with a sign, as SQLite keeps them."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little", signed=True)


def newcomers(store: Store, after: int, limit: int) -> list[Newcomer]:
    """The next entries after an id that are in the full-text index, in the order of arrival, and nothing beyond one that isn't yet."""
    end = store.value("SELECT min(entry_id) FROM unindexed WHERE entry_id > ?", (after,))
    rows = store.rows(
        """SELECT e.id, e.feed_id, h.title, h.url, e.published, '' FROM entries e CROSS JOIN headings h ON h.entry_id = e.id
            WHERE e.id > ? AND e.id < ? ORDER BY e.id LIMIT ?""",
        (after, end if end is not None else 1 << 62, limit),
    )
    return [Newcomer(*row) for row in rows]


def with_texts(store: Store, ids: Sequence[int]) -> dict[int, Newcomer]:
    """Entries with the feed's own text. Costs some 10 µs each, more for long texts."""
    rows = store.rows(
        """SELECT e.id, e.feed_id, h.title, h.url, e.published, b.html FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value
            CROSS JOIN headings h ON h.entry_id = e.id JOIN bodies b ON b.entry_id = e.id""",
        (json.dumps(list(ids)),),
    )
    return {row[0]: Newcomer(row[0], row[1], row[2], row[3], row[4], unpack(row[5])) for row in rows}


def without_address(store: Store, ids: Sequence[int]) -> set[int]:
    """Those of some entries of which no address is kept."""
    sql = "SELECT value FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM story_urls WHERE entry_id = j.value)"
    return {row[0] for row in store.rows(sql, (json.dumps(list(ids)),))}


def same_address(store: Store, ids: Sequence[int], most: int = 20) -> dict[int, list[int]]:
    """Earlier entries with the same address, the last ones first, of those entries that have any. Costs some µs an entry."""
    rows = store.rows(
        """SELECT n.entry_id, o.entry_id FROM json_each(?) j CROSS JOIN story_urls n ON n.entry_id = j.value
            CROSS JOIN story_urls o ON o.key = n.key AND o.entry_id < n.entry_id ORDER BY n.entry_id, o.entry_id DESC""",
        (json.dumps(list(ids)),),
    )
    found: dict[int, list[int]] = defaultdict(list)
    for entry_id, other in rows:
        if len(found[entry_id]) < most:
            found[entry_id].append(other)
    return dict(found)


def sharing_keys(store: Store, entry_id: int, keys: Sequence[int], since: int, until: int, most: int) -> list[int]:
    """Earlier entries than one, published in a time, that share keys, those that share most first. Costs about 10 µs a key."""
    shared: Counter[int] = Counter()
    for key in keys:
        sql = "SELECT entry_id FROM story_keys WHERE key = ? AND published BETWEEN ? AND ? AND entry_id < ? LIMIT ?"
        found = store.rows(sql, (key, since, until, entry_id, _COMMON))
        if len(found) < _COMMON:
            shared.update(row[0] for row in found)
    return [entry_id for entry_id, _ in shared.most_common(most)]


def keep_keys(store: Store, addresses: Sequence[tuple[int, int]], words: Sequence[tuple[int, int, int]]) -> None:
    """Keep the keys of entries: (key, entry) of addresses, (key, published, entry) of words."""
    with store.writing() as db:
        db.executemany("INSERT OR IGNORE INTO story_urls VALUES (?, ?)", addresses)
        db.executemany("INSERT OR IGNORE INTO story_keys VALUES (?, ?, ?)", words)


def forget_keys(store: Store, before: int, most: int = 20_000) -> int:
    """Forget the words' keys of entries that are too old to be compared; gives how many went, `most` at once."""
    with store.writing() as db:
        old = "SELECT key, published, entry_id FROM story_keys WHERE published < ? LIMIT ?"
        sql = f"DELETE FROM story_keys WHERE (key, published, entry_id) IN ({old})"  # noqa: S608
        return db.execute(sql, (before, most)).rowcount


def thread_of(store: Store, entry_id: int) -> tuple[int, int] | None:
    """The thread that an entry is in, and how it came there."""
    row = store.row("SELECT thread, by_hand FROM threads WHERE entry_id = ?", (entry_id,))
    return None if row is None else (row[0], row[1])


def members(store: Store, thread: int) -> list[tuple[int, int]]:
    """The entries of a thread with their feeds, hidden ones too."""
    sql = """SELECT t.entry_id, e.feed_id FROM threads t JOIN entries e ON e.id = t.entry_id
        WHERE t.thread = ? AND t.by_hand < ? ORDER BY t.entry_id"""
    return [(row[0], row[1]) for row in store.rows(sql, (thread, APART))]


def put_together(store: Store, thread: int, ids: Sequence[int]) -> None:
    """Put entries into a thread, but for those that somebody put where they are."""
    with store.writing() as db:
        db.executemany("INSERT OR IGNORE INTO threads VALUES (?, ?, 0)", [(entry_id, thread) for entry_id in ids])


def copies(store: Store, ids: Sequence[int]) -> dict[int, list[int]]:
    """The other entries of the same stories that lists show, for each id that has any: the one that leads comes first."""
    rows = store.rows(
        """SELECT t.entry_id, o.entry_id FROM json_each(?) j CROSS JOIN threads t ON t.entry_id = j.value AND t.by_hand < 2
            CROSS JOIN threads o ON o.thread = t.thread AND o.entry_id <> t.entry_id AND o.by_hand < 2
            CROSS JOIN entries e ON e.id = o.entry_id AND e.hidden = 0 CROSS JOIN feeds f ON f.id = e.feed_id
            ORDER BY t.entry_id, f.preferred DESC, o.entry_id""",
        (json.dumps(list(ids)),),
    )
    found: dict[int, list[int]] = defaultdict(list)
    for entry_id, other in rows:
        found[entry_id].append(other)
    return dict(found)


def told_with(store: Store, ids: Sequence[int]) -> array[int]:
    """Entries and what lists show besides of the stories they tell, some of it twice. Costs 1 µs an entry, and 3 µs for each telling."""
    everything = array("q", ids)
    for batch in batches(ids):
        others = """SELECT DISTINCT o.entry_id AS id FROM json_each(?) j CROSS JOIN threads t ON t.entry_id = j.value AND t.by_hand < 2
            CROSS JOIN threads o ON o.thread = t.thread AND o.by_hand < 2 AND o.entry_id <> t.entry_id
            CROSS JOIN entries e ON e.id = o.entry_id AND e.hidden = 0"""
        everything.extend(ids_of(store, others, (batch,)))
    return everything


def free_story(store: Store, ids: Sequence[int]) -> int:
    """A number for the story that some entries are to tell, which no other entries' story has."""
    sql = "SELECT thread, entry_id FROM threads WHERE by_hand < ? AND thread IN (SELECT value FROM json_each(?))"
    wanted = set(ids)
    taken = {thread for thread, entry_id in store.rows(sql, (APART, json.dumps(list(ids)))) if entry_id not in wanted}
    return next((each for each in sorted(ids) if each not in taken), -min(ids))
