"""The HTTP client for a process, from its settings: the network's, or the demo edition's; silent while offline."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import pycurl

from newsreader.config.settings import Settings
from newsreader.demo import edition
from newsreader.fetch.access import Hidden, Reveal
from newsreader.fetch.addresses import place_of
from newsreader.fetch.bundled import BundledClient
from newsreader.fetch.client import Client
from newsreader.fetch.exchange import FEEDS, PAGES, Fetcher
from newsreader.fetch.limits import Limits
from newsreader.fetch.transfer import Transfer
from newsreader.library.sources import Sources
from newsreader.store.connection import Store
from newsreader.store.contacts import note_contacts
from newsreader.store.errors import StoreError

if TYPE_CHECKING:
    from newsreader.programs.secrets import Secrets

_PURPOSES = {FEEDS: "feed", PAGES: "page"}


def open_fetcher(settings: Settings, *, demo: bool, offline: Callable[[], bool]) -> Fetcher:
    """A client; `offline` is asked before every request, so that the state can change while one lives."""
    if demo:
        return BundledClient(edition())
    limits = Limits(total=float(settings.timeout), overall=settings.connections, per_host=settings.connections_per_host)
    return Sources(_WatchedClient(limits, settings.user_agent or None, offline), offline)


class _WatchedClient(Client):
    """A client that asks somebody else whether it is offline, and counts whom it asked for what."""

    def __init__(self, limits: Limits, user_agent: str | None, is_offline: Callable[[], bool]) -> None:
        super().__init__(limits, user_agent, reveal=_revealing())
        self._is_offline = is_offline
        self.contacts: Counter[tuple[str, str]] = Counter()

    def allow(self, transfer: Transfer) -> None:
        self.offline = self._is_offline()
        super().allow(transfer)

    def prepare(self, transfer: Transfer, handle: pycurl.Curl) -> None:
        super().prepare(transfer, handle)
        purpose = _PURPOSES.get(transfer.request.accept, "picture")
        asked, place = place_of(transfer.request.url), transfer.address.place
        self.contacts[place, purpose if asked == place else f"{purpose}, sent on by {asked}"] += 1


def _revealing() -> Reveal:
    """Looks secrets up, and remembers them for a while."""
    known: list[Secrets] = []

    def reveal(reference: str) -> str:
        from newsreader.programs.secrets import SecretError, Secrets  # few feeds want one

        if not known:
            known.append(Secrets())
        try:
            return known[0].reveal(reference)
        except SecretError as error:
            raise Hidden(str(error)) from None

    return reveal


def log_contacts(store: Store, fetcher: Fetcher) -> None:
    """Add the hosts that were asked since the last time to the library's log; a log that can't be written stops nothing."""
    client = fetcher.fetcher if isinstance(fetcher, Sources) else fetcher
    if isinstance(client, _WatchedClient) and client.contacts:
        contacts, client.contacts = client.contacts, Counter()
        try:
            note_contacts(store, contacts, int(time.time()))
        except StoreError:
            pass
