"""libcurl's multi interface driven by epoll (or kqueue): one thread, any number of transfers, no polling."""

from __future__ import annotations

import selectors
import time
from functools import cached_property
from typing import Literal

import pycurl

Done = tuple[pycurl.Curl, int]
_EVENTS = {pycurl.POLL_IN: selectors.EVENT_READ, pycurl.POLL_OUT: selectors.EVENT_WRITE}
_BOTH = selectors.EVENT_READ | selectors.EVENT_WRITE


class Loop:
    """Transfers that run together; connections stay warm between them and names stay known.

    libcurl is woken by the first transfer: it opens a socket at once, to see whether there is IPv6, and offline there must be none.
    """

    def __init__(self, most_connections: int) -> None:
        self._most_connections = most_connections
        self._selector = selectors.DefaultSelector()
        self._deadline: float | None = None

    def add(self, handle: pycurl.Curl) -> None:
        """Start a transfer."""
        self._multi.add_handle(handle)

    def remove(self, handle: pycurl.Curl) -> None:
        """End a transfer, finished or not."""
        self._multi.remove_handle(handle)

    def turn(self, longest: float) -> list[Done]:
        """Wait for something to happen, `longest` seconds at most; the transfers that are over, with libcurl's code (0: well)."""
        wait = longest
        if self._deadline is not None:
            wait = min(wait, max(0.0, self._deadline - time.monotonic()))
        for key, events in self._selector.select(wait):
            reads = pycurl.CSELECT_IN if events & selectors.EVENT_READ else 0
            writes = pycurl.CSELECT_OUT if events & selectors.EVENT_WRITE else 0
            self._multi.socket_action(key.fd, reads | writes)
        if self._deadline is not None and time.monotonic() >= self._deadline:
            self._deadline = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)
        return self._over()

    def close(self) -> None:
        """Close every connection."""
        if "_multi" in self.__dict__:
            self._multi.close()
        self._selector.close()

    @cached_property
    def _multi(self) -> pycurl.CurlMulti:
        multi = pycurl.CurlMulti()
        multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        multi.setopt(pycurl.M_TIMERFUNCTION, self._wake)
        multi.setopt(pycurl.M_MAXCONNECTS, self._most_connections)
        return multi

    def _over(self) -> list[Done]:
        done: list[Done] = []
        left = 1
        while left:
            left, well, failed = self._multi.info_read()
            done += [(handle, 0) for handle in well]
            done += [(one[0], one[1]) for one in failed]
        return done

    def _watch(self, what: int, socket: int, multi: object, data: object) -> Literal[0]:
        known = socket in self._selector.get_map()
        if what == pycurl.POLL_REMOVE:
            if known:
                self._selector.unregister(socket)
        elif known:
            self._selector.modify(socket, _EVENTS.get(what, _BOTH))
        else:
            self._selector.register(socket, _EVENTS.get(what, _BOTH))
        return 0

    def _wake(self, milliseconds: int) -> Literal[0]:
        self._deadline = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000
        return 0
