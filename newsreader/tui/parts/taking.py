"""Taking a list: which entries it holds, each story once, in which order; the first at once, the rest behind the screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.folding import Folded, fold
from newsreader.library.positions import started_ids
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.model.sorting import NEWEST, OLDEST, SortError, Sorting, parse_sorting
from newsreader.store.connection import Store
from newsreader.tui.listing import FIRST, Choice, Listing

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

MUCH = 100_000
"""Entries below which a list takes too little memory to give any back after it."""
SORTED_AT_ONCE = 2_000
"""How many entries are put in another order than that of time within a key press; more are sorted behind the screen."""
_GO = ("feed", "folder", "tag")
"""Kinds of lists that can go away."""
_EARLIER = {"newest": "-date", "oldest": "date", "longest": "-length,-date"}
"""Orders as they were kept by their names."""


def kept_sorting(text: str) -> Sorting:
    """The order that the last session ended with."""
    try:
        return parse_sorting(_EARLIER.get(text, text))
    except SortError:
        return NEWEST


class Taking:
    """Takes lists in the order that is wanted."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.sorting: Sorting = NEWEST
        self.hides_read = False
        self.loading = False
        self._reading: Listing | None = None  # whose rest is being read
        self._new = 0
        self._tells_stories = False

    @property
    def oldest_first(self) -> bool:
        """Whether time runs down the list."""
        return self.sorting == OLDEST

    @property
    def by_time(self) -> bool:
        """Whether the list is in the order of time alone, as the indexes are."""
        return self.sorting in (NEWEST, OLDEST)

    def tell_stories(self) -> None:
        """From the first frame on, say of rows where else their stories are told."""
        self._tells_stories = True
        listing = self.screen.headlines.listing
        if listing is not None and listing.tell_stories():
            self.screen.headlines.redraw()

    def again(self) -> None:
        """Take the list anew with the cursor on the same headline, after a key that changed what is in it."""
        listing, current = self.screen.headlines.listing, self.screen.headlines.current
        if self.screen.finding.text:
            self.screen.finding.again()
        elif listing is not None and listing.choice.kind in _GO and self.screen.feeds.place(listing.choice.key) is None:
            self.open(self.screen.feeds.choice or Choice("all", "All"))
        elif listing is not None:
            self.open(listing.choice, current.id if current is not None else None)

    def wanted(self, choice: Choice) -> Query:
        """What a list holds as it is wanted now: without what is read, where that is hidden."""
        whole = self.hides_read and choice.kind in ("all", "today", "feed", "folder", "saved", "tag")
        return replace(choice.query, unread=True) if whole else choice.query

    def open(self, choice: Choice, stay: int | None = None) -> None:
        """Take a list anew: its first ids at once, the rest behind the screen; `stay`: the entry that the cursor stays on."""
        self.screen.finding.drop_filter()
        self._new = 0
        if choice.kind == "search":
            self.screen.finding.run(choice)
            return
        if self._reading is not None and not self.screen.finding.gives_back(self._reading):
            self._reading = None
            self.screen.loader.drop()  # else what is read for a list that was left competes with the next one's frame
        store = self.screen.store
        newest, query = library.last_entry_id(store), self.wanted(choice)
        slow = library.comes_in_slices(store, query)
        by_time = self.by_time or choice.kind == "started"
        most = FIRST if by_time else SORTED_AT_ONCE
        if choice.kind == "started":
            ids = started_ids(store)
        else:
            ids = array("q") if slow else library.entry_ids(store, query, most, self.oldest_first)
        self.loading, first = len(ids) >= most, ids[:]
        if by_time:
            taken = self.once(store, ids, among=self._among(store, query) if self.loading else None)
        elif self.loading:
            taken = Folded(array("q"))
        else:
            taken = self.once(store, ids)
            taken = replace(taken, ids=library.in_order(store, taken.ids, self.sorting))
        listing = self.listing(choice, taken, newest)
        place = listing.place(stay) if stay is not None else 0
        self.show(listing, min(self.screen.headlines.cursor, max(0, len(listing) - 1)) if place is None else place)
        if slow:
            self.screen.finding.look(listing, query)
        elif self.loading:
            # By the pane, which then has told the screen of its rows: by the screen it may come before them, and compete with their frame.
            self.screen.headlines.call_after_refresh(self._load_rest, listing, first)

    @property
    def once(self) -> Callable[..., Folded]:
        """How a list becomes one in which each story is told once; as it is, where the setting says so."""
        return fold if self.screen.settings.stories_once else _as_it_is

    @staticmethod
    def _among(store: Store, query: Query) -> Callable[[Sequence[int]], Sequence[int]]:
        def among(wanted: Sequence[int]) -> Sequence[int]:
            ids = tuple(wanted)
            return library.entry_ids(store, query.within(Query(ids=ids)) if query.ids else replace(query, ids=ids))

        return among

    def listing(self, choice: Choice, taken: Folded, newest: int) -> Listing:
        """A list of these entries, whose rows are read when they are looked at, with where else their stories are told."""
        store = self.screen.store

        def also(wanted: Sequence[int]) -> Mapping[int, tuple[Headline, ...]]:
            if not self._tells_stories:
                return {}
            from newsreader.library.stories import also_in  # here, since the first frame does without

            return also_in(store, wanted)

        listing = Listing(choice, taken, newest, lambda wanted: library.headlines(store, wanted), also)
        if self.screen.settings.highlight:
            listing.highlights = self.screen.rowfacts.highlights()
        return listing

    def _load_rest(self, listing: Listing, first: array[int]) -> None:
        query, oldest_first, sorting, by_time = self.wanted(listing.choice), self.oldest_first, self.sorting, self.by_time
        before, newest, once = listing.taken, listing.newest, self.once
        self._reading = listing

        def load(store: Store) -> Folded:
            if not by_time:
                whole = once(store, library.entry_ids(store, query))
                return replace(whole, ids=library.in_order(store, whole.ids, sorting))
            found = library.entry_ids(store, query, None, oldest_first)
            same = found[: len(first)] == first
            if not same:  # the list has changed since it was taken: what came later waits
                found = array("q", (entry for entry in found if entry <= newest))
            whole = once(store, found, before)
            del found  # nothing here is there twice longer than it must: a million ids take eight megabytes
            known = frozenset((*before.ids, *before.folded))
            if same:  # what is known stands first in both
                for part in (whole.ids, whole.folded):
                    del part[: sum(entry in known for entry in part[: len(first)])]
                return Folded(whole.ids, whole.folded)
            ids, folded = (array("q", (entry for entry in part if entry not in known)) for part in (whole.ids, whole.folded))
            return Folded(ids, folded)

        self.screen.loader.ask(load, lambda rest: self._loaded(listing, rest), self.screen.told)

    def _loaded(self, listing: Listing, rest: Folded) -> None:
        self.loading, self._reading = False, None
        if len(rest.ids) > MUCH:
            from newsreader.tui.memory import give_back  # here, since the first frame does without

            self.screen.loader.ask(give_back, lambda _done: None, self.screen.told)
        if self.screen.headlines.listing is listing or self.screen.finding.gives_back(listing):
            listing.extend(rest)
            if self.screen.headlines.listing is listing:
                self.screen.headlines.grown()
                self.screen.placed()

    def show(self, listing: Listing, cursor: int = 0) -> None:
        """Show a list, from its top or with the cursor where it was."""
        raise NotImplementedError


def _as_it_is(_store: Store, ids: Sequence[int], _before: Folded | None = None, among: object = None) -> Folded:
    return Folded(ids if isinstance(ids, array) else array("q", ids))
