"""Subscribing: an address becomes a feed, by itself or by what `discovering` finds there."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsreader.feeds.parse import NotAFeed
from newsreader.fetch.exchange import Fetcher, Request, Response
from newsreader.fetch.politeness import Pace
from newsreader.library.access import Reaching, access_given
from newsreader.library.arrivals import Answered, Batch, keep
from newsreader.library.confirming import CONFIRMED, seal, wants
from newsreader.library.discovering import CannotSubscribe, Found, discover, fetched, is_typed, typed_address
from newsreader.library.incoming import follow_rules
from newsreader.library.logins import put_away
from newsreader.library.outcomes import after_document, body_digest
from newsreader.library.preparing import Prepared, prepare
from newsreader.model.choices import FeedChoice
from newsreader.model.options import OPTIONS, BadOption, checked
from newsreader.model.pageselectors import PageSelectors
from newsreader.model.sources import command_of, is_fed
from newsreader.model.subscription import Subscription
from newsreader.store import journal
from newsreader.store.connection import Store
from newsreader.store.feeds import add_feeds, all_feeds, feed_by_id
from newsreader.store.options import keep_option
from newsreader.store.refreshes import refresh_states
from newsreader.store.rules import forget_notices
from newsreader.text.counted import counted

__all__ = ["Added", "CannotSubscribe", "choices_at", "subscribe", "subscribe_to", "typed_address"]

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Added:
    """A subscription that was made (or was there: `already`); `others` are further feeds that were to choose from, `wrong` is what is
    wrong with its document."""

    feed: int
    title: str
    new_entries: int
    already: bool = False
    others: tuple[FeedChoice, ...] = ()
    wrong: str | None = None

    @property
    def words(self) -> str:
        """What came of it, in a sentence."""
        if self.already:
            return f"{self.title} was there already"
        return f"subscribed to {self.title}: {counted(self.new_entries, 'entry')}{f'; {self.wrong}' if self.wrong else ''}"


def subscribe(
    store: Store,
    fetcher: Fetcher,
    address: str,
    folder: str | None = None,
    tags: Sequence[str] = (),
    options: Mapping[str, str] | None = None,
) -> Added:
    """Subscribe to a feed, or to the main feed of a page or site, and keep its entries. Raises CannotSubscribe in words."""
    found = choices_at(store, fetcher, address, options=options, folder=folder)
    if not found.choices:
        raise CannotSubscribe(f"{found.why}; give the feed's own address")
    added = subscribe_to(store, fetcher, found, found.choices[0], folder, tags)
    return replace(added, others=found.choices[1:])


def choices_at(
    store: Store,
    fetcher: Fetcher,
    address: str,
    stop: Callable[[], bool] = lambda: False,
    options: Mapping[str, str] | None = None,
    folder: str | None = None,
    confirmed: bool = False,
) -> Found:
    """What an address leads to, with the subscriptions that are there already; `options` are the settings of a feed by which it is
    reached, `confirmed` says that its command may run. A login in the address is put away. Raises CannotSubscribe in words."""
    if is_fed(address.strip()):
        raise CannotSubscribe(f"this feed is handed what it brings, in a shell: something | newsreader add {address.strip()}")
    url, asking, given = reached(store, fetcher, address, options, folder)
    if command_of(url) is None:
        found = discover(asking, url, stop)
    elif confirmed:
        found = _made_by(Reaching(asking, asking.access, url), url)
    else:
        raise CannotSubscribe(f"it {wants(url, {})} whenever it is refreshed: say --yes if that is meant")
    found = replace(found, options=given)
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
    options = {name: value for name, value in found.options.items() if typed or name == "proxy" or not OPTIONS[name].sealed}
    options |= {"page": page.text} if page is not None else {}
    sealed = {**options, CONFIRMED: seal(choice.url, options)} if wants(choice.url, options) else options
    asking = Reaching(fetcher, access_given(store, choice.url, options, folder))
    answer, prepared = _document(asking, found, choice, typed, page.text if page is not None else "")
    now = int(time.time())
    title = prepared.title or choice.title
    with store.writing():
        added, known = add_feeds(store, [Subscription(choice.url, None, prepared.site_url, folder, tuple(tags))], typed)
        if not added:
            feed = feed_by_id(store, known[0])
            return Added(known[0], feed.title if feed else choice.url, 0, already=True)
        for name, value in sealed.items():
            keep_option(store, f"feed:{added[0]}", name, value)
        journal.record_feeds(store, "subscribe", added, f"subscribed to {title}", now)
    (state,) = refresh_states(store, added)
    outcome = after_document(state, answer, body_digest(answer.body, options), prepared, now, Pace())
    batch = Batch(_AT_ONCE)
    batch.add(Answered(state, outcome, prepared))
    ((_, new),) = keep(store, batch, now)
    follow_rules(store, now)
    forget_notices(store, new)  # who subscribes is looking
    return Added(added[0], title, len(new), wrong=outcome.error)


def _document(fetcher: Fetcher, found: Found, choice: FeedChoice, typed: bool, page: str) -> tuple[Response, Prepared]:
    """The choice's document, from what was found or else fetched."""
    if choice.url in found.documents and not page:
        return found.documents[choice.url]
    answer = found.page if page else None
    if answer is None:
        answer = fetched(fetcher, Request(choice.url, typed=typed))
    return answer, _read(choice.url, answer, page)


def _read(url: str, answer: Response, page: str = "") -> Prepared:
    prepared = prepare(answer.body, answer.content_type, answer.url, page=page)
    if isinstance(prepared, NotAFeed):
        raise CannotSubscribe(f"{url}: {prepared}")
    return prepared


def reached(
    store: Store, fetcher: Fetcher, address: str, options: Mapping[str, str] | None = None, folder: str | None = None
) -> tuple[str, Reaching, dict[str, str]]:
    """A typed address without its login, a fetcher that reaches it as a feed in `folder`, and the settings that are its own. Raises
    CannotSubscribe."""
    away = put_away(store, typed_address(address))
    given = {**away.options, **_checked(options or {})}
    return away.url, Reaching(fetcher, access_given(store, away.url, given, folder)), given


def _made_by(fetcher: Fetcher, url: str) -> Found:
    """The feed that a command makes; it links none."""
    answer = fetched(fetcher, Request(url, typed=True))
    prepared = _read(url, answer)
    return Found(url, (FeedChoice(url, prepared.title or url, len(prepared.identities)),), {url: (answer, prepared)}, direct=True)


def _checked(options: Mapping[str, str]) -> dict[str, str]:
    try:
        return {name: value for name, value in checked(options).items() if value and name != "paused"}
    except BadOption as error:
        raise CannotSubscribe(str(error)) from error
