"""The worker's desk of feeds: what there is at an address, and subscribing to it."""

from __future__ import annotations

import time
from collections.abc import Callable

from newsreader.fetch.exchange import Fetcher
from newsreader.library.discovering import CannotSubscribe, Found, typed_address
from newsreader.library.incoming import follow_rules
from newsreader.library.outbox import is_offline, later_subscribe
from newsreader.library.storythreads import thread_arrivals
from newsreader.library.subscribe import Added, choices_at, subscribe, subscribe_to
from newsreader.model.choices import FeedChoice
from newsreader.model.events import Event, FeedsFound, Subscribed
from newsreader.model.jobs import FindFeeds, Subscribe
from newsreader.store.connection import Store


class FeedDesk:
    """Keeps what was found last, so that what is chosen of it isn't fetched once more."""

    def __init__(self) -> None:
        self._found: Found | None = None

    def do(
        self,
        store: Store,
        fetcher: Fetcher,
        number: int,
        job: FindFeeds | Subscribe,
        tell: Callable[[Event], None],
        stop: Callable[[], bool],
    ) -> str:
        """Do a job; gives what came of it, in words. Raises CannotSubscribe, StoreError."""
        try:
            if isinstance(job, FindFeeds):
                self._found = found = choices_at(store, fetcher, job.url, stop)
                tell(FeedsFound(number, found.url, found.choices, found.why, found.note))
                return ""
            added = self._subscribe(store, fetcher, job)
        except CannotSubscribe as error:
            if not is_offline(error):
                raise
            later_subscribe(store, typed_address(job.url), job.folder, job.tags if isinstance(job, Subscribe) else ())
            return f"offline: {job.url} is on the list, and is subscribed to when the network is back"
        follow_rules(store, int(time.time()), stop)
        thread_arrivals(store, int(time.time()), stop)
        tell(Subscribed(number, added.feed, added.title, added.new_entries))
        return f"{added.title} was there already" if added.already else f"subscribed to {added.title}: {added.new_entries} entries"

    def _subscribe(self, store: Store, fetcher: Fetcher, job: Subscribe) -> Added:
        if not job.found_at:
            return subscribe(store, fetcher, job.url, job.folder, job.tags)
        found = self._found if self._found is not None and self._found.url == job.found_at else Found(job.found_at)
        choice = next((each for each in found.choices if each.url == job.url), FeedChoice(job.url, job.url))
        return subscribe_to(store, fetcher, found, choice, job.folder, job.tags)
