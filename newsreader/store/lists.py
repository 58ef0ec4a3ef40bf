"""Lists of entries: a query turned into ids, newest first, and ids into headlines. Never reads a body.

`entry_ids` walks one index in its order (no sort of a whole table) for every query without words; with words it asks the full-text index
first. `headlines` costs a look-up a row.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any

from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.store.entries import HEADLINE_COLUMNS, headline
from newsreader.store.schema import REVISION_BITS
from newsreader.store.search import match_expression

_RANKED_MOST = 20_000
_JOIN_SEARCH = f"search s JOIN entries e ON e.id = s.rowid >> {REVISION_BITS} AND e.revision = s.rowid & {(1 << REVISION_BITS) - 1}"


def entry_ids(store: Store, query: Query, limit: int | None = None, oldest_first: bool = False) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise; all of them, or the first `limit`."""
    source, where, parameters = conditions(query)
    order = "ASC" if oldest_first else "DESC"
    sql = f"SELECT e.id FROM {source} WHERE {where} ORDER BY e.published {order}, e.id {order}"  # noqa: S608
    if limit is not None:
        sql += " LIMIT ?"
        parameters.append(limit)
    # One step for the whole list: SQLite lets go of the interpreter once, not a thousand times.
    found = store.value(f"SELECT json_group_array(id) FROM ({sql})", parameters)  # noqa: S608
    return array("q", json.loads(found))


def count(store: Store, query: Query, after_id: int = 0) -> int:
    """How many entries a query has, of those with an id above `after_id`."""
    source, where, parameters = conditions(query)
    return int(store.value(f"SELECT count(*) FROM {source} WHERE {where} AND e.id > ?", [*parameters, after_id]))  # noqa: S608


def headlines(store: Store, ids: Sequence[int]) -> dict[int, Headline]:
    """The rows of a list, by id; what is gone is left out."""
    rows = store.rows(
        f"""SELECT {HEADLINE_COLUMNS} FROM json_each(?) j JOIN entries e ON e.id = j.value JOIN feeds f ON f.id = e.feed_id""",  # noqa: S608
        (json.dumps(list(ids)),),
    )
    return {row[0]: headline(row) for row in rows}


def last_entry_id(store: Store) -> int:
    """The highest id there is: what has a higher one arrived later."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM entries"))


def next_unread(store: Store, published: int, entry_id: int) -> int | None:
    """The next unread entry after a place in the list of all (older than it), else the newest unread of all, else None."""
    older = store.value(
        """SELECT id FROM entries WHERE hidden = 0 AND read = 0 AND (published, id) < (?, ?)
            ORDER BY published DESC, id DESC LIMIT 1""",
        (published, entry_id),
    )
    if older is not None:
        return int(older)
    newest = store.value("SELECT id FROM entries WHERE hidden = 0 AND read = 0 ORDER BY published DESC, id DESC LIMIT 1")
    return None if newest is None else int(newest)


def counters(store: Store, today: int) -> tuple[int, int, int, int]:
    """Total, unread, starred (held by triggers, a row a feed), and how many were published since `today` (a walk over those)."""
    row = store.row(
        "SELECT coalesce(sum(total), 0), coalesce(sum(unread), 0), coalesce(sum(starred), 0) FROM feeds WHERE removed_at IS NULL"
    )
    assert row is not None  # noqa: S101
    recent = store.value("SELECT count(*) FROM entries WHERE hidden = 0 AND published >= ?", (today,))
    return row[0], row[1], row[2], recent


def ranked_ids(store: Store, query: Query, limit: int, now: int) -> list[int]:
    """The best entries for a query's words: by rank with a bonus for the recent, or newest first where too many match to rank them."""
    expression = match_expression(query)
    hits = store.value("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (expression, _RANKED_MOST + 1))
    if hits > _RANKED_MOST:
        return list(entry_ids(store, query, limit))
    source, where, parameters = conditions(query)
    rows = store.rows(
        f"""SELECT e.id FROM {source} WHERE {where}
            ORDER BY bm25(search, 8.0, 2.0, 1.0) * (1.0 + 1.0 / (1.0 + max(0, ? - e.published) / 2592000.0)), e.id DESC LIMIT ?""",  # noqa: S608
        [*parameters, now, limit],
    )
    return [row[0] for row in rows]


def conditions(query: Query) -> tuple[str, str, list[Any]]:
    """A query as SQL: the tables (entries is `e`), the condition, and its parameters."""
    source = "entries e"
    where = ["e.hidden = 0"]
    parameters: list[Any] = []
    if query.needs_text:
        source = _JOIN_SEARCH
        where.append("search MATCH ?")
        parameters.append(match_expression(query))
    if query.unread is not None:
        where.append(f"e.read = {int(not query.unread)}")
    if query.starred is not None:
        where.append(f"e.starred = {int(query.starred)}")
    if query.ids:
        where.append("e.id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(query.ids))
    if len(query.feeds) == 1:
        where.append("e.feed_id = ?")
        parameters.append(query.feeds[0])
    elif query.feeds:
        where.append("e.feed_id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(query.feeds))
    if query.folder is not None:
        where.append("e.feed_id IN (SELECT id FROM feeds WHERE folder = ? OR substr(folder, 1, ?) = ?)")
        parameters += [query.folder, len(query.folder) + 1, query.folder + "/"]
    if query.since is not None:
        where.append("e.published >= ?")
        parameters.append(query.since)
    if query.before is not None:
        where.append("e.published < ?")
        parameters.append(query.before)
    return source, " AND ".join(where), parameters
