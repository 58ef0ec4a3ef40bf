"""Subscribing: an address becomes a feed, by itself or through the page that links one."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsreader.feeds.discover import find_feeds
from newsreader.feeds.parse import NotAFeed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Asked, next_refresh
from newsreader.library.preparing import Prepared, prepare
from newsreader.library.refresh import IndexedText, keep_entries
from newsreader.model.feed import Subscription
from newsreader.store import journal, search
from newsreader.store.connection import Store
from newsreader.store.feeds import Refreshed, add_feeds, feed_by_id, save_refreshed

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
    parsed = prepared.feed
    wanted = Subscription(url, None, parsed.site_url, folder, tuple(tags))
    now = int(time.time())
    texts: list[IndexedText] = []
    with store.writing():
        added, known = add_feeds(store, [wanted], typed=True)
        if not added:
            feed = feed_by_id(store, known[0])
            return Added(known[0], feed.title if feed else url, 0, already=True)
        saved = keep_entries(store, added[0], prepared, now, texts)
        due = next_refresh(url, now, Asked(ttl=parsed.ttl, fresh_for=answer.fresh_for))
        save_refreshed(store, added[0], Refreshed(answer.etag, answer.last_modified, None, None, 0, now, due))
        title = parsed.title or url
        journal.record_feeds(store, "subscribe", added, f"subscribed to {title}", now)
    search.index(store, texts)
    return Added(added[0], title, len(saved.new), others=others)


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
