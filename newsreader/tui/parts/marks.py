"""Marking: every mark is committed by one writer thread, and drawn when the commit has returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.library import undo as library_undo
from newsreader.library.lists import entry_ids
from newsreader.library.marks import Change, Mark, mark
from newsreader.model.query import Query
from newsreader.store.connection import Store
from newsreader.tui.screens.confirm import Confirm

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Marks:
    """Acts on the headline under the cursor, or in the reader on the article that is read; bulk marks act on the rows as shown."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def toggle_read(self) -> None:
        """Read becomes unread, and unread read."""
        row = self.screen.subject()
        if row is not None:
            self.put([row.id], "unread" if row.read else "read")

    def done(self) -> None:
        """Mark read and go on to the next row."""
        row = self.screen.subject()
        if row is not None:
            self.put([row.id], "read")
            if self.screen.active == "reader":
                self.screen.reading.next()
            else:
                self.screen.headlines.move_by(1)

    def star(self) -> None:
        """Star, or take the star off."""
        row = self.screen.subject()
        if row is not None:
            self.put([row.id], "unstar" if row.starred else "star")

    def shown(self) -> None:
        """Mark every row of the list read, as it is shown."""
        self._rows(0, None)

    def above(self) -> None:
        """Mark the rows above the cursor read."""
        self._rows(0, self.screen.headlines.cursor)

    def below(self) -> None:
        """Mark the rows below the cursor read."""
        self._rows(self.screen.headlines.cursor + 1, None)

    def _rows(self, first: int, end: int | None) -> None:
        listing = self.screen.headlines.listing
        if listing is None:
            return
        if self.screen.lists.loading and end is None:
            self.screen.say("the rest of this list is still being read: press it once more")
            return
        self.put(listing.ids[first:end], "read")

    def everything(self) -> None:
        """Mark everything read, after a question."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda store: mark(store, entry_ids(store, Query(unread=True)), "read"))

        words = f"Mark everything read? {self.screen.lists.bar.unread:,} entries are unread."
        self.screen.app.push_screen(Confirm(words, "mark read"), answered)

    def undo(self) -> None:
        """Take the last change back."""
        self._write(library_undo.undo, "there is nothing to undo", " · ^R redoes")

    def redo(self) -> None:
        """Make it again."""
        self._write(library_undo.redo, "there is nothing to redo")

    def remove_feed(self, feed_id: int) -> None:
        """Unsubscribe."""
        self._write(lambda store: library_undo.remove_feed(store, feed_id))

    def put(self, ids: Sequence[int], what: Mark, quiet: bool = False) -> None:
        """Mark entries; `quiet` for what follows from another key and wants no words."""
        if ids:
            stories = what == "read" and self.screen.settings.read_same_story
            self._write(lambda store: mark(store, ids, what, stories), quiet=quiet)

    def _write(self, work: Callable[[Store], Change | None], nothing: str = "", after: str = " · u undoes", quiet: bool = False) -> None:
        def done(change: Change | None) -> None:
            self.screen.lists.refresh_feeds()
            self.screen.lists.refresh_rows()
            if change is None or not change.count:
                words = nothing or "nothing to mark: they are already"
                if not quiet:
                    self.screen.say(words)
            elif not quiet:
                self.screen.say(change.words + after)

        self.screen.writer.put(work, done, self.screen.told)
