"""Feeds that a query means, by number, title, folder or tag: looked up once in the feeds, so that entries are asked by number."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from newsreader.model.query import Either, Every, Feeds, Node, Not, Within
from newsreader.store.connection import Store

FeedFacts = tuple[int, str, str, int, int, int]


class FeedSets:
    """The feeds of a library as a query sees them; read when the first term wants them. Costs a row a feed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def _facts(self) -> list[FeedFacts]:
        columns = "id, coalesce(given_title, title), folder, total, unread, starred"
        rows = self._store.rows(f"SELECT {columns} FROM feeds WHERE removed_at IS NULL")  # noqa: S608
        return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]

    @cached_property
    def everything(self) -> frozenset[int]:
        """Every feed."""
        return frozenset(fact[0] for fact in self._facts)

    def of(self, node: Node) -> frozenset[int] | None:
        """The feeds that a term means; None where it is about more than feeds."""
        match node:
            case Feeds(ids):
                return frozenset(ids)
            case Within("folder", name):
                return frozenset(fact[0] for fact in self._facts if fact[2] == name or fact[2].startswith(name + "/"))
            case Within("feed", name):
                part = name.casefold()
                return frozenset(fact[0] for fact in self._facts if part in fact[1].casefold())
            case Within("tag", name):
                rows = self._store.rows("SELECT feed_id FROM feed_tags WHERE tag = ? COLLATE NOCASE", (name,))
                return frozenset(row[0] for row in rows)
            case Every(parts) | Either(parts):
                sets = [self.of(part) for part in parts]
                known = [each for each in sets if each is not None]
                if len(known) < len(sets) or not known:
                    return None
                together = known[0]
                for each in known[1:]:
                    together = together & each if isinstance(node, Every) else together | each
                return together
            case Not(part):
                inside = self.of(part)
                return None if inside is None else self.everything - inside
            case _:
                return None

    def sizes(self, ids: frozenset[int] | None, state: Literal["", "unread", "starred"] = "") -> tuple[int, int]:
        """How many entries (of a state) these feeds have, None meaning every feed, and how many all feeds have."""
        column = {"": 3, "unread": 4, "starred": 5}[state]
        counts: dict[int, int] = {int(fact[0]): int(fact[column]) for fact in self._facts}
        whole = sum(counts.values())
        return (whole if ids is None else sum(count for feed, count in counts.items() if feed in ids)), whole


def languages(store: Store) -> tuple[str, ...]:
    """The languages that feeds say they are in, without their regions."""
    rows = store.rows("SELECT DISTINCT lower(language) FROM feeds WHERE removed_at IS NULL AND language <> ''")
    return tuple(sorted({row[0].replace("_", "-").split("-")[0] for row in rows}))
