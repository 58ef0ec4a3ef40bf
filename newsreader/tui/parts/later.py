"""What is kept for later: editions for the train, pages to save, and the list of what waits for the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.library.lists import headlines
from newsreader.library.outbox import later_fetch, later_save
from newsreader.model.jobs import Cancel, Export, Prefetch, Save
from newsreader.model.query import QueryError, parse_query
from newsreader.store.connection import Store
from newsreader.text.counted import counted
from newsreader.tui.listing import Choice

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

FORMS = {".epub": "epub", ".html": "html", ".md": "markdown", ".txt": "text"}
MOST_IDS = 1_000
_UNREAD_OR_STARRED = "(is:unread OR is:starred)"


class Later:
    """Makes editions, saves pages, and puts on the list what can't be had now."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._edition: int | None = None
        self._missing: tuple[int, str] | None = None  # a linked page that isn't here, and the entry that links it

    def edition(self) -> None:
        """Make the entries of this list ready for reading offline; once more stops it."""
        if self._edition is not None and not self.screen.headlines.choosing:
            self.screen.work.send(Cancel(self._edition))
            self.screen.say("stopping: what is there stays, P goes on with it")
            return
        listing = self.screen.headlines.listing
        if listing is None:
            return
        chosen = self.screen.marks.chosen()
        if len(chosen) > MOST_IDS:
            self.screen.say(f"{len(chosen):,} are chosen: {MOST_IDS:,} are the most; where none is chosen, the whole list is got ready")
            return
        query = _query_of_ids(chosen) if chosen else query_of(listing.choice, self.screen.finding.text)
        try:
            parse_query(query)
        except QueryError as error:
            self.screen.told(error)
            return
        self.make(query)

    def export(self, path: str) -> None:
        """Write what is chosen, else the rows of the list, to a file: its ending says in which form."""
        form = FORMS.get(Path(path).suffix.lower())
        listing = self.screen.headlines.listing
        if form is None:
            self.screen.say(f"the file's ending says the form: {', '.join(FORMS)}", "error")
        elif listing is not None:
            ids = self.screen.marks.chosen() or list(listing.ids)
            if not ids or len(ids) > MOST_IDS:
                self.screen.say(f"{len(ids):,} articles: 1 to {MOST_IDS:,} are written at once; V chooses some, or export in the shell")
                return
            self.screen.work.send(Export(_query_of_ids(ids), str(Path(path).expanduser().absolute()), form))
            self.screen.say(f"writing {counted(len(ids), 'article')} to {path} …")

    def make(self, query: str) -> None:
        """Make the edition of a query."""
        self._edition = self.screen.work.send(Prefetch(query))
        if self.screen.offline:
            self.screen.say("looking at what is there …")
        else:
            self.screen.say("making it ready for the train … P stops")

    def size_words(self, size: int) -> str:
        """What an edition takes, for people."""
        from newsreader.library.editions import size_words  # with the first edition

        return size_words(size)

    def ended(self, job: int) -> None:
        """A job has ended: the edition, or another one."""
        if job == self._edition:
            self._edition = None

    def save(self) -> None:
        """Ask for the address of a page to keep."""
        self.screen.ask("save page: ", "", lambda _text: None, self._save, "the address of any page")

    def _save(self, text: str | None) -> None:
        if text and text.strip():
            self.screen.work.send(Save(text.strip(), typed=True))
            self.screen.say("putting this page on the list …" if self.screen.offline else "keeping this page …")

    def missing(self, url: str, host: str) -> None:
        """Say that a linked page isn't here, and remember it for `keep`."""
        entry = self.screen.reading.entry
        self._missing = (entry.id, url) if entry is not None else None
        self.screen.say(f"offline: this page of {host} was never opened here · + puts it on the list", "warning")

    def keep(self) -> None:
        """Keep the page that is read as an entry; what isn't here while offline goes on the list. Over a list that means its rows, where
        there is nothing to keep online: there the key is for another feed."""
        screen, reading = self.screen, self.screen.reading
        if screen.active != "reader":
            if screen.offline:
                self._fetch_rows()
            else:
                screen.work.add()
            return
        entry, opened = reading.entry, reading.opened
        if not screen.offline or entry is None or opened is None:
            screen.links.keep()
            return
        url = self._missing[1] if self._missing is not None and self._missing[0] == entry.id else None
        self._missing = None
        if screen.links.page is not None:
            shown = screen.links.page.entry.headline.url or ""
            self.put(lambda store: later_save(store, shown), "the page is saved")
        elif url is not None:
            self.put(lambda store: later_save(store, url), "the linked page is saved")
        elif opened.source != "page" and entry.url:
            self.put(lambda store: later_fetch(store, entry.id), "its page is fetched")
        else:
            screen.links.keep()

    def _fetch_rows(self) -> None:
        screen = self.screen
        chosen = screen.marks.chosen()
        here = screen.headlines.current
        rows = tuple(headlines(screen.store, chosen).values()) if chosen else (here,) if here is not None else ()
        wanted = [row.id for row in rows if row.url and not row.has_article]
        if not wanted:
            one = len(rows) == 1
            linked = any(row.url for row in rows)
            screen.say(f"{'its page is' if one else 'their pages are'} here already" if linked else "no page is linked here")
            return

        def work(store: Store) -> int:
            return sum(later_fetch(store, entry) > 0 for entry in wanted)

        self.put(work, "its page is fetched" if len(wanted) == 1 else f"{len(wanted):,} pages are fetched")

    def put(self, work: Callable[[Store], int], deed: str) -> None:
        """Put something on the list, and say so when it is there."""

        def done(_item: int) -> None:
            self.screen.network.changed()
            self.screen.say(f"on the list: {deed} when the network is back · go shows the list")

        self.screen.writer.put(work, done, self.screen.told)

    def outbox(self) -> None:
        """Show what waits for the network, and what failed and why."""
        from newsreader.tui.screens.outbox import Outbox  # a screen over this one is imported when it is wanted

        self.screen.app.push_screen(Outbox(self.screen))

    def editions(self) -> None:
        """Show what is ready for the train and what is missing."""
        from newsreader.tui.screens.edition import Editions

        self.screen.app.push_screen(Editions(self.screen))


def _query_of_ids(ids: Sequence[int]) -> str:
    return "id:" + ",".join(map(str, ids))


def query_of(choice: Choice, filtered: str = "") -> str:
    """The query of an edition of a list, as it is typed: of feeds and folders what is unread or starred, of All the usual choice."""
    query, base = choice.query, ""
    if choice.kind == "feed":
        base = f"feed:{','.join(str(feed) for feed in query.feeds)} {_UNREAD_OR_STARRED}"
    elif choice.kind == "folder":
        base = f'folder:"{query.folder}" {_UNREAD_OR_STARRED}'
    elif choice.kind == "search":
        base = choice.title
    else:
        base = {"unread": "is:unread", "starred": "is:starred", "today": "newer:1d"}.get(choice.kind, "")
    filtered = filtered.strip()
    return f"({base}) ({filtered})" if base and filtered else base or filtered
