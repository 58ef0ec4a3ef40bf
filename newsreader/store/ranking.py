"""The order of a search: FTS5's BM25 over title, author and text, with a bonus for the recent.

FTS5 ranks by reading every document of every word, however few hold them all: 0.4 s for a word of half a million entries. So the
documents are found first, the newest first and for as long as it pays, and BM25 is asked of the rarer words alone. Where no word is
rare there is nothing to rank by, and nothing is looked for here.
"""

from __future__ import annotations

import time
from functools import partial

from newsreader.model.query_terms import Either, Every, Node, Text
from newsreader.store.connection import Store
from newsreader.store.documents import NUMBER_BITS, first_doc, last_doc
from newsreader.store.expressions import match_expression
from newsreader.store.plans import Plan
from newsreader.store.search import spread

MOST = 20_000
"""Documents that are ordered at the most."""
_SCORED = 4_000
"""Documents with rare words that BM25 is asked of, the newest, at 10 µs each; those before them stand below, the newest first."""
_MOST_WORDS = 12
"""Words that it is asked of; the many that a prefix can begin say nothing about rank."""
_PATIENCE = 0.03
"""Seconds after which older documents are left out, if there are enough."""
_MONTH = 2_592_000.0
_WEIGHTS = "8.0, 2.0, 1.0"


def ranked(store: Store, made: Plan, enough: int, now: int) -> tuple[list[int], bool] | None:
    """The documents that hold a plan's words, best first, and whether these are all of them, or the newest `enough` and more; None where
    they are newest first: too many to rank, or none of the words is rare."""
    texts = _texts(made.texts)
    rare = filter(partial(_is_rare, store), texts if len(texts) <= _MOST_WORDS else ())
    first = next(rare, None)
    if first is None:
        return None
    found, complete = _found(store, made, enough, now)
    if len(found) > MOST:
        return None
    scores = dict.fromkeys(found, 0.0)
    if found:
        expression = match_expression(Either((first, *rare))) or ""
        sql = f"""SELECT rowid, bm25(search, {_WEIGHTS}) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?
            ORDER BY rowid DESC LIMIT ?"""  # noqa: S608
        for doc, score in store.rows(sql, (expression, found[-1], found[0], _SCORED)):
            if doc in scores:
                scores[doc] = score
    found.sort(key=lambda doc: scores[doc] * (1.0 + 1.0 / (1.0 + max(0, now - (doc >> NUMBER_BITS)) / _MONTH)))
    return found, complete


def _found(store: Store, made: Plan, enough: int, now: int) -> tuple[list[int], bool]:
    """Documents with the words, newest first, from ever longer spans of time, and whether these are all; `MOST + 1` stand for too many."""
    low, high = first_doc(made.since), last_doc(made.before)
    found: list[int] = []
    started = time.perf_counter()
    span = int(_MONTH)
    while True:
        start = max(low, first_doc(now - span))
        rows = store.rows(
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
            (made.match, start, high, MOST + 1 - len(found)),
        )
        found += [row[0] for row in rows]
        if start == low or len(found) > MOST:
            return found, True
        if len(found) >= enough and time.perf_counter() - started > _PATIENCE:
            return found, False
        span, high = span * 4, start - 1


def _is_rare(store: Store, text: Text) -> bool:
    """Whether one of a text's words is in few documents, so that few have to be read for all of it."""
    if text.prefix:
        return False
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    words = [expression for word in spread(text.text).split() if (expression := match_expression(Text(word, text.field)))]
    return any(int(store.value(sql, (word, MOST + 1))) <= MOST for word in words)


def _texts(nodes: tuple[Node, ...]) -> list[Text]:
    """The words that a document is to hold; of those that must not be there none."""
    found: list[Text] = []
    for node in nodes:
        match node:
            case Text():
                if match_expression(node):
                    found.append(node)
            case Every(parts) | Either(parts):
                found += _texts(parts)
    return found
