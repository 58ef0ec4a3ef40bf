"""The HTTP client for a process, from its settings: the network's, or the demo edition's; silent while offline."""

from __future__ import annotations

from collections.abc import Callable

from newsreader.config.settings import Settings
from newsreader.demo import edition
from newsreader.fetch.bundled import BundledClient
from newsreader.fetch.client import Client
from newsreader.fetch.exchange import Fetcher
from newsreader.fetch.limits import Limits
from newsreader.fetch.transfer import Transfer


def open_fetcher(settings: Settings, *, demo: bool, offline: Callable[[], bool]) -> Fetcher:
    """A client; `offline` is asked before every request, so that the state can change while one lives."""
    if demo:
        return BundledClient(edition())
    limits = Limits(total=float(settings.timeout), overall=settings.connections, per_host=settings.connections_per_host)
    return _WatchedClient(limits, settings.user_agent or None, offline)


class _WatchedClient(Client):
    """A client that asks somebody else whether it is offline."""

    def __init__(self, limits: Limits, user_agent: str | None, is_offline: Callable[[], bool]) -> None:
        super().__init__(limits, user_agent)
        self._is_offline = is_offline

    def allow(self, transfer: Transfer) -> None:
        self.offline = self._is_offline()
        super().allow(transfer)
