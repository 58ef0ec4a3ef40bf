"""The network's client: many transfers in one thread, a few to each host, warm connections, guarded at every hop."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial

import pycurl

from newsreader import __version__
from newsreader.fetch.access import Hidden, Reveal
from newsreader.fetch.certificates import trusted_certificates
from newsreader.fetch.exchange import Fetcher, FetchError, Outcome, Request, Response, Stop
from newsreader.fetch.files import read_file
from newsreader.fetch.limits import Limits
from newsreader.fetch.loop import Loop
from newsreader.fetch.transfer import Transfer

__all__ = ["Client", "FetchError", "Fetcher", "Limits", "Request", "Response", "default_user_agent"]

LOOK_AHEAD = 1024
_SLOW = 4
"""How many times `Limits.overall` run at most, with those that are slow."""
_SEVERAL, _FAST = 8, 2 << 20
"""Beside so many others an answer comes in at so many bytes a second at most, lest one without an end takes the time of all."""
_LATELY = 8  # answers
_LEAST_PATIENCE, _TIMES_USUAL = 0.25, 4
"""One is slow that takes so many times as long as others usually do, and so many seconds."""
_LONGEST_WAIT = 10.0
"""Seconds that a large answer waits for others at the most, lest its server gives up."""
_TURN = 0.1  # seconds after which a wish to stop is heard at the latest


def default_user_agent() -> str:
    """The name this program goes by, honestly."""
    return f"newsreader/{__version__} (a news reader for the terminal)"


class Client:
    """Fetches over HTTP(S), and files that the user typed. `offline` may be switched at any time: then no socket is opened."""

    def __init__(
        self,
        limits: Limits | None = None,
        user_agent: str | None = None,
        *,
        offline: bool = False,
        proxy: str | None = None,
        certificates: str | None = None,
        reveal: Reveal | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.user_agent = user_agent or default_user_agent()
        self.offline = offline
        self._proxy = proxy
        self._certificates = certificates or trusted_certificates()
        self._reveal = reveal or _nothing_hidden
        self._idle: list[Loop] = []

    def get(self, request: Request, stop: Stop | None = None) -> Response:
        """Fetch one address; raises FetchError."""
        for _, outcome in self.get_many((request,), stop):
            if isinstance(outcome, FetchError):
                raise outcome
            return outcome
        raise FetchError("stopped", "the request was stopped", url=request.url)

    def get_many(self, requests: Iterable[Request], stop: Stop | None = None) -> Iterator[Outcome]:
        """Fetch many, each yielded as it arrives; `requests` is read as there is room. Ends early once `stop` says so."""
        try:
            loop = self._idle.pop()
        except IndexError:  # asked for beforehand, another thread could take it in between
            loop = Loop(2 * self.limits.overall)
        run = _Run(self, loop, iter(requests))
        try:
            while not (stop and stop()):
                run.fill()
                if run.outcomes:
                    yield run.outcomes.popleft()
                elif run.active:
                    run.turn()
                else:
                    return
        finally:
            run.abandon()
            self._idle.append(loop)

    def close(self) -> None:
        """Close the warm connections."""
        while self._idle:
            self._idle.pop().close()

    def start(self, request: Request) -> Transfer | Response:
        """A transfer ready to run, or the answer where none is needed. Raises FetchError."""
        if request.url.lower().startswith("file:"):
            return read_file(request, min(self.limits.body, request.most_bytes or self.limits.body))
        transfer = Transfer(request, self.limits)
        self.allow(transfer)
        return transfer

    def allow(self, transfer: Transfer) -> None:
        """Refuse while offline, at the start and at every hop."""
        if self.offline:
            raise FetchError("offline", f"offline: {transfer.address.host} was not asked", url=transfer.request.url)

    def prepare(self, transfer: Transfer, handle: pycurl.Curl) -> None:
        """Set a handle up for a transfer's present hop."""
        transfer.prepare(handle, self.user_agent, self._certificates, self._proxy, self._reveal)


def _nothing_hidden(reference: str) -> str:
    raise Hidden(f"nobody here can look up {reference.partition(':')[0]}:")


class _Run:
    """The transfers of one `get_many`: what waits, what runs, what is done."""

    def __init__(self, client: Client, loop: Loop, requests: Iterator[Request]) -> None:
        self.outcomes: deque[Outcome] = deque()
        self.active: dict[pycurl.Curl, Transfer] = {}
        self._client = client
        self._loop = loop
        self._requests: Iterator[Request] | None = requests
        self._ready: deque[Transfer] = deque()
        self._parked: dict[str, deque[Transfer]] = {}
        self._waiting = 0  # how many are parked because their host is busy
        self._at_host: dict[str, int] = {}
        self._spare: list[pycurl.Curl] = []
        self._begun: deque[tuple[float, pycurl.Curl, Transfer]] = deque()  # in the order of their start, as far as they aren't slow
        self._slow: set[pycurl.Curl] = set()
        self._usual = client.limits.patience  # seconds that answers took of late
        self._held: dict[pycurl.Curl, float] = {}  # large ones that wait for the others, and since when
        self._just_held: list[pycurl.Curl] = []

    def fill(self) -> None:
        """Start what there is room for."""
        limits = self._client.limits
        while self._has_room(limits) and (transfer := self._next()) is not None:
            host = transfer.address.host
            if self._at_host.get(host, 0) >= limits.per_host:
                self._parked.setdefault(host, deque()).append(transfer)
                self._waiting += 1
            else:
                self._start(transfer)

    def _has_room(self, limits: Limits) -> bool:
        """Whether another transfer may start. One that has been under way for long takes no place of others, up to a number: servers that
        never answer would else hold up all the rest."""
        running = len(self.active)
        if running < limits.overall:
            return True
        self._tell_slow_ones()
        return running - len(self._slow) < limits.overall and running < limits.overall * _SLOW

    def _tell_slow_ones(self) -> None:
        late = time.monotonic() - min(self._client.limits.patience, max(_LEAST_PATIENCE, _TIMES_USUAL * self._usual))
        while self._begun and self._begun[0][0] < late:
            self._slow.add(self._begun.popleft()[1])
            self._forget_ended()

    def _hold(self, handle: pycurl.Curl) -> bool:
        """Whether a transfer whose answer turns out to be large has to wait for others. One that is slow costs them nothing."""
        self._tell_slow_ones()
        if handle in self._slow:
            return False
        self._slow.add(handle)  # it takes no place of others
        if not self._others_come() or self.active[handle].address.host in self._parked:
            return False
        self._held[handle] = time.monotonic()
        self._just_held.append(handle)
        return True

    def _others_come(self) -> bool:
        """Whether there are others than large and slow ones."""
        return bool(self._requests is not None or self._ready or self._waiting or len(self.active) > len(self._slow))

    def _release(self) -> None:
        """Let large ones go on: once the others have come, where others wait for their host, or after a while."""
        self._tell_slow_ones()
        now = time.monotonic()
        others = self._others_come()
        for handle, since in list(self._held.items()):
            if not others or now - since > _LONGEST_WAIT or self.active[handle].address.host in self._parked:
                del self._held[handle]
                self._give_time(handle, now - since)
                self.active[handle].waited = now - since
                try:
                    handle.pause(pycurl.PAUSE_CONT)
                except pycurl.error as error:  # it will be over with a code that says less
                    self.active[handle].broken(error.args[0])

    def _give_time(self, handle: pycurl.Curl, seconds: float) -> None:
        """Have a transfer last so much longer: the time that it waits here is not its server's."""
        handle.setopt(pycurl.TIMEOUT_MS, int((self._client.limits.total + seconds) * 1000))

    def _forget_ended(self) -> None:
        while self._begun and self.active.get(self._begun[0][1]) is not self._begun[0][2]:
            self._begun.popleft()

    def turn(self) -> None:
        """Wait until something happens and take what is done."""
        if self._held:
            self._release()
        over = self._loop.turn(_TURN)
        while self._just_held:  # libcurl can't be told while it calls
            self._give_time(self._just_held.pop(), _LONGEST_WAIT)
        for handle, code in over:
            transfer = self.active.pop(handle)
            if not code and handle not in self._slow:
                self._usual += (handle.getinfo(pycurl.TOTAL_TIME) - self._usual) / _LATELY
            self._loop.remove(handle)
            self._slow.discard(handle)
            self._held.pop(handle, None)
            self._forget_ended()
            self._leave(transfer.address.host)
            self._end(transfer, handle, code)
            handle.reset()  # it would keep the transfer, and what came of it, until its next one
            self._spare.append(handle)

    def abandon(self) -> None:
        """Break off what still runs."""
        for handle in self.active:
            self._loop.remove(handle)
            handle.close()
        self.active.clear()
        for handle in self._spare:
            handle.close()

    def _next(self) -> Transfer | None:
        if self._ready:
            return self._ready.popleft()
        while self._requests is not None and self._waiting < LOOK_AHEAD and len(self.outcomes) < LOOK_AHEAD:
            request = next(self._requests, None)
            if request is None:
                self._requests = None
                break
            try:
                started = self._client.start(request)
            except FetchError as error:
                self.outcomes.append((request, error))
                continue
            if isinstance(started, Transfer):
                return started
            self.outcomes.append((request, started))
        return None

    def _start(self, transfer: Transfer) -> None:
        handle = self._spare.pop() if self._spare else pycurl.Curl()
        host = transfer.address.host
        try:
            self._client.allow(transfer)
            self._client.prepare(transfer, handle)
            if len(self.active) >= _SEVERAL:
                handle.setopt(pycurl.MAX_RECV_SPEED_LARGE, _FAST)
            transfer.must_wait = partial(self._hold, handle)
            self._loop.add(handle)
        except FetchError as error:
            self._spare.append(handle)
            self.outcomes.append((transfer.request, error))
            self._unpark(host)
        except (pycurl.error, UnicodeError, TypeError):  # an address that libcurl cannot even be told
            handle.close()
            words = f"the address at {host} cannot be asked"
            self.outcomes.append((transfer.request, FetchError("bad-address", words, url=transfer.request.url)))
            self._unpark(host)
        else:
            self._at_host[host] = self._at_host.get(host, 0) + 1
            self.active[handle] = transfer
            self._begun.append((time.monotonic(), handle, transfer))

    def _end(self, transfer: Transfer, handle: pycurl.Curl, code: int) -> None:
        try:
            response = transfer.ended(handle, code)
        except FetchError as error:
            self.outcomes.append((transfer.request, error))
            return
        if response is None:
            self._ready.appendleft(transfer)  # a redirect goes on before anything new
        else:
            self.outcomes.append((transfer.request, response))

    def _leave(self, host: str) -> None:
        left = self._at_host[host] - 1
        if left:
            self._at_host[host] = left
        else:
            del self._at_host[host]
        self._unpark(host)

    def _unpark(self, host: str) -> None:
        """Let the next transfer of a host that has room again run."""
        if queue := self._parked.get(host):
            self._ready.append(queue.popleft())
            self._waiting -= 1
            if not queue:
                del self._parked[host]
