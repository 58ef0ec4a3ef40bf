"""Which list is shown: chosen, filtered, searched, sorted, taken anew. Nothing here happens without a key, but counts."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.lists import Sidebar
from newsreader.library.state import get_state
from newsreader.store.connection import Store
from newsreader.tui.listing import FIRST, Choice, Listing
from newsreader.tui.panes.feeds import build_rows

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Lists:
    """The feeds pane's rows and the list that is open."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.bar = Sidebar(0, 0, 0, 0, ())
        self.folded: set[str] = set()
        self.oldest_first = False
        self.loading = False
        self._new = 0

    def start(self) -> None:
        """Show what was shown when the last session ended."""
        store = self.screen.store
        self.oldest_first = get_state(store, "sort") == "oldest"
        self.folded = {folder for folder in get_state(store, "folded").split("\n") if folder}
        self.refresh_feeds()
        feeds = self.screen.feeds
        key = get_state(store, "list", "unread" if self.bar.unread else "all")
        feeds.cursor = feeds.place(key) or feeds.place("all") or 1
        self.open(feeds.choice or Choice("all", "All"))

    def state(self) -> dict[str, str]:
        """What the next session should start from."""
        listing = self.screen.headlines.listing
        key = listing.choice.key if listing is not None and listing.choice.kind != "search" else "all"
        return {"sort": "oldest" if self.oldest_first else "newest", "folded": "\n".join(sorted(self.folded)), "list": key}

    def refresh_feeds(self) -> None:
        """Read every count anew; the cursor stays on its list."""
        self.bar = library.sidebar(self.screen.store, self.screen.now())
        self.draw_feeds()
        self.name()
        self.screen.placed()
        if self.bar.feeds:
            self.screen.welcome(False)

    def draw_feeds(self) -> None:
        """Draw the feeds pane's rows from what is known of them."""
        self.screen.feeds.show(build_rows(self.bar, self.screen.now(), self.folded, self.screen.finding.found))

    def refresh_rows(self) -> None:
        """Read the rows on screen anew, and count what waits; no row comes, goes or moves."""
        listing = self.screen.headlines.listing
        if listing is None:
            return
        listing.forget()
        self.screen.headlines.redraw()
        self.name()
        if listing.choice.kind != "search" and not self.screen.finding.text:
            query, newest = listing.choice.query, listing.newest
            self.screen.counter.ask(
                lambda store: library.count_waiting(store, query, newest),
                lambda count: self._waiting(listing, count),
                self.screen.told,
            )

    def open(self, choice: Choice) -> None:
        """Take a list anew: its first ids at once, the rest behind the screen."""
        self.screen.finding.drop_filter()
        self._new = 0
        if choice.kind == "search":
            self.screen.finding.run(choice)
            return
        store = self.screen.store
        newest = library.last_entry_id(store)
        ids = library.entry_ids(store, choice.query, FIRST, self.oldest_first)
        listing = Listing(choice, ids, newest, lambda wanted: library.headlines(store, wanted))
        self.show(listing)
        self.loading = len(ids) == FIRST
        if self.loading:
            self.screen.call_after_refresh(self._load_rest, listing)

    def _load_rest(self, listing: Listing) -> None:
        query, oldest_first, first = listing.choice.query, self.oldest_first, listing.ids[:]

        def load(store: Store) -> array[int]:
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
        empty = {"unread": "Nothing unread", "starred": "Nothing starred yet: s stars a headline", "today": "Nothing from the last day"}
        headlines.empty = empty.get(listing.choice.kind, "Nothing here yet: r refreshes")
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
        order = "best first" if choice.kind == "search" else "oldest first" if self.oldest_first else "newest first"
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
        """Turn the order round, with the cursor on the same headline."""
        self.oldest_first = not self.oldest_first
        listing = self.screen.headlines.listing
        if listing is not None:
            self.open(listing.choice)


def _inside(folder: str | None, outer: str) -> bool:
    return folder is not None and (folder == outer or folder.startswith(outer + "/"))
