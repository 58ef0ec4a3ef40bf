"""Reading: opens what there is at once, asks the worker for the rest, and never mixes two articles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library.fulltext import fetched_on_opening
from newsreader.library.lists import headlines, next_unread
from newsreader.library.notes import note_of
from newsreader.library.opened import Opened, heading, opened
from newsreader.library.positions import Position
from newsreader.model.article import Article, Paragraph, Span
from newsreader.model.entry import Headline
from newsreader.model.events import ArticleReady
from newsreader.model.jobs import FetchPage, Job, OpenEntry, OpenWhole
from newsreader.store.articles import Source, article_json
from newsreader.text.count import reading_minutes
from newsreader.text.markup import plain_text
from newsreader.tui.parts.browsing import Browsing
from newsreader.tui.parts.places import Places

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

SOURCES: dict[Source, str] = {
    "page": "the clean page",
    "feed": "the feed's own text",
    "full": "the whole page's text, nothing hidden",
}
MAKING: dict[Source, tuple[Callable[[int], Job], str]] = {
    "page": (FetchPage, "getting the page …"),
    "feed": (OpenEntry, "reading the feed's own text …"),
    "full": (OpenWhole, "reading the whole page …"),
}
FIRST_GLANCE = 20_000
"""Characters of a feed's own text that are shown until its article is made."""


class Reading(Browsing):
    """The entry in the reader, and the way from one to the next."""

    def __init__(self, screen: MainScreen) -> None:
        super().__init__(screen)
        self.entry: Headline | None = None
        self.opened: Opened | None = None
        self.prefer: Source = "page"
        self.asked: Source | None = None
        self.places = Places(screen)
        self._left: Position | None = None  # where the entry was left, until its text is there
        self._ended: int | None = None
        self._wanted: int | None = None  # the job that makes what x asked for
        screen.reader.on_move = self.moved
        screen.reader.on_found = lambda _count: self._tell_found()

    def open(self) -> None:
        """Open the headline under the cursor and go to the reader."""
        if self.open_row(self.screen.headlines.cursor):
            self.screen.activate("reader")

    def open_row(self, index: int) -> bool:
        """Open a row of the list."""
        listing = self.screen.headlines.listing
        row = listing.row(index) if listing is not None else None
        if row is None:
            return False
        self.screen.headlines.move_to(index)
        self.open_entry(row)
        return True

    def open_entry(self, row: Headline) -> None:
        """Show an entry: its article if there is one, else the feed's own words until there is."""
        self.prefer, self.asked, self._wanted = "page", None, None
        self._left = self.places.open(row.id)
        self.screen.links.forget()
        found = opened(self.screen.store, row.id, self.prefer)
        if found is None:
            self.entry = self.opened = None
            self.screen.reader.clear("This entry is gone.")
            return
        self.entry = row
        self._show(found, keep_place=False)
        if self.screen.settings.mark_read == "opening" and not row.read:
            self.screen.marks.put([row.id], "read", quiet=True)
        self.screen.changes.opened(row)
        self._ask_for_more(found)
        self.screen.placed()

    def _show(self, found: Opened, keep_place: bool) -> None:
        """Show a text of the entry; where the reader has not scrolled yet, at the place where the entry was left."""
        self.opened = found
        if self.away:
            return
        reader = self.screen.reader
        self.screen.pictures.open(found.entry.headline)
        if found.article is None:
            reader.show(glance(found), keep_place=keep_place)
            return
        left, self._left = self._left, None
        reader.show(found, keep_place=keep_place, position=left)

    def show_again(self, position: Position | None) -> None:
        """Show the entry itself again, after what was shown in its place."""
        if self.opened is not None:
            self._left = position
            self._show(self.opened, keep_place=False)
            self.screen.placed()

    @property
    def position(self) -> Position | None:
        """The place in the entry; None while something else is shown in its place."""
        whole = self.opened is not None and self.opened.article is not None
        return self.screen.reader.position if whole and not self.away else None

    @property
    def away(self) -> bool:
        """Whether something else is shown in the entry's place."""
        return self.screen.links.page is not None or self.screen.changes.shown

    @property
    def progress(self) -> str:
        """How far what is shown was read, and the minutes left, in words."""
        reader = self.screen.reader
        read, words = reader.progress, reader.article.words if reader.article is not None else 0
        left = round(words * (1 - read))
        return f"{round(100 * read)} % · {reading_minutes(left)} min left" if left else f"{round(100 * read)} %"

    def moved(self) -> None:
        """The reader scrolled."""
        if self.entry is not None:
            self.places.moved()
            self.screen.placed()

    def _ask_for_more(self, found: Opened) -> None:
        screen, entry = self.screen, found.entry.headline
        if found.article is None:
            screen.work.send(OpenEntry(entry.id))
        if found.source != "page" and entry.url and not screen.offline and self._fetches(entry):
            screen.work.send(FetchPage(entry.id))
            self.asked = "page"
        if found.source != "page" and entry.url and screen.offline and found.page_error is None:
            screen.say("offline: the page isn't here, this is the feed's own text · + puts it on the list", "warning")

    def _fetches(self, entry: Headline) -> bool:
        return fetched_on_opening(self.screen.store, entry.feed_id, self.screen.settings.fetch_page)

    def ready(self, event: ArticleReady) -> None:
        """Show an article that was made, if its entry is still the one in the reader."""
        if self.entry is None or event.entry != self.entry.id:
            return
        if event.source == "page":
            self.asked = None
        found = opened(self.screen.store, self.entry.id, self.prefer)
        by_key = event.job in (self._wanted, self.screen.sites.job)
        told = found is not None and found.page_error is not None and found.source == "feed"  # by the reader's pane
        if event.error is not None and (by_key or not told):
            self.screen.say(event.error, "error")
        if found is not None and (self.opened is None or found != self.opened):
            if by_key:
                self._left = self.position
                self._show(found, keep_place=False)
            else:
                self._show(found, keep_place=True)
            self.screen.placed()

    def noted(self) -> None:
        """A note was written or taken back: show it, if it is on the entry in the reader."""
        if self.entry is None or self.opened is None:
            return
        self.opened = replace(self.opened, note=note_of(self.screen.store, self.entry.id))
        if self.screen.links.page is None:
            self.screen.reader.set_own(self.opened.note)
            self.screen.placed()

    def read_on(self) -> None:
        """A page down; at the end the next unread article, here or in another feed."""
        reader, current = self.screen.reader, self.screen.headlines.current
        if reader.choosing:
            reader.whole_page(1)
            return
        if self.entry is None or (self.screen.active == "headlines" and current is not None and current.id != self.entry.id):
            self.open_row(self.screen.headlines.cursor)
            return
        if not reader.page_down():
            self._to_unread(self._start(1), 1, across=True)
        self.screen.placed()

    def seen(self) -> None:
        """Mark read what is seen to its end, where the settings want that."""
        entry, reader = self.entry, self.screen.reader
        if self.screen.settings.mark_read != "end" or entry is None or entry.id == self._ended or self.away:
            return
        if reader.at_end and (self.asked is None or reader.scrolled):  # a few words of the feed are not all, while the page is on its way
            self._ended = entry.id
            self.screen.marks.put([entry.id], "read", quiet=True)

    def read_back(self) -> None:
        """A page up."""
        self.screen.reader.page_up()
        self.screen.placed()

    def next(self) -> None:
        """Open the next row."""
        self._open_beside(1)

    def previous(self) -> None:
        """Open the row before."""
        self._open_beside(-1)

    def _open_beside(self, step: int) -> None:
        if not self.open_row(self.screen.headlines.cursor + step):
            self.screen.say("this is the last one" if step > 0 else "this is the first one")

    def next_unread(self) -> None:
        """To the next unread headline, or the next match of a find."""
        if self.screen.reader.next_match(1):
            self._tell_found()
        else:
            self._to_unread(self._start(1), 1, across=True)

    def previous_unread(self) -> None:
        """To the unread headline before, or the match before."""
        if self.screen.reader.next_match(-1):
            self._tell_found()
        else:
            self._to_unread(self._start(-1), -1, across=False)

    def _start(self, step: int) -> int:
        return self.screen.headlines.cursor + step

    def _to_unread(self, start: int, step: int, across: bool) -> None:
        screen = self.screen
        listing = screen.headlines.listing
        index = listing.next_unread(start, step) if listing is not None else None
        if index is not None:
            self._arrive(index)
        elif across:
            self._to_other_feed()
        else:
            screen.say("nothing unread above")

    def _to_other_feed(self) -> None:
        """Show the feed of the next unread entry, and go to it there."""
        screen = self.screen
        entry_id = next_unread(screen.store, screen.headlines.current)
        row = headlines(screen.store, [entry_id]).get(entry_id) if entry_id is not None else None
        if row is None:
            screen.say("nothing is unread any more")
            return
        listing = screen.headlines.listing
        if listing is None or not listing.choice.mixed:
            screen.lists.unfold(row.feed_id)
            screen.feeds.follow(f"feed:{row.feed_id}")
        if screen.feeds.choice is not None:
            screen.lists.open(screen.feeds.choice)
        place = screen.headlines.listing.place(row.id) if screen.headlines.listing is not None else None
        if place is not None:
            self._arrive(place)

    def _arrive(self, index: int) -> None:
        if self.screen.active == "reader" or self.entry is not None:
            self.open_row(index)
        else:
            self.screen.headlines.move_to(index)

    def source(self) -> None:
        """Go round: the clean page, the feed's own text, the whole page's text; what was never made is made."""
        if self.entry is None or self.opened is None:
            return
        self.prefer = self._next_source(self.opened)
        found = opened(self.screen.store, self.entry.id, self.prefer)
        if found is None:
            return
        if found.source != self.prefer:
            if self.prefer != "feed" and not self.entry.url:
                self.screen.say("this entry links no page")
                return
            if self.prefer == "page" and self.screen.offline:
                self.screen.say("offline: the page was never fetched, this is the feed's own text · + puts it on the list")
                return
            making, words = MAKING[self.prefer]
            self._wanted = self.screen.work.send(making(self.entry.id))
            self.screen.say(words)
            return
        self._left = self.position
        self._show(found, keep_place=False)
        self.screen.say(SOURCES[self.prefer])
        self.screen.placed()

    def _next_source(self, now: Opened) -> Source:
        """The source after the one that is shown; the clean page comes first where it was not tried yet."""
        after: dict[Source, Source] = {"page": "feed", "feed": "full", "full": "page"}
        row = now.entry.headline
        if now.source == "feed" and now.page_error is None and row.url and article_json(self.screen.store, row.id, "page") is None:
            return "page"
        return after[now.source or "full"]

    def hidden(self) -> None:
        """Show what was hidden, or hide it again."""
        article = self.screen.reader.article
        if self.screen.reader.toggle_hidden() and article is not None and not article.hidden:
            self.screen.say("nothing is hidden in this article")

    def find(self) -> None:
        """Find in the article as it is typed."""
        self.screen.ask("find: ", "", self._find, self._found)

    def _find(self, text: str) -> None:
        self.screen.reader.find(text)
        self._tell_found(text)

    def _tell_found(self, text: str = "") -> None:
        reader = self.screen.reader
        self.screen.say(reader.found if reader.finding or text.strip() else "")

    def _found(self, text: str | None) -> None:
        if text is None:
            self.clear_find()
        self.screen.activate("reader")

    def clear_find(self) -> bool:
        """Choose nothing and find nothing any more; False where nothing was."""
        if self.screen.reader.choose(False):
            self.screen.say("")
            return True
        if not self.screen.reader.finding:
            return False
        self.screen.reader.find("")
        return True

    def follow(self, number: int) -> None:
        """Say where a link of the article leads, by its number from 1 on; Enter opens it."""
        self.screen.links.offer(number)


def glance(found: Opened) -> Opened:
    """The feed's own words as plain paragraphs, for the moment until the worker has made the article."""
    text = plain_text(found.entry.html[:FIRST_GLANCE])
    blocks = tuple(Paragraph((Span(part.strip()),)) for part in text.split("\n") if part.strip())
    row = found.entry.headline
    return replace(found, article=Article(title=heading(found.entry), byline=row.author, site=row.feed, url=row.url, blocks=blocks))
