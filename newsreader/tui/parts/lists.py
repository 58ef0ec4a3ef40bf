"""Which list is shown: chosen, filtered, searched, sorted, taken anew. Nothing here happens without a key, but counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.lists import Sidebar
from newsreader.library.positions import started_ids
from newsreader.library.state import get_state
from newsreader.model.feed import is_inside
from newsreader.model.sorting import NEWEST, OLDEST, SortError, Sorting, in_words, parse_sorting, turned, written
from newsreader.store.connection import Store
from newsreader.tui.listing import MOST_FOUND, Choice, Listing
from newsreader.tui.panes.feeds import FeedRow, build_rows
from newsreader.tui.parts.taking import Taking, kept_sorting

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_EMPTY = {
    "unread": "Nothing unread", "starred": "Nothing starred yet: s stars a headline", "today": "Nothing from the last day",
    "started": "Nothing begun and left: what you stop in the middle of comes here", "saved": "Nothing here now",
}  # fmt: skip

class Lists(Taking):
    """The feeds pane's rows and the list that is open."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.bar = Sidebar(0, 0, 0, 0, ())
        self.folded: set[str] = set()
        self.drawn = 0
        """How many times the feeds pane was drawn from here, so that what was read before the last time is known to be old."""
        self._new = 0
        self._started = 0

    def start(self) -> None:
        """Show what was shown when the last session ended."""
        store = self.screen.store
        self.sorting = kept_sorting(get_state(store, "sort"))
        self.hides_read = get_state(store, "hide read") == "yes"
        self.screen.saved.start()
        self.folded = {folder for folder in get_state(store, "folded").split("\n") if folder}
        self.refresh_feeds()
        feeds = self.screen.feeds
        key = get_state(store, "list", "unread" if self.bar.unread else "all")
        feeds.cursor = feeds.place(key) or feeds.place("all") or 1
        self.open(feeds.choice or Choice("all", "All"))
        self.screen.call_after_refresh(self.tell_stories)

    def state(self) -> dict[str, str]:
        """What the next session should start from."""
        listing = self.screen.headlines.listing
        key = listing.choice.key if listing is not None and listing.choice.kind != "search" else "all"
        hides = "yes" if self.hides_read else ""
        return {"sort": written(self.sorting), "hide read": hides, "folded": "\n".join(sorted(self.folded)), "list": key}

    def refresh_feeds(self) -> None:
        """Read every count anew; the cursor stays on its list."""
        self.bar = library.sidebar(self.screen.store, self.screen.now())
        self._started = len(started_ids(self.screen.store))
        self.draw_feeds()
        self._told()

    def draw_feeds(self) -> None:
        """Draw the feeds pane's rows from what is known of them."""
        self.drawn += 1
        saved, found = self.screen.saved.rows, self.screen.finding.found
        self.screen.feeds.show(build_rows(self.bar, self.screen.now(), self.folded, found, self._started, saved))

    def take(self, bar: Sidebar, started: int, rows: list[FeedRow]) -> None:
        """Show counts and rows that were read elsewhere."""
        self.bar, self._started = bar, started
        self.screen.feeds.show(rows)
        self._told()

    def _told(self) -> None:
        colors = {tag.name: tag.color for tag in self.bar.tags if tag.color}
        if colors != self.screen.headlines.tag_colors:
            self.screen.headlines.tag_colors = colors
            self.screen.headlines.redraw()
        self.name()
        self.screen.placed()
        if self.bar.feeds:
            self.screen.welcome(False)

    def refresh_rows(self) -> None:
        """Read the rows on screen anew, and count what waits; no row comes, goes or moves."""
        listing = self.screen.headlines.listing
        if listing is None:
            return
        listing.forget()
        self.screen.headlines.redraw()
        self.name()
        self.fill_if_empty(listing)
        saved, asks = self.screen.saved, listing.choice.kind not in ("search", "started") and not self.screen.finding.text
        query, newest = self.wanted(listing.choice), listing.newest

        def count(store: Store) -> tuple[int, dict[str, int]]:
            return library.count_waiting(store, query, newest) if asks else 0, saved.count(store)

        def counted(counts: tuple[int, dict[str, int]]) -> None:
            saved.counted(counts[1])
            if asks:
                self.waits(listing, counts[0])

        self.screen.counter.ask(count, counted, self.screen.told)

    def fill_if_empty(self, listing: Listing) -> None:
        """Take an empty list anew, in which nothing can move."""
        choice = listing.choice
        if len(listing) or self.loading:
            return
        if self.screen.finding.text:
            self.screen.finding.again()
        elif choice.kind != "search" and not library.comes_in_slices(self.screen.store, choice.query):
            self.open(choice)

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
            feed = self.bar.feed(choice.query.feeds[0])
            unread, note = (feed.unread, feed.error or "") if feed else (0, "")
        elif choice.kind == "folder":
            unread = sum(each.unread for each in self.bar.inside(choice.query.folder or ""))
        elif choice.kind == "tag":
            tag = self.bar.tag(choice.title)
            unread = tag.unread if tag is not None else 0
        elif choice.kind in ("all", "unread"):
            unread, what = self.bar.unread, "unread" if choice.kind == "all" else ""
        else:
            unread, what = len(listing), "and more" if choice.kind == "search" and len(listing) + len(listing.folded) >= MOST_FOUND else ""
        order = {"search": self.screen.finding.order, "started": "last left first"}.get(choice.kind, in_words(self.sorting))
        order = f"unread, {order}" if self.wanted(choice) != choice.query else order
        self.screen.headlines.set_head(choice.title, f"{unread:,} {what}".strip() if unread else "", order)
        waits = f"↑ {self._new:,} new · press * to show" if self._new else ""
        told = self.screen.finding.note() or waits
        self.screen.headlines.set_note(told or self.screen.app.as_typed(note), "primary" if told else "error")

    def waits(self, listing: Listing, count: int) -> None:
        """Say how many headlines wait to be shown; an empty list shows them."""
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
        if row.fold:
            self.fold(row.fold)
        else:
            self.screen.activate("headlines")

    def fold(self, folder: str) -> None:
        """Fold or unfold a folder."""
        self.folded ^= {folder}
        self.refresh_feeds()
        self.screen.feeds.show_inside()

    def unfold(self, feed_id: int) -> None:
        """Unfold the folders that a feed is in, so that its row is there."""
        feed = self.bar.feed(feed_id)
        closed = {each for each in self.folded if feed is not None and is_inside(feed.folder, each)}
        if closed:
            self.folded -= closed
            self.draw_feeds()

    def sort(self) -> None:
        """Turn the order round."""
        self.sort_by(turned(self.sorting))

    def by_newest(self) -> None:
        """Newest first."""
        self.sort_by(NEWEST)

    def by_oldest(self) -> None:
        """Oldest first."""
        self.sort_by(OLDEST)

    def by_unread(self) -> None:
        """Unread first."""
        self.sort_by(parse_sorting("unread,-date"))

    def by_starred(self) -> None:
        """Starred first."""
        self.sort_by(parse_sorting("starred,-date"))

    def by_feed(self) -> None:
        """By the feeds' names."""
        self.sort_by(parse_sorting("feed,-date"))

    def by_title(self) -> None:
        """By title."""
        self.sort_by(parse_sorting("title,-date"))

    def by_author(self) -> None:
        """By author."""
        self.sort_by(parse_sorting("author,-date"))

    def by_length(self) -> None:
        """Longest first."""
        self.sort_by(parse_sorting("-length,-date"))

    def by_typed(self) -> None:
        """Ask for an order of several keys."""
        from newsreader.tui.completing import SortHelp

        hint = "as in unread,-date · Tab completes"
        self.screen.ask("sort by: ", written(self.sorting), lambda _text: None, self.sort_typed, hint, SortHelp(), replaced=True)

    def sort_typed(self, text: str | None) -> None:
        """Sort by an order as it was typed."""
        if text and text.strip():
            try:
                self.sort_by(parse_sorting(text))
            except SortError as error:
                self.screen.told(error)

    def sort_by(self, sorting: Sorting) -> None:
        """Take the list anew in another order."""
        self.sorting = sorting
        listing = self.screen.headlines.listing
        if listing is not None:
            self.open(listing.choice)

    def hide_read(self) -> None:
        """Show only what is unread in every list, or all of it."""
        self.hides_read = not self.hides_read
        self.again()
        self.screen.say("read ones are hidden" if self.hides_read else "read ones are shown")
