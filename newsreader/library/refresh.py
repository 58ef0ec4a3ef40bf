"""Refreshing feeds: fetched conditionally and in parallel, parsed only where they changed, kept one transaction a feed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from newsreader.feeds.parse import NotAFeed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Asked, may_ask, next_refresh
from newsreader.library.indexing import index_waiting
from newsreader.library.preparing import Prepared, Preparing
from newsreader.model.events import FeedRefreshed, Progress
from newsreader.store import search
from newsreader.store.connection import Store
from newsreader.store.entries import Saved, save_entries
from newsreader.store.feeds import Refreshed, RefreshState, describe_feed, refresh_states, save_refreshed

_INDEX_AT = 300
IndexedText = tuple[int, str, str, str]
"""An entry's id, title, author and plain text."""
Tell = Callable[[Progress | FeedRefreshed], None]


@dataclass(frozen=True, slots=True)
class Failure:
    """A feed that could not be refreshed, and why."""

    feed: int
    url: str
    title: str
    error: str


@dataclass(slots=True)
class RefreshResult:
    """What a refresh came to, in feeds; `seconds` is wall time."""

    feeds: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    new_entries: int = 0
    seconds: float = 0.0
    errors: list[Failure] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """The result in a sentence."""
        new = f"{self.new_entries} new" if self.new_entries else "nothing new"
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.feeds} feeds, {new}{failed}"


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
) -> RefreshResult:
    """Refresh the feeds named, else all. A feed that asked to be left alone (Retry-After) is skipped until then; `due` skips
    all that are not due, `force` fetches without validators. Failures are kept with the feed, none stops the others."""
    started = time.monotonic()
    now = int(time.time())
    states = refresh_states(store, feeds)
    asked = {state.url: state for state in states if _may_ask(state, now, due)}
    run = _Run(store, force, job, tell, len(asked))
    run.result.feeds = len(states)
    run.result.skipped = len(states) - len(asked)
    tell(Progress(job, 0, len(asked), 0, 0))
    try:
        for request, answer in fetcher.get_many(_requests(asked.values(), force), stop=stop):
            run.answered(asked[request.url], answer)
        run.finish()
    finally:
        run.close()
    index_waiting(store, stop)
    run.result.seconds = round(time.monotonic() - started, 3)
    return run.result


class _Run:
    """One refresh under way: answers come in, documents are prepared, entries are kept, what came of each feed is told."""

    def __init__(self, store: Store, force: bool, job: int, tell: Tell, total: int) -> None:
        self.result = RefreshResult()
        self._store = store
        self._force = force
        self._job = job
        self._tell = tell
        self._total = total
        self._done = 0
        self._preparing: Preparing[tuple[RefreshState, Response, bytes]] = Preparing()
        self._texts: list[IndexedText] = []

    def answered(self, state: RefreshState, answer: Response | FetchError) -> None:
        """Take an answer: a failure or an unchanged feed is done with it, a document goes on to be prepared."""
        now = int(time.time())
        if isinstance(answer, FetchError):
            self._failed(state, str(answer), now, answer.retry_after)
        else:
            digest = blake2b(answer.body, digest_size=16).digest() if answer.status != 304 else state.body_hash
            if answer.status == 304 or (digest == state.body_hash and not (self._force and answer.body)):
                _keep(self._store, state, answer, digest, None, now)
                self.result.unchanged += 1
                self._told(state, 0, None)
            else:
                # The bytes go to the preparer; an answer without them is all that has to wait for it.
                self._preparing.put((state, replace(answer, body=b""), digest or b""), answer.body, answer.content_type, answer.url)
        for key, prepared in self._preparing.ready():
            self._prepared(*key, prepared)

    def finish(self) -> None:
        """Wait for what is being prepared, keep it, and index what is left."""
        for key, prepared in self._preparing.rest():
            self._prepared(*key, prepared)
        self._index()

    def close(self) -> None:
        """Let go of other processes."""
        self._preparing.close()

    def _prepared(self, state: RefreshState, answer: Response, digest: bytes, prepared: Prepared | NotAFeed) -> None:
        now = int(time.time())
        if isinstance(prepared, NotAFeed):
            self._failed(state, str(prepared), now, None)
            return
        with self._store.writing():
            saved = keep_entries(self._store, state.id, prepared, now, self._texts)
            _keep(self._store, state, answer, digest, prepared.feed.ttl, now)
        self.result.updated += 1
        self.result.new_entries += len(saved.new)
        self._told(state, len(saved.new), None)
        if len(self._texts) >= _INDEX_AT:
            self._index()

    def _failed(self, state: RefreshState, error: str, now: int, retry_after: int | None) -> None:
        failures = state.failures + 1
        due = next_refresh(state.url, now, Asked(failures=failures, retry_after=retry_after))
        wait = now + retry_after if retry_after else None
        save_refreshed(
            self._store, state.id, Refreshed(state.etag, state.last_modified, state.body_hash, error, failures, now, due, wait)
        )
        self.result.failed += 1
        self.result.errors.append(Failure(state.id, state.url, state.title, error))
        self._told(state, 0, error)

    def _told(self, state: RefreshState, new: int, error: str | None) -> None:
        self._done += 1
        self._tell(FeedRefreshed(self._job, state.id, new, error))
        self._tell(Progress(self._job, self._done, self._total, self.result.new_entries, self.result.failed))

    def _index(self) -> None:
        search.index(self._store, self._texts)
        self._texts.clear()


def keep_entries(store: Store, feed_id: int, prepared: Prepared, now: int, texts: list[IndexedText]) -> Saved:
    """Keep what a feed's document says; adds to `texts` what is to be indexed."""
    feed = prepared.feed
    plain = {entry.identity: text for entry, text in zip(feed.entries, prepared.texts, strict=True)}
    saved = save_entries(store, feed_id, list(zip(feed.entries, prepared.words, strict=True)), now)
    describe_feed(store, feed_id, feed.title, feed.site_url, feed.language)
    texts += [(entry_id, entry.title, entry.author or "", plain[entry.identity]) for entry_id, entry in (*saved.new, *saved.changed)]
    return saved


def _may_ask(state: RefreshState, now: int, due: bool) -> bool:
    return may_ask(now, state.retry_after) and (not due or state.next_refresh is None or state.next_refresh <= now)


def _requests(states: Iterable[RefreshState], force: bool) -> Iterator[Request]:
    for state in states:
        etag, modified = (None, None) if force else (state.etag, state.last_modified)
        yield Request(state.url, etag=etag, last_modified=modified, typed=state.typed)


def _keep(store: Store, state: RefreshState, answer: Response, digest: bytes | None, ttl: int | None, now: int) -> None:
    etag = answer.etag or (state.etag if answer.status == 304 else None)
    modified = answer.last_modified or (state.last_modified if answer.status == 304 else None)
    due = next_refresh(state.url, now, Asked(ttl=ttl, fresh_for=answer.fresh_for))
    save_refreshed(store, state.id, Refreshed(etag, modified, digest, None, 0, now, due))
