"""Refreshing feeds: fetched conditionally and in parallel, parsed only where they changed, kept in short transactions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsreader.config.settings import Settings
from newsreader.feeds.errors import NotAFeed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Pace, is_due, may_ask
from newsreader.library.arrivals import Answered, Batch, keep
from newsreader.library.outcomes import after_answer, after_document, after_failure, body_digest
from newsreader.model.refreshing import FeedRefreshed, Progress, Unreached
from newsreader.model.sources import command_of, is_fed
from newsreader.store.connection import Store
from newsreader.store.lock import Lock
from newsreader.store.refreshes import RefreshState, note_errors, refresh_states, seen_keys
from newsreader.store.rules import pass_over
from newsreader.text.counted import counted

if TYPE_CHECKING:
    from newsreader.library.preparing import Prepared
    from newsreader.library.prepool import Preparing

SHORT = 25
"""Entries in one transaction beside a running reader: some 2 ms of write lock, 15 where the index merges (`tests.bench.locks`)."""
LONG = 400
"""The same for a command."""
_TURN = 0.2
"""Seconds after which what came is kept and told, however little it is."""
_AT_ONCE = 100
_MANY = 1000
"""New entries from which on waiting for the disk is felt."""
TOLD = 1000
"""New entries that a refresh names; a first one of thousands of feeds brings 100,000s."""
_NO_NETWORK = ("dns", "refused", "timeout")
Tell = Callable[[Progress | FeedRefreshed | Unreached], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A feed that could not be refreshed, and why."""

    feed: int
    url: str
    title: str
    error: str


@dataclass(slots=True)
class RefreshResult:
    """What a refresh came to, in feeds; `seconds` is wall time, `new` the ids of the first `TOLD` of the entries that are new.

    `busy`: nothing was done, since another process does it. `left_alone`: those that would have been asked but for a Retry-After.
    `unasked`: those that weren't, since this is offline; that is no failure of theirs.
    """

    feeds: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    new_entries: int = 0
    seconds: float = 0.0
    errors: list[Failure] = field(default_factory=list)
    unasked: list[Failure] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    busy: bool = False
    left_alone: int = 0

    @property
    def summary(self) -> str:
        """The result in a sentence."""
        if self.busy:
            return "another refresh is under way"
        new = f"{self.new_entries} new" if self.new_entries else "nothing new"
        failed = f", {self.failed} failed" if self.failed else ""
        servers = "its server asks" if self.left_alone == 1 else "their servers ask"
        alone = f", {self.left_alone} left alone for now as {servers}" if self.left_alone else ""
        unasked = f", {len(self.unasked)} not asked: offline" if self.unasked else ""
        return f"{counted(self.feeds, 'feed')}, {new}{failed}{unasked}{alone}"


def refresh(
    store: Store,
    fetcher: Fetcher,
    feeds: Sequence[int] = (),
    *,
    due: bool = False,
    force: bool = False,
    job: int = 0,
    tell: Tell = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
    pace: Pace | None = None,
    batch: int = SHORT,
    fed: bool = False,
) -> RefreshResult:
    """Refresh the feeds named, else all. A feed that asked to be left alone (Retry-After) is skipped until then; `due` skips
    all that are not due, `force` fetches without validators. Failures are kept with the feed, none stops the others; where nobody
    could be reached, that is the network's failure, and no feed is left alone for it.
    `batch`: how many entries are written in one transaction; `fed`: the fetcher has
    what feeds without an address are handed. One refresh of a library runs at a time, whatever the process: with `due`
    there is nothing left to do where another runs (`busy`), else it is waited for."""
    started = time.monotonic()
    with Lock(store.path.with_name("refresh.lock")) as lock:
        while not lock.take():
            if due or stop():
                return RefreshResult(busy=True)
            time.sleep(_TURN)
        result = _refresh(store, fetcher, feeds, due, force, job, tell, stop, pace or Pace(), batch, fed)
    result.seconds = round(time.monotonic() - started, 3)
    return result


def _refresh(
    store: Store,
    fetcher: Fetcher,
    feeds: Sequence[int],
    due: bool,
    force: bool,
    job: int,
    tell: Tell,
    stop: Callable[[], bool],
    pace: Pace,
    batch: int,
    fed: bool,
) -> RefreshResult:
    now = int(time.time())
    states = _ready(store, feeds)
    waiting = _waiting(store, states)
    able = [state for state in states if state.id not in waiting and (fed or not is_fed(state.url))]
    asked = {state.url: state for state in able if _may_ask(state, now, due, pace)}
    run = _Run(store, force, job, tell, asked, pace, batch)
    run.result.feeds = len(states)
    run.result.skipped = len(states) - len(asked)
    run.result.left_alone = 0 if due else sum(not may_ask(now, state.retry_after) for state in able)
    tell(Progress(job, 0, len(asked), 0, 0))
    try:
        for request, answer in fetcher.get_many(_requests(asked.values(), force), stop=lambda: run.turn(stop)):
            run.answered(asked[request.url], answer)
        run.finish()
    finally:
        run.close()
    if run.nobody_answered:
        tell(Unreached(job))
    if not stop() and store.value("SELECT 1 FROM unindexed LIMIT 1") is not None:
        from newsreader.library.indexing import index_waiting  # articles and all: seldom wanted

        index_waiting(store, stop)
    if run.result.new_entries and not pass_over(store):
        from newsreader.library.incoming import follow_rules  # wanted where there are rules

        follow_rules(store, now, stop)
    return run.result


class _Run:
    """One refresh under way: answers come in, documents are prepared, entries are kept, what came of each feed is told."""

    def __init__(
        self, store: Store, force: bool, job: int, tell: Tell, asked: dict[str, RefreshState], pace: Pace, batch: int
    ) -> None:
        self.result = RefreshResult()
        self._store = store
        self._force = force
        self._job = job
        self._tell = tell
        self._total = len(asked)
        self._pace = pace
        self._done = 0
        self._said = 0
        self._unreached: list[str] = []
        self._held: list[Answered] = []
        """Who could not be reached, until another could: only then does it say something of them."""
        self._local = 0
        self._reached = False
        self._batch = Batch(batch)
        self._kept_at = self._looked_at = time.monotonic()
        self._told: list[FeedRefreshed] = []
        self._told_at = 0.0
        self._first_times = sum(state.body_hash is None for state in asked.values())
        self._preparing: Preparing[tuple[RefreshState, Response, bytes]] | None = None

    def answered(self, state: RefreshState, answer: Response | FetchError) -> None:
        """Take an answer: a failure or an unchanged feed is done with it, a document goes on to be prepared."""
        now = int(time.time())
        self._look_who_answers(state, answer)
        if isinstance(answer, FetchError):
            self._failed(state, answer, now)
        else:
            digest = body_digest(answer.body, state.options) if answer.status != 304 else state.body_hash
            if answer.status == 304 or (digest == state.body_hash and not self._force):
                self.result.unchanged += 1
                self._batch.add(Answered(state, after_answer(state, answer, digest, now, self._pace)))
            else:
                known = b"" if self._force or state.body_hash is None else seen_keys(self._store, state.id)
                # The bytes go to the preparer; an answer without them is all that has to wait for it.
                key = (state, replace(answer, body=b""), digest or b"")
                self._preparer().put(key, (answer.body, answer.content_type, answer.url, known, state.options.get("page", "")))
        self._take()

    def turn(self, stop: Callable[[], bool]) -> bool:
        """Keep what is ready while nobody answers, so that those who don't hold up nobody else's news; whether to stop."""
        if time.monotonic() - self._looked_at > _TURN / 2:
            self._looked_at = time.monotonic()
            self._take()
        return stop()

    def _preparer(self) -> Preparing[tuple[RefreshState, Response, bytes]]:
        if self._preparing is None:
            from newsreader.library.prepool import Preparing  # parsers and all: not wanted where nothing has changed

            self._preparing = Preparing(self._first_times)
        return self._preparing

    @property
    def nobody_answered(self) -> bool:
        """Whether none that was asked over the network could be reached. One host's silence says nothing of the network."""
        return len(self._unreached) + self._local == self._total and len(set(self._unreached)) > 1

    def _look_who_answers(self, state: RefreshState, answer: Response | FetchError) -> None:
        kind = answer.kind if isinstance(answer, FetchError) else None
        if not state.url.startswith(("http://", "https://")):
            self._local += 1
        elif kind in _NO_NETWORK:
            self._unreached.append(urlsplit(state.url).netloc)
        elif kind not in ("offline", "stopped") and not self._reached:
            self._reached = True
            self._let_go()

    def _let_go(self) -> None:
        self._done -= len(self._held)
        for held in self._held:
            self._batch.add(held)
        self._held.clear()

    def finish(self) -> None:
        """Wait for what is being prepared, and keep it; what is ready first, while others work on the rest."""
        if not self.nobody_answered:
            self._let_go()
        self._take()
        self._keep()
        for key, prepared in self._preparing.rest() if self._preparing is not None else ():
            self._prepared(*key, prepared)
            self._keep_if_due()
        self._keep()
        self._tell_all()

    def close(self) -> None:
        """Let go of other processes."""
        if self._preparing is not None:
            self._preparing.close()

    def _take(self) -> None:
        for key, prepared in self._preparing.ready() if self._preparing is not None else ():
            self._prepared(*key, prepared)
            self._keep_if_due()
        self._keep_if_due()

    def _prepared(self, state: RefreshState, answer: Response, digest: bytes, prepared: Prepared | NotAFeed) -> None:
        now = int(time.time())
        if isinstance(prepared, NotAFeed):
            self._failed(state, prepared, now)
        else:
            outcome = after_document(state, answer, digest, prepared, now, self._pace)
            if outcome.error is None:
                self.result.updated += 1
            else:
                self.result.failed += 1
                self.result.errors.append(Failure(state.id, state.url, state.title, outcome.error))
            self._batch.add(Answered(state, outcome, prepared))

    def _failed(self, state: RefreshState, error: Exception, now: int) -> None:
        kind = error.kind if isinstance(error, FetchError) else None
        failure = Failure(state.id, state.url, state.title, str(error))
        if kind == "offline":
            self.result.skipped += 1
            self.result.unasked.append(failure)
            self._done += 1
            return
        self.result.failed += 1
        self.result.errors.append(failure)
        answered = Answered(state, after_failure(state, error, now, self._pace))
        if kind in _NO_NETWORK and not self._reached:
            self._held.append(answered)
            self._done += 1
        else:
            self._batch.add(answered)

    def _keep_if_due(self) -> None:
        batch = self._batch
        if batch.full or len(batch.answers) >= _AT_ONCE or (batch.answers and time.monotonic() - self._kept_at > _TURN):
            self._keep()

    def _keep(self) -> None:
        if self._batch.answers:
            for answered, new in keep(self._store, self._batch, int(time.time())):
                if new:
                    self.result.new += new[: TOLD - len(self.result.new)]
                    self.result.new_entries += len(new)
                self._done += 1
                if self.result.new_entries > _MANY:
                    self._store.settle_beside()
                self._told.append(FeedRefreshed(self._job, answered.state.id, len(new), answered.outcome.error))
        self._kept_at = time.monotonic()
        if self._kept_at - self._told_at > _TURN or self._done == self._total:
            self._tell_all()

    def _tell_all(self) -> None:
        """Tell what was kept, many feeds at once: a screen that hears of each by itself has no time for its keys."""
        if self._told or self._done != self._said:
            for event in self._told:
                self._tell(event)
            self._told.clear()
            self._said = self._done
            self._tell(Progress(self._job, self._done, self._total, self.result.new_entries, self.result.failed))
        self._told_at = time.monotonic()


def pace_of(settings: Settings) -> Pace:
    """How often feeds are asked by themselves, from the settings."""
    return Pace(usual=settings.refresh_minutes * 60) if settings.refresh_minutes else Pace()


def _ready(store: Store, feeds: Sequence[int]) -> tuple[RefreshState, ...]:
    """The feeds to refresh, with no login left in an address."""
    states = refresh_states(store, feeds)
    if not any("@" in state.url for state in states):
        return states
    from newsreader.library.logins import take_out_logins  # programs and all: wanted where there may be one

    return refresh_states(store, feeds) if take_out_logins(store) else states


def _waiting(store: Store, states: Sequence[RefreshState]) -> set[int]:
    """The feeds that wait for the user's word, of whom that is said."""
    wishing = [state for state in states if state.own or command_of(state.url) is not None]
    if not wishing:
        return set()
    from newsreader.library.confirming import is_confirmed, waits_for_word  # most feeds have no settings of their own

    words = {each.id: waits_for_word(each.id, each.url, each.own) for each in wishing if not is_confirmed(each.url, each.own)}
    if words:
        note_errors(store, words)
    return set(words)


def _may_ask(state: RefreshState, now: int, due: bool, pace: Pace) -> bool:
    return may_ask(now, state.retry_after) and (not due or is_due(now, state.next_refresh, state.every, pace))


def _requests(states: Iterable[RefreshState], force: bool) -> Iterator[Request]:
    # Secrets are looked up before others are on their way; what failed the last time comes last, so that it holds up nobody's news.
    for state in sorted(states, key=lambda state: (not state.options, state.failures > 0)):
        etag, modified = (None, None) if force else (state.etag, state.last_modified)
        runs = command_of(state.url) is not None  # a confirmed one: others are not asked
        access = None
        if state.options:
            from newsreader.library.access import access_of

            access = access_of(state.url, state.options, state.own)
        yield Request(state.url, etag=etag, last_modified=modified, typed=state.typed, access=access, may_run=runs)
