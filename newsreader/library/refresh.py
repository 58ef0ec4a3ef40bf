"""Refreshing feeds: fetched conditionally and in parallel, parsed only where they changed, kept one transaction a feed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from newsreader.feeds.parse import NotAFeed, parse_feed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Asked, may_ask, next_refresh
from newsreader.library.indexing import index_waiting
from newsreader.model.events import FeedRefreshed, Progress
from newsreader.model.feed import ParsedFeed
from newsreader.store import search
from newsreader.store.connection import Store
from newsreader.store.entries import Saved, save_entries
from newsreader.store.feeds import Refreshed, RefreshState, describe_feed, refresh_states, save_refreshed
from newsreader.text.count import count_words
from newsreader.text.markup import plain_text

_INDEX_AT = 300
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
    result = RefreshResult()
    wanted = {state.url: state for state in refresh_states(store, feeds)}
    result.feeds = len(wanted)
    now = int(time.time())
    asked = {url: state for url, state in wanted.items() if _may_ask(state, now, due)}
    result.skipped = len(wanted) - len(asked)
    texts: list[tuple[int, str, str, str]] = []
    tell(Progress(job, 0, len(asked), 0, 0))
    for done, (request, answer) in enumerate(fetcher.get_many(_requests(asked.values(), force), stop=stop), start=1):
        state = asked[request.url]
        new, error = _take(store, state, answer, force, result, texts)
        tell(FeedRefreshed(job, state.id, new, error))
        tell(Progress(job, done, len(asked), result.new_entries, result.failed))
        if len(texts) >= _INDEX_AT:
            search.index(store, texts)
            texts.clear()
    search.index(store, texts)
    index_waiting(store, stop)
    result.seconds = round(time.monotonic() - started, 3)
    return result


def _may_ask(state: RefreshState, now: int, due: bool) -> bool:
    return may_ask(now, state.retry_after) and (not due or state.next_refresh is None or state.next_refresh <= now)


def _requests(states: Iterable[RefreshState], force: bool) -> Iterator[Request]:
    for state in states:
        etag, modified = (None, None) if force else (state.etag, state.last_modified)
        yield Request(state.url, etag=etag, last_modified=modified, typed=state.typed)


def _take(
    store: Store,
    state: RefreshState,
    answer: Response | FetchError,
    force: bool,
    result: RefreshResult,
    texts: list[tuple[int, str, str, str]],
) -> tuple[int, str | None]:
    """Keep one answer; gives how many entries were new, and the error in words."""
    now = int(time.time())
    if isinstance(answer, FetchError):
        return 0, _fail(store, state, str(answer), now, answer.retry_after, result)
    if answer.status == 304:
        _keep(store, state, answer, state.body_hash, None, now)
        result.unchanged += 1
        return 0, None
    digest = blake2b(answer.body, digest_size=16).digest()
    if digest == state.body_hash and not force:
        _keep(store, state, answer, digest, None, now)
        result.unchanged += 1
        return 0, None
    try:
        parsed = parse_feed(answer.body, answer.content_type, answer.url)
    except NotAFeed as error:
        return 0, _fail(store, state, str(error), now, None, result)
    with store.writing():
        saved = keep_entries(store, state.id, parsed, now, texts)
        _keep(store, state, answer, digest, parsed.ttl, now)
    result.updated += 1
    result.new_entries += len(saved.new)
    return len(saved.new), None


def keep_entries(store: Store, feed_id: int, parsed: ParsedFeed, now: int, texts: list[tuple[int, str, str, str]]) -> Saved:
    """Keep what a feed's document says; adds to `texts` what is to be indexed (id, title, author, text)."""
    plain = {entry.identity: plain_text(entry.html) for entry in parsed.entries}
    saved = save_entries(store, feed_id, [(entry, count_words(plain[entry.identity])) for entry in parsed.entries], now)
    describe_feed(store, feed_id, parsed.title, parsed.site_url, parsed.language)
    texts += [(entry_id, entry.title, entry.author or "", plain[entry.identity]) for entry_id, entry in (*saved.new, *saved.changed)]
    return saved


def _keep(store: Store, state: RefreshState, answer: Response, digest: bytes | None, ttl: int | None, now: int) -> None:
    etag = answer.etag or (state.etag if answer.status == 304 else None)
    modified = answer.last_modified or (state.last_modified if answer.status == 304 else None)
    due = next_refresh(state.url, now, Asked(ttl=ttl, fresh_for=answer.fresh_for))
    save_refreshed(store, state.id, Refreshed(etag, modified, digest, None, 0, now, due))


def _fail(store: Store, state: RefreshState, error: str, now: int, retry_after: int | None, result: RefreshResult) -> str:
    due = next_refresh(state.url, now, Asked(failures=state.failures + 1, retry_after=retry_after))
    wait = now + retry_after if retry_after else None
    save_refreshed(
        store, state.id, Refreshed(state.etag, state.last_modified, state.body_hash, error, state.failures + 1, now, due, wait)
    )
    result.failed += 1
    result.errors.append(Failure(state.id, state.url, state.title, error))
    return error
