"""The order of a search: FTS5's BM25 over title, author and text, with a bonus for the recent."""

from __future__ import annotations

from newsreader.model.query import Either, Every, Node, Text
from newsreader.store.conditions import Plan
from newsreader.store.connection import Store
from newsreader.store.search import NUMBER_BITS, first_doc, last_doc, match_expression

MOST = 20_000
"""Documents that are ranked at the most."""
_MONTH = 2_592_000.0
_WEIGHTS = "8.0, 2.0, 1.0"


def ranked(store: Store, made: Plan, now: int) -> list[int] | None:
    """The documents that hold a plan's words, best first; None where that are too many to rank."""
    low, high = first_doc(made.since), last_doc(made.before)
    rows = store.rows(
        "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?",
        (made.match, low, high, MOST + 1),
    )
    if len(rows) > MOST:
        return None
    if not rows:
        return []
    found = [row[0] for row in rows]
    scores = dict.fromkeys(found, 0.0)
    rare = [text for text in _texts(made.texts) if _is_rare(store, text)]
    if rare:
        expression = match_expression(Either(tuple(rare))) or ""
        sql = f"SELECT rowid, bm25(search, {_WEIGHTS}) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"  # noqa: S608
        for doc, score in store.rows(sql, (expression, max(low, found[-1]), min(high, found[0]))):
            if doc in scores:
                scores[doc] = score
    return sorted(found, key=lambda doc: scores[doc] * (1.0 + 1.0 / (1.0 + max(0, now - (doc >> NUMBER_BITS)) / _MONTH)))


def _is_rare(store: Store, text: Text) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(store.value(sql, (match_expression(text), MOST + 1))) <= MOST


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
