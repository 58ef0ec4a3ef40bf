"""Feeds that commands make: a fetcher that has them run beside the network's transfers, for those who were allowed to. While offline they
don't run, since nobody knows what they would ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.fetch.exchange import Fetcher, FetchError, Outcome, Request, Response, Stop
from newsreader.model.sources import Command, command_of

if TYPE_CHECKING:
    from newsreader.library.commands import Commands

SECONDS = 60.0
_TURN = 0.1


class Sources:
    """The network's fetcher, and commands."""

    def __init__(self, fetcher: Fetcher, is_offline: Callable[[], bool] | None = None, seconds: float = SECONDS) -> None:
        self.fetcher = fetcher
        self._is_offline = is_offline or (lambda: fetcher.offline)
        self._seconds = seconds

    @property
    def offline(self) -> bool:
        """Whether no socket may be opened."""
        return self._is_offline()

    @offline.setter
    def offline(self, value: bool) -> None:
        self.fetcher.offline = value

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """Fetch one address, or run its command; raises FetchError."""
        if command_of(request.url) is None:
            return self.fetcher.get(request, stop)
        for _, outcome in self.get_many((request,), stop):
            if isinstance(outcome, FetchError):
                raise outcome
            return outcome
        raise FetchError("stopped", "the command was stopped", url=request.url)

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Fetch many and run many, each yielded as it arrives. Ends early once `stop` says so."""
        run = _Run(self._is_offline, self._seconds)
        try:
            for request, outcome in self.fetcher.get_many(run.addresses(requests), stop):
                if not run.takes(request, outcome):
                    yield request, outcome
                yield from run.ended(0)
            while run.busy and not (stop and stop()):
                yield from run.ended(_TURN)
        finally:
            run.end()


class _Run:
    """The commands of one `get_many`: what waits for what it filters, what runs, what is done."""

    def __init__(self, is_offline: Callable[[], bool], seconds: float) -> None:
        self._is_offline, self._seconds = is_offline, seconds
        self._filtered: dict[str, list[tuple[Request, Command]]] = {}
        self._done: list[Outcome] = []
        self._commands: Commands | None = None

    @property
    def busy(self) -> bool:
        """Whether something runs or has to be told."""
        return bool(self._done) or (self._commands is not None and self._commands.running > 0)

    def addresses(self, requests: Iterable[Request]) -> Iterator[Request]:
        """What the network is to be asked; commands that need nothing of it are started."""
        for request in requests:
            command = command_of(request.url)
            if command is None:
                yield request
            elif not request.may_run:
                words = "commands run only where you said yes to this very one"
                self._done.append((request, FetchError("blocked", words, url=request.url)))
            elif self._is_offline():
                self._done.append((request, FetchError("offline", "offline: its command was not run", url=request.url)))
            elif command.url:
                self._filtered.setdefault(command.url, []).append((request, command))
                yield replace(request, url=command.url, etag=None, last_modified=None)  # whole: the command may have changed
            else:
                self._start(request, command, b"")

    def takes(self, request: Request, outcome: Response | FetchError) -> bool:
        """Take an answer that a command is to filter; False where none is."""
        if not request.may_run or not self._filtered.get(request.url):
            return False
        asked, command = self._filtered[request.url].pop(0)
        if isinstance(outcome, FetchError):
            self._done.append((asked, outcome))
        else:
            self._start(asked, command, outcome.body)
        return True

    def ended(self, seconds: float) -> Iterator[Outcome]:
        """What has ended, after so many seconds at the most."""
        done, self._done = self._done, []
        yield from done
        if self._commands is not None:
            yield from self._commands.ended(seconds)

    def end(self) -> None:
        """End what still runs."""
        if self._commands is not None:
            self._commands.end()

    def _start(self, request: Request, command: Command, body: bytes) -> None:
        if self._commands is None:
            from newsreader.library.commands import Commands  # programs and threads: few libraries have such feeds

            self._commands = Commands(self._seconds)
        self._commands.start(request, command, body)
