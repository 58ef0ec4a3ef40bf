"""Feeds that get what somebody hands them: `something | newsreader add stdin:NAME`, the first time and every time after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsreader.feeds.errors import NotAFeed
from newsreader.fetch.exchange import FetchError, Outcome, Request, Response, Stop
from newsreader.library.discovering import CannotSubscribe, Found
from newsreader.library.preparing import prepare
from newsreader.library.refresh import refresh
from newsreader.library.subscribe import Added, subscribe_to
from newsreader.model.choices import FeedChoice
from newsreader.model.sources import STDIN
from newsreader.store.connection import Store
from newsreader.store.feeds import all_feeds
from newsreader.text.clean import clean

MOST_BYTES = 20 << 20


class Handed:
    """A fetcher that has the one document that was handed over."""

    offline = False

    def __init__(self, url: str, body: bytes) -> None:
        self._answer = Response(url, 200, body)

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """The document; raises FetchError for every other address."""
        if request.url != self._answer.url:
            raise FetchError("blocked", "only what was handed over is read", url=request.url)
        return self._answer

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Each request with its answer."""
        for request in requests:
            try:
                yield request, self.get(request)
            except FetchError as error:
                yield request, error


def feed_by_hand(store: Store, address: str, body: bytes, folder: str | None = None, tags: Sequence[str] = ()) -> Added:
    """Give a document to the feed `stdin:NAME`, which is made if it isn't there. Raises CannotSubscribe in words."""
    name = clean(address.removeprefix(STDIN))
    if not name or len(name) > 200:
        raise CannotSubscribe("a feed that is handed what it brings needs a name: something | newsreader add stdin:NAME")
    if len(body) > MOST_BYTES:
        raise CannotSubscribe(f"what was handed over is larger than {MOST_BYTES >> 20} MB")
    url = STDIN + name
    prepared = prepare(body, None, url)
    if isinstance(prepared, NotAFeed):
        raise CannotSubscribe(f"what was handed over can't be read: {prepared}")
    fetcher = Handed(url, body)
    known = next((feed for feed in all_feeds(store) if feed.url == url), None)
    if known is None:
        choice = FeedChoice(url, prepared.title or name, len(prepared.identities))
        return subscribe_to(store, fetcher, Found(url, (choice,), {url: (fetcher.get(Request(url)), prepared)}), choice, folder, tags)
    result = refresh(store, fetcher, [known.id], fed=True)
    wrong = result.errors[0].error if result.errors else None
    return Added(known.id, known.title, result.new_entries, already=True, wrong=wrong)
