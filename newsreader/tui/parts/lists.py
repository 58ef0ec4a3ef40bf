"""Which list is shown: chosen, filtered, searched, sorted, taken anew. Nothing here happens without a key, but counts."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from newsreader.library import lists as library
from newsreader.library.lists import Sidebar
from newsreader.library.positions import started_ids
from newsreader.library.state import get_state
from newsreader.model.entry import Headline
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.tui.listing import FIRST, Choice, Listing
from newsreader.tui.panes.feeds import build_rows

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

Order = Literal["newest", "oldest", "unread", "feed", "title", "longest"]
_NAMES: dict[Order, str] = {
    "newest": "newest first", "oldest": "oldest first", "unread": "unread first", "feed": "by feed", "title": "by title",
    "longest": "longest first",
}  # fmt: skip
SORTED_AT_ONCE = 2_000
"""How many entries are put in another order than that of time within a key press; more are sorted behind the screen."""
_EMPTY = {
    "unread": "Nothing unread", "starred": "Nothing starred yet: s stars a headline", "today": "Nothing from the last day",
    "started": "Nothing begun and left: what you stop in the middle of comes here", "saved": "Nothing here now",
}  # fmt: skip

class Lists:
    """The feeds pane's rows and the list that is open."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.bar = Sidebar(0, 0, 0, 0, ())
        self.folded: set[str] = set()
        self.order: Order = "newest"
        self.hides_read = False
        self.loading = False
        self._new = 0
        self._started = 0
        self._tells_stories = False

    def start(self) -> None:
        """Show what was shown when the last session ended."""
        store = self.screen.store
        order = get_state(store, "sort")
        self.order = next((each for each in get_args(Order) if each == order), "newest")
        self.hides_read = get_state(store, "hide read") == "yes"
        self.screen.saved.start()
        self.folded = {folder for folder in get_state(store, "folded").split("\n") if folder}
        self.refresh_feeds()
        feeds = self.screen.feeds
        key = get_state(store, "list", "unread" if self.bar.unread else "all")
        feeds.cursor = feeds.place(key) or feeds.place("all") or 1
        self.open(feeds.choice or Choice("all", "All"))
        self.screen.call_after_refresh(self._tell_stories)

    def _tell_stories(self) -> None:
        """From the first frame on, say of rows where else their stories are told."""
        self._tells_stories = True
        listing = self.screen.headlines.listing
        if listing is not None and listing.tell_stories():
            self.screen.headlines.redraw()

    def state(self) -> dict[str, str]:
        """What the next session should start from."""
        listing = self.screen.headlines.listing
        key = listing.choice.key if listing is not None and listing.choice.kind != "search" else "all"
        hides = "yes" if self.hides_read else ""
        return {"sort": self.order, "hide read": hides, "folded": "\n".join(sorted(self.folded)), "list": key}

    @property
    def oldest_first(self) -> bool:
        """Whether time runs down the list."""
        return self.order == "oldest"

    def refresh_feeds(self) -> None:
        """Read every count anew; the cursor stays on its list."""
        self.bar = library.sidebar(self.screen.store, self.screen.now())
        self._started = len(started_ids(self.screen.store))
        self.draw_feeds()
        self.name()
        self.screen.placed()
        if self.bar.feeds:
            self.screen.welcome(False)

    def draw_feeds(self) -> None:
        """Draw the feeds pane's rows from what is known of them."""
        saved, found = self.screen.saved.rows, self.screen.finding.found
        self.screen.feeds.show(build_rows(self.bar, self.screen.now(), self.folded, found, self._started, saved))

    def refresh_rows(self) -> None:
        """Read the rows on screen anew, and count what waits; no row comes, goes or moves."""
        listing = self.screen.headlines.listing
        if listing is None:
            return
        listing.forget()
        self.screen.headlines.redraw()
        self.name()
        if not len(listing) and not self.loading:
            self._fill(listing.choice)
        saved, asks = self.screen.saved, listing.choice.kind not in ("search", "started") and not self.screen.finding.text
        query, newest = self.wanted(listing.choice), listing.newest

        def count(store: Store) -> tuple[int, dict[str, int]]:
            return library.count_waiting(store, query, newest) if asks else 0, saved.count(store)

        def counted(counts: tuple[int, dict[str, int]]) -> None:
            saved.counted(counts[1])
            if asks:
                self._waiting(listing, counts[0])

        self.screen.counter.ask(count, counted, self.screen.told)

    def _fill(self, choice: Choice) -> None:
        """Take an empty list anew, in which nothing can move."""
        if self.screen.finding.text:
            self.screen.finding.again()
        elif choice.kind != "search" and not library.comes_in_slices(self.screen.store, choice.query):
            self.open(choice)

    def again(self) -> None:
        """Take the list anew with the cursor on the same headline, after a key that changed what is in it."""
        listing, current = self.screen.headlines.listing, self.screen.headlines.current
        if self.screen.finding.text:
            self.screen.finding.again()
        elif listing is not None and listing.choice.kind in ("feed", "folder") and self.screen.feeds.place(listing.choice.key) is None:
            self.open(self.screen.feeds.choice or Choice("all", "All"))
        elif listing is not None:
            self.open(listing.choice, current.id if current is not None else None)

    def wanted(self, choice: Choice) -> Query:
        """What a list holds as it is wanted now: without what is read, where that is hidden."""
        whole = self.hides_read and choice.kind in ("all", "today", "feed", "folder", "saved")
        return replace(choice.query, unread=True) if whole else choice.query

    def open(self, choice: Choice, stay: int | None = None) -> None:
        """Take a list anew: its first ids at once, the rest behind the screen; `stay`: the entry that the cursor stays on."""
        self.screen.finding.drop_filter()
        self._new = 0
        if choice.kind == "search":
            self.screen.finding.run(choice)
            return
        store = self.screen.store
        newest, query = library.last_entry_id(store), self.wanted(choice)
        slow = library.comes_in_slices(store, query)
        if choice.kind == "started":
            ids = started_ids(store)
        else:
            ids = array("q") if slow else library.entry_ids(store, query, FIRST, self.oldest_first)
        by_time = self.order in ("newest", "oldest") or choice.kind == "started"
        self.loading = len(ids) >= (FIRST if by_time else SORTED_AT_ONCE)
        if not by_time:
            ids = array("q") if self.loading else self._sorted(store, ids, self.order)
        listing = self.listing(choice, ids, newest)
        place = listing.place(stay) if stay is not None else 0
        self.show(listing, min(self.screen.headlines.cursor, max(0, len(ids) - 1)) if place is None else place)
        if slow:
            self.screen.finding.look(listing, query)
        elif self.loading:
            self.screen.call_after_refresh(self._load_rest, listing)

    def listing(self, choice: Choice, ids: array[int], newest: int) -> Listing:
        """A list of these entries, whose rows are read when they are looked at, with where else their stories are told."""
        store = self.screen.store

        def also(wanted: Sequence[int]) -> Mapping[int, tuple[Headline, ...]]:
            if not self._tells_stories:
                return {}
            from newsreader.library.stories import also_in  # here, since the first frame does without

            return also_in(store, wanted)

        return Listing(choice, ids, newest, lambda wanted: library.headlines(store, wanted), also)

    @staticmethod
    def _sorted(store: Store, ids: array[int], order: Order) -> array[int]:
        return ids if order == "newest" or order == "oldest" else library.in_order(store, ids, order)

    def _load_rest(self, listing: Listing) -> None:
        query, oldest_first, order, first = self.wanted(listing.choice), self.oldest_first, self.order, listing.ids[:]

        def load(store: Store) -> array[int]:
            if order not in ("newest", "oldest"):
                return self._sorted(store, library.entry_ids(store, query), order)
            found = library.entry_ids(store, query, None, oldest_first)
            if found[: len(first)] == first:
                return found[len(first) :]
            known = frozenset(first)  # the list has changed since it was taken: what came later waits
            return array("q", (entry for entry in found if entry not in known and entry <= listing.newest))

        self.screen.loader.ask(load, lambda rest: self._loaded(listing, rest), self.screen.told)

    def _loaded(self, listing: Listing, rest: array[int]) -> None:
        self.loading = False
        whole = self.screen.finding.whole
        if self.screen.headlines.listing is listing or (whole is not None and whole[0] is listing):
            listing.extend(rest)
            if self.screen.headlines.listing is listing:
                self.screen.headlines.grown()
                self.screen.placed()

    def show(self, listing: Listing, cursor: int = 0) -> None:
        """Show a list, from its top or with the cursor where it was."""
        headlines = self.screen.headlines
        everything_read = "Nothing unread here" if self.hides_read else "Nothing here yet: r refreshes"
        headlines.empty = "Sorting …" if self.loading else _EMPTY.get(listing.choice.kind, everything_read)
        headlines.show(listing, cursor)
        self.name()
        self.screen.placed()

    def name(self) -> None:
        """Say above the headlines which list it is, and what there is to say about it."""
        listing = self.screen.headlines.listing
        if listing is None:
            return
        choice = listing.choice
        unread, note, what = 0, "", "unread"
        if choice.kind == "feed":
            feed = next((each for each in self.bar.feeds if each.id == choice.query.feeds[0]), None)
            unread, note = (feed.unread, feed.error or "") if feed else (0, "")
        elif choice.kind == "folder":
            unread = sum(each.unread for each in self.bar.feeds if _inside(each.folder, choice.query.folder or ""))
        elif choice.kind in ("all", "unread"):
            unread, what = self.bar.unread, "unread" if choice.kind == "all" else ""
        else:
            unread, what = len(listing), ""
        order = {"search": "best first", "started": "last left first"}.get(choice.kind, _NAMES[self.order])
        order = f"unread, {order}" if self.wanted(choice) != choice.query else order
        self.screen.headlines.set_head(choice.title, f"{unread:,} {what}".strip() if unread else "", order)
        waits = f"↑ {self._new:,} new · press * to show" if self._new else ""
        told = self.screen.finding.note() or waits
        self.screen.headlines.set_note(told or note, "primary" if told else "error")

    def _waiting(self, listing: Listing, count: int) -> None:
        if self.screen.headlines.listing is not listing or self.screen.finding.text:
            return
        if count and not len(listing):
            self.open(listing.choice)
        elif count != self._new:
            self._new = count
            self.name()

    def waiting(self) -> None:
        """Take the list anew, so that what waits is shown."""
        listing = self.screen.headlines.listing
        if listing is not None:
            self.open(listing.choice)

    def all(self) -> None:
        """The list of all."""
        self._choose("all")

    def unread(self) -> None:
        """The list of what is unread."""
        self._choose("unread")

    def starred(self) -> None:
        """The list of what is starred."""
        self._choose("starred")

    def today(self) -> None:
        """The last day's list."""
        self._choose("today")

    def started(self) -> None:
        """What was begun and not finished."""
        self._choose("started")

    def _choose(self, key: str) -> None:
        feeds = self.screen.feeds
        here = feeds.choice is not None and feeds.choice.key == key
        feeds.choose(key)
        if here and feeds.choice is not None:
            self.open(feeds.choice)
        self.screen.activate("headlines")

    def to_feeds(self) -> None:
        """The feeds pane."""
        self.screen.activate("feeds")

    def enter(self) -> None:
        """Fold a folder, or go to the headlines."""
        feeds = self.screen.feeds
        row = feeds.rows[feeds.cursor]
        if row.folded is not None and row.choice is not None:
            self.fold(row.choice.query.folder or "")
        else:
            self.screen.activate("headlines")

    def fold(self, folder: str) -> None:
        """Fold or unfold a folder."""
        self.folded ^= {folder}
        self.refresh_feeds()

    def unfold(self, feed_id: int) -> None:
        """Unfold the folders that a feed is in, so that its row is there."""
        folder = next((feed.folder or "" for feed in self.bar.feeds if feed.id == feed_id), "")
        closed = {each for each in self.folded if _inside(folder, each)}
        if closed:
            self.folded -= closed
            self.draw_feeds()

    def sort(self) -> None:
        """Turn the order of time round."""
        self._sort("newest" if self.oldest_first else "oldest")

    def by_newest(self) -> None:
        """Newest first."""
        self._sort("newest")

    def by_oldest(self) -> None:
        """Oldest first."""
        self._sort("oldest")

    def by_unread(self) -> None:
        """Unread first."""
        self._sort("unread")

    def by_feed(self) -> None:
        """By the feeds' names."""
        self._sort("feed")

    def by_title(self) -> None:
        """By title."""
        self._sort("title")

    def by_length(self) -> None:
        """Longest first."""
        self._sort("longest")

    def _sort(self, order: Order) -> None:
        self.order = order
        listing = self.screen.headlines.listing
        if listing is not None:
            self.open(listing.choice)

    def hide_read(self) -> None:
        """Show only what is unread in every list, or all of it."""
        self.hides_read = not self.hides_read
        self.again()
        self.screen.say("read ones are hidden" if self.hides_read else "read ones are shown")


def _inside(folder: str | None, outer: str) -> bool:
    return folder is not None and (folder == outer or folder.startswith(outer + "/"))
