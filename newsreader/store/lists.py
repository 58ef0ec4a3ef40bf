"""Lists of entries: a query turned into ids, newest first, and ids into headlines. Never reads a body for a list.

What most lists ask for (states, feeds, folders, times) is one walk of an index in the list's order: the first 500 ids cost a
millisecond in a library of a million entries, all of them 0.2 µs each. Everything else is a question (`store.questions`), imported
when the first one is asked, since the first frame does without.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.model.sorting import Sorting
from newsreader.store.connection import Store
from newsreader.store.feeds import feed_ranks
from newsreader.store.feedsets import FeedSets
from newsreader.store.headlines import HEADLINE_COLUMNS, HEADLINE_JOINS, headline
from newsreader.store.plans import Plan, plain_plan
from newsreader.store.walks import conditions, steady, walk
from newsreader.text.natural import folded

TextOf = Callable[[int], str]
_AT_ONCE = 50_000
"""Ids that are asked for at once."""
_PIECE = 1 << 16
"""Characters that are read at once, in about a millisecond."""
_SORTED_BY = {
    "date": ("e.published", False),
    "unread": ("e.read", False),
    "starred": ("e.starred", True),
    "feed": ("feed_rank(e.feed_id)", False),
    "title": ("folded(h.title)", False),
    "author": ("folded(ifnull(h.author, ''))", False),
    "length": ("e.words", False),
}
"""Columns by the names of sort keys, and whether the highest comes first."""


def entry_ids(
    store: Store, query: Query, limit: int | None = None, oldest_first: bool = False, now: int | None = None, text_of: TextOf | None = None
) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise; all of them, or the first `limit`.

    Costs a millisecond for the first 500 of a plain query and 0.2 µs an id for all; for other queries see `store.questions`.
    """
    if not query.is_plain:
        from newsreader.store import questions

        return questions.entry_ids(store, query, limit, oldest_first, now, text_of)
    feeds = FeedSets(store)
    made = plain_plan(query, feeds)
    if made.never:
        return array("q")
    return walked_ids(store, made, feeds, limit, oldest_first)


def walked_ids(store: Store, made: Plan, feeds: FeedSets, limit: int | None, oldest_first: bool) -> array[int]:
    """The ids of a plan but for its `rest`, in order; many of them in pieces, since a million as one text take thirty megabytes."""
    if (limit is not None and limit <= _AT_ONCE) or not steady(made, feeds):
        taken = walk(made, feeds, limit, oldest_first)
        return ids_of(store, f"SELECT id FROM ({taken.sql})", taken.parameters)  # noqa: S608
    found, after = array("q"), None
    with store.reading():
        while limit is None or len(found) < limit:
            size = _AT_ONCE if limit is None else min(_AT_ONCE, limit - len(found))
            taken = walk(made, feeds, size, oldest_first, after)
            part = ids_of(store, f"SELECT id FROM ({taken.sql})", taken.parameters)  # noqa: S608
            found.extend(part)
            if len(part) < size:
                break
            after = (part[-1], store.value("SELECT published FROM entries WHERE id = ?", (part[-1],)))
    return found


def count(store: Store, query: Query, after_id: int = 0, now: int | None = None, text_of: TextOf | None = None) -> int:
    """How many entries a query has, of those with an id above `after_id`. Costs what those entries cost, a few µs each."""
    if not query.is_plain:
        from newsreader.store import questions

        return questions.count(store, query, after_id, now, text_of)
    if not after_id:
        return len(entry_ids(store, query))
    made = plain_plan(query, FeedSets(store))
    if made.never:
        return 0
    where, parameters = conditions(made)
    sql = f"SELECT count(*) FROM entries e NOT INDEXED WHERE e.id > ? AND {' AND '.join(where)}"  # noqa: S608
    return int(store.value(sql, [after_id, *parameters]))


def ids_of(store: Store, sql: str, parameters: Sequence[Any]) -> array[int]:
    """The column `id` of a query, in one step: SQLite lets go of the interpreter once, not a thousand times.

    What it tells is read a piece at a time, since the screen's thread waits as long as one takes.
    """
    found: str = store.value(f"SELECT json_group_array(id) FROM ({sql})", parameters)  # noqa: S608
    ids = array("q")
    start, end = 1, len(found) - 1
    while start < end:
        stop = found.find(",", start + _PIECE)
        stop = end if stop < 0 else stop
        ids.extend(json.loads(f"[{found[start:stop]}]"))
        start = stop + 1
    return ids


def headlines(store: Store, ids: Sequence[int]) -> dict[int, Headline]:
    """The rows of a list, by id; what is gone is left out. Costs a look-up a row."""
    rows = store.rows(
        f"""SELECT {HEADLINE_COLUMNS} FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value {HEADLINE_JOINS}""",  # noqa: S608
        (json.dumps(list(ids)),),
    )
    return {row[0]: headline(row) for row in rows}


def in_order(store: Store, ids: Sequence[int], sorting: Sorting) -> array[int]:
    """The same ids sorted, the newest first among equals; what is gone is left out.

    Costs 4 to 10 µs an id: long lists are for another thread.
    """
    if any(key.name == "feed" for key in sorting):
        store.define("feed_rank", feed_ranks(store).get)
    if any(key.name in ("title", "author") for key in sorting):
        store.define("folded", folded)
    keys = []
    for key in sorting:
        column, highest_first = _SORTED_BY[key.name]
        keys.append(f"{column} {'DESC' if highest_first is not key.back else 'ASC'}")
    joins = "CROSS JOIN headings h ON h.entry_id = e.id" if any("h." in key for key in keys) else ""
    way = next(("ASC" for key in sorting if key.name == "date" and not key.back), "DESC")
    sql = f"""SELECT e.id FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value {joins}
        ORDER BY {", ".join(keys)}, e.published {way}, e.id {way}"""  # noqa: S608
    return ids_of(store, sql, (json.dumps(list(ids)),))


def last_entry_id(store: Store) -> int:
    """The highest id there is: what has a higher one arrived later."""
    return int(store.value("SELECT coalesce(max(id), 0) FROM entries"))


def authors(store: Store, newest: int) -> tuple[str, ...]:
    """Who wrote the newest entries. Costs a look-up for each of those."""
    sql = """SELECT DISTINCT h.author FROM (SELECT e.id FROM entries e INDEXED BY entries_all WHERE e.hidden = 0
        ORDER BY e.published DESC, e.id DESC LIMIT ?) n CROSS JOIN headings h ON h.entry_id = n.id WHERE h.author <> ''"""
    return tuple(row[0] for row in store.rows(sql, (newest,)))


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
