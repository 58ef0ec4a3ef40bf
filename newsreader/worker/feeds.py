"""The worker's desk of feeds: what there is at an address, and subscribing to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from newsreader.fetch.exchange import Fetcher, Response
from newsreader.library.access import Reaching, access_given, access_of
from newsreader.library.discovering import CannotSubscribe, Found, typed_address
from newsreader.library.logins import put_away, without_login
from newsreader.library.outbox import is_offline, later_subscribe
from newsreader.library.pagefeeds import fetch_page, guess_page, try_page
from newsreader.library.storythreads import thread_arrivals
from newsreader.library.subscribe import Added, choices_at, subscribe, subscribe_to
from newsreader.library.trusting import certificate_of
from newsreader.model.choices import FeedChoice
from newsreader.model.events import CertificateShown, Event, FeedsFound, PageTried, Subscribed
from newsreader.model.jobs import FindFeeds, ShowCertificate, Subscribe, TryPage
from newsreader.model.pageselectors import BadSelectors, read_selectors
from newsreader.store.connection import Store
from newsreader.store.refreshes import refresh_states

MOST_SHOWN = 30
_FRESH_SECONDS = 300
_LONGEST = 300


class FeedDesk:
    """Keeps what was found last, so that what is chosen of it isn't fetched once more."""

    def __init__(self) -> None:
        self._found: Found | None = None
        self._found_when = 0.0
        self._given: dict[str, tuple[Mapping[str, str], str | None]] = {}
        """By which settings an address was reached, and the folder for which it is meant."""

    def do(
        self,
        store: Store,
        fetcher: Fetcher,
        number: int,
        job: FindFeeds | TryPage | Subscribe | ShowCertificate,
        tell: Callable[[Event], None],
        stop: Callable[[], bool],
    ) -> str:
        """Do a job; gives what came of it, in words. Raises CannotSubscribe, CannotTrust, StoreError."""
        if isinstance(job, ShowCertificate):
            shown = certificate_of(store, job.feed, fetcher.offline)
            tell(CertificateShown(number, job.feed, shown.host, shown.fingerprint, shown.pin))
            return ""
        if isinstance(job, TryPage):
            tell(self._try_page(store, number, fetcher, job))
            return ""
        try:
            if isinstance(job, FindFeeds):
                self._found_when = time.monotonic()
                self._found = found = choices_at(store, fetcher, job.url, stop, folder=job.folder, confirmed=job.confirmed)
                self._given[found.url] = found.options, job.folder
                tell(FeedsFound(number, found.url, found.choices, found.why, found.note))
                return put_away(store, typed_address(job.url)).words
            added = self._subscribe(store, fetcher, job)
        except CannotSubscribe as error:
            if not is_offline(error) or (isinstance(job, Subscribe) and job.page):
                raise
            later_subscribe(store, typed_address(job.url), job.folder, job.tags if isinstance(job, Subscribe) else ())
            return f"offline: {without_login(job.url)} is on the list, and is subscribed to when the network is back"
        thread_arrivals(store, int(time.time()), stop)
        tell(Subscribed(number, added.feed, added.title, added.new_entries))
        return added.words

    @property
    def _fresh(self) -> bool:
        return time.monotonic() - self._found_when < _FRESH_SECONDS

    def _subscribe(self, store: Store, fetcher: Fetcher, job: Subscribe) -> Added:
        if not job.found_at:
            return subscribe(store, fetcher, job.url, job.folder, job.tags)
        found = self._found if self._found is not None and self._found.url == job.found_at else Found(job.found_at)
        found = replace(found, options=self._given.get(job.found_at, ({}, None))[0])
        if job.page:
            choice = FeedChoice(job.url, job.url)
            return subscribe_to(store, fetcher, found, choice, job.folder, job.tags, read_selectors(job.page))
        choice = next((each for each in found.choices if each.url == job.url), FeedChoice(job.url, job.url))
        return subscribe_to(store, fetcher, found, choice, job.folder, job.tags)

    def _page(self, store: Store, fetcher: Fetcher, url: str) -> Response:
        """A page that was looked at before, or that is a feed by now, reached as that is."""
        known = next((state for state in refresh_states(store) if state.url == url), None)
        if known is not None:
            return fetch_page(Reaching(fetcher, access_of(url, known.options, known.own)), url, known.typed)
        return fetch_page(Reaching(fetcher, access_given(store, url, *self._given.get(url, ({}, None)))), url)

    def _try_page(self, store: Store, number: int, fetcher: Fetcher, job: TryPage) -> PageTried:
        try:
            page = self._found.page if self._found is not None and self._found.url == job.url else None
            if page is None or not self._fresh:
                page = self._page(store, fetcher, job.url)
                self._found, self._found_when = Found(job.url, page=page), time.monotonic()
            tried = try_page(page, read_selectors(job.selectors)) if job.selectors else guess_page(page)
        except (CannotSubscribe, BadSelectors) as error:
            return PageTried(number, job.url, job.selectors, error=str(error))
        entries = tried.feed.entries
        return PageTried(
            number,
            job.url,
            tried.selectors.text,
            len(entries),
            tuple(entry.title[:_LONGEST] for entry in entries[:MOST_SHOWN]),
            tuple(entry.url or "" for entry in entries[:MOST_SHOWN]),
            tuple(entry.published or 0 for entry in entries[:MOST_SHOWN]),
            tuple(guess.text for guess in tried.guesses),
        )
