"""What the worker and other processes changed: read beside the screen, of which then only the rows that differ are drawn anew."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.lists import Sidebar
from newsreader.library.positions import started_ids
from newsreader.library.stories import also_in
from newsreader.store.connection import Store
from newsreader.tui.listing import Listing, Window
from newsreader.tui.panes.feeds import FeedRow, build_rows

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_PATIENCE = 1.0
"""Seconds after which a look that has not come back is given up: a key's own question has taken its place."""


class Lookout:
    """Looks at feeds, counts and the rows on the screen, one look at a time."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._since: float | None = None
        self.took = 0.0
        """Seconds that the last look took: on a busy machine looks are to be fewer, since the screen waits for what they do."""

    def look(self) -> bool:
        """Begin a look; False while the last one is under way."""
        if self._since is not None and monotonic() - self._since < _PATIENCE:
            return False
        self._since = monotonic()
        self.screen.counter.stream(self._reader(), lambda show: show(), self._over, self._failed)
        return True

    def _over(self) -> None:
        self.took = monotonic() - self._since if self._since is not None else 0.0
        self._since = None

    def _failed(self, error: Exception) -> None:
        self._since = None
        self.screen.told(error)

    def _reader(self) -> Callable[[Store], Iterator[Callable[[], None]]]:
        """What the counter's thread does, with all that it needs to know of the screen as it is now."""
        lists, saved, listing, now = self.screen.lists, self.screen.saved, self.screen.headlines.listing, self.screen.now()
        drawn, folded, found, kept = lists.drawn, frozenset(lists.folded), self.screen.finding.found, saved.rows
        parts = {number: listing.part(number) for number in self.screen.headlines.seen_windows()} if listing is not None else {}
        asks = listing is not None and listing.choice.kind not in ("search", "started") and not self.screen.finding.text
        query, newest = (lists.wanted(listing.choice), listing.newest) if listing is not None else (None, 0)

        def read(store: Store) -> Iterator[Callable[[], None]]:
            bar, started = library.sidebar(store, now), len(started_ids(store))
            yield partial(self._feeds, drawn, bar, started, build_rows(bar, now, folded, found, started, kept))
            if listing is None or query is None:
                return
            windows = {number: (library.headlines(store, ids), also_in(store, ids)) for number, ids in parts.items()}
            yield partial(self._rows, listing, parts, windows)
            waiting, counts = library.count_waiting(store, query, newest) if asks else 0, saved.count(store)
            yield partial(self._counts, listing, waiting if asks else None, counts)

        return read

    def _feeds(self, drawn: int, bar: Sidebar, started: int, rows: list[FeedRow]) -> None:
        if drawn == self.screen.lists.drawn:
            self.screen.lists.take(bar, started, rows)
        else:  # a key has changed what the pane shows meanwhile
            self.screen.work.soon()

    def _rows(self, listing: Listing, parts: dict[int, array[int]], windows: Mapping[int, Window]) -> None:
        if self.screen.headlines.listing is listing:
            if any(listing.part(number) != ids for number, ids in parts.items()):
                self.screen.work.soon()  # stories were folded or unfolded meanwhile
                return
            self.screen.headlines.renew(windows)
            self.screen.lists.name()
            self.screen.lists.fill_if_empty(listing)

    def _counts(self, listing: Listing, waiting: int | None, counts: dict[str, int]) -> None:
        self.screen.saved.counted(counts)
        if waiting is not None:
            self.screen.lists.waits(listing, waiting)
