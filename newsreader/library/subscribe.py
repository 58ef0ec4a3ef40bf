"""Subscribing: an address becomes a feed, by itself or through the page that links one."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from newsreader.feeds.discover import find_feeds
from newsreader.feeds.parse import NotAFeed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Pace
from newsreader.library.arrivals import Answered, Batch, keep
from newsreader.library.outcomes import after_document
from newsreader.library.preparing import Prepared, prepare
from newsreader.model.feed import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, feed_by_id, refresh_states

_AT_ONCE = 100
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class CannotSubscribe(Exception):
    """An address that gave no feed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Added:
    """A subscription that was made (or was there: `already`); `others` are further feeds that the page links."""

    feed: int
    title: str
    new_entries: int
    already: bool = False
    others: tuple[str, ...] = ()


def subscribe(store: Store, fetcher: Fetcher, address: str, folder: str | None = None, tags: Sequence[str] = ()) -> Added:
    """Subscribe to a feed, or to the first feed that a page links, and keep its entries. Raises CannotSubscribe in words."""
    url = typed_address(address)
    answer = _get(fetcher, url)
    others: tuple[str, ...] = ()
    prepared = prepare(answer.body, answer.content_type, answer.url)
    if isinstance(prepared, NotAFeed):
        links = find_feeds(answer.body, answer.url)
        if not links:
            raise CannotSubscribe(f"{url}: {prepared}, and it links no feed; give the feed's own address") from prepared
        answer, prepared = _first_feed(fetcher, [link.url for link in links])
        others = tuple(link.url for link in links if link.url != answer.url)
        url = answer.url
    now = int(time.time())
    title = prepared.title or url
    with store.writing():
        added, known = add_feeds(store, [Subscription(url, None, prepared.site_url, folder, tuple(tags))], typed=True)
        if not added:
            feed = feed_by_id(store, known[0])
            return Added(known[0], feed.title if feed else url, 0, already=True)
        journal.record_feeds(store, "subscribe", added, f"subscribed to {title}", now)
    (state,) = refresh_states(store, added)
    outcome = after_document(state, answer, blake2b(answer.body, digest_size=16).digest(), prepared, now, Pace())
    batch = Batch(_AT_ONCE)
    batch.add(Answered(state, outcome, prepared))
    ((_, new),) = keep(store, batch, now)
    return Added(added[0], title, len(new), others=others)


def typed_address(address: str) -> str:
    """The URL that somebody means who typed an address: a path of a file that is there, a host without a scheme."""
    address = address.strip()
    if not address:
        raise CannotSubscribe("an address is wanted, as in https://example.org/feed.xml")
    if _SCHEME.match(address) and not re.match(r"[\w.-]+:\d+(/|$)", address):
        return address
    path = Path(address).expanduser()
    if path.is_file():
        return path.resolve().as_uri()
    return f"https://{address}"


def _first_feed(fetcher: Fetcher, urls: Sequence[str]) -> tuple[Response, Prepared]:
    problem: Exception | None = None
    for url in urls:
        try:
            answer = _get(fetcher, url)
        except CannotSubscribe as error:
            problem = problem or error
            continue
        prepared = prepare(answer.body, answer.content_type, answer.url)
        if not isinstance(prepared, NotAFeed):
            return answer, prepared
        problem = problem or prepared
    raise CannotSubscribe(f"the page links {urls[0]}, but {problem}")


def _get(fetcher: Fetcher, url: str) -> Response:
    try:
        return fetcher.get(Request(url, typed=True))
    except FetchError as error:
        raise CannotSubscribe(str(error)) from error
