"""The worker's side of the screen: asks for refreshes and subscriptions, and draws what its events say has changed."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from newsreader.model.events import (
    ArticleReady,
    CertificateShown,
    EditionProgress,
    Event,
    FeedRefreshed,
    FeedsFound,
    Finished,
    ImageReady,
    LinkReady,
    Noticed,
    PageTried,
    Progress,
    RuleTried,
    Subscribed,
    Unreached,
)
from newsreader.model.jobs import (
    FetchLink,
    FetchPage,
    FindFeeds,
    ImportFile,
    Job,
    OpenEntry,
    OpenWhole,
    Prefetch,
    ReadAhead,
    Refresh,
    Replay,
    Save,
    Subscribe,
)
from newsreader.store.refreshes import due_feeds
from newsreader.tui.parts.lookout import Lookout
from newsreader.tui.status import Doing

if TYPE_CHECKING:
    from newsreader.tui.screens.main import MainScreen

REDRAW_SECONDS = 0.25
_AGAIN_SECONDS = 900
MOST_SECONDS = 1.5
_LOOKS_APART = 10
"""How many times as long as a look takes it is until the next."""


class WorkerLike(Protocol):
    """What the screen needs of the worker."""

    async def start(self) -> None:
        """Start it, and keep it running."""

    async def stop(self) -> None:
        """End it."""

    def send(self, job: Job) -> int:
        """Hand it a job; gives the job's number."""


class Work:
    """Jobs that run, and their events; what they change is drawn at most four times a second."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.worker: WorkerLike | None = None
        self._jobs: dict[int, Job] = {}
        self._doing: dict[int, Doing] = {}
        self._edition: int | None = None  # the job that fills the demo edition
        self._early: list[Job] = []  # wanted before there was a worker
        self._drawing = False
        self._asked_for: frozenset[tuple[int, int]] = frozenset()
        self._asked_at = 0
        self._told_at = 0.0
        self._lookout = Lookout(screen)

    def send(self, job: Job) -> int | None:
        """Hand a job to the worker; gives its number. Where there is no worker yet the job waits for it (None)."""
        if self.worker is None:
            self._early.append(job)
            return None
        number = self.worker.send(job)
        self._jobs[number] = job
        return number

    def start(self, worker: WorkerLike) -> None:
        """The worker is there: tell it whether we are offline, and hand it what was wanted before."""
        self.worker = worker
        self.screen.network.start()
        early, self._early = self._early, []
        for job in early:
            self.send(job)

    def take(self, event: Event) -> None:
        """Take an event in: words at once, rows and counts soon."""
        if isinstance(event, Progress):
            self._doing[event.job] = Doing(event.done, event.total, event.new_entries, event.failed)
            if monotonic() - self._told_at < REDRAW_SECONDS:
                self.soon()
                return
        elif isinstance(event, EditionProgress):
            self._doing[event.job] = Doing(event.done, event.total, 0, event.failed, self.screen.later.size_words(event.bytes))
        elif isinstance(event, Unreached):
            self.screen.network.unreached()
        elif isinstance(event, ArticleReady):
            self.screen.reading.ready(event)
            return
        elif isinstance(event, LinkReady):
            self.screen.links.ready(event)
            return
        elif isinstance(event, RuleTried):
            self.screen.sites.tried(event)
            return
        elif isinstance(event, ImageReady):
            self.screen.pictures.ready(event)
            return
        elif isinstance(event, Noticed):
            from newsreader.tui.parts.telling import tell

            tell(self.screen, event)
            return
        elif isinstance(event, PageTried):
            self.screen.adding.tried(event)
            return
        elif isinstance(event, CertificateShown):
            from newsreader.tui.screens.health import Health

            if isinstance(over := self.screen.app.screen, Health):  # nobody waits for it any more elsewhere
                over.certificate(event)
            return
        elif isinstance(event, FeedsFound):
            job = self._jobs.get(event.job)
            if isinstance(job, FindFeeds):
                self.screen.adding.found(event, job)
        elif isinstance(event, Finished):
            self._finished(event)
        elif isinstance(event, FeedRefreshed | Subscribed):
            self.soon()
            return
        self.tell_doing()

    def tell_doing(self) -> None:
        """Say in the status line what runs and whether we are offline."""
        self._told_at = monotonic()
        self.screen.show_doing(next(iter(self._doing.values()), None))

    def _finished(self, event: Finished) -> None:
        job = self._jobs.pop(event.job, None)
        self._doing.pop(event.job, None)
        if event.error is not None and not isinstance(job, OpenEntry | OpenWhole | FetchPage | FetchLink):
            self.screen.tell(event.error, "error")
        elif event.job == self._edition:
            pass  # what it has brought is there to be seen
        elif event.summary and isinstance(job, ImportFile):
            self.screen.say(event.summary, kept=True)
        elif event.summary and not (isinstance(job, Refresh) and job.due and not job.feeds):
            self.screen.tell(event.summary)
        if isinstance(job, Prefetch):
            self.screen.later.ended(event.job)
        if isinstance(job, Refresh) and event.error is None and not self.screen.offline:
            self.send(ReadAhead())
        if isinstance(job, FindFeeds | Subscribe | Save | Replay):
            self.screen.network.changed()
        if isinstance(job, ImportFile):
            self.screen.saved.imported()
        self.soon()

    def soon(self) -> None:
        """Read rows and counts anew in a moment, once for all that comes until then."""
        if not self._drawing:
            self._drawing = True
            self.screen.set_timer(min(max(REDRAW_SECONDS, _LOOKS_APART * self._lookout.took), MOST_SECONDS), self._draw)

    def _draw(self) -> None:
        self._drawing = False
        self.tell_doing()
        if not self._lookout.look():
            self.soon()

    def play_demo(self) -> None:
        """Subscribe to the bundled edition's feeds and refresh them, from the bundle itself."""
        from newsreader.demo import edition  # here, since it is wanted once

        self._edition = self.send(ImportFile(str(edition() / "subscriptions.opml")))

    def refresh(self) -> None:
        """Refresh the feeds of the list that is open."""
        choice = self.screen.choice
        if choice is not None and choice.kind == "tag":
            tag = self.screen.lists.bar.tag(choice.title)
            if tag is not None and tag.feeds:
                self.refresh_feeds(Refresh(feeds=tuple(feed.id for feed in tag.feeds)))
                return
        if choice is None or choice.kind not in ("feed", "folder"):
            self.refresh_all()
            return
        ids = choice.query.feeds or tuple(feed.id for feed in self.screen.lists.bar.inside(choice.query.folder or ""))
        self.refresh_feeds(Refresh(feeds=ids))

    def refresh_all(self) -> None:
        """Refresh every feed."""
        self.refresh_feeds(Refresh())

    def refresh_due(self) -> None:
        """Refresh what is due, without a word."""
        if self.screen.lists.bar.feeds and not self.screen.offline:
            self.send(Refresh(due=True))

    def refresh_by_itself(self) -> None:
        """Refresh what has fallen due, unless a refresh is under way; what stays due whatever is done is not asked for again and again."""
        if self.screen.offline or any(isinstance(job, Refresh) for job in self._jobs.values()):
            return
        now = self.screen.now()
        due = due_feeds(self.screen.store, now)
        if due and (due - self._asked_for or now - self._asked_at > _AGAIN_SECONDS):
            self._asked_for, self._asked_at = due, now
            self.refresh_due()

    def look_for_network(self) -> None:
        """Where there seemed to be no network, see whether there is one now."""
        if self.screen.offline:
            self.screen.network.try_again()

    def refresh_feeds(self, job: Refresh) -> None:
        """Refresh as somebody asked for; say why not, where it can't be done."""
        if self.screen.offline and not self.screen.network.try_again():
            self.screen.say("offline: ^O goes online", "warning")
        elif not self.screen.lists.bar.feeds:
            self.screen.say("no feeds yet: a adds one")
        else:
            self.send(job)
            self.screen.say("")

    def add(self, address: str = "") -> None:
        """Ask for an address to subscribe to."""
        self.screen.adding.ask(address)

    def add_feed(self, address: str) -> None:
        """Subscribe to an address."""
        self.screen.adding.look(address)

    def import_file(self) -> None:
        """Ask for a file of subscriptions."""
        self.screen.ask("import: ", "", lambda _text: None, self.import_from, "an OPML file, newsboat's urls file, or newsboat's directory")

    def import_from(self, text: str | None) -> None:
        """Import a file of subscriptions, or a folder of newsboat's."""
        if text and text.strip():
            path = Path(text.strip()).expanduser()
            self.send(ImportFile(str(path.absolute())))
            self.screen.say(f"importing {path} …")

    def health(self) -> None:
        """Show what is wrong with which feed."""
        from newsreader.tui.screens.health import Health  # a screen over this one is imported when it is wanted

        self.screen.app.push_screen(Health(self.screen))

    def hosts(self) -> None:
        """Show which hosts were asked, and what for."""
        from newsreader.tui.screens.hosts import Hosts

        self.screen.app.push_screen(Hosts(self.screen))

    def remove(self) -> None:
        """Unsubscribe from the feed of the open list, after a question."""
        choice = self.screen.choice
        if choice is not None and choice.kind == "saved":
            self.screen.saved.remove(choice.title)
            return
        if choice is not None and choice.kind == "tag":
            self.screen.marks.delete_tag(choice.title)
            return
        if choice is None or choice.kind != "feed":
            self.screen.say("choose a feed first: D unsubscribes from it")
            return
        self.screen.marks.ask_to_remove(choice.query.feeds[0], lambda: self.screen.feeds.move_by(-1))
