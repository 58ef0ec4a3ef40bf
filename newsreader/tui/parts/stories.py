"""The same story once: its other headlines unfolded below it, and put right by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.library import stories
from newsreader.library.folding import stories_of
from newsreader.library.marks import Change
from newsreader.store.connection import Store

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Stories:
    """What keys do with the story under the cursor, or with the headlines that are chosen."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def unfold(self) -> None:
        """Show the other headlines of a story below it, or take them away again."""
        headlines = self.screen.headlines
        listing, row = headlines.listing, headlines.current
        if listing is None or row is None:
            return
        lead = listing.under.get(row.id, row.id)
        place = listing.place(lead)
        if listing.fold(lead):
            headlines.rows_changed(headlines.cursor if place is None else place)
        elif count := listing.unfold(headlines.cursor):
            headlines.rows_changed(headlines.cursor)
            self.screen.say(f"{count} more of this story · & joins what V chose, ~ parts one from it")
        elif listing.also(row.id):
            self.screen.say("its other headlines have rows of their own in this list")
        else:
            self.screen.say("no other feed tells this story")
        self.screen.placed()

    def join(self) -> None:
        """Make one story of the headlines that are chosen."""
        ids = self.screen.headlines.chosen_ids()
        if len(ids) < 2:
            self.screen.say("choose two headlines or more first, with V")
            return
        self.screen.headlines.choose_none()
        self._regroup(lambda store: stories.join(store, ids))

    def split(self) -> None:
        """Take the headline under the cursor out of its story."""
        row = self.screen.headlines.current
        if row is not None:
            self._regroup(lambda store: stories.split(store, row.id))

    def prefer(self) -> None:
        """Let the feed or folder of the list lead where a story is told twice, or no longer."""
        listing = self.screen.headlines.listing
        query = listing.choice.query if listing is not None else None
        feeds = query.feeds if query is not None and listing is not None and listing.choice.kind == "feed" else ()
        if query is None or not (feeds or query.folder):
            self.screen.say("choose a feed or a folder first")
            return
        folder = query.folder or ""
        inside = [feed.id for feed in self.screen.lists.bar.inside(folder)]

        def work(store: Store) -> Change:
            if feeds:
                return stories.prefer(store, feeds[0], not stories.is_preferred(store, feeds[0]))
            return stories.prefer_folder(store, folder, not all(stories.is_preferred(store, feed) for feed in inside))

        self.screen.marks.write(work, regroups=True)

    def regroup(self) -> None:
        """Show each story as one row again, after it was put together another way."""
        listing = self.screen.headlines.listing
        if listing is None or not self.screen.settings.stories_once:
            return

        def found(told: dict[int, int]) -> None:
            headlines = self.screen.headlines
            if headlines.listing is listing:
                current = headlines.current
                listing.regroup(told, headlines.cursor)
                place = listing.place(current.id) if current is not None else None
                if place is None and current is not None and current.id in told:
                    place = listing.place(listing.leads.get(told[current.id], 0))
                headlines.rows_changed(headlines.cursor if place is None else place)
                self.screen.lists.name()
                self.screen.placed()

        self.screen.writer.put(stories_of, found, self.screen.told)

    def _regroup(self, work: Callable[[Store], Change]) -> None:
        self.screen.marks.write(work, regroups=True)
