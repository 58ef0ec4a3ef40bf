"""The browser: pages that are opened in it, of the headline, of all that are chosen, or of an address."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from newsreader.library.lists import headlines
from newsreader.library.opened import opened, opened_file
from newsreader.model.entry import Headline
from newsreader.text.hosts import host_shown, warning
from newsreader.text.trackers import without_trackers
from newsreader.tui.screens.confirm import Confirm

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

MOST_PAGES, ASKED_PAGES = 50, 5
"""Pages that are opened in the browser at once, at the most, and without a question."""


class Browsing:
    """Opens pages outside; only addresses that lead where they say without a question."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def subject(self) -> Headline | None:
        """What a key about an address means: the linked page that is read, else the headline."""
        page = self.screen.links.page
        return page.entry.headline if page is not None and self.screen.active == "reader" else self.screen.subject()

    def browser(self) -> None:
        """Open the entry's page in the browser, or the pages of all that are chosen."""
        if self.screen.headlines.choosing and self.screen.active != "reader":
            self._open_chosen(done=False)
            return
        row = self.subject()
        if row is not None:
            self.launch(self._address(row))

    def browser_done(self) -> None:
        """Open it in the browser and mark it read, or all that are chosen; what doesn't open stays unread."""
        if self.screen.headlines.choosing and self.screen.active != "reader":
            self._open_chosen(done=True)
            return
        row = self.screen.subject()
        if row is not None:
            self.launch(self._address(row), then=lambda: self.screen.marks.put([row.id], "read", quiet=True))

    def _address(self, row: Headline) -> str | None:
        """An entry's page, else the file that it brings along (a podcast's sound)."""
        return row.url or opened_file(self.screen.store, row.id)

    def _open_chosen(self, done: bool) -> None:
        """Open the pages of the rows that are chosen; ask first where they are many."""
        count = self.screen.headlines.chosen_count
        if count > MOST_PAGES:
            self.screen.say(f"{count:,} are chosen: {MOST_PAGES} pages are the most that are opened at once", "error")
            return
        ids = self.screen.marks.chosen()
        rows = headlines(self.screen.store, ids)

        def go(yes: bool | None = True) -> None:
            there: list[int] = []
            for entry_id in ids if yes else ():
                if entry_id in rows and (address := self._address(rows[entry_id])):
                    self.launch(address, then=partial(there.append, entry_id))
            if done and there:
                self.screen.marks.put(there, "read")

        if len(ids) > ASKED_PAGES:
            self.screen.app.push_screen(Confirm(f"Open {len(ids)} pages in the browser?", "open them"), go)
        else:
            go()

    def comments(self) -> None:
        """Open the entry's comments in the browser."""
        row = self.screen.subject()
        found = opened(self.screen.store, row.id) if row is not None else None
        if found is not None:
            self.launch(found.entry.comments_url, none="this entry names no page of comments")

    def launch(
        self, url: str | None, words: str = "", none: str = "this entry has no link", then: Callable[[], object] = lambda: None
    ) -> None:
        """Open an address in the browser without what only watches the reader, and do what is `then` to be done; ask first where it leads
        elsewhere than `words` say."""
        if not url:
            self.screen.say(none)
            return
        url = without_trackers(url)
        odd = warning(url, words)
        if odd is None:
            self._launch(url, then)
            return
        self.screen.app.push_screen(Confirm(f"Careful: {odd}.", "open it"), lambda yes: self._launch(url, then) if yes else None)

    def _launch(self, url: str, then: Callable[[], object]) -> None:
        from newsreader.programs.browser import open_in_browser  # here, since it is the first key in a hundred that wants it
        from newsreader.programs.run import ProgramError

        try:
            open_in_browser(url, self.screen.settings.browser)
        except ProgramError as error:
            self.screen.told(error)
        else:
            self.screen.say(f"opened {host_shown(url)} · {url}")
            then()
