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
from functools import partial

from newsreader.model.query import Query
from newsreader.model.query_terms import Ids
from newsreader.store import held
from newsreader.store.asking import SLICE, all_at_once, asked_in_slices, by_spans, held_first, kept, walked
from newsreader.store.conditions import hits, plan, settle
from newsreader.store.connection import Store
from newsreader.store.documents import NUMBER_BITS
from newsreader.store.expressions import begins
from newsreader.store.feedsets import FeedSets
from newsreader.store.lists import TextOf
from newsreader.store.patterns import Patterns, date_text
from newsreader.store.plans import Plan
from newsreader.store.predicates import Asked
from newsreader.store.ranking import MOST, ranked

_FIRST = 500
_AT_ONCE = 20_000
_FEW = 400
"""Entries with a question's other words in which a prefix is looked for before they are ranked."""


def entry_ids(
    store: Store, query: Query, limit: int | None = None, oldest_first: bool = False, now: int | None = None, text_of: TextOf | None = None
) -> array[int]:
    """The ids of a query's entries, newest first unless asked otherwise; all of them, or the first `limit`.

    Costs milliseconds for the first 500 of what indexes hold and 0.3 µs an id for all; for other queries see `slices`.
    """
    made, asked = _planned(store, query, now, text_of, limit is not None or _names_few(query))
    made = settle(store, made, asked)
    if made.never:
        return array("q")
    if not made.rest:
        return walked(store, made, asked, limit, oldest_first)
    if limit is None and any(map(begins, made.rest)):
        return all_at_once(store, made, asked, limit, oldest_first)
    found: array[int] = array("q")
    for part in _in_slices(store, query, made, asked, oldest_first, limit):
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
    within one `Store.interrupt` does. Words come by spans of time (four days, twelve and more), everything else that indexes hold as
    500 ids and the rest. `text_of` gives an entry's text, for queries that look into it with a pattern; `limit` ids are wanted, and hardly
    more come."""
    made, asked = _planned(store, query, now, text_of, True)
    made = settle(store, made, asked)
    if made.never:
        return
    if made.rest:
        yield from _in_slices(store, query, made, asked, oldest_first, limit)
        return
    if made.match and not made.branches and not oldest_first:
        yield from by_spans(store, made, asked, limit)
        return
    first = walked(store, made, asked, _FIRST, oldest_first)
    yield first
    if len(first) == _FIRST:
        known = set(first)
        yield array("q", (entry for entry in walked(store, made, asked, limit, oldest_first) if entry not in known))


def needs_time(store: Store, query: Query, prefixes: bool = True) -> bool:
    """Whether a query has terms that no index holds, or (unless `prefixes` don't count, which take a second at the most) a prefix that
    begins many words, so that its list comes in slices."""
    made, _ = _planned(store, query, None, None, False)
    return bool(made.rest) or (prefixes and any(begins(text) for each in (made, *made.branches) for text in each.texts))


def count(store: Store, query: Query, after_id: int = 0, now: int | None = None, text_of: TextOf | None = None) -> int:
    """How many entries a query has, of those with an id above `after_id`. Costs what those entries cost, a few µs each."""
    if not after_id:
        return len(entry_ids(store, query, None, False, now, text_of))
    rows = store.rows("SELECT id, published FROM entries NOT INDEXED WHERE hidden = 0 AND id > ?", (after_id,))
    made, asked = _planned(store, query, now, text_of, len(rows) <= held.MOST)
    if made.never:
        return 0
    return sum(len(kept(store, made, asked, rows[start : start + _AT_ONCE])) for start in range(0, len(rows), _AT_ONCE))


def ranked_ids(store: Store, query: Query, limit: int, now: int, text_of: TextOf | None = None) -> list[int]:
    """The best entries for a query's words, as `best_first` gives them."""
    return [entry for part in best_first(store, query, limit, now, text_of) for entry in part]


def best_first(
    store: Store, query: Query, limit: int, now: int, text_of: TextOf | None = None, unranked: Callable[[], object] = bool
) -> Iterator[array[int]]:
    """The best entries for a query's words in parts, the recent above the old; newest first where no word is rare enough to rank by, and
    `unranked` is called.

    Ranking costs 4 µs a document that holds the words, of 20,000 at the most, and comes as one part. What isn't ranked comes as it is
    found, a part every 30 ms: a phrase of three words that nearly all entries have is looked for in all of them.
    """
    made, asked = _planned(store, query, now, text_of, True)
    if made.never:
        return
    if made.held and not (made.match and hits(store, made, _FEW + 1) <= _FEW):
        unranked()
        yield from _newest(slices(store, query, False, now, text_of, limit), limit)
        return
    for enough in (limit, MOST + 1):
        found = ranked(store, made, enough, now) if made.match else None
        if found is None:
            unranked()
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
        if gathered and (len(gathered) >= min(limit, _FIRST) or time.perf_counter() - started > SLICE):
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


def _in_slices(store: Store, query: Query, made: Plan, asked: Asked, oldest_first: bool, limit: int | None) -> Iterator[array[int]]:
    if made.held and not made.small:
        return held_first(store, made, asked, oldest_first, limit, lambda: plan(store, query, replace(asked, hold=None)))
    return asked_in_slices(store, made, asked, oldest_first, limit)


def _names_few(query: Query) -> bool:
    """Whether it is about a few entries by their numbers."""
    return any(isinstance(part, Ids) and len(part.ids) <= held.MOST for part in query.parts())


def _planned(store: Store, query: Query, now: int | None, text_of: TextOf | None, first: bool) -> tuple[Plan, Asked]:
    """Sort a query's terms, and teach SQLite what the rest of them needs: it prepares its statements anew for that. `first`: the first
    entries are wanted, so that some may be looked at."""
    patterns = Patterns(text_of)
    hold = partial(held.hold, store, text_of=text_of) if first and text_of is not None else None
    asked = Asked(int(time.time()) if now is None else now, FeedSets(store), patterns, hold)
    made = plan(store, query, asked)
    if made.rest:
        store.define("pattern_found", patterns.found)
        store.define("text_of_entry", patterns.text)
        store.define("date_in_words", date_text)
    return made, asked
