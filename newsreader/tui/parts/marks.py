"""Marking: every mark is committed by one writer thread, and drawn when the commit has returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.library import tagging
from newsreader.library import undo as library_undo
from newsreader.library.keptqueries import STATE as KEPT_QUERIES
from newsreader.library.lists import entry_ids, headlines
from newsreader.library.marks import Change, Mark, mark, toggle
from newsreader.library.members import Members
from newsreader.model.query import Query, QueryError, parse_query
from newsreader.store.connection import Store
from newsreader.text.counted import counted
from newsreader.tui.listing import Listing
from newsreader.tui.screens.confirm import Confirm

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

_FEW = 1_000
"""Rows that are looked at within a key press."""


class Marks:
    """Acts on the headline under the cursor, or in the reader on the article that is read; bulk marks act on the rows as shown."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._told = 0
        """How many rows were said to be chosen."""

    def toggle_read(self) -> None:
        """Read becomes unread, and unread read; of several: all read, unless they are."""
        row, ids = self.screen.subject(), self._chosen()
        if ids:
            self._each(ids, "read", "unread")
        elif row is not None:
            self.put([row.id], "unread" if row.read else "read")

    def done(self) -> None:
        """Mark read and go on to the next row."""
        row, ids = self.screen.subject(), self._chosen()
        if ids:
            self.screen.headlines.choose_none()
            self.put(ids, "read")
        elif row is not None:
            self.put([row.id], "read")
            if self.screen.active == "reader":
                self.screen.reading.next()
            else:
                self.screen.headlines.move_by(1)

    def star(self) -> None:
        """Star, or take the star off; of several: star all, unless they are starred."""
        row, ids = self.screen.subject(), self._chosen()
        if ids:
            self._each(ids, "star", "unstar")
        elif row is not None:
            self.put([row.id], "unstar" if row.starred else "star")

    def choose(self) -> None:
        """Choose rows from the cursor on, for the next mark; once more: keep them and go on to others."""
        headlines = self.screen.headlines
        headlines.choose()
        self._tell_chosen()

    def choose_all(self) -> None:
        """Choose every row of the list."""
        if self._whole() is not None:
            self.screen.headlines.choose_all()
            self._tell_chosen()

    def choose_query(self) -> None:
        """Ask for a query, and choose the rows that it has."""
        from newsreader.tui.completing import QueryHelp

        def typed(text: str | None) -> None:
            if text and text.strip():
                self.choose_by(text)

        hint = "is:starred, newer:2d, feed:… · Tab completes"
        self.screen.ask("choose: ", "", lambda _text: None, typed, hint, QueryHelp(self.screen.store))

    def choose_by(self, text: str) -> None:
        """Choose the rows of the list that a query has."""
        try:
            query = parse_query(text)
        except QueryError as error:
            self.screen.told(error)
            return
        listing = self._whole()
        if listing is None:
            return

        def found(ids: Sequence[int]) -> None:
            if self.screen.headlines.listing is listing:
                self.screen.headlines.choose_ids(ids)
                self._tell_chosen()

        self.screen.finder.ask(_among(listing, query), found, self.screen.told)

    def follow_choice(self) -> None:
        """Say how many are chosen where that changed with the cursor."""
        if self.screen.headlines.growing and self.screen.headlines.chosen_count != self._told:
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        count = self._told = self.screen.headlines.chosen_count
        self.screen.say(f"{count:,} chosen: m d s t T mark, o opens, P gets ready, :export writes, & joins them · Esc chooses none")

    def chosen(self) -> Sequence[int]:
        """The rows that are chosen, for what another part does with them; they are chosen no more."""
        ids = self._chosen(in_order=True)
        if ids:
            self.screen.headlines.choose_none()
        return ids

    def _chosen(self, in_order: bool = False) -> Sequence[int]:
        """The rows that are chosen in the list, unless the reader has the keys; for marks any order will do."""
        return () if self.screen.active == "reader" else self.screen.headlines.chosen_ids(in_order)

    def _each(self, ids: Sequence[int], what: Mark, other: Mark) -> None:
        self.screen.headlines.choose_none()
        stories = self.screen.settings.read_same_story
        self._write(lambda store: toggle(store, ids, what, other, stories))

    def tag(self) -> None:
        """Give the headline, or those that are chosen, a tag."""
        ids = self._targets()
        known = [each.name for each in tagging.tags(self.screen.store)]

        def named(name: str | None) -> None:
            if name and name.strip():
                self.screen.headlines.choose_none()
                self._write(lambda store: tagging.tag(store, ids, name), "they have that tag already")

        if ids:
            self._ask_tag(f"tag {len(ids):,} with: " if len(ids) > 1 else "tag: ", known, "", named)

    def tag_with(self, name: str) -> None:
        """Give a tag whose name was typed elsewhere."""
        ids = self._targets()
        self.screen.headlines.choose_none()
        if ids:
            self._write(lambda store: tagging.tag(store, ids, name), "they have that tag already")

    def untag(self) -> None:
        """Take a tag off."""
        ids = self._targets()
        rows = headlines(self.screen.store, ids).values() if len(ids) <= _FEW else ()
        known = sorted({tag for row in rows for tag in row.tags} if rows else {each.name for each in tagging.tags(self.screen.store)})

        def named(name: str | None) -> None:
            if name and name.strip():
                self.screen.headlines.choose_none()
                self._write(lambda store: tagging.untag(store, ids, name), "there is no such tag on it")

        if not known:
            self.screen.say("there is no tag on it: t gives one")
        else:
            self._ask_tag("take off tag: ", known, known[0] if len(known) == 1 else "", named)

    def _ask_tag(self, label: str, known: Sequence[str], text: str, named: Callable[[str | None], None]) -> None:
        from newsreader.tui.completing import NameHelp

        hint = "Tab: " + "  ".join(known[:8]) if known else "a name"
        self.screen.ask(label, text, lambda _text: None, named, hint, NameHelp(known), replaced=True)

    def _targets(self) -> Sequence[int]:
        row = self.screen.subject()
        return self._chosen() or ([row.id] if row is not None else [])

    def delete_tag(self, name: str) -> None:
        """Take a tag off every entry."""
        tag = self.screen.lists.bar.tag(name)
        if tag is None or tag.feeds:
            self.screen.say("this is a tag of feeds: E on a feed, or gE for all of them, changes it")
        else:
            self.screen.feeds.move_by(-1)
            self._write(lambda store: tagging.delete_tag(store, name))

    def older(self, span: str) -> None:
        """Mark read what is older than a span of time (30d, 2w) or a date, of the list as it is shown."""
        span = span.strip()
        try:
            query = parse_query(f"older:{span}{'d' if span.isdecimal() and len(span) < 4 else ''}")
        except QueryError as error:
            self.screen.told(error)
            return
        listing = self._whole()
        if listing is not None:
            among, stories = _among(listing, query), self.screen.settings.read_same_story
            self._write(lambda store: mark(store, among(store), "read", stories))

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
        listing = self._whole() if end is None else self.screen.headlines.listing
        if listing is not None:
            self.put(listing.ids[first:end], "read")

    def _whole(self) -> Listing | None:
        """The open list, unless its end is still being read, which is said."""
        if self.screen.lists.loading:
            self.screen.say("the rest of this list is still being read: press it once more")
            return None
        return self.screen.headlines.listing

    def everything(self) -> None:
        """Mark everything read, after a question."""

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda store: mark(store, entry_ids(store, Query(unread=True)), "read"))

        words = f"Mark everything read? {self.screen.lists.bar.unread:,} entries are unread."
        self.screen.app.push_screen(Confirm(words, "mark read"), answered)

    def undo(self) -> None:
        """Take the last change back."""
        self._write(library_undo.undo, "there is nothing to undo", " · ^R redoes", anew=True)

    def redo(self) -> None:
        """Make it again."""
        self._write(library_undo.redo, "there is nothing to redo", anew=True)

    def remove_feed(self, feed_id: int) -> None:
        """Unsubscribe."""
        self._write(lambda store: library_undo.remove_feed(store, feed_id), anew=True)

    def ask_to_remove(self, feed_id: int, done: Callable[[], object]) -> None:
        """Unsubscribe after a question that says what goes with it; `done` is called when that was answered with yes."""
        feed = self.screen.lists.bar.feed(feed_id)

        def answered(yes: bool | None) -> None:
            if yes:
                self.remove_feed(feed_id)
                done()

        if feed is not None:
            goes = "goes" if feed.total == 1 else "go"
            words = f"Unsubscribe from {feed.title}? Its {counted(feed.total, 'entry')} {goes} too; u brings everything back."
            self.screen.app.push_screen(Confirm(words, "unsubscribe"), answered)

    def put(self, ids: Sequence[int], what: Mark, quiet: bool = False) -> None:
        """Mark entries; `quiet` for what follows from another key and wants no words."""
        if ids:
            stories = self.screen.settings.read_same_story
            self._write(lambda store: mark(store, ids, what, stories), quiet=quiet)

    def write(self, work: Callable[[Store], Change | None], regroups: bool = False, anew: bool = False, told: bool = True) -> None:
        """Make a change that is another part's, and draw it; `regroups`: it puts stories together another way, `anew`: feeds come or go."""
        self._write(work, regroups=regroups, anew=anew, told=told)

    def _write(
        self,
        work: Callable[[Store], Change | None],
        nothing: str = "",
        after: str = " · u undoes",
        quiet: bool = False,
        anew: bool = False,
        regroups: bool = False,
        told: bool = False,
    ) -> None:
        """Do it in the writer's thread, then draw it; `anew`: entries may have come or gone by it."""

        def done(change: Change | None) -> None:
            before = self.screen.lists.bar.total
            if change is not None and KEPT_QUERIES in change.tables:
                self.screen.saved.reread()
            self.screen.lists.refresh_feeds()
            if anew and self.screen.lists.bar.total != before:
                self.screen.lists.again()
            self.screen.lists.refresh_rows()
            if change is not None and change.site:
                self.screen.sites.follow(change.site)
            if change is not None and "notes" in change.tables:
                self.screen.reading.noted()
            if change is not None and (regroups or "threads" in change.tables):
                self.screen.stories.regroup()
            if change is None or not (change.count or nothing):
                words = nothing or (change.words if told and change is not None else "nothing to mark: they are already")
                if not quiet:
                    self.screen.say(words)
            elif not quiet:
                self.screen.say(change.words + after)

        self.screen.writer.put(work, done, self.screen.told)


def _among(listing: Listing, query: Query) -> Callable[[Store], list[int]]:
    """What looks for the entries of a list that a query has."""

    def among(store: Store) -> list[int]:
        shown = Members(listing.ids)  # in the thread that asks: of a million it takes longer than a frame
        return [each for each in entry_ids(store, query) if each in shown]

    return among
