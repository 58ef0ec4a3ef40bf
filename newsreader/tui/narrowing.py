"""Narrowing a list: what is typed as a query, and what was found as a list shows it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from newsreader.library import lists as library
from newsreader.library.folding import Folded
from newsreader.model.query import Query, QueryError, parse_query
from newsreader.store.connection import Store
from newsreader.tui.listing import Listing

_CUTS = 5


def as_far_as_read(text: str) -> str:
    """A query that is being typed up to the term that can't be read yet, or isn't right; the prompt says where and why."""
    for _ in range(_CUTS):
        wrong = typed_query(text)
        if not isinstance(wrong, QueryError):
            return text
        text = text[: min(wrong.position, len(text) - 1)]
    return ""


def typed_query(text: str) -> Query | QueryError:
    """A query as it is being typed: its last word counts as the start of one."""
    try:
        query = parse_query(text)
    except QueryError as error:
        return error
    if query.words and text and not text[-1].isspace() and text.rstrip().endswith(query.words[-1]):
        return replace(query, words=(*query.words[:-1], query.words[-1].rstrip("*") + "*"))
    return query


def shown_of(store: Store, whole: Listing, growing: Query | None, found: array[int]) -> array[int]:
    """What was found of a list as it was taken, a story's other entries too, and of what waits: a filter asks now."""
    if growing is not None and growing == replace(growing, unread=None, starred=None):
        return found  # what was asked is within the list's own query, which nothing leaves by being read
    new = tuple(entry for entry in found if entry > whole.newest) if growing is not None else ()
    waiting = frozenset(library.entry_ids(store, replace(growing, ids=new))) if growing is not None and new else frozenset[int]()
    members = whole.members
    return array("q", (entry for entry in found if entry in members or entry in waiting))


def told_once(store: Store, parts: Iterable[array[int]], once: Callable[..., Folded]) -> Iterator[Folded]:
    """Parts of a list as they are found, each story once in all of them together."""
    told = Folded(array("q"))
    for found in parts:
        part = once(store, found, told)
        told.ids.extend(part.ids)
        told = replace(told, leads=part.leads)
        yield part


def in_order_of(found: Sequence[int], whole: Sequence[int]) -> array[int]:
    """What was found in the order of a list; what the list doesn't have goes first."""
    wanted = frozenset(found)
    places = {entry: at for at, entry in enumerate(whole) if entry in wanted}
    return array("q", sorted(found, key=lambda entry: places.get(entry, -1)))


def joined(whole: Query, part: Query) -> Query:
    """What was typed, within the bounds of a list; its state (unread, starred) is left out, since a list keeps what it was taken with."""
    return part.within(replace(whole, unread=None, starred=None))
