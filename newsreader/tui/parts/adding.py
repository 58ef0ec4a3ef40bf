"""Adding a feed: an address is asked for, looked at by the worker, and where it leads to several feeds somebody chooses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.library.feedoptions import set_options
from newsreader.library.logins import without_login
from newsreader.library.marks import Change
from newsreader.model.choices import FeedChoice
from newsreader.model.events import FeedsFound, PageTried
from newsreader.model.jobs import FindFeeds, Refresh, Subscribe, TryPage
from newsreader.model.sources import command_of
from newsreader.store.options import own_options
from newsreader.tui.screens.choosing import Choosing
from newsreader.tui.screens.confirm import Confirm
from newsreader.tui.screens.pageform import PageForm

_AGAIN_SECONDS = 0.5

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen


class Adding:
    """Asks, and takes in what was found."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._form: PageForm | None = None

    def ask(self, address: str = "") -> None:
        """Ask for an address to subscribe to."""
        hint = "the address of a feed, or of any page of a site that has some"
        self.screen.ask("add feed: ", address, lambda _text: None, self.look, hint, replaced=True)

    def look(self, text: str | None) -> None:
        """Have an address looked at."""
        if text and text.strip():
            if command_of(text.strip()) is None:
                self._look(text.strip())
            else:
                self.screen.call_next(self._confirm, text.strip())  # once the line that asked is gone, which nobody could answer to

    def _confirm(self, address: str) -> None:
        command = command_of(address)
        words = f"Run {command.line if command else ''!r} on this machine, now and at each refresh?"

        def answered(yes: bool | None) -> None:
            if yes:
                self._look(address, confirmed=True)

        self.screen.app.push_screen(Confirm(words, "run it"), answered)

    def _look(self, address: str, confirmed: bool = False) -> None:
        choice = self.screen.feeds.choice
        folder = choice.query.folder if choice is not None and choice.kind == "folder" else None
        self.screen.work.send(FindFeeds(address, folder, confirmed))
        self.screen.say(f"asking {without_login(address)} …")

    def found(self, event: FeedsFound, job: FindFeeds) -> None:
        """Subscribe to the one feed that there is, or show what there is to choose from."""
        usual = [choice for choice in event.choices if not choice.comments] or list(event.choices)[:1]
        if not usual and event.note:
            self.screen.say(event.note, "error")
        elif len(usual) == 1 and not event.note:
            self._take(event.url, job.folder, usual)
        elif self.screen.busy:
            self.screen.set_timer(_AGAIN_SECONDS, partial(self.found, event, job))  # never a list under a key that means something else
        elif not usual:
            self._make_page(event, job)
        else:
            take = partial(self._take, event.url, job.folder)
            self.screen.app.push_screen(Choosing(event.url, event.choices, self.screen.now(), take, event.note))

    def tried(self, event: PageTried) -> None:
        """Hand on what a page would give, to the form that asked for it."""
        if self._form is not None:
            self._form.tried(event)

    def _make_page(self, event: FeedsFound, job: FindFeeds) -> None:
        def take(selectors: str) -> None:
            self.screen.work.send(Subscribe(event.url, job.folder, found_at=event.url, page=selectors))
            self.screen.say("subscribing …")

        send = self.screen.work.send
        self._form = PageForm(event.url, self.screen.now(), lambda selectors: send(TryPage(event.url, selectors)), take)
        self.screen.app.push_screen(self._form)
        self.screen.say("")

    def correct(self, feed: int, url: str) -> None:
        """Change where the entries of a feed are that is made of a page, and read it anew."""
        screen = self.screen

        def take(selectors: str) -> None:
            screen.writer.put(lambda store: set_options(store, f"feed:{feed}", {"page": selectors}), done, screen.told)

        def done(made: Change) -> None:
            screen.say("reading the page anew … · u undoes" if made.count else made.words)
            screen.work.send(Refresh((feed,)))

        start = own_options(screen.store, f"feed:{feed}").get("page", "")
        self._form = PageForm(url, screen.now(), lambda selectors: screen.work.send(TryPage(url, selectors)), take, start)
        screen.app.push_screen(self._form)

    def _take(self, found_at: str, folder: str | None, chosen: list[FeedChoice]) -> None:
        for choice in chosen:
            self.screen.work.send(Subscribe(choice.url, folder, found_at=found_at))
        self.screen.say("subscribing …" if chosen else "")
