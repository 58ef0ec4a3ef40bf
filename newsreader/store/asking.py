"""How a plan's entries are got: by one walk, by spans of time, or looked at in slices; `store.questions` decides which."""

from __future__ import annotations

import json
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsreader.store import held
from newsreader.store.connection import Row, Store
from newsreader.store.documents import first_doc, last_doc
from newsreader.store.errors import StoreError
from newsreader.store.expressions import begins
from newsreader.store.lists import ids_of, walked_ids
from newsreader.store.plans import EARLIEST, LATEST, Plan
from newsreader.store.predicates import Asked, Sql, predicate
from newsreader.store.walks import Place, conditions, walk

SLICE = 0.03
"""Seconds that a slice should take."""
_MOST_ASKED = 20_000
_FIRST_ASKED = 100
_FIRST_HELD = 20
_ENOUGH_SEEN = 100
"""Entries that are looked at before the full-text index is thought of."""
_LOOKED_AT, _READ = 130, 0.4
"""Microseconds that an entry takes which is looked at, and a document that FTS5 reads for a prefix."""
_WANTED = 1_000
_FIRST_SPAN = 4 * 86_400
_LAST_SPAN = 100 * 365 * 86_400


def kept(store: Store, made: Plan, asked: Asked, rows: Sequence[Sequence[int]]) -> array[int]:
    """Those of some entries (id, published) for which a whole plan holds, in the order given."""
    if not rows:
        return array("q")
    low, high = first_doc(min(row[1] for row in rows)), last_doc(max(row[1] for row in rows))
    if made.held and asked.hold is not None:
        asked.hold([row[0] for row in rows])

    def in_text(expression: str) -> Sql:
        if made.held:
            return held.MATCHED, [expression]
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


def walked(store: Store, made: Plan, asked: Asked, limit: int | None, oldest_first: bool) -> array[int]:
    """The first `limit` of a plan's entries, or all, but for its `rest`."""
    try:
        return walked_ids(store, made, asked.feeds, limit, oldest_first)
    except StoreError as error:
        raise asked.patterns.problem or error from None


def by_spans(store: Store, made: Plan, asked: Asked, limit: int | None) -> Iterator[array[int]]:
    """The documents with some words from ever longer spans of time, as a phrase of common words can be rare; below the first that has any
    all others at once where FTS5 reads all words that a prefix begins, whatever the span is."""
    span, before, found_so_far = _FIRST_SPAN, made.before, 0
    newest = min(asked.now, before)
    while before > made.since:
        last = span >= _LAST_SPAN or (found_so_far > 0 and any(map(begins, made.texts)))
        since = made.since if last else max(made.since, newest - span)
        if since < before:
            found = walked(store, replace(made, since=since, before=before), asked, limit and limit - found_so_far, False)
            yield found
            found_so_far += len(found)
            if limit is not None and found_so_far >= limit:
                return
            before = since
        span *= 3


def asked_in_slices(store: Store, made: Plan, asked: Asked, oldest_first: bool, limit: int | None = None) -> Iterator[array[int]]:
    """Those of a walk's entries for which the rest of the plan holds, a slice of them after the other."""
    for _, found in _looked_at(store, made, asked, oldest_first, limit):
        yield found


def held_first(
    store: Store, made: Plan, asked: Asked, oldest_first: bool, limit: int | None, whole: Callable[[], Plan]
) -> Iterator[array[int]]:
    """The same for prefixes that begin many words, asked of the entries that are looked at, which are held in memory; when these are many,
    or hold few of the words, FTS5 is asked for all others at once, by the `whole` plan."""
    seen: list[Row] = []
    found_so_far = 0
    for rows, found in _looked_at(store, made, asked, oldest_first, limit, held.MOST):
        seen += rows
        found_so_far += len(found)
        yield found
        if limit is not None and found_so_far >= limit:
            return
        if len(seen) >= _ENOUGH_SEEN and _is_read_sooner(found_so_far / len(seen), (limit or _WANTED) - found_so_far, asked):
            break
    else:
        if len(seen) < held.MOST:
            return
    last = int(seen[-1][1])
    edge = {row[0] for row in seen if row[1] == last}
    beyond = _bounded(whole(), last if oldest_first else EARLIEST, LATEST if oldest_first else last + 1)
    most = None if limit is None else limit - found_so_far + len(edge)
    yield array("q", (entry for entry in all_at_once(store, beyond, asked, most, oldest_first) if entry not in edge))


def _is_read_sooner(part: float, wanted: int, asked: Asked) -> bool:
    """Whether FTS5 has read the documents of a prefix before as many more are found as are wanted; `part` of all entries have it."""
    return part * part * asked.feeds.sizes(None)[1] * _READ < wanted * _LOOKED_AT


def all_at_once(store: Store, made: Plan, asked: Asked, limit: int | None, oldest_first: bool) -> array[int]:
    """The first `limit` of a plan's entries, or all, by one statement, as costs least where FTS5 reads all words that a prefix begins."""
    if not made.rest:
        return walked(store, made, asked, limit, oldest_first)
    taken = walk(replace(made, rest=()), asked.feeds, None, oldest_first)
    return kept(store, replace(made, match="", texts=()), asked, store.rows(taken.sql, taken.parameters))[:limit]


def _bounded(made: Plan, since: int, before: int) -> Plan:
    branches = tuple(_bounded(branch, since, before) for branch in made.branches)
    return replace(made, since=max(made.since, since), before=min(made.before, before), branches=branches)


def _looked_at(
    store: Store, made: Plan, asked: Asked, oldest_first: bool, limit: int | None, most: int | None = None
) -> Iterator[tuple[list[Row], array[int]]]:
    """Slices of a walk, `most` entries in all: what was looked at (id, published, document), and those that are found."""
    after: Place | None = None
    size, taken_so_far, found_so_far = _FIRST_HELD if made.held or made.probes else _FIRST_ASKED, 0, 0
    while most is None or taken_so_far < most:
        size = size if most is None else min(size, most - taken_so_far)
        started = time.perf_counter()
        taken = walk(made, asked.feeds, size, oldest_first, after)
        rows = store.rows(taken.sql, taken.parameters)
        found = kept(store, made, asked, rows)
        spent = time.perf_counter() - started
        yield rows, found
        if len(rows) < size:
            return
        taken_so_far += len(rows)
        found_so_far += len(found)
        docs = [row[2] for row in rows]
        after = (rows[-1][0], rows[-1][1], max(docs) if oldest_first else min(docs))
        size = min(_MOST_ASKED, int(size * min(4.0, SLICE / max(spent, 1e-6))))
        if limit is not None and found_so_far:
            size = min(size, (limit - found_so_far) * taken_so_far // found_so_far * 5 // 4)
        size = max(20, size)


def _ids(store: Store, asked: Asked, sql: str, parameters: Sequence[Any]) -> array[int]:
    try:
        return ids_of(store, sql, parameters)
    except StoreError as error:
        raise asked.patterns.problem or error from None
