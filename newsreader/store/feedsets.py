"""Feeds by title, folder and tag: looked up once for a question, so that entries are asked by their feed's number."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from newsreader.model.feed import is_inside
from newsreader.store.connection import Row, Store


class FeedSets:
    """The feeds of a library as a query sees them; read when the first term wants them. Costs a row a feed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _facts(self) -> list[Row]:
        columns = "id, coalesce(given_title, title), folder, total, unread, starred"
        return self._store.rows(f"SELECT {columns} FROM feeds WHERE removed_at IS NULL")  # noqa: S608

    @cached_property
    def everything(self) -> frozenset[int]:
        """Every feed."""
        return frozenset(fact[0] for fact in self._facts)

    def inside(self, folder: str) -> frozenset[int]:
        """The feeds of a folder and its subfolders."""
        return frozenset(fact[0] for fact in self._facts if is_inside(fact[2], folder))

    def titled(self, part: str) -> frozenset[int]:
        """The feeds whose title holds a text, whatever the case."""
        return frozenset(fact[0] for fact in self._facts if part.casefold() in fact[1].casefold())

    def tagged(self, tag: str) -> frozenset[int]:
        """The feeds with a tag."""
        return frozenset(row[0] for row in self._store.rows("SELECT feed_id FROM feed_tags WHERE tag = ? COLLATE NOCASE", (tag,)))

    def sizes(self, ids: frozenset[int] | None, state: Literal["", "unread", "starred"] = "") -> tuple[int, int]:
        """How many entries (of a state) these feeds have, None meaning every feed, and how many all feeds have."""
        column = {"": 3, "unread": 4, "starred": 5}[state]
        counts: dict[int, int] = {fact[0]: fact[column] for fact in self._facts}
        whole = sum(counts.values())
        return (whole if ids is None else sum(count for feed, count in counts.items() if feed in ids)), whole


def languages(store: Store) -> tuple[str, ...]:
    """The languages that feeds say they are in, without their regions."""
    rows = store.rows("SELECT DISTINCT lower(language) FROM feeds WHERE removed_at IS NULL AND language <> ''")
    return tuple(sorted({row[0].replace("_", "-").split("-")[0] for row in rows}))
