"""What a query asks, sorted by how it can be had: what an index walks in the order of a list, what narrows that walk, what FTS5
answers, and the rest, which is asked of each entry (`store.predicates`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from newsreader.model.query import Query
from newsreader.model.query_terms import DAY, Age, Either, Every, Ids, Is, Node, Not, Number, Published
from newsreader.store.connection import Store
from newsreader.store.documents import first_doc, last_doc
from newsreader.store.expressions import NOTHING, begins, match_expression, spelled_out, tokens
from newsreader.store.plans import EARLIEST, LATEST, Plan
from newsreader.store.predicates import Asked, feeds_of

_MOST_BRANCHES = 8
_SMALL = 2_000
_ASKING = 30
"""Asking the full-text index about one entry costs as much as walking past so many of a word's documents (100 µs against 3 µs each in
a million): so it is for small lists and common words."""


_MANY = 5_000
_SAMPLE = 10_000
"""Documents, the newest, by which it is guessed how many hold some words."""
_MOST_PROBED = 2
"""Words that are asked so; an entry's text is read and held in memory in the time that two or three take, and prefixes can be hundreds."""


def plan(store: Store, query: Query, asked: Asked) -> Plan:
    """Sort a query's terms. Costs a row a feed where it names feeds. Raises QueryError for a pattern that can't be read."""
    parts = _flat(spelled_out(store, part) for part in query.parts())
    for part in parts:
        asked.prepare(part)
    made = _conjunction(parts, asked)
    if made.held:
        return made
    mixed = [part for part in made.rest if isinstance(part, Either)]
    if len(mixed) == 1 and len(mixed[0].parts) <= _MOST_BRANCHES and made.ids is None:
        others = [part for part in parts if part is not mixed[0]]
        branches = [_conjunction([*others, *_flat([part])], asked) for part in mixed[0].parts]
        if not any(branch.rest for branch in branches):
            possible = tuple(branch for branch in branches if not branch.never)
            return replace(made, rest=(), branches=possible, never=made.never or not possible)
    return made


def settle(store: Store, made: Plan, asked: Asked) -> Plan:
    """Decide whether FTS5 walks a word's documents, or is asked about each entry of a small list, as for a common word in one feed; about
    all of them at once where that is no cheaper for one."""
    if not (made.match or made.held) or made.branches:
        return made
    in_memory = asked.hold is not None and (made.held or sum(map(tokens, made.texts)) > _MOST_PROBED)
    if made.ids is None:
        size, whole = _size(store, made, asked), asked.feeds.sizes(None)[1]
        many = _MANY if in_memory else _ASKING * size
        if size > _SMALL or size > whole // 4 or (made.match and _about(store, made, whole) < many):
            return made
    return replace(
        made, match="", texts=(), rest=(*made.rest, *made.texts), probes=not any(map(begins, made.texts)), held=in_memory, small=True
    )


def _size(store: Store, made: Plan, asked: Asked) -> int:
    """How many entries the smallest index has that a plan can walk; more than `_SMALL` stands for many."""
    sizes = [asked.feeds.sizes(made.feeds, "starred" if made.starred else "unread" if made.unread else "")[0]]
    if made.offline:
        counted = "SELECT count(*) FROM (SELECT 1 FROM entries WHERE hidden = 0 AND has_article = 1 LIMIT ?)"
        sizes.append(int(store.value(counted, (_SMALL + 1,))))
    return min(sizes)


def _about(store: Store, made: Plan, whole: int) -> int:
    """About how many documents hold a plan's words, by those of the newest. Costs 3 ms: to count all of a phrase takes a hundred."""
    end = last_doc(made.before)
    start = store.value("SELECT doc FROM documents WHERE doc <= ? ORDER BY doc DESC LIMIT 1 OFFSET ?", (end, _SAMPLE - 1)) or 0
    start = max(start, first_doc(made.since))
    sql = "SELECT count(*) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
    return int(store.value(sql, (made.match, start, end))) * max(1, whole // _SAMPLE)


def hits(store: Store, made: Plan, most: int) -> int:
    """How many documents hold a plan's words, `most` at the most. Costs about 0.3 µs each."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
    return int(store.value(sql, (made.match, first_doc(made.since), last_doc(made.before), most)))


def _conjunction(parts: Sequence[Node], asked: Asked) -> Plan:
    made = Plan(held=asked.hold is not None and any(map(begins, parts)))
    texts: list[Node] = []
    rest: list[Node] = []
    for part in parts:
        narrowed = _narrowed(made, part, asked)
        if narrowed is not None:
            made = narrowed
        elif made.held and begins(part):
            rest.append(part)
        elif match_expression(part) is not None or (isinstance(part, Not) and match_expression(part.part) is not None):
            texts.append(part)
        else:
            rest.append(part)
    match = match_expression(Every(tuple(texts)))
    if match is None:  # only what must not be there
        rest += texts
        texts = []
    elif texts and not match:
        match = NOTHING
    never = made.never or made.since >= made.before or made.feeds == frozenset() or made.ids == frozenset()
    return replace(made, texts=tuple(texts), match=match or "", rest=tuple(rest), never=never)


def _narrowed(made: Plan, part: Node, asked: Asked) -> Plan | None:
    """The plan with a term that an index holds; None for any other term."""
    feeds = feeds_of(part, asked.feeds)
    if feeds is not None:
        return replace(made, feeds=feeds if made.feeds is None else made.feeds & feeds)
    match part:
        case Ids(ids):
            return replace(made, ids=frozenset(ids) if made.ids is None else made.ids & frozenset(ids))
        case Is("unread" | "read" as state):
            wanted = state == "unread"
            return replace(made, unread=wanted, never=made.never or made.unread is (not wanted))
        case Is("starred" | "unstarred" as state):
            wanted = state == "starred"
            return replace(made, starred=wanted, never=made.never or made.starred is (not wanted))
        case Is("offline"):
            return replace(made, offline=True, never=made.never or made.offline is False)
        case Not(Is("offline")):
            return replace(made, offline=False, never=made.never or made.offline is True)
    bounds = _bounds(part, asked.now)
    if bounds is None:
        return None
    return replace(made, since=max(made.since, bounds[0]), before=min(made.before, bounds[1]))


def _bounds(part: Node, now: int) -> tuple[int, int] | None:
    match part:
        case Published(since, before):
            return EARLIEST if since is None else since, LATEST if before is None else before
        case Is("today"):
            return now - DAY, LATEST
        case Age(newer, seconds):
            return (now - seconds, LATEST) if newer else (EARLIEST, now - seconds)
        case Number("age", "<" | "<=" as op, days):
            return now - (days + (op == "<=")) * DAY + 1, LATEST
        case Number("age", ">" | ">=" as op, days):
            return EARLIEST, now - (days + (op == ">")) * DAY + 1
        case Number("age", "=", days):
            return now - (days + 1) * DAY + 1, now - days * DAY + 1
    return None


def _flat(parts: Iterable[Node]) -> list[Node]:
    """The terms of a conjunction, brackets and doubled negations taken away."""
    flat: list[Node] = []
    for part in parts:
        match part:
            case Every(inner):
                flat += _flat(inner)
            case Not(Is("unread")):
                flat.append(Is("read"))
            case Not(Is("read")):
                flat.append(Is("unread"))
            case Not(Is("starred")):
                flat.append(Is("unstarred"))
            case Not(Is("unstarred")):
                flat.append(Is("starred"))
            case Not(Not(inner_part)):
                flat += _flat([inner_part])
            case Not(Either(inner)):
                flat += _flat([Not(each) for each in inner])
            case _:
                flat.append(part)
    return flat
