"""Subscribing: an address becomes a feed, by itself or by what `discovering` finds there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsreader.feeds.parse import NotAFeed
from newsreader.fetch.exchange import Fetcher, FetchError, Request, Response
from newsreader.fetch.politeness import Pace
from newsreader.library.arrivals import Answered, Batch, keep
from newsreader.library.discovering import CannotSubscribe, Found, discover, is_typed, typed_address
from newsreader.library.incoming import follow_rules
from newsreader.library.outcomes import after_document, body_digest
from newsreader.library.preparing import Prepared, prepare
from newsreader.model.choices import FeedChoice
from newsreader.model.feed import Subscription
from newsreader.model.pageselectors import PageSelectors
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, all_feeds, feed_by_id, refresh_states
from newsreader.store.options import keep_option
from newsreader.store.rules import forget_notices

__all__ = ["Added", "CannotSubscribe", "choices_at", "subscribe", "subscribe_to", "typed_address"]

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Added:
    """A subscription that was made (or was there: `already`); `others` are further feeds that were to choose from."""

    feed: int
    title: str
    new_entries: int
    already: bool = False
    others: tuple[FeedChoice, ...] = ()


def subscribe(store: Store, fetcher: Fetcher, address: str, folder: str | None = None, tags: Sequence[str] = ()) -> Added:
    """Subscribe to a feed, or to the main feed of a page or site, and keep its entries. Raises CannotSubscribe in words."""
    found = discover(fetcher, address)
    if not found.choices:
        raise CannotSubscribe(f"{found.why}; give the feed's own address")
    added = subscribe_to(store, fetcher, found, found.choices[0], folder, tags)
    return replace(added, others=found.choices[1:])


def choices_at(store: Store, fetcher: Fetcher, address: str, stop: Callable[[], bool] = lambda: False) -> Found:
    """What an address leads to, with the subscriptions that are there already. Raises CannotSubscribe in words."""
    found = discover(fetcher, address, stop)
    there = {feed.url: feed.id for feed in all_feeds(store)}
    return replace(found, choices=tuple(replace(choice, feed=there.get(choice.url, 0)) for choice in found.choices))


def subscribe_to(
    store: Store,
    fetcher: Fetcher,
    found: Found,
    choice: FeedChoice,
    folder: str | None = None,
    tags: Sequence[str] = (),
    page: PageSelectors | None = None,
) -> Added:
    """Subscribe to one of the feeds that were found, and keep its entries; `page`: it is a page, with its entries where these say.
    Raises CannotSubscribe in words."""
    typed = is_typed(choice.url, found.url)
    options = {"page": page.text} if page is not None else {}
    answer, prepared = _document(fetcher, found, choice, typed, options)
    now = int(time.time())
    title = prepared.title or choice.title
    with store.writing():
        added, known = add_feeds(store, [Subscription(choice.url, None, prepared.site_url, folder, tuple(tags))], typed)
        if not added:
            feed = feed_by_id(store, known[0])
            return Added(known[0], feed.title if feed else choice.url, 0, already=True)
        for name, value in options.items():
            keep_option(store, f"feed:{added[0]}", name, value)
        journal.record_feeds(store, "subscribe", added, f"subscribed to {title}", now)
    (state,) = refresh_states(store, added)
    outcome = after_document(state, answer, body_digest(answer.body, options), prepared, now, Pace())
    batch = Batch(_AT_ONCE)
    batch.add(Answered(state, outcome, prepared))
    ((_, new),) = keep(store, batch, now)
    follow_rules(store, now)
    forget_notices(store, new)  # who subscribes is looking
    return Added(added[0], title, len(new))


def _document(
    fetcher: Fetcher, found: Found, choice: FeedChoice, typed: bool, options: Mapping[str, str]
) -> tuple[Response, Prepared]:
    """The choice's document, from what was found or else fetched."""
    if choice.url in found.documents and not options:
        return found.documents[choice.url]
    answer = found.page if options else None
    if answer is None:
        try:
            answer = fetcher.get(Request(choice.url, typed=typed))
        except FetchError as error:
            raise CannotSubscribe(str(error)) from error
    prepared = prepare(answer.body, answer.content_type, answer.url, page=options.get("page", ""))
    if isinstance(prepared, NotAFeed):
        raise CannotSubscribe(f"{choice.url}: {prepared}")
    return answer, prepared
