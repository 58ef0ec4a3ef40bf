"""Counts of kept queries that look into every entry (patterns, newsboat's filters): made beside everything else, slice by slice.

What was found is kept by its ids, so that a mark is counted at once; what arrives, and what a changed entry says now, is counted when all
is looked through again, which is the rarer the longer it takes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import inf
from time import monotonic, sleep
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.model.query import Query, QueryError
from newsreader.store.connection import Store
from newsreader.store.errors import Interrupted, StoreError
from newsreader.tui.stores import Latest

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

Found = tuple[Query, "array[int] | None"]
"""A query and what it has; None where it can't be counted."""
_GLANCE = 1.0
"""Seconds for which each query is tried before those that take longer."""
_REST = 0.04
"""Seconds between two slices, in which the keys have the processor for themselves."""
_LEAST, _APART = 3.0, 10.0
"""Seconds between two counts: at the least, and as a multiple of what the last one took."""


class SlowCounts:
    """Ids of unread entries by query, as far as they were looked for; `count` counts them anew when that is worth it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._found: dict[Query, array[int]] = {}
        self._refused: set[Query] = set()  # patterns that can't be read or take too long: they have no count
        self._latest: Latest | None = None
        self._wanted: dict[str, Query] = {}
        self._looked_for: frozenset[Query] = frozenset()  # by the count that is under way
        self._waiting = self._again = False
        self._ended, self._took = 0.0, 0.0

    def known(self, store: Store, query: Query) -> int:
        """How many of those that were found are still unread, in the counter's thread."""
        found = self._found.get(query)
        return library.count_waiting(store, Query(ids=tuple(found), unread=query.unread), 0) if found else 0

    def want(self, queries: Mapping[str, Query]) -> None:
        """Something may have changed: look for what these queries have, now or in a while; one that was never counted goes first."""
        self._wanted = dict(queries)
        self._found = {query: ids for query, ids in self._found.items() if query in queries.values()}
        unknown = {query for query in queries.values() if query not in self._found and query not in self._refused}
        new = bool(unknown - self._looked_for)
        if not new and self._looked_for:
            self._again = True
            return
        if not queries or (not new and self._waiting):
            return
        wait = 0.0 if new else max(_LEAST, _APART * self._took) - (monotonic() - self._ended)
        if wait > 0:
            self._waiting = True
            self.screen.set_timer(wait, self._count_in_time)
        else:
            self._count()

    def _count_in_time(self) -> None:
        self._waiting = False
        if not self._looked_for:
            self._count()

    def _count(self) -> None:
        queries = sorted(set(self._wanted.values()) - self._refused, key=lambda query: query in self._found)
        if not queries:
            return
        started, self._looked_for = monotonic(), frozenset(queries)

        def over() -> None:
            self._looked_for = frozenset()
            self._ended, self._took = monotonic(), monotonic() - started
            if self._again:
                self._again = False
                self.want(self._wanted)

        def failed(error: Exception) -> None:
            over()
            self.screen.told(error)

        self._thread().stream(partial(_look, queries), self._take, over, failed)

    def _take(self, found: Found | None) -> None:
        if found is None:
            return
        query, ids = found
        if ids is None:
            self._refused.add(query)
        else:
            self._found[query] = ids
            names = [name for name, wanted in self._wanted.items() if wanted == query]
            self.screen.saved.counted({**self.screen.saved.counts, **dict.fromkeys(names, len(ids))}, anew=False)

    def _thread(self) -> Latest:
        if self._latest is None:
            app = self.screen.app
            self._latest = Latest(app.paths.library, "patterns", app.deliver)
            app.closes(self._latest)
        return self._latest


def _look(queries: Sequence[Query], store: Store) -> Iterator[Found | None]:
    """What each query has, or None where it can't be counted, those that are quickly done first; nothing after every slice, so that it can
    be stopped there."""
    waiting = list(queries)
    for patience in (_GLANCE, inf):
        later: list[Query] = []
        for query in waiting:
            ids, until = array("q"), monotonic() + patience
            try:
                for part in library.entry_slices(store, query):
                    ids.extend(part)
                    yield None
                    sleep(_REST)
                    if monotonic() > until:
                        later.append(query)
                        break
                else:
                    yield query, ids
            except Interrupted:
                raise
            except (StoreError, QueryError):  # opened as a list it says why
                yield query, None
        waiting = later
