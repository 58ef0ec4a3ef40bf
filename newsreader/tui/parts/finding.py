"""Finding: a filter on the open list, and a search of everything; both as the words are typed, neither waited for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from newsreader.library import lists as library
from newsreader.library.folding import Folded
from newsreader.model.query import Query, QueryError
from newsreader.store.connection import Store
from newsreader.tui.listing import MOST_FOUND, Choice, Listing
from newsreader.tui.narrowing import as_far_as_read, in_order_of, joined, shown_of, told_once, typed_query

if TYPE_CHECKING:
    from textual.events import Key

    from newsreader.tui.completing import Help
    from newsreader.tui.screens.main import MainScreen

_STAYS = 0.25
"""Seconds that a list stays where nothing was found yet of the one that is to take its place."""
_UNTOLD = 0.2
"""Seconds in which a search says nothing of more that it looks for."""


class Finding:
    """What is typed to find something: `whole` is the list that a filter narrows and its cursor, `found` the last search and its count."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.text = ""
        self.whole: tuple[Listing, int] | None = None
        self.found: tuple[Choice, int] | None = None
        self.looking = False
        self.order = "best first"
        """The order of what the last search found, in words."""
        self._sought: Listing | None = None
        self._show: Callable[[], object] | None = None  # shows what is sought, before anything of it was found
        self._early: list[Key] | None = None
        self._since = 0.0
        self._before: tuple[str, Listing | None, int] = ("all", None, 0)

    def note(self) -> str:
        """What the open list is filtered by, in words."""
        listing, sought = self.screen.headlines.listing, self._sought
        busy = ""
        if self.looking and sought is not None and (sought.choice.kind != "search" or self.text or monotonic() - self._since > _UNTOLD):
            busy = f"looking … {len(sought):,} found · Esc stops"
        if not self.text.strip() or self.whole is None or listing is None:
            return busy
        return f"⌕ {self.text.strip()} · " + (busy or f"{len(listing):,} of {len(self.whole[0]):,}")

    def gives_back(self, listing: Listing) -> bool:
        """Whether a list stands behind the one that is shown, until Esc."""
        return any(listing is each for each in (self.whole and self.whole[0], self._before[1]))

    def filter(self) -> None:
        """Filter the open list while its words are typed."""
        hint = "words, is:unread, feed:…, /pattern/ · Tab completes"
        self.screen.ask("filter: ", self.text, self._filter, self._filtered, hint, self._help())

    def _filtered(self, text: str | None) -> None:
        if text is None or not text.strip():
            self.clear_filter()
        elif isinstance(wrong := typed_query(text), QueryError):
            self.screen.told(wrong)
        else:
            self._wait_for_it()

    def keeps(self, event: Key) -> bool:
        """Keep a key that came after Enter, for a moment at the most, until something is shown of what is sought: it is about that, and not
        about what stands there still."""
        if self._early is not None:
            self._early.append(event)
        return self._early is not None

    def _wait_for_it(self) -> None:
        if self._show is not None:
            self._early = []
            self.screen.set_timer(_STAYS, self._show)
            self.screen.set_timer(2 * _STAYS, self._let_go)  # whatever came between

    def _let_go(self) -> None:
        if self._early is not None:
            self.screen.call_later(self._hand_on)  # behind the keys that are on their way

    async def _hand_on(self) -> None:
        early, self._early = self._early, None
        for event in early or ():
            await self.screen.on_key(event)

    def _filter(self, text: str) -> None:
        headlines = self.screen.headlines
        if self.whole is None and headlines.listing is not None:
            self.whole = (headlines.listing, headlines.cursor)
        if self.whole is None:
            return
        whole = self.whole[0]
        read = as_far_as_read(text)
        if read != text and read == self.text:
            return
        self.text = text = read
        if not text.strip():
            self._stop()
            self.screen.lists.show(whole, self.whole[1])
            return
        query, lists = typed_query(text), self.screen.lists
        if isinstance(query, QueryError):
            return
        wanted = joined(whole.choice.query, query)
        ranked, oldest_first, once = whole.choice.kind == "search", lists.oldest_first, lists.once
        as_listed = whole.choice.kind == "started" or not lists.by_time
        growing = lists.wanted(whole.choice) if whole.choice.kind not in ("search", "started") else None

        def find(store: Store) -> Iterator[Folded]:
            if ranked:
                from newsreader.library.search import search_parts  # in the thread that wants it, since the first frame does without

                parts = search_parts(store, wanted, MOST_FOUND)
            elif as_listed and not library.comes_in_slices(store, wanted, prefixes=False):
                parts = iter([library.entry_ids(store, wanted)])
            else:
                parts = library.entry_slices(store, wanted, oldest_first)
            for part in told_once(store, (shown_of(store, whole, growing, found) for found in parts), once):
                yield replace(part, ids=in_order_of(part.ids, whole.ids)) if as_listed else part

        listing = lists.listing(whole.choice, Folded(array("q")), whole.newest)
        listing.excerpts = self.screen.rowfacts.excerpts(query)
        self._look(find, listing, f"Nothing here with “{text}”")

    def again(self) -> None:
        """Filter anew by what was typed, since there may be more to find."""
        if self.text:
            self._filter(self.text)

    def look(self, listing: Listing, query: Query) -> None:
        """Fill a list whose query has to look at each entry, as it finds them."""
        oldest_first, once = self.screen.lists.oldest_first, self.screen.lists.once

        def find(store: Store) -> Iterator[Folded]:
            return told_once(store, library.entry_slices(store, query, oldest_first), once)

        self._look(find, listing, "Nothing here now")

    def _look(self, find: Callable[[Store], Iterator[Folded]], listing: Listing, empty: str) -> None:
        """Show a listing as it is found, and say meanwhile that it is looked for; what stood there stays for a moment, until there is
        something to show, so that nothing flickers while letters are typed."""
        headlines = self.screen.headlines
        self.looking, self._sought = True, listing

        def show() -> None:
            if self._sought is listing and headlines.listing is not listing:
                headlines.empty = "Looking …"
                headlines.show(listing)
                self.screen.lists.name()
                self.screen.placed()
            if self._sought is listing:
                self._show = None
                self._let_go()

        self._show = show

        def found(part: Folded) -> None:
            listing.extend(part)
            if headlines.listing is listing:
                headlines.grown()
            elif len(listing):
                show()
            self.screen.lists.name()
            self.screen.placed()

        def done() -> None:
            self.looking, self._sought, self._show = False, None, None
            self._let_go()
            headlines.empty = empty
            headlines.redraw()
            if headlines.listing is not listing:
                headlines.show(listing)
            self.screen.lists.name()
            self.screen.placed()

        self.screen.set_timer(_STAYS, show)
        self.screen.lists.name()
        self.screen.finder.stream(find, found, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.looking, self._sought, self._show = False, None, None
        self._let_go()
        self.screen.told(error)

    def _help(self) -> Help:
        from newsreader.tui.completing import QueryHelp  # here, since the first frame does without

        return QueryHelp(self.screen.store)

    def _stop(self) -> None:
        self.looking, self._sought, self._show = False, None, None
        self._let_go()
        self.screen.finder.drop()

    def clear_filter(self) -> bool:
        """Show the whole list again, where it was; False where there is no filter."""
        if self.whole is None:
            return False
        whole, cursor = self.whole
        self.drop_filter()
        if len(whole):
            self.screen.lists.show(whole, cursor)
        else:
            self.screen.lists.open(whole.choice)
        return True

    def drop_filter(self) -> None:
        """Filter no more; the list is for the caller to show."""
        self.text, self.whole = "", None
        self._stop()

    def clear(self) -> None:
        """Stop looking; clear what is chosen, the find, the filter, or the search, whichever is there."""
        if self.looking:
            self._stop()
            self.screen.lists.name()
            self.screen.say("stopped: this is what was found until now")
            return
        if self.screen.headlines.choose_none() or self.screen.reading.clear_find() or self.clear_filter():
            return
        if self.found is not None:
            here = self.screen.feeds.choice
            self.found = None
            self.screen.lists.refresh_feeds()
            if here is not None and here.kind == "search":
                self._give_back(*self._before)

    def _give_back(self, key: str, listing: Listing | None, cursor: int) -> None:
        """Show the list from which a search was begun, where it was."""
        if listing is None or listing.choice.key != key or self.screen.feeds.place(key) is None:
            self.screen.feeds.choose(key)
            return
        self._before = (key, None, 0)
        self.screen.feeds.follow(key)
        listing.forget()
        self.screen.lists.show(listing, cursor)
        self._before = (key, None, 0)

    def search(self) -> None:
        """Search everything while the words are typed; the answer is a list of its own."""
        feeds, headlines = self.screen.feeds, self.screen.headlines
        if feeds.choice is not None and feeds.choice.kind != "search":
            listing, cursor = self.whole or (headlines.listing, headlines.cursor)
            self._before = (feeds.choice.key, listing, cursor)
        before = self.found[0].title if self.found else ""
        hint = "words, “phrases”, feed:… · Tab completes"
        self.screen.ask("search everything: ", before, self._search, self._searched, hint, self._help(), replaced=True)

    def search_for(self, text: str) -> None:
        """Search everything for words that were typed elsewhere."""
        self._search(text)
        self._searched(text)

    def filter_by(self, text: str) -> None:
        """Filter the open list by words that were typed elsewhere."""
        if isinstance(wrong := typed_query(text), QueryError):
            self.screen.told(wrong)
            return
        self._filter(text)
        self.screen.activate("headlines")

    def _search(self, text: str) -> None:
        text = as_far_as_read(text)
        query = typed_query(text)
        if not isinstance(query, QueryError) and text.strip():
            self.run(Choice("search", text.strip(), query))

    def _searched(self, text: str | None) -> None:
        if text is None or not text.strip():
            self._stop()
            self.clear()
        elif isinstance(wrong := typed_query(text), QueryError):
            self.screen.told(wrong)
        else:
            self._wait_for_it()
            self.screen.activate("headlines")

    def run(self, choice: Choice) -> None:
        """Search, and show what is found when it is found: the best first, what takes longer below it."""
        once = self.screen.lists.once

        newest = library.last_entry_id(self.screen.store)
        shown: list[Listing] = []
        order: list[str] = []
        self.looking, self._since = False, monotonic()

        def show() -> None:
            if not shown and self._show is show:
                found(Folded(array("q")))

        self._show = show

        def find(store: Store) -> Iterator[Folded]:
            from newsreader.library.search import search_parts

            return told_once(store, search_parts(store, choice.query, MOST_FOUND, lambda: order.append("newest first")), once)

        def found(part: Folded) -> None:
            self.looking = True
            self.order = order[0] if order else "best first"
            if not shown:
                shown.append(self._answered(choice, part, newest))
                self._sought, self._show = shown[0], None
                self._let_go()
            else:
                shown[0].extend(part)
                if self.screen.headlines.listing is shown[0]:
                    self.screen.headlines.grown()
                self.found = (choice, len(shown[0]))
                self.screen.lists.draw_feeds()
                self.screen.feeds.redraw()
                self.screen.lists.name()

        def done() -> None:
            self.looking, self._sought, self._show = False, None, None
            self._let_go()
            self.order = order[0] if order else "best first"
            if not shown:
                self._answered(choice, Folded(array("q")), newest)
            self.screen.headlines.empty = f"Nothing found for “{choice.title}”"
            self.screen.headlines.redraw()
            self.screen.lists.name()
            self.screen.placed()

        self.screen.finder.stream(find, found, done, self._failed)

    def _answered(self, choice: Choice, found: Folded, newest: int) -> Listing:
        self.text, self.whole = "", None  # the filter was of the list that this one takes the place of
        self.found = (choice, len(found.ids))
        self.screen.lists.draw_feeds()
        self.screen.feeds.cursor = self.screen.feeds.place("search") or self.screen.feeds.cursor
        self.screen.feeds.redraw()
        self.screen.headlines.empty = "Looking …"
        listing = self.screen.lists.listing(choice, found, newest)
        listing.excerpts = self.screen.rowfacts.excerpts(choice.query)
        self.screen.headlines.show(listing)
        self.screen.lists.name()
        self.screen.placed()
        return listing
