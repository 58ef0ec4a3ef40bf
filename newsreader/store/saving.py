"""A feed's entries brought in one by one, where a refresh brings them in bundles (`store.arriving`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsreader.model.parsed import ParsedEntry
from newsreader.store.arriving import Bundle, arriving, digest_of, save_bundles
from newsreader.store.connection import Store


@dataclass(frozen=True, slots=True)
class Saved:
    """What a document brought: entries that were new, and those whose text or title changed, each with its id."""

    new: tuple[tuple[int, ParsedEntry], ...]
    changed: tuple[tuple[int, ParsedEntry], ...]


def save_entries(store: Store, feed_id: int, entries: Sequence[tuple[ParsedEntry, int]], now: int) -> Saved:
    """Keep a feed's entries (each with its number of words) in one transaction, to be indexed later; known ones keep their state."""
    given = {entry.identity: entry for entry, _ in entries}
    rows = [arriving(entry, digest_of(entry), b"", words) for entry, words in entries]
    (kept,) = save_bundles(store, [Bundle(feed_id, rows)], now)
    return Saved(
        tuple((entry_id, given[row.identity]) for entry_id, row in kept.new),
        tuple((entry_id, given[row.identity]) for entry_id, row in kept.changed),
    )
