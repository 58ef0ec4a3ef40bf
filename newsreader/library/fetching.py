"""The HTTP client for a process, from its settings: the real one, or the demo edition's; silent while offline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from newsreader.config.settings import Settings
from newsreader.demo import edition
from newsreader.fetch.bundled import BundledClient
from newsreader.fetch.client import Client, Fetcher, FetchError, Limits, Request, Response


def open_fetcher(settings: Settings, *, demo: bool, offline: Callable[[], bool]) -> Fetcher:
    """A client; `offline` is asked before every request, so that the state can change while it lives."""
    if demo:
        return BundledClient(edition())
    limits = Limits(
        total_seconds=float(settings.timeout), connections=settings.connections, connections_per_host=settings.connections_per_host
    )
    online = Client(limits, user_agent=settings.user_agent or None)
    return _Switched(online, Client(limits, offline=True), offline)


class _Switched:
    """Two clients of which one opens no socket."""

    def __init__(self, online: Fetcher, silent: Fetcher, offline: Callable[[], bool]) -> None:
        self._online = online
        self._silent = silent
        self._offline = offline

    def get(self, request: Request, stop: Callable[[], bool] = lambda: False) -> Response:
        return self._now().get(request, stop)

    def get_many(
        self, requests: Iterable[Request], stop: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Request, Response | FetchError]]:
        return self._now().get_many(requests, stop)

    def _now(self) -> Fetcher:
        return self._silent if self._offline() else self._online
