"""How a query's entries can be had: what an index walks, what narrows the walk, what is left to ask of each entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.model.query import Query
from newsreader.store.feedsets import FeedSets

if TYPE_CHECKING:
    from newsreader.model.query_terms import Node

EARLIEST, LATEST = -(1 << 62), 1 << 62


@dataclass(frozen=True, slots=True)
class Plan:
    """A conjunction, sorted. `feeds`, `ids` and the states are None where they don't matter.

    `match` is for FTS5 and made of `texts`; `rest` holds what no index answers; `branches` are alternatives that are walks, instead of all
    else; `never`: nothing can match; `probes`: the texts in `rest` are asked of each entry by its number, since there are few; `held`: they
    are asked of the entries that are looked at, held in memory (`store.held`); `small`: that can be done with all entries of the walk.
    """

    feeds: frozenset[int] | None = None
    ids: frozenset[int] | None = None
    unread: bool | None = None
    starred: bool | None = None
    offline: bool | None = None
    since: int = EARLIEST
    before: int = LATEST
    texts: tuple[Node, ...] = ()
    match: str = ""
    rest: tuple[Node, ...] = ()
    branches: tuple[Plan, ...] = ()
    never: bool = False
    probes: bool = False
    held: bool = False
    small: bool = False


def plain_plan(query: Query, feeds: FeedSets) -> Plan:
    """The plan of a query that is plain: what `conditions.plan` makes of it, without the terms."""
    ids = frozenset(query.feeds) if query.feeds else None
    if query.folder is not None:
        inside = feeds.inside(query.folder)
        ids = inside if ids is None else ids & inside
    since = EARLIEST if query.since is None else query.since
    before = LATEST if query.before is None else query.before
    wanted = frozenset(query.ids) if query.ids else None
    never = ids == frozenset() or since >= before
    return Plan(ids, wanted, query.unread, query.starred, None, since, before, never=never)
