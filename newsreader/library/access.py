"""How feeds are reached, from their settings; and a fetcher that reaches a feed's pages and pictures as its feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, cast

from newsreader.fetch.access import Access
from newsreader.fetch.exchange import Fetcher, Outcome, Request, Response, Stop
from newsreader.library.confirming import CONFIRMED, is_confirmed, seal
from newsreader.model.options import OPTIONS
from newsreader.model.sources import command_of
from newsreader.store.connection import Store
from newsreader.store.feeds import feed_by_id
from newsreader.store.options import options_for

_NAMES = frozenset(Access.__dataclass_fields__) - {"home", "headers"}


def access_of(url: str, options: Mapping[str, str], own: Mapping[str, str] | None = None) -> Access | None:
    """How a feed is reached; None where nothing is special about it. Of its `own` settings (None: all of them), what proves who asks or
    leads over another machine is left out until the user confirmed it."""
    own = options if own is None else own
    if not is_confirmed(url, own):
        options = {name: value for name, value in options.items() if name in OPTIONS and not (OPTIONS[name].sealed and name in own)}
    given = {name: value for name, value in options.items() if name in _NAMES}
    headers = options.get("headers", "")
    if not given and not headers:
        return None
    command = command_of(url)
    pairs = tuple((name, value) for name, _, value in (each.partition(": ") for each in headers.split(" | ") if each))
    auth = cast(Literal["any", "basic", "digest"], given.pop("auth", "any"))
    return Access(home=command.url if command else url, headers=pairs, auth=auth, **given)


def access_for(store: Store, feed_id: int) -> Access | None:
    """How a feed's pages and pictures are reached; what proves who asks goes to the feed's own host alone (`Access.at_home`)."""
    feed = feed_by_id(store, feed_id)
    if feed is None:
        return None
    kept = options_for(store, feed.id, feed.folder)
    return access_of(feed.url, kept.of(feed.id, feed.folder), kept.own(f"feed:{feed.id}"))


def access_given(store: Store, url: str, given: Mapping[str, str], folder: str | None = None) -> Access | None:
    """How an address that is no feed yet is reached: by what the user gave with it, over what holds in the folder for which it is meant."""
    own = {**given, CONFIRMED: seal(url, given)}
    return access_of(url, {**options_for(store, None, folder).of(None, folder), **own}, own)


class Reaching:
    """A fetcher that asks as a feed does."""

    def __init__(self, fetcher: Fetcher, access: Access | None, may_run: str = "") -> None:
        self._fetcher, self.access, self._may_run = fetcher, access, may_run

    @property
    def offline(self) -> bool:
        """Whether no socket may be opened."""
        return self._fetcher.offline

    @offline.setter
    def offline(self, value: bool) -> None:
        self._fetcher.offline = value

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """Fetch one address; raises FetchError."""
        return self._fetcher.get(self._as_feed(request), stop)

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Fetch many, each yielded as it arrives."""
        return self._fetcher.get_many((self._as_feed(request) for request in requests), stop)

    def _as_feed(self, request: Request) -> Request:
        return replace(request, access=self.access, may_run=request.may_run or request.url == self._may_run != "")


def reaching(store: Store, fetcher: Fetcher, feed_id: int) -> Fetcher:
    """The fetcher for a feed's pages and pictures."""
    access = access_for(store, feed_id)
    return fetcher if access is None else Reaching(fetcher, access)
