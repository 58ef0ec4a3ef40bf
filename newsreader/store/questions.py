"""Questions: the ids of queries with words, patterns and everything else, in a list's order or by rank.

What indexes hold (words, and all that plain lists ask for) is one walk as well, milliseconds for the first rows. What no index holds
(patterns, parts of links, lengths, languages, newsboat's filters) is asked of one entry after the other in `slices`, which give what they
found as they go and can be stopped in between.
"""

from __future__ import annotations

import json
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsreader.model.query import Query
from newsreader.store.conditions import plan, settle
from newsreader.store.connection import Store
from newsreader.store.documents import NUMBER_BITS, first_doc, last_doc
from newsreader.store.errors import StoreError
from newsreader.store.expressions import begins
from newsreader.store.feedsets import FeedSets
from newsreader.store.lists import TextOf, ids_of
from newsreader.store.patterns import Patterns, date_text
from newsreader.store.plans import Plan
from newsreader.store.predicates import Asked, Sql, predicate
from newsreader.store.ranking import MOST, ranked
from newsreader.store.walks import Place, conditions, walk

_FIRST = 500
_FIRST_ASKED = 100
_MOST_ASKED = 20_000
_FIRST_SPAN = 4 * 86_400
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
    store: Store,
    query: Query,
    oldest_first: bool = False,
    now: int | None = None,
    text_of: TextOf | None = None,
    limit: int | None = None,
) -> Iterator[array[int]]:
    """A query's ids in the list's order, as they are found. A slice takes about 30 ms, and may be empty; between two of them one can stop,
    within one `Store.interrupt` does. Words come by spans of time (four days, sixteen, sixty-four, …), everything else that indexes hold as
    500 ids and the rest. `text_of` gives an entry's text, for queries that look into it with a pattern; `limit` ids are wanted, and hardly
    more come."""
    made, asked = _planned(store, query, now, text_of)
    made = settle(store, made, asked)
    if made.never:
        return
    if made.rest:
        yield from _asked_in_slices(store, made, asked, oldest_first, limit)
        return
    if made.match and not made.branches and not oldest_first:
        yield from _by_spans(store, made, asked, limit)
        return
    first = _walked(store, made, asked, _FIRST, oldest_first)
    yield first
    if len(first) == _FIRST:
        known = set(first)
        yield array("q", (entry for entry in _walked(store, made, asked, limit, oldest_first) if entry not in known))


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
    rows = store.rows("SELECT id, published FROM entries NOT INDEXED WHERE hidden = 0 AND id > ?", (after_id,))
    return sum(len(kept(store, made, asked, rows[start : start + _MOST_ASKED])) for start in range(0, len(rows), _MOST_ASKED))


def ranked_ids(store: Store, query: Query, limit: int, now: int, text_of: TextOf | None = None) -> list[int]:
    """The best entries for a query's words, as `best_first` gives them."""
    return [entry for part in best_first(store, query, limit, now, text_of) for entry in part]


def best_first(store: Store, query: Query, limit: int, now: int, text_of: TextOf | None = None) -> Iterator[array[int]]:
    """The best entries for a query's words in parts, the recent above the old; newest first where no word is rare enough to rank by.

    Ranking costs 4 µs a document that holds the words, of 20,000 at the most, and comes as one part. What isn't ranked comes as it is
    found, a part every 30 ms: a phrase of three words that nearly all entries have is looked for in all of them.
    """
    made, asked = _planned(store, query, now, text_of)
    if made.never:
        return
    for enough in (limit, MOST + 1):
        found = ranked(store, made, enough, now) if made.match else None
        if found is None:
            yield from _newest(slices(store, query, False, now, text_of, limit), limit)
            return
        best = _best(store, made, asked, found[0], limit)
        if len(best) == limit or found[1]:
            yield array("q", best)
            return


def _newest(parts: Iterator[array[int]], limit: int) -> Iterator[array[int]]:
    """The first `limit` of what comes in slices, in parts that hold a screen or took a while, none of them empty."""
    gathered: array[int] = array("q")
    started = time.perf_counter()
    for part in parts:
        gathered.extend(part[: limit - len(gathered)])
        if gathered and (len(gathered) >= min(limit, _FIRST) or time.perf_counter() - started > _SLICE):
            yield gathered
            limit -= len(gathered)
            if not limit:
                return
            gathered, started = array("q"), time.perf_counter()
    if gathered:
        yield gathered


def _best(store: Store, made: Plan, asked: Asked, docs: Sequence[int], limit: int) -> list[int]:
    """The first `limit` entries of documents for which the whole plan holds."""
    best: list[int] = []
    step = max(4 * limit, 200)
    for start in range(0, len(docs), step):
        owners = store.rows(
            """SELECT d.entry_id, d.doc >> ? FROM json_each(?) j CROSS JOIN documents d ON d.doc = j.value
                WHERE d.entry_id > 0 ORDER BY j.key""",
            (NUMBER_BITS, json.dumps(docs[start : start + step])),
        )
        best += kept(store, replace(made, match="", texts=()), asked, owners)
        if len(best) >= limit:
            break
    return best[:limit]


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
    taken = walk(made, asked.feeds, limit, oldest_first)
    return _ids(store, asked, f"SELECT id FROM ({taken.sql})", taken.parameters)  # noqa: S608


def _by_spans(store: Store, made: Plan, asked: Asked, limit: int | None) -> Iterator[array[int]]:
    """The documents with some words from ever longer spans of time, as a phrase of common words can be rare; below the first that has any
    all others at once where FTS5 reads all words that a prefix begins, whatever the span is."""
    span, before, found_so_far = _FIRST_SPAN, made.before, 0
    while before > made.since:
        last = span >= _LAST_SPAN or (found_so_far > 0 and any(map(begins, made.texts)))
        since = made.since if last else max(made.since, asked.now - span)
        if since < before:
            found = _walked(store, replace(made, since=since, before=before), asked, limit and limit - found_so_far, False)
            yield found
            found_so_far += len(found)
            if limit is not None and found_so_far >= limit:
                return
            before = since
        span *= 4


def _asked_in_slices(store: Store, made: Plan, asked: Asked, oldest_first: bool, limit: int | None = None) -> Iterator[array[int]]:
    after: Place | None = None
    size, taken_so_far, found_so_far = _FIRST_ASKED, 0, 0
    while True:
        started = time.perf_counter()
        taken = walk(made, asked.feeds, size, oldest_first, after)
        rows = store.rows(taken.sql, taken.parameters)
        found = kept(store, made, asked, rows)
        spent = time.perf_counter() - started
        yield found
        if len(rows) < size:
            return
        taken_so_far += len(rows)
        found_so_far += len(found)
        docs = [row[2] for row in rows]
        after = (rows[-1][0], rows[-1][1], max(docs) if oldest_first else min(docs))
        size = min(_MOST_ASKED, int(size * min(4.0, _SLICE / max(spent, 1e-6))))
        if limit is not None and found_so_far:
            size = min(size, (limit - found_so_far) * taken_so_far // found_so_far * 5 // 4)
        size = max(20, size)


def _ids(store: Store, asked: Asked, sql: str, parameters: Sequence[Any]) -> array[int]:
    try:
        return ids_of(store, sql, parameters)
    except StoreError as error:
        raise asked.patterns.problem or error from None
