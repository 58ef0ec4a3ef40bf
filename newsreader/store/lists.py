"""Lists of entries: a query turned into ids, newest first, and ids into headlines. Never reads a body for a list.

What indexes hold (states, feeds, folders, tags, times, words) is one walk in the list's order: the first 500 ids cost milliseconds in
a library of a million entries, all of them 0.3 µs each. What no index holds (patterns, parts of links, lengths, languages, newsboat's
filters) is asked of one entry after the other in `slices`, which give what they found as they go and can be stopped in between.
"""

from __future__ import annotations

import json
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.store.conditions import Plan, plan, settle
from newsreader.store.connection import Store
from newsreader.store.entries import HEADLINE_COLUMNS, headline
from newsreader.store.errors import StoreError
from newsreader.store.feedsets import FeedSets
from newsreader.store.patterns import Patterns, date_text
from newsreader.store.predicates import Asked, Sql, predicate
from newsreader.store.ranking import ranked
from newsreader.store.search import NUMBER_BITS, first_doc, last_doc
from newsreader.store.walks import Place, conditions, walk

TextOf = Callable[[int], str]
_FIRST = 500
_FIRST_ASKED = 100
_MOST_ASKED = 20_000
_FIRST_SPAN = 30 * 86_400
_LAST_SPAN = 100 * 365 * 86_400
_SLICE = 0.03
"""Seconds that a slice should take."""


def entry_ids(
    store: Store, query: Query, limit: int | None = None, oldest_first: bool = False, now: int | None = None, text_of: TextOf | None = None
) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise; all of them, or the first `limit`.

    Costs milliseconds for the first 500 of what indexes hold and 0.3 µs an id for all; for other queries see `slices`.
    """
    made, asked = _planned(store, query, now, text_of)
    made = settle(store, made, asked)
    if made.never:
        return array("q")
    if not made.rest:
        return _walked(store, made, asked, limit, oldest_first)
    found: array[int] = array("q")
    for part in _asked_in_slices(store, made, asked, oldest_first, limit):
        found.extend(part)
        if limit is not None and len(found) >= limit:
            return found[:limit]
    return found


def slices(
    store: Store, query: Query, oldest_first: bool = False, now: int | None = None, text_of: TextOf | None = None
) -> Iterator[array[int]]:
    """A query's ids in the list's order, as they are found. A slice takes about 30 ms, and may be empty; between two of them one can stop,
    within one `Store.interrupt` does. Words come by spans of time (a month, four, sixteen, …), everything else that indexes hold as
    500 ids and the rest. `text_of` gives an entry's text, for queries that look into it with a pattern."""
    made, asked = _planned(store, query, now, text_of)
    made = settle(store, made, asked)
    if made.never:
        return
    if made.rest:
        yield from _asked_in_slices(store, made, asked, oldest_first)
        return
    if made.match and not made.branches and not oldest_first:
        yield from _by_spans(store, made, asked)
        return
    first = _walked(store, made, asked, _FIRST, oldest_first)
    yield first
    if len(first) == _FIRST:
        known = set(first)
        yield array("q", (entry for entry in _walked(store, made, asked, None, oldest_first) if entry not in known))


def needs_time(store: Store, query: Query) -> bool:
    """Whether a query has terms that no index holds, so that its list comes in slices."""
    return bool(_planned(store, query, None, None)[0].rest)


def count(store: Store, query: Query, after_id: int = 0, now: int | None = None, text_of: TextOf | None = None) -> int:
    """How many entries a query has, of those with an id above `after_id`. Costs what those entries cost, a few µs each."""
    if not after_id:
        return len(entry_ids(store, query, None, False, now, text_of))
    made, asked = _planned(store, query, now, text_of)
    if made.never:
        return 0
    rows = store.rows("SELECT id, published FROM entries WHERE hidden = 0 AND id > ?", (after_id,))
    return sum(len(kept(store, made, asked, rows[start : start + _MOST_ASKED])) for start in range(0, len(rows), _MOST_ASKED))


def headlines(store: Store, ids: Sequence[int]) -> dict[int, Headline]:
    """The rows of a list, by id; what is gone is left out. Costs a look-up a row."""
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


def kept(store: Store, made: Plan, asked: Asked, rows: Sequence[Sequence[int]]) -> array[int]:
    """Those of some entries (id, published) for which a whole plan holds, in the order given."""
    if not rows:
        return array("q")
    low, high = first_doc(min(row[1] for row in rows)), last_doc(max(row[1] for row in rows))

    def in_text(expression: str) -> Sql:
        if made.probes:
            return "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = e.doc)", [expression]
        return "e.doc IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?)", [expression, low, high]

    if made.branches:
        either = [_whole(branch, asked, in_text) for branch in made.branches]
        where = " OR ".join(f"({sql})" for sql, _ in either) or "0"
        parameters = [value for _, values in either for value in values]
    else:
        where, parameters = _whole(made, asked, in_text)
    return _ids(
        store, asked, f"SELECT e.id FROM json_each(?) j CROSS JOIN entries e ON e.id = j.value WHERE {where} ORDER BY j.key",  # noqa: S608
        [json.dumps([row[0] for row in rows]), *parameters],
    )  # fmt: skip


def _planned(store: Store, query: Query, now: int | None, text_of: TextOf | None) -> tuple[Plan, Asked]:
    """Sort a query's terms, and teach SQLite what the rest of them needs: it prepares its statements anew for that."""
    patterns = Patterns(text_of)
    asked = Asked(int(time.time()) if now is None else now, FeedSets(store), patterns)
    made = plan(store, query, asked)
    if made.rest:
        store.define("pattern_found", patterns.found)
        store.define("text_of_entry", patterns.text)
        store.define("date_in_words", date_text)
    return made, asked


def _whole(made: Plan, asked: Asked, in_text: Callable[[str], Sql]) -> Sql:
    where, parameters = conditions(made)
    if made.match:
        sql, values = in_text(made.match)
        where.append(sql)
        parameters += values
    for node in made.rest:
        sql, values = predicate(node, asked, in_text)
        where.append(f"({sql})")
        parameters += values
    return " AND ".join(where), parameters


def _walked(store: Store, made: Plan, asked: Asked, limit: int | None, oldest_first: bool) -> array[int]:
    taken = walk(made, asked, limit, oldest_first)
    return _ids(store, asked, f"SELECT id FROM ({taken.sql})", taken.parameters)  # noqa: S608


def _by_spans(store: Store, made: Plan, asked: Asked) -> Iterator[array[int]]:
    """The documents with some words from ever longer spans of time, as a phrase of common words can be rare."""
    span, before = _FIRST_SPAN, made.before
    while before > made.since:
        since = max(made.since, asked.now - span) if span < _LAST_SPAN else made.since
        if since < before:
            yield _walked(store, replace(made, since=since, before=before), asked, None, False)
            before = since
        span *= 4


def _asked_in_slices(store: Store, made: Plan, asked: Asked, oldest_first: bool, limit: int | None = None) -> Iterator[array[int]]:
    after: Place | None = None
    size, taken_so_far, found_so_far = _FIRST_ASKED, 0, 0
    while True:
        started = time.perf_counter()
        taken = walk(made, asked, size, oldest_first, after)
        rows = store.rows(taken.sql, taken.parameters)
        found = kept(store, made, asked, rows)
        yield found
        if len(rows) < size:
            return
        taken_so_far += len(rows)
        found_so_far += len(found)
        docs = [row[2] for row in rows]
        after = (rows[-1][0], rows[-1][1], max(docs) if oldest_first else min(docs))
        spent = time.perf_counter() - started
        size = min(_MOST_ASKED, int(size * min(4.0, _SLICE / max(spent, 1e-6))))
        if limit is not None and found_so_far:
            size = min(size, (limit - found_so_far) * taken_so_far // found_so_far * 5 // 4)
        size = max(20, size)


def _ids(store: Store, asked: Asked, sql: str, parameters: Sequence[Any]) -> array[int]:
    """The first column as ids, in one step: SQLite lets go of the interpreter once, not a thousand times."""
    try:
        found = store.value(f"SELECT json_group_array(id) FROM ({sql})", parameters)  # noqa: S608
    except StoreError as error:
        raise asked.patterns.problem or error from None
    return array("q", json.loads(found))


def ranked_ids(store: Store, query: Query, limit: int, now: int, text_of: TextOf | None = None) -> list[int]:
    """The best entries for a query's words, the recent above the old; newest first where the words are too common to rank.

    Costs 4 µs a document that holds the words, and ranks 20,000 at the most: FTS5's own ranking reads every document of every word,
    however few hold them all. So it is asked of the rarer words alone, and the common ones only narrow.
    """
    made, asked = _planned(store, query, now, text_of)
    found = [] if made.never or not made.match else ranked(store, made, limit, now)
    if found is None or not made.match:
        return list(entry_ids(store, query, limit, False, now, text_of))
    best: list[int] = []
    step = max(4 * limit, 200)
    for start in range(0, len(found), step):
        owners = store.rows(
            """SELECT d.entry_id, d.doc >> ? FROM json_each(?) j CROSS JOIN documents d ON d.doc = j.value
                WHERE d.entry_id > 0 ORDER BY j.key""",
            (NUMBER_BITS, json.dumps(found[start : start + step])),
        )
        best += kept(store, replace(made, match="", texts=()), asked, owners)
        if len(best) >= limit:
            break
    return best[:limit]
