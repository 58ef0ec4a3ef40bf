"""A plan as SQL that gives its entries in the order of a list: one index walked, or FTS5's documents, never a table sorted.

An index that holds the order and the feed is walked where the feeds have a good part of all entries; where they have few, theirs are
taken by the feeds' own index and sorted, whichever touches less.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from newsreader.store.documents import first_doc, last_doc
from newsreader.store.feedsets import FeedSets
from newsreader.store.plans import EARLIEST, LATEST, Plan

Place = Sequence[int]
"""Where a list goes on: id, time of publication and document of the last entry that was taken."""
_SORTED, _WALKED = 3, 1
"""What an entry costs when it is sorted, and when an index is walked past it."""


class Walk(NamedTuple):
    """A statement that gives id, time of publication and document (0: none was asked) in order, and its parameters."""

    sql: str
    parameters: tuple[Any, ...]


def walk(made: Plan, feeds: FeedSets, limit: int | None, oldest_first: bool = False, after: Place | None = None) -> Walk:
    """The entries of a plan but for its `rest`, in order, `limit` at the most, below `after`."""
    if made.branches:
        return _alternatives(made, feeds, limit, oldest_first)
    order = "ASC" if oldest_first else "DESC"
    where, parameters = conditions(made)
    if made.match:
        return _documents(made, where, parameters, limit, order, after)
    if after is not None:
        where.append(f"(e.published, e.id) {'>' if oldest_first else '<'} (?, ?)")
        parameters += (after[1], after[0])
    source = "entries e" if made.ids is not None else f"entries e INDEXED BY {_index(made, feeds, limit)}"
    sql = f"SELECT e.id, e.published, 0 FROM {source} WHERE {' AND '.join(where)} ORDER BY e.published {order}, e.id {order}"  # noqa: S608
    return _limited(sql, parameters, limit)


def conditions(made: Plan) -> tuple[list[str], list[Any]]:
    """What an entry (`e`) has to be, of what a plan's indexes hold."""
    where, parameters = ["e.hidden = 0"], list[Any]()
    for column, wanted in (("read", None if made.unread is None else not made.unread), ("starred", made.starred)):
        if wanted is not None:
            where.append(f"e.{column} = {int(wanted)}")
    if made.offline is not None:
        where.append(f"e.has_article = {int(made.offline)}")
    if made.ids is not None:
        where.append("e.id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(made.ids)))
    if made.feeds is not None and len(made.feeds) == 1:
        where.append("e.feed_id = ?")
        parameters += made.feeds
    elif made.feeds is not None:
        where.append("e.feed_id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(sorted(made.feeds)))
    if made.since > EARLIEST:
        where.append("e.published >= ?")
        parameters.append(made.since)
    if made.before < LATEST:
        where.append("e.published < ?")
        parameters.append(made.before)
    return where, parameters


def steady(made: Plan, feeds: FeedSets) -> bool:
    """Whether a plan's entries are one index walked, so that they can be had in pieces for what they cost in one."""
    if made.branches or made.match or made.ids is not None:
        return False
    return made.starred is True or made.feeds is None or len(made.feeds) == 1 or not _few(made, feeds, None)


def _index(made: Plan, feeds: FeedSets, limit: int | None) -> str:
    if made.starred:
        return "entries_starred"
    state = "_unread" if made.unread else ""
    if made.feeds is not None and (len(made.feeds) <= 1 or _few(made, feeds, limit)):
        return f"entries_feed{state}"
    if made.offline and not made.unread:
        return "entries_offline"
    return f"entries{state or '_all'}"


def _few(made: Plan, feeds: FeedSets, limit: int | None) -> bool:
    """Whether sorting the entries of the plan's feeds touches fewer rows than walking all entries until `limit` are found."""
    size, whole = feeds.sizes(made.feeds, "unread" if made.unread else "")
    walked = whole if limit is None or limit >= size else limit * whole // size
    return size * _SORTED < walked * _WALKED


def _documents(made: Plan, where: list[str], parameters: list[Any], limit: int | None, order: str, after: Place | None) -> Walk:
    low, high = first_doc(made.since), last_doc(made.before)
    if after is not None and order == "DESC":
        high = min(high, after[2] - 1)
    elif after is not None:
        low = max(low, after[2] + 1)
    inner = f"""SELECT e.id, e.published, s.rowid AS doc FROM search s
        CROSS JOIN documents d ON d.doc = s.rowid CROSS JOIN entries e ON e.id = d.entry_id
        WHERE search MATCH ? AND s.rowid BETWEEN ? AND ? AND {' AND '.join(where)} ORDER BY s.rowid {order}"""  # noqa: S608
    taken = _limited(inner, [made.match, low, high, *parameters], limit)
    # FTS5's order is the list's but for what shares a second: those few rows are put in order here.
    return Walk(f"SELECT * FROM ({taken.sql}) ORDER BY published {order}, id {order}", taken.parameters)  # noqa: S608


def _alternatives(made: Plan, feeds: FeedSets, limit: int | None, oldest_first: bool) -> Walk:
    walks = [walk(branch, feeds, limit, oldest_first) for branch in made.branches]
    order = "ASC" if oldest_first else "DESC"
    union = " UNION ".join(f"SELECT id, published FROM ({each.sql})" for each in walks)  # noqa: S608
    sql = f"SELECT id, published, 0 FROM ({union}) ORDER BY published {order}, id {order}"  # noqa: S608
    return _limited(sql, [value for each in walks for value in each.parameters], limit)


def _limited(sql: str, parameters: list[Any], limit: int | None) -> Walk:
    if limit is None:
        return Walk(sql, tuple(parameters))
    return Walk(f"{sql} LIMIT ?", (*parameters, limit))
